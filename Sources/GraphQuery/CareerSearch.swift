internal import Concepts
internal import GraphModel

/// One search for career paths to one goal; keeps the rows of costs it has computed.
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
  private var rows: [Int: [Double]] = [:]
  private var neighbours: [Int: [Int]] = [:]

  /// How many of the cheapest next roles are tried beside curated progressions.
  private static let breadth = 12

  init(_ map: CareerMap, to goal: Int, _ options: CareerPathOptions) {
    self.map = map
    self.goal = goal
    self.options = options
    avoided = Set(options.avoid.compactMap(map.position))
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
        for longer in extensions(of: route)
        where route != prefix || !taken.contains(longer.roles[longer.roles.count - 1]) {
          let role = longer.roles[longer.roles.count - 1]
          if let known = improved[role] ?? best[role], known < longer { continue }
          improved[role] = longer
        }
      }
      best.merge(improved) { min($0, $1) }
      let limit = best[goal]?.cost ?? .infinity
      frontier = improved.filter { $0.key != goal && $0.value.cost < limit }.values.sorted()
      stepsLeft -= 1
    }
    return best[goal]
  }

  private mutating func extensions(of route: Route) -> [Route] {
    let last = route.roles[route.roles.count - 1]
    let costs = row(from: last)
    return nextRoles(after: last, costs).filter { !route.roles.contains($0) }.map {
      Route(roles: route.roles + [$0], costs: route.costs + [costs[$0]])
    }
  }

  private mutating func row(from role: Int) -> [Double] {
    if let row = rows[role] { return row }
    let row = map.costs(from: role, have: options.have)
    rows[role] = row
    return row
  }

  /// In role order.
  private mutating func nextRoles(after role: Int, _ costs: [Double]) -> [Int] {
    if let roles = neighbours[role] { return roles }
    let others = costs.indices.filter { $0 != role && !avoided.contains($0) && $0 != goal }
    let nearest = others.sorted { (costs[$0], $0) < (costs[$1], $1) }.prefix(Self.breadth)
    let usual = map.progressions(of: role).filter { !avoided.contains($0) }
    let roles = Set(nearest).union(usual).union([goal]).sorted()
    neighbours[role] = roles
    return roles
  }
}
