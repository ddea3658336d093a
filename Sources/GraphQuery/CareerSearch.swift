internal import Concepts
internal import GraphModel

/// One search for career paths to one goal; keeps the neighbours it has computed.
struct CareerSearch {
  /// Positions of roles in the map, and what each step costs.
  struct Route: Hashable, Comparable {
    var roles: [Int]
    var costs: [Double] = []
    var cost: Double { costs.reduce(0, +) }

    /// Cheaper, then shorter, then earlier in role order.
    static func < (a: Route, b: Route) -> Bool {
      if a.cost != b.cost { return a.cost < b.cost }
      return a.roles.count != b.roles.count ? a.roles.count < b.roles.count : a.roles.lexicographicallyPrecedes(b.roles)
    }
  }

  private let map: CareerMap
  private let goal: Int
  private let options: CareerPathOptions
  private let avoided: Set<Int>
  /// What the last step costs from each role.
  private let lastCosts: [Double]
  /// No last step costs less.
  private let leastLastCost: Double
  private var neighbours: [Int: [Step]] = [:]

  private struct Step: Hashable {
    var role: Int
    var cost: Double
  }

  /// How many of the cheapest next roles are tried beside curated progressions.
  private static let breadth = 12

  init(_ map: CareerMap, to goal: Int, _ options: CareerPathOptions) {
    self.map = map
    self.goal = goal
    self.options = options
    avoided = Set(options.avoid.compactMap(map.position))
    let costs = map.costs(to: goal, have: options.have)
    lastCosts = costs
    leastLastCost = costs.indices.filter { $0 != goal }.map { costs[$0] }.min() ?? 0
  }

  /// Up to `options.count` different routes, cheapest first.
  mutating func routes(from start: Int) -> [Route] {
    var found: [Route] = []
    var candidates = cheapest(Route(roles: [start]), without: []).map { [$0] } ?? []
    while found.count < options.count, let best = candidates.min() {
      candidates.removeAll { $0 == best }
      found.append(best)
      for length in 1..<best.roles.count {
        let prefix = Route(roles: Array(best.roles[..<length]), costs: Array(best.costs[..<(length - 1)]))
        let taken = Set(found.filter { $0.roles.starts(with: prefix.roles) }.map { $0.roles[length] })
        guard let next = cheapest(prefix, without: taken), !candidates.contains(next), !found.contains(next) else {
          continue
        }
        candidates.append(next)
      }
    }
    return found
  }

  /// The cheapest route to the goal that begins with `prefix` and does not go on to a role in `taken`.
  private mutating func cheapest(_ prefix: Route, without taken: Set<Int>) -> Route? {
    var best: [Int: Route] = [:]
    var frontier = [prefix]
    var stepsLeft = options.maximumSteps - prefix.costs.count
    while stepsLeft > 0, !frontier.isEmpty {
      var improved: [Int: Route] = [:]
      for route in frontier {
        for longer in extensions(of: route, isLast: stepsLeft == 1)
        where route != prefix || !taken.contains(longer.roles[longer.roles.count - 1]) {
          let role = longer.roles[longer.roles.count - 1]
          if let known = improved[role] ?? best[role], known < longer { continue }
          improved[role] = longer
        }
      }
      best.merge(improved) { min($0, $1) }
      let limit = best[goal]?.cost ?? .infinity
      frontier = improved.filter { $0.key != goal && $0.value.cost + leastLastCost <= limit }.values.sorted()
      stepsLeft -= 1
    }
    return best[goal]
  }

  private mutating func extensions(of route: Route, isLast: Bool) -> [Route] {
    let last = route.roles[route.roles.count - 1]
    var longer = [Route(roles: route.roles + [goal], costs: route.costs + [lastCosts[last]])]
    if isLast { return longer }
    for next in nextRoles(after: last) where !route.roles.contains(next.role) {
      longer.append(Route(roles: route.roles + [next.role], costs: route.costs + [next.cost]))
    }
    return longer
  }

  /// The cheapest roles to go on to and the curated progressions, but not the goal; in role order.
  private mutating func nextRoles(after role: Int) -> [Step] {
    if let steps = neighbours[role] { return steps }
    let costs = map.costs(from: role, have: options.have)
    var nearest: [Step] = []
    for (other, cost) in costs.enumerated() {
      // Equal costs are in role order already.
      guard nearest.count < Self.breadth || cost < nearest[nearest.count - 1].cost else { continue }
      guard other != role, other != goal, !avoided.contains(other) else { continue }
      nearest.insert(Step(role: other, cost: cost), at: nearest.firstIndex { cost < $0.cost } ?? nearest.count)
      if nearest.count > Self.breadth { nearest.removeLast() }
    }
    let usual = map.progressions(of: role).filter { $0 != goal && !avoided.contains($0) }
      .map { Step(role: $0, cost: costs[$0]) }
    let steps = Set(nearest + usual).sorted { $0.role < $1.role }
    neighbours[role] = steps
    return steps
  }
}
