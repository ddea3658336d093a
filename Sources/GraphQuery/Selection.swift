public import Concepts
public import GraphModel

/// Which part of a graph is wanted; empty conditions admit everything.
public struct Selection: Sendable {
  /// Only nodes within so many edges of a node, edges taken in both directions.
  public var center: (node: NodeIndex, depth: Int)?
  public var kinds: Set<ConceptKind>?
  public var relations: Set<Relation>?
  /// `requires` edges need at least this weight; where postings say nothing, the taxonomy's level counts.
  public var minimumWeight = 0.0
  /// Only these roles, what they ask for, and the edges among all that.
  public var roles: Set<NodeIndex> = []
  /// Only these nodes, such as those of an answer; they stay even without an edge.
  public var nodes: Set<NodeIndex>?
  /// Edges that an answer adds to the graph's own, such as the steps of a career path; left out where the graph has such an edge.
  public var added: [SkillGraph.Edge] = []
  /// What an answer is about; with `top` these and `roles` and the center stay whatever they weigh.
  public var subjects: Set<NodeIndex> = []
  /// Only so many nodes beside those the selection is about: what its roles ask for most, without any what most postings name;
  /// ties by the number of edges, then node order.
  public var top: Int?

  public init() {}
}

extension SkillGraph {
  /// The part of the graph that `selection` admits; with any condition on edges, nodes without an edge are left out unless
  /// `selection` names them.
  ///
  /// - Complexity: O(*n* + *e*), and building the part; O(*n* log *n*) with `top`.
  public func part(_ selection: Selection) -> SkillGraph {
    let near = selection.center.map { neighbourhood(of: $0.node, depth: $0.depth, selection) }
    let demanded = selection.roles.isEmpty ? nil : reachOfRoles(selection)
    var kept = nodes.indices.map { position in
      let node = NodeIndex(rawValue: Int32(position))
      return selection.kinds?.contains(kind(of: node)) ?? true && near?.contains(node) ?? true
        && demanded?.contains(node) ?? true && selection.nodes?.contains(node) ?? true
    }
    var edges = edges.filter { admits($0, selection) } + new(selection.added)
    edges.removeAll { !kept[$0.source] || !kept[$0.target] }
    if let top = selection.top {
      keep(top, &kept, edges, selection)
      edges.removeAll { !kept[$0.source] || !kept[$0.target] }
    }
    if selection.relations != nil || selection.minimumWeight > 0 { dropLonely(&kept, edges, selection) }
    return part(kept, edges)
  }

  /// Those of an answer's edges that the graph lacks.
  private func new(_ added: [Edge]) -> [Edge] {
    added.filter { edge in
      !edges(from: edge.source).contains { self[$0].relation == edge.relation && self[$0].target == edge.target }
    }
  }

  /// The graph of the nodes that are kept; `edges` are among them.
  private func part(_ kept: [Bool], _ edges: [Edge]) -> SkillGraph {
    var (nodes, places) = ([Node](), [NodeIndex](repeating: NodeIndex(rawValue: -1), count: kept.count))
    for (position, node) in self.nodes.enumerated() where kept[position] {
      places[position] = NodeIndex(rawValue: Int32(nodes.count))
      nodes.append(node)
    }
    var edges = edges
    for index in edges.indices {
      edges[index].source = places[Int(edges[index].source.rawValue)]
      edges[index].target = places[Int(edges[index].target.rawValue)]
    }
    return SkillGraph(sortedNodes: nodes, edges: edges, postingCount: postingCount, schemes: schemes)
  }

  private func dropLonely(_ kept: inout [Bool], _ edges: [Edge], _ selection: Selection) {
    let connected = Set(edges.flatMap { [$0.source, $0.target] })
    for node in nodeIndices where !connected.contains(node) && !selection.names(node) { kept[node] = false }
  }

  private func keep(_ count: Int, _ kept: inout [Bool], _ edges: [Edge], _ selection: Selection) {
    var (demand, degree) = ([Double](repeating: 0, count: nodes.count), [Int](repeating: 0, count: nodes.count))
    for edge in edges {
      degree[edge.source] += 1
      degree[edge.target] += 1
      if edge.relation == .requires { demand[edge.target] += weight(of: edge) }
    }
    let rest = nodeIndices.filter { kept[$0] && !selection.isAbout($0) }
    let roles = selection.roles.union(selection.subjects).filter { kind(of: $0) == .role }
    let ranked = rest.sorted { a, b in
      let weights = roles.isEmpty ? (Double(postings(of: a)), Double(postings(of: b))) : (demand[a], demand[b])
      return (weights.1, degree[b], a) < (weights.0, degree[a], b)
    }
    for node in ranked.dropFirst(count) { kept[node] = false }
  }

  private func weight(of edge: Edge) -> Double {
    max(edge.weight, edge.demand.total == 0 ? edge.curatedLevel?.factor ?? 0 : 0)
  }

  private func admits(_ edge: Edge, _ selection: Selection) -> Bool {
    guard selection.relations?.contains(edge.relation) ?? true else { return false }
    guard edge.relation == .requires else { return true }
    return weight(of: edge) >= selection.minimumWeight
  }

  private func neighbourhood(of center: NodeIndex, depth: Int, _ selection: Selection) -> Set<NodeIndex> {
    var seen: Set<NodeIndex> = [center]
    var frontier = [center]
    for _ in 0..<max(0, depth) {
      frontier = frontier.flatMap { node in
        let out = edges(from: node).filter { admits(self[$0], selection) }.map { self[$0].target }
        let into = edges(to: node).filter { admits(self[$0], selection) }.map { self[$0].source }
        return (out + into).filter { seen.insert($0).inserted }
      }
    }
    return seen
  }

  private func reachOfRoles(_ selection: Selection) -> Set<NodeIndex> {
    selection.roles.union(
      selection.roles.flatMap { role in
        edges(from: role).filter { self[$0].relation == .requires && admits(self[$0], selection) }.map {
          self[$0].target
        }
      })
  }
}

extension Selection {
  /// Whether the selection is about the node; such a one always stays.
  fileprivate func isAbout(_ node: NodeIndex) -> Bool {
    center?.node == node || roles.contains(node) || subjects.contains(node)
  }

  fileprivate func names(_ node: NodeIndex) -> Bool { isAbout(node) || nodes?.contains(node) ?? false }
}

extension Array {
  /// What an array by node position has for `node`.
  fileprivate subscript(_ node: NodeIndex) -> Element {
    get { self[Int(node.rawValue)] }
    set { self[Int(node.rawValue)] = newValue }
  }
}
