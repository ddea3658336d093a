import Concepts
import Testing

@testable import GraphModel

@Suite struct SkillGraphTests {
  /// Edges as sentences, such as `role:a requires skill:b extracted 2/0/1 0.75`.
  private func check(
    _ demand: DemandTable = DemandTable(), relations: [UnresolvedRelation] = [], edges: [String],
    nodes: [String] = ["role:a 0", "skill:b 0", "skill:c 0"]
  ) {
    let graph = SkillGraph(taxonomy: taxonomy(relations), demand: demand)
    #expect(graph.edges.map { sentence($0, graph) } == edges)
    #expect(graph.nodes.map { "\($0.id) \($0.postings)" } == nodes)
  }

  private func taxonomy(_ relations: [UnresolvedRelation]) -> Taxonomy {
    Taxonomy(
      schemes: [], concepts: ["role:a", "skill:b", "skill:c"].map { Concept(id: id($0), prefLabel: $0) },
      relations: relations)
  }

  private func sentence(_ edge: SkillGraph.Edge, _ graph: SkillGraph) -> String {
    let demand = "\(edge.demand.required)/\(edge.demand.preferred)/\(edge.demand.mentioned)"
    return
      "\(graph[edge.source].id) \(edge.relation) \(graph[edge.target].id) \(edge.provenance.name) \(demand) \(edge.weight)"
  }

  private func id(_ text: String) -> ConceptID { ConceptID(text) ?? ConceptID(kind: .skill, label: text) }

  private func demand(_ postings: (role: String?, asksFor: [String: DemandLevel])...) -> DemandTable {
    var table = DemandTable()
    for (number, posting) in postings.enumerated() {
      var evidence = PostingEvidence(source: "p\(number)", unit: 0, posting: .init(syntax: "html"))
      evidence.posting.role = posting.role.map { .init(id: id($0), label: $0) }
      evidence.mentions = posting.asksFor.map { .sample(id($0.key), $0.value) }
      table.add(evidence)
    }
    return table
  }

  @Test func curatedRelationsAreEdgesInOrder() {
    check(
      relations: [
        .init(id("skill:c"), .related, id("skill:b"), row: 2),
        .init(id("skill:b"), .prerequisiteOf, id("skill:c"), row: 1),
      ],
      edges: ["skill:b prerequisiteOf skill:c curated 0/0/0 1.0", "skill:c related skill:b curated 0/0/0 1.0"])
  }

  @Test func ofRelationsThatSayTheSameTheFirstRowIsKept() {
    let relation = { UnresolvedRelation(id("skill:b"), .broader, id("skill:c"), row: $0) }
    let graph = SkillGraph(taxonomy: taxonomy([relation(9), relation(4)]))
    #expect(graph.edges.map(\.provenance) == [.curated(scheme: 0, row: 4)])
  }

  @Test func weightIsTheShareOfTheRolesPostings() {
    check(
      demand(
        ("role:a", ["skill:b": .required]), ("role:a", ["skill:b": .preferred, "skill:c": .mentioned]), ("role:a", [:]),
        ("role:a", [:])),
      edges: ["role:a requires skill:b extracted 1/1/0 0.5", "role:a requires skill:c extracted 0/0/1 0.25"],
      nodes: ["role:a 4", "skill:b 2", "skill:c 1"])
  }

  @Test func postingsWithoutARoleCountForConceptsOnly() {
    check(demand((nil, ["skill:b": .required])), edges: [], nodes: ["role:a 0", "skill:b 1", "skill:c 0"])
  }

  @Test func aDemandTheTaxonomyHasTooKeepsItsLevelBesideTheCounts() {
    let graph = SkillGraph(
      taxonomy: taxonomy([.init(id("role:a"), .requires, id("skill:b"), level: .preferred, row: 3)]),
      demand: demand(("role:a", ["skill:b": .required])))
    #expect(graph.edges.map(\.curatedLevel) == [.preferred])
    #expect(graph.edges.map(\.provenance) == [.extracted])
    #expect(graph.edges.map(\.demand) == [.init(required: 1)])
  }

  @Test func aDemandOnlyTheTaxonomyHasWeighsNothing() {
    check(
      relations: [.init(id("role:a"), .requires, id("skill:b"), level: .required, row: 3)],
      edges: ["role:a requires skill:b curated 0/0/0 0.0"])
  }

  @Test func rolesOnlyPostingsKnowAreCandidates() {
    let graph = SkillGraph(
      taxonomy: taxonomy([]), demand: demand(("role:z", ["skill:b": .required, "skill:x": .required])))
    #expect(graph.nodes.filter { !$0.isCurated }.map(\.id.rawValue) == ["role:z"])
    #expect(graph.edges.map { graph[$0.target].id.rawValue } == ["skill:b"], "a skill nobody curates is no node")
  }

  @Test func whatIsNamedTwiceCountsOnceAtItsStrongest() {
    var evidence = PostingEvidence(source: "p", unit: 0, posting: .init(syntax: "html"))
    evidence.mentions = [.sample(id("skill:b"), .mentioned), .sample(id("skill:b"), .required)]
    evidence.education = [
      .init(
        level: "bachelor", fields: ["physics"], fieldConcepts: [id("education:physics")], requirement: .preferred,
        quote: "")
    ]
    let levels = evidence.strongestLevels.map { "\($0.concept) \($0.level)" }
    #expect(levels == ["education:bachelor preferred", "education:physics preferred", "skill:b required"])
  }

  @Test func sortedNodesAndNumberedEdgesGiveTheSameGraph() {
    let relations = Relation.allCases.flatMap { relation in
      [
        UnresolvedRelation(id("skill:b"), relation, id("skill:c")),
        UnresolvedRelation(id("role:a"), relation, id("skill:b")),
      ]
    }
    let graph = SkillGraph(taxonomy: taxonomy(relations))
    let again = SkillGraph(
      sortedNodes: graph.nodes, edges: graph.edges.reversed(), postingCount: graph.postingCount, schemes: graph.schemes)
    #expect(again.edges == graph.edges)
    #expect(
      again.nodeIndices.map { Array(again.edges(to: $0)) } == graph.nodeIndices.map { Array(graph.edges(to: $0)) })
  }
}

extension PostingEvidence.Mention {
  static func sample(_ concept: ConceptID, _ level: DemandLevel) -> Self {
    Self(
      concept: concept, label: concept.rawValue, level: level, quote: "q", context: "c", section: "requirements",
      confidence: 1, method: "label")
  }
}
