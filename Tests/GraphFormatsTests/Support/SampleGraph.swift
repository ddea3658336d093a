import Concepts
import GraphModel

extension SkillGraph {
  /// A graph with every kind, relation, provenance, strength and level, and labels that need escaping everywhere.
  static let sample = SkillGraph(
    nodes: sampleNodes, edges: sampleEdges, postingCount: 40,
    schemes: [
      ConceptScheme(name: "skillgraph", title: "Skills & \"paths\" <draft>", release: "2026.1", licence: "CC0-1.0"),
      ConceptScheme(name: "esco", title: "ESCO", release: "1.2.0", licence: "CC-BY-4.0"),
    ])

  private static let sampleNodes: [Node] = [
    node("role:data-engineer", "Data Engineer", postings: 25),
    node("role:machine-learning-engineer", "Machine Learning Engineer", postings: 15),
    node("role:prompt-wrangler", "Prompt Wrangler", postings: 1, isCurated: false),
    node("skill:python", "Python", ["Python 3", "CPython"], [.init(.exactMatch, "wikidata:Q28865")], postings: 38),
    node("skill:c-plus-plus", "C++ \\ \"Modern\" C++", ["C|C++", "a \\ b", "<C++>", "élan 😀 日本語"], postings: 3),
    node(
      "skill:r-and-d", "R&D <methods> {a;b}, 100%",
      [],
      [
        .init(.exactMatch, "http://data.europa.eu/esco/skill/1?a=1&b=2"), .init(.exactMatch, "onet:1|2"),
        .init(.closeMatch, "wikidata:Q1"),
      ]),
    node("framework:pytorch", "PyTorch", ["torch"], postings: 12),
    node("certification:aws-certified", "AWS Certified", postings: 4),
    node("education:bachelor", "Bachelor's degree", postings: 20),
    node("education:master", "Master's degree", postings: 9),
  ]

  private static let sampleEdges: [UnresolvedEdge] = [
    edge(
      "role:data-engineer", .requires, "skill:python", .extracted, weight: 0.88,
      demand: .init(required: 20, preferred: 1, mentioned: 1), level: .required),
    edge(
      "role:data-engineer", .requires, "skill:c-plus-plus", .extracted, weight: 1.0 / 3, demand: .init(mentioned: 3)),
    edge(
      "role:data-engineer", .requires, "education:bachelor", .curated(scheme: 0, row: 12), weight: 0, level: .preferred),
    edge("role:data-engineer", .progressesTo, "role:machine-learning-engineer", .curated(scheme: 0, row: 31)),
    edge(
      "role:machine-learning-engineer", .requires, "framework:pytorch", .extracted, weight: 0.8,
      demand: .init(preferred: 12)),
    edge("role:prompt-wrangler", .requires, "skill:r-and-d", .extracted, weight: 1, demand: .init(required: 1)),
    edge("skill:python", .prerequisiteOf, "framework:pytorch", .curated(scheme: 0, row: 2), strength: .essential),
    edge(
      "skill:c-plus-plus", .prerequisiteOf, "framework:pytorch", .inferred(method: "co-occurrence"), strength: .helpful,
      confidence: 0.25),
    edge("skill:python", .related, "skill:c-plus-plus", .inferred(method: "co-occurrence"), confidence: 0.5),
    edge("skill:c-plus-plus", .broader, "skill:r-and-d", .curated(scheme: 1, row: 7)),
    edge("certification:aws-certified", .certifies, "skill:python", .curated(scheme: 1, row: 8)),
    edge("education:bachelor", .precedes, "education:master", .curated(scheme: 0, row: 40)),
  ]

  private static func node(
    _ id: String, _ label: String, _ altLabels: [String] = [], _ matches: [ConceptMatch] = [], postings: Int = 0,
    isCurated: Bool = true
  ) -> Node {
    Node(
      id: .known(id), label: label, altLabels: altLabels, matches: matches, postings: postings, isCurated: isCurated)
  }

  private static func edge(
    _ source: String, _ relation: Relation, _ target: String, _ provenance: Provenance, weight: Double = 1,
    demand: Demand = .init(), strength: Strength? = nil, level: DemandLevel? = nil, confidence: Double = 1
  ) -> UnresolvedEdge {
    UnresolvedEdge(
      .known(source), relation, .known(target), provenance: provenance, weight: weight, demand: demand,
      strength: strength,
      curatedLevel: level, confidence: confidence)
  }
}

extension ConceptID {
  /// The id a test wrote down; a wrong one shows as `skill:wrong-id-…`.
  static func known(_ text: String) -> ConceptID {
    ConceptID(text) ?? ConceptID(kind: .skill, label: "wrong id \(text)")
  }
}
