internal import Concepts
internal import GraphModel

/// One search for career paths to one goal, among the few roles that may lie between.
struct CareerSearch {
  struct Route: Hashable {
    var roles: [NodeIndex]
    /// In millionths.
    var cost: Int
  }

  private let options: CareerPathOptions
  /// The start, the goal, then what may lie between, in node order.
  private let roles: [NodeIndex]
  /// What a step from one of `roles` to another costs.
  private let costs: [[Int]]
  /// `rest[k][r]` is the least cost from `roles[r]` to the goal in at most *k* steps.
  private let rest: [[Int]]

  private static let impossible = Int.max / 4
  /// How many roles may lie between.
  private static let breadth = 64
  /// After so many partial routes no more different paths are looked for.
  private static let patience = 50_000

  init(_ map: CareerMap, from start: NodeIndex, to goal: NodeIndex, _ options: CareerPathOptions) {
    self.options = options
    let roles = [start, goal] + (options.maximumSteps > 1 ? Self.between(map, start, goal, options) : [])
    var essentials = map.essentials
    let demands = roles.map { map.demands(of: $0, &essentials) }
    costs = roles.indices.map { from in
      let holder = map.knowledge(of: demands[from], options.have)
      return roles.indices.map { to in
        from == to || from == 1 || to == 0
          ? Self.impossible : map.cost(from: roles[from], to: demands[to], knowing: holder).units
      }
    }
    self.roles = roles
    rest = Self.rest(costs, options.maximumSteps)
  }

  private static func rest(_ costs: [[Int]], _ steps: Int) -> [[Int]] {
    var rest = [costs.indices.map { $0 == 1 ? 0 : impossible }]
    for _ in 0..<steps {
      let shorter = rest[rest.count - 1]
      rest.append(
        costs.indices.map { role in min(shorter[role], zip(costs[role], shorter).map(+).min() ?? impossible) })
    }
    return rest
  }

  /// A route that has not arrived, or has.
  private struct Partial: Comparable {
    /// The cost with that of the cheapest rest.
    var estimate: Int
    var cost: Int
    /// Positions in `roles`.
    var route: [Int]
    /// The roles themselves, for ties.
    var nodes: [NodeIndex]

    static func < (a: Partial, b: Partial) -> Bool {
      if a.estimate != b.estimate { return a.estimate < b.estimate }
      return a.nodes.count != b.nodes.count ? a.nodes.count < b.nodes.count : a.nodes.lexicographicallyPrecedes(b.nodes)
    }
  }

  /// Up to `options.count` routes that differ, cheapest first.
  mutating func routes() -> [Route] {
    var open = SortedQueue([Partial(estimate: 0, cost: 0, route: [0], nodes: [roles[0]])])
    var (found, patience) = ([Route](), Self.patience)
    while found.count < options.count, patience > 0, let next = open.popFirst() {
      patience -= 1
      guard next.route[next.route.count - 1] == 1 else {
        for longer in extensions(of: next) { open.insert(longer) }
        continue
      }
      // Of equal costs the shorter come first: a partial route is shorter than what becomes of it.
      if found.allSatisfy({ Self.differ($0.roles, next.nodes) }) {
        found.append(Route(roles: next.nodes, cost: next.cost))
      }
    }
    return found
  }

  /// Whether of the roles between start and goal no more than half of the shorter route's are the other's, too.
  static func differ(_ a: [NodeIndex], _ b: [NodeIndex]) -> Bool {
    let (inner, other) = (Set(a.dropFirst().dropLast()), Set(b.dropFirst().dropLast()))
    if inner.isEmpty, other.isEmpty { return false }
    return 2 * inner.intersection(other).count <= min(inner.count, other.count)
  }

  private func extensions(of partial: Partial) -> [Partial] {
    let (last, stepsLeft) = (partial.route[partial.route.count - 1], options.maximumSteps - partial.route.count)
    guard stepsLeft >= 0 else { return [] }
    return roles.indices.compactMap { next in
      guard !partial.route.contains(next), rest[stepsLeft][next] < Self.impossible else { return nil }
      let cost = partial.cost + costs[last][next]
      return Partial(
        estimate: cost + rest[stepsLeft][next], cost: cost, route: partial.route + [next],
        nodes: partial.nodes + [roles[next]])
    }
  }

  // MARK: Which roles may lie between

  /// The roles with the least missing on both ways, and of those on curated chains as many again at most, in node order.
  private static func between(
    _ map: CareerMap, _ start: NodeIndex, _ goal: NodeIndex, _ options: CareerPathOptions
  ) -> [NodeIndex] {
    let missing = missing(map, start, goal, options.have)
    let admitted = map.profiles.roles.indices.filter { position in
      let role = map.profiles.roles[position]
      return role != start && role != goal && !options.avoid.contains(role)
    }
    let nearest = admitted.sorted { (missing[$0], $0) < (missing[$1], $1) }
    let chained = onChains(map.graph, start, goal, options.maximumSteps)
    let usual = nearest.filter { chained.contains(map.profiles.roles[$0]) }.prefix(breadth / 2)
    return Set(nearest.prefix(breadth - usual.count) + usual).sorted().map { map.profiles.roles[$0] }
  }

  /// For each role the share of its demands that the start does not bring along, and of the goal's that it does not.
  private static func missing(
    _ map: CareerMap, _ start: NodeIndex, _ goal: NodeIndex, _ have: Set<NodeIndex>
  ) -> [Double] {
    let (graph, profiles) = (map.graph, map.profiles)
    let known = NodeSet(have.union(graph.targets(of: start, .requires)), capacity: graph.nodes.count)
    var missing = profiles.roles.map { role in
      var (lacking, total) = (0.0, 0.0)
      for edge in graph.edges(from: role, .requires) {
        let weight = profiles.weight(of: edge, from: role)
        total += weight
        if !known.contains(graph.target(of: edge)) { lacking += weight }
      }
      return total == 0 ? 0 : lacking / total
    }
    let demands = graph.profile(of: goal)
    guard demands.total > 0 else { return missing }
    for position in missing.indices { missing[position] += 1 }
    for item in demands.demands {
      for edge in graph.edges(to: item.node, .requires) {
        guard let position = profiles.position(of: graph.source(of: edge)) else { continue }
        missing[position] -= item.weight / demands.total
      }
    }
    return missing
  }

  /// The roles on chains of at most so many curated progressions from start to goal.
  private static func onChains(_ graph: SkillGraph, _ start: NodeIndex, _ goal: NodeIndex, _ steps: Int) -> Set<
    NodeIndex
  > {
    let after = distances(start, steps) { graph.targets(of: $0, .progressesTo) }
    let before = distances(goal, steps) { graph.sources(of: $0, .progressesTo) }
    return Set(after.keys.filter { role in before[role].map { $0 + (after[role] ?? steps) <= steps } ?? false })
  }

  private static func distances(
    _ start: NodeIndex, _ limit: Int, _ next: (NodeIndex) -> [NodeIndex]
  ) -> [NodeIndex: Int] {
    var (distances, frontier) = ([start: 0], [start])
    for distance in 1..<max(limit, 2) {
      frontier = frontier.flatMap(next).filter { role in
        guard distances[role] == nil else { return false }
        distances[role] = distance
        return true
      }
    }
    return distances
  }
}
