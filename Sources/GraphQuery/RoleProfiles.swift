internal import Concepts
public import GraphModel

/// Who asks for what, over all roles that ask for anything.
public struct RoleProfiles: Sendable {
  let graph: SkillGraph
  /// The roles that ask for anything, in node order.
  public let roles: [NodeIndex]
  /// What turns counts into weights, by a role's place among the nodes of its kind.
  private let scales: [DemandScale]
  private let firstRole: Int32

  /// - Complexity: O(roles)
  public init(_ graph: SkillGraph) {
    self.graph = graph
    let all = graph.nodes(of: .role)
    roles = all.filter { !graph.edges(from: $0, .requires).isEmpty }
    scales = all.map(graph.demandScale)
    firstRole = Int32(all.startIndex)
  }

  /// A role and what it says about one concept.
  public struct Demand: Hashable, Sendable {
    public var role: NodeIndex
    public var item: RoleProfile.Item
  }

  /// The roles that ask for `concept`, those that depend on it most first; ties in node order.
  ///
  /// - Complexity: O(*r* log *r*) in the roles that ask for it.
  public func asking(for concept: NodeIndex) -> [Demand] {
    demands(for: concept).map { edge in
      let role = graph.source(of: edge)
      return Demand(
        role: role,
        item: .init(
          node: concept, edge: edge, level: graph.prevailingLevel(of: edge), weight: weight(of: edge, from: role)))
    }
    .sorted { (-$0.item.weight, $0.role) < (-$1.item.weight, $1.role) }
  }

  /// How many roles ask for `concept`.
  public func count(askingFor concept: NodeIndex) -> Int { demands(for: concept).count }

  /// The sum of the weights all roles give `concept`.
  public func demand(for concept: NodeIndex) -> Double {
    demands(for: concept).reduce(0) { $0 + weight(of: $1, from: graph.source(of: $1)) }
  }

  /// The position in `roles` of a role; `nil` if it asks for nothing.
  public func position(of role: NodeIndex) -> Int? {
    var (low, high) = (0, roles.count)
    while low < high {
      let middle = (low + high) / 2
      if roles[middle] < role { low = middle + 1 } else { high = middle }
    }
    return low < roles.count && roles[low] == role ? low : nil
  }

  /// How much `role` depends on what the edge leads to.
  func weight(of edge: EdgeIndex, from role: NodeIndex) -> Double {
    scales[Int(role.rawValue - firstRole)].weight(graph.demand(of: edge), graph.curatedLevel(of: edge))
  }

  /// A damaged or foreign graph may have demands of what is no role.
  private func demands(for concept: NodeIndex) -> ArraySlice<EdgeIndex> {
    let edges = graph.edges(to: concept, .requires)
    let all = graph.nodes(of: .role)
    return edges.allSatisfy { all.contains(graph.source(of: $0)) }
      ? edges : ArraySlice(edges.filter { all.contains(graph.source(of: $0)) })
  }
}
