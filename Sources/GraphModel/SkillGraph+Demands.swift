public import Concepts

extension SkillGraph {
  /// Roles with what the postings of `table` ask for instead of this graph's postings, beside what the taxonomy asks for: the
  /// roles the table advertises, and `roles`; with nothing but demands, and of names only the labels.
  ///
  /// - Parameter withTaxonomy: whether what the taxonomy asks for counts, too.
  ///
  /// Where postings of this graph say the same as the taxonomy, the citation of its row is lost (`scheme` -1).
  ///
  /// - Complexity: O(*d* log *d*) in their demands.
  public func demands(of roles: [ConceptID] = [], in table: DemandTable, withTaxonomy: Bool = true) -> SkillGraph {
    var (nodes, edges) = ([ConceptID: Node](), [UnresolvedEdge]())
    for role in Set(roles).union(table.roles.keys).sorted() {
      let (postings, own) = (table.roles[role]?.postings ?? 0, index(of: role))
      nodes[role] =
        own.map(plain) ?? Node(id: role, label: table.roles[role]?.label ?? role.rawValue, isCurated: false)
      nodes[role]?.postings = postings
      for edge in own.map({ self.edges(from: $0, .requires) }) ?? []
      where withTaxonomy && curatedLevel(of: edge) != nil {
        edges.append(curated(self[edge], table, postings))
      }
    }
    let curated = Set(edges.map { DemandTable.Key(role: $0.source, concept: $0.target) })
    for (key, demand) in table.demands where !curated.contains(key) {
      if nodes[key.concept] == nil {
        guard let own = index(of: key.concept) else { continue }
        nodes[key.concept] = plain(own)
        nodes[key.concept]?.postings = table.concepts[key.concept] ?? 0
      }
      let postings = table.roles[key.role]?.postings ?? 0
      edges.append(
        UnresolvedEdge(
          key.role, .requires, key.concept, provenance: .extracted, weight: Self.share(demand, postings), demand: demand
        ))
    }
    for edge in edges where nodes[edge.target] == nil {
      nodes[edge.target] = index(of: edge.target).map(plain)
      nodes[edge.target]?.postings = table.concepts[edge.target] ?? 0
    }
    return SkillGraph(nodes: nodes.values, edges: edges, postingCount: table.postings, schemes: schemes)
  }

  /// A node without other names.
  private func plain(_ node: NodeIndex) -> Node {
    Node(id: id(of: node), label: label(of: node), isCurated: isCurated(node))
  }

  private func curated(_ edge: Edge, _ table: DemandTable, _ postings: Int) -> UnresolvedEdge {
    let (role, concept) = (id(of: edge.source), id(of: edge.target))
    let demand = table.demands[DemandTable.Key(role: role, concept: concept)]
    let citation = edge.provenance == .extracted ? .curated(scheme: -1, row: 0) : edge.provenance
    return UnresolvedEdge(
      role, .requires, concept, provenance: demand == nil ? citation : .extracted,
      weight: demand.map { Self.share($0, postings) } ?? 0, demand: demand ?? .init(), curatedLevel: edge.curatedLevel)
  }

  private static func share(_ demand: Demand, _ postings: Int) -> Double {
    postings == 0 ? 0 : Double(demand.total) / Double(postings)
  }
}
