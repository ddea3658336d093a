internal import Concepts
public import GraphModel

/// The profiles of all roles that ask for anything, and who asks for what.
public struct RoleProfiles: Sendable {
  /// In node order of their roles.
  public let all: [RoleProfile]
  /// For each node the profiles that ask for it, by position in `all`, as compressed sparse rows.
  private let starts: [Int32]
  private let askers: [Asker]

  private struct Asker {
    var profile: Int32
    var demand: Int32
  }

  /// - Complexity: O(*n*) and, for each role, O(*d* log *d*) in its demands.
  public init(_ graph: SkillGraph) {
    let all = graph.nodeIndices.lazy.filter { graph[$0].kind == .role }.map { graph.profile(of: $0) }
      .filter { !$0.demands.isEmpty }
    self.init(all: Array(all), nodeCount: graph.nodes.count)
  }

  private init(all: [RoleProfile], nodeCount: Int) {
    self.all = all
    var starts = [Int32](repeating: 0, count: nodeCount + 1)
    for profile in all { for item in profile.demands { starts[Int(item.node.rawValue) + 1] += 1 } }
    for node in 0..<nodeCount { starts[node + 1] += starts[node] }
    var next = starts
    var askers = [Asker](repeating: Asker(profile: 0, demand: 0), count: Int(starts[nodeCount]))
    for (position, profile) in all.enumerated() {
      for (demand, item) in profile.demands.enumerated() {
        askers[Int(next[Int(item.node.rawValue)])] = Asker(profile: Int32(position), demand: Int32(demand))
        next[Int(item.node.rawValue)] += 1
      }
    }
    (self.starts, self.askers) = (starts, askers)
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
    rows(of: concept).map {
      let profile = all[Int(askers[$0].profile)]
      return Demand(role: profile.role, item: profile.demands[Int(askers[$0].demand)])
    }
    .sorted { (-$0.item.weight, $0.role) < (-$1.item.weight, $1.role) }
  }

  /// How many roles ask for `concept`.
  public func count(askingFor concept: NodeIndex) -> Int { rows(of: concept).count }

  /// Calls `body` with the position in `all` of each role that asks for `concept`, in node order.
  func forEachPosition(askingFor concept: NodeIndex, _ body: (Int) -> Void) {
    for row in rows(of: concept) { body(Int(askers[row].profile)) }
  }

  /// The sum of the weights all roles give `concept`.
  public func demand(for concept: NodeIndex) -> Double {
    rows(of: concept).reduce(0) { $0 + all[Int(askers[$1].profile)].demands[Int(askers[$1].demand)].weight }
  }

  /// The position in `all` of a role's profile; `nil` if it asks for nothing.
  public func position(of role: NodeIndex) -> Int? {
    var (low, high) = (0, all.count)
    while low < high {
      let middle = (low + high) / 2
      if all[middle].role < role { low = middle + 1 } else { high = middle }
    }
    return low < all.count && all[low].role == role ? low : nil
  }

  private func rows(of concept: NodeIndex) -> Range<Int> {
    Int(starts[Int(concept.rawValue)])..<Int(starts[Int(concept.rawValue) + 1])
  }
}
