public import Concepts

extension SkillGraph {
  /// The graph of a taxonomy and of what postings ask for.
  ///
  /// Every concept is a node, and every role that only postings know (a candidate). `requires` edges carry the counts of
  /// postings and, where the taxonomy has the same demand, its level beside them; their provenance is then `extracted`.
  ///
  /// - Parameters:
  ///   - inferred: computed relations that are wanted beside curated ones, such as `Taxonomy.inferred`; of several about the
  ///     same pair the surest counts, and none where the same is curated.
  /// - Complexity: O(*n* log *n*) in concepts, relations and demands.
  public init(taxonomy: Taxonomy, demand table: DemandTable = DemandTable(), inferred: [InferredRelation] = []) {
    let candidates = table.roles.filter { taxonomy.index(of: $0.key) == nil }.map { id, role in
      Node(id: id, label: role.label, postings: role.postings, isCurated: false)
    }
    var edges = taxonomy.relations.map { UnresolvedEdge($0, in: taxonomy, table) }
    let curated = Set(
      edges.filter { $0.relation == .requires }.map { DemandTable.Key(role: $0.source, concept: $0.target) })
    for (key, demand) in table.demands where !curated.contains(key) {
      edges.append(
        UnresolvedEdge(
          key.role, .requires, key.concept, provenance: .extracted,
          weight: table.share(of: demand, role: key.role), demand: demand))
    }
    // Of edges with the same ends and relation the first is kept: what is curated, then the surest.
    edges += inferred.sorted().map { relation in
      UnresolvedEdge(
        relation.source, relation.relation, relation.target, provenance: .inferred(method: relation.method),
        confidence: relation.confidence)
    }
    self.init(
      nodes: taxonomy.concepts.map { Node($0, table) } + candidates, edges: edges, postingCount: table.postings,
      schemes: taxonomy.schemes)
  }
}

extension SkillGraph.Node {
  fileprivate init(_ concept: Concept, _ table: DemandTable) {
    self.init(
      id: concept.id, label: concept.prefLabel, altLabels: concept.labels.filter { $0.role == .alt }.map(\.text),
      matches: concept.matches, postings: table.roles[concept.id]?.postings ?? table.concepts[concept.id] ?? 0)
  }
}

extension UnresolvedEdge {
  fileprivate init(_ relation: ConceptRelation, in taxonomy: Taxonomy, _ table: DemandTable) {
    let (source, target) = (taxonomy[relation.source].id, taxonomy[relation.target].id)
    let demand = relation.relation == .requires ? table.demands[DemandTable.Key(role: source, concept: target)] : nil
    self.init(
      source, relation.relation, target,
      provenance: demand == nil ? .curated(scheme: relation.scheme, row: relation.row) : .extracted,
      weight: relation.relation == .requires ? demand.map { table.share(of: $0, role: source) } ?? 0 : 1,
      demand: demand ?? .init(), strength: relation.strength, curatedLevel: relation.level)
  }
}

extension DemandTable {
  /// The share of the role's postings that ask for it.
  fileprivate func share(of demand: SkillGraph.Demand, role: ConceptID) -> Double {
    let postings = roles[role]?.postings ?? 0
    return postings == 0 ? 0 : Double(demand.total) / Double(postings)
  }
}

extension SkillGraph {
  /// The graph with computed relations among its edges: of several about the same pair the surest, and none where an edge says
  /// the same already or an end is no node.
  ///
  /// - Complexity: O(*n* + *e*), and a sort of `inferred`.
  public func adding(_ inferred: [InferredRelation]) -> SkillGraph {
    var added: [Edge] = []
    for relation in inferred.sorted() {
      guard let edge = Edge(relation, in: self), added.last?.key != edge.key,
        !edges(from: edge.source, edge.relation).contains(where: { target(of: $0) == edge.target })
      else { continue }
      added.append(edge)
    }
    guard !added.isEmpty else { return self }
    return SkillGraph(
      columns: GraphColumnsBuilder(columns, adding: added).finish(), postingCount: postingCount, schemes: schemes)
  }
}

extension SkillGraph.Edge {
  fileprivate init?(_ relation: InferredRelation, in graph: SkillGraph) {
    guard let source = graph.index(of: relation.source), let target = graph.index(of: relation.target) else {
      return nil
    }
    self.init(
      source: source, relation: relation.relation, target: target, provenance: .inferred(method: relation.method),
      confidence: relation.confidence)
  }
}
