public import Concepts

extension SkillGraph {
  public subscript(node: NodeIndex) -> Node { nodes[Int(node.rawValue)] }
  public subscript(edge: EdgeIndex) -> Edge { edges[Int(edge.rawValue)] }

  /// The graph without relations that were computed.
  ///
  /// - Complexity: O(*e*); O(*n* + *e* log *e*) if there are any.
  public var withoutInferred: SkillGraph {
    let vouched = edges.filter { if case .inferred = $0.provenance { false } else { true } }
    guard vouched.count < edges.count else { return self }
    return SkillGraph(sortedNodes: nodes, edges: vouched, postingCount: postingCount, schemes: schemes)
  }

  public func index(of id: ConceptID) -> NodeIndex? { indices[id] }

  public var nodeIndices: some RandomAccessCollection<NodeIndex> {
    (0..<Int32(nodes.count)).lazy.map(NodeIndex.init(rawValue:))
  }

  /// The edges that start at `node`, ordered by (relation, target).
  public func edges(from node: NodeIndex) -> ArraySlice<EdgeIndex> { outgoing[node] }

  /// The edges that end at `node`, ordered by (source, relation).
  public func edges(to node: NodeIndex) -> ArraySlice<EdgeIndex> { incoming[node] }

  /// The targets of `node`'s edges of one relation, in node order.
  public func targets(of node: NodeIndex, _ relation: Relation) -> [NodeIndex] {
    edges(from: node).compactMap { self[$0].relation == relation ? self[$0].target : nil }
  }

  /// The sources of edges of one relation into `node`, in node order.
  public func sources(of node: NodeIndex, _ relation: Relation) -> [NodeIndex] {
    edges(to: node).compactMap { self[$0].relation == relation ? self[$0].source : nil }
  }
}
