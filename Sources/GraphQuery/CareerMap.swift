internal import Concepts
public import GraphModel

/// All roles with what a step between any two costs.
///
/// With *m* the share of the target's demands (by weight) that the former role does not bring along, a step costs
/// *m* + 2*m*² + 0.1: effort grows faster than the gap, so that a detour over a related role can be cheaper than a leap. A
/// curated `progressesTo` edge makes the step cost 0.6 of that.
public struct CareerMap: Sendable {
  let graph: SkillGraph
  /// The roles that ask for anything, in node order.
  let roles: [NodeIndex]
  private let profiles: [RoleProfile]

  static let stepCost = 0.1
  static let progressionFactor = 0.6

  /// - Complexity: O(all `requires` edges).
  public init(_ graph: SkillGraph) {
    self.graph = graph
    profiles = graph.nodeIndices.lazy.filter { graph[$0].kind == .role }.map { graph.profile(of: $0) }
      .filter { !$0.demands.isEmpty }
    roles = profiles.map(\.role)
  }

  /// The cheapest paths without a repeated role, cheapest first; ties by fewer steps, then node order.
  ///
  /// From each role a path may go on to its curated progressions, to the dozen roles that are cheapest to reach from it, and to
  /// the goal. Empty if either role asks for nothing, so that nothing can be said about it.
  ///
  /// - Complexity: O(paths · steps · *r*) rows of costs, *r* the roles tried, each O(all demands) (Yen 1971 over Bellman-Ford).
  public func paths(
    from start: NodeIndex, to goal: NodeIndex, _ options: CareerPathOptions = CareerPathOptions()
  ) -> [CareerPath] {
    guard start != goal, let from = position(of: start), let to = position(of: goal) else { return [] }
    var search = CareerSearch(self, to: to, options)
    return search.routes(from: from).map { path(along: $0, options) }
  }

  func position(of role: NodeIndex) -> Int? {
    let position = roles.partitioningIndex { $0 >= role }
    return position < roles.count && roles[position] == role ? position : nil
  }

  /// What a step from `role` to each role costs, in their order.
  func costs(from role: Int, have: Set<NodeIndex>) -> [Double] {
    var known = [Bool](repeating: false, count: graph.nodes.count)
    for node in have { known[Int(node.rawValue)] = true }
    for demand in profiles[role].demands { known[Int(demand.node.rawValue)] = true }
    var costs = profiles.map { profile in
      let missing = profile.demands.reduce(0) { known[Int($1.node.rawValue)] ? $0 : $0 + $1.weight } / profile.total
      return missing + 2 * missing * missing + Self.stepCost
    }
    for target in progressions(of: role) { costs[target] *= Self.progressionFactor }
    return costs
  }

  /// The positions of the roles that curated edges lead to.
  func progressions(of role: Int) -> [Int] {
    graph.targets(of: roles[role], .progressesTo).compactMap(position)
  }

  private func path(along route: CareerSearch.Route, _ options: CareerPathOptions) -> CareerPath {
    var known = options.have.union(profiles[route.roles[0]].demands.map(\.node))
    let steps = route.roles.indices.dropFirst().map { index in
      let demands = profiles[route.roles[index]].demands
      defer { known.formUnion(demands.map(\.node)) }
      return CareerPath.Step(
        role: roles[route.roles[index]], cost: route.costs[index - 1],
        progression: progression(roles[route.roles[index - 1]], roles[route.roles[index]]),
        gain: demands.filter { !known.contains($0.node) }, keep: demands.filter { known.contains($0.node) })
    }
    return CareerPath(cost: route.cost, steps: steps)
  }

  private func progression(_ from: NodeIndex, _ to: NodeIndex) -> EdgeIndex? {
    graph.edges(from: from).first { graph[$0].relation == .progressesTo && graph[$0].target == to }
  }
}

extension RandomAccessCollection {
  /// The position of the first element for which `isBeyond` holds, in a collection in which it holds for all after it.
  fileprivate func partitioningIndex(_ isBeyond: (Element) -> Bool) -> Index {
    var (low, count) = (startIndex, self.count)
    while count > 0 {
      let middle = index(low, offsetBy: count / 2)
      if isBeyond(self[middle]) {
        count /= 2
      } else {
        low = index(after: middle)
        count -= count / 2 + 1
      }
    }
    return low
  }
}
