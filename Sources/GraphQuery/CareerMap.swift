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
  private let profiles: RoleProfiles
  /// The demands of all roles one after the other: `starts[r]..<starts[r + 1]` belong to role *r*.
  private let starts: [Int]
  private let demands: [(node: Int32, weight: Double)]
  private let totals: [Double]

  static let stepCost = 0.1
  static let progressionFactor = 0.6

  /// - Complexity: O(all `requires` edges).
  public init(_ graph: SkillGraph) {
    self.graph = graph
    profiles = RoleProfiles(graph)
    roles = profiles.all.map(\.role)
    var (starts, demands) = ([0], [(node: Int32, weight: Double)]())
    for profile in profiles.all {
      for item in profile.demands { demands.append((item.node.rawValue, item.weight)) }
      starts.append(demands.count)
    }
    (self.starts, self.demands, totals) = (starts, demands, profiles.all.map(\.total))
  }

  /// The cheapest paths without a repeated role, cheapest first; ties by fewer steps, then node order.
  ///
  /// From each role a path may go on to its curated progressions, to the dozen roles that are cheapest to reach from it, and to
  /// the goal. Empty if either role asks for nothing, so that nothing can be said about it.
  ///
  /// - Complexity: O(paths · steps · *r*) rows of costs, *r* the roles tried, each O(all demands) (Yen 1971 over Bellman-Ford); with four
  ///   steps at most some 160 rows, for the last step needs none.
  public func paths(
    from start: NodeIndex, to goal: NodeIndex, _ options: CareerPathOptions = CareerPathOptions()
  ) -> [CareerPath] {
    guard start != goal, let from = position(of: start), let to = position(of: goal) else { return [] }
    var search = CareerSearch(self, to: to, options)
    return search.routes(from: from).map { path(along: $0, options) }
  }

  func position(of role: NodeIndex) -> Int? { profiles.position(of: role) }

  /// What a step from `role` to each role costs, in their order.
  ///
  /// - Complexity: O(all demands)
  func costs(from role: Int, have: Set<NodeIndex>) -> [Double] {
    var known = [Bool](repeating: false, count: graph.nodes.count)
    for node in have { known[Int(node.rawValue)] = true }
    for demand in demands[starts[role]..<starts[role + 1]] { known[Int(demand.node)] = true }
    var costs = roles.indices.map { target in
      var missing = 0.0
      for index in starts[target]..<starts[target + 1] where !known[Int(demands[index].node)] {
        missing += demands[index].weight
      }
      return Self.cost(missing: missing / totals[target])
    }
    for target in progressions(of: role) { costs[target] *= Self.progressionFactor }
    return costs
  }

  /// What a step from each role to `goal` costs, in their order: to the bit what `costs(from:have:)` says, since the weights
  /// are added in the same order.
  ///
  /// - Complexity: O(*r* · *d*) in roles and the goal's demands
  func costs(to goal: Int, have: Set<NodeIndex>) -> [Double] {
    var missing = [Double](repeating: 0, count: roles.count)
    var asks = [Bool](repeating: false, count: roles.count)
    for demand in demands[starts[goal]..<starts[goal + 1]] {
      let node = NodeIndex(rawValue: demand.node)
      if have.contains(node) { continue }
      profiles.forEachPosition(askingFor: node) { asks[$0] = true }
      for role in missing.indices where !asks[role] { missing[role] += demand.weight }
      profiles.forEachPosition(askingFor: node) { asks[$0] = false }
    }
    var costs = missing.map { Self.cost(missing: $0 / totals[goal]) }
    for source in graph.sources(of: roles[goal], .progressesTo).compactMap(position) {
      costs[source] *= Self.progressionFactor
    }
    return costs
  }

  private static func cost(missing: Double) -> Double { missing + 2 * missing * missing + stepCost }

  /// The positions of the roles that curated edges lead to.
  func progressions(of role: Int) -> [Int] {
    graph.targets(of: roles[role], .progressesTo).compactMap(position)
  }

  private func path(along route: CareerSearch.Route, _ options: CareerPathOptions) -> CareerPath {
    var known = options.have.union(profiles.all[route.roles[0]].demands.map(\.node))
    let steps = route.roles.indices.dropFirst().map { index in
      let demands = profiles.all[route.roles[index]].demands
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
