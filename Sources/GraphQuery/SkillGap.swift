internal import Concepts
public import GraphModel

/// What lies between what somebody knows and what a role asks for.
public struct SkillGap: Hashable, Sendable {
  public var role: NodeIndex
  /// The share of the role's demands, by weight, that are met; 0 to 1. 1 if the role asks for nothing.
  public var coverage: Double
  /// The demands that are met, heaviest first.
  public var have: [Met]
  /// The demands that are not, must-haves first (required, preferred, mentioned), then heaviest first.
  public var missing: [Missing]
  /// The missing and all their unknown prerequisites in an order in which they can be learned.
  public var order: [NodeIndex]

  public struct Met: Hashable, Sendable {
    public var demand: RoleProfile.Item
    /// What implies it, if it was not named: who knows PyTorch knows Python.
    public var impliedBy: NodeIndex?
  }

  public struct Missing: Hashable, Sendable {
    public var demand: RoleProfile.Item
    /// Its essential prerequisites that are unknown too, nearest first.
    public var prerequisites: [NodeIndex]
  }
}

extension SkillGraph {
  /// What somebody who knows `known` lacks for `role`.
  ///
  /// Whatever is essential for something known counts as known.
  ///
  /// - Complexity: O(demands · reach) over essential prerequisites.
  public func gap(to role: NodeIndex, known: Set<NodeIndex>) -> SkillGap {
    let implied = implications(of: known)
    let profile = profile(of: role)
    let isMet = { (item: RoleProfile.Item) in known.contains(item.node) || implied[item.node] != nil }
    let met = profile.demands.filter(isMet)
    var options = PrerequisiteOptions()
    options.essentialOnly = true
    options.known = known.union(implied.keys)
    let missing = profile.demands.filter { !isMet($0) }.sorted {
      ($0.level, -$0.weight, $0.node) < ($1.level, -$1.weight, $1.node)
    }
    .map { SkillGap.Missing(demand: $0, prerequisites: prerequisites(of: $0.node, options).items.map(\.node)) }
    let toLearn = Set(missing.flatMap { [$0.demand.node] + $0.prerequisites })
    return SkillGap(
      role: role, coverage: profile.total == 0 ? 1 : met.reduce(0) { $0 + $1.weight } / profile.total,
      have: met.map { .init(demand: $0, impliedBy: known.contains($0.node) ? nil : implied[$0.node]) },
      missing: missing,
      order: learningOrder(of: toLearn.sorted()))
  }

  /// Everything essential for something in `known`, with the first (in node order) that implies it.
  private func implications(of known: Set<NodeIndex>) -> [NodeIndex: NodeIndex] {
    var options = PrerequisiteOptions()
    options.essentialOnly = true
    var implied: [NodeIndex: NodeIndex] = [:]
    for node in known.sorted() {
      for item in prerequisites(of: node, options).items where !known.contains(item.node) && implied[item.node] == nil {
        implied[item.node] = node
      }
    }
    return implied
  }
}
