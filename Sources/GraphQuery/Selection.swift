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

  public init() {}
}

extension SkillGraph {
  /// The part of the graph that `selection` admits; with any condition on edges, nodes without an edge are left out.
  ///
  /// - Complexity: O(*n* + *e*), and building the part.
  public func part(_ selection: Selection) -> SkillGraph {
    let near = selection.center.map { neighbourhood(of: $0.node, depth: $0.depth, selection) }
    let demanded = selection.roles.isEmpty ? nil : reachOfRoles(selection)
    let admits = { (node: NodeIndex) in
      selection.kinds?.contains(kind(of: node)) ?? true && near?.contains(node) ?? true
        && demanded?.contains(node) ?? true
    }
    let edges = edges.filter { admits($0.source) && admits($0.target) && self.admits($0, selection) }
    let ends = Set(edges.flatMap { [$0.source, $0.target] })
    let narrowsEdges = selection.relations != nil || selection.minimumWeight > 0
    let kept = nodeIndices.filter { admits($0) && (!narrowsEdges || ends.contains($0)) }
    return SkillGraph(
      nodes: kept.map { self[$0] }, edges: edges.map { UnresolvedEdge($0, in: self) }, postingCount: postingCount,
      schemes: schemes)
  }

  private func admits(_ edge: Edge, _ selection: Selection) -> Bool {
    guard selection.relations?.contains(edge.relation) ?? true else { return false }
    guard edge.relation == .requires else { return true }
    return max(edge.weight, edge.demand.total == 0 ? edge.curatedLevel?.factor ?? 0 : 0) >= selection.minimumWeight
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

extension UnresolvedEdge {
  fileprivate init(_ edge: SkillGraph.Edge, in graph: SkillGraph) {
    self.init(
      graph.id(of: edge.source), edge.relation, graph.id(of: edge.target), provenance: edge.provenance,
      weight: edge.weight,
      demand: edge.demand, strength: edge.strength, curatedLevel: edge.curatedLevel, confidence: edge.confidence)
  }
}
