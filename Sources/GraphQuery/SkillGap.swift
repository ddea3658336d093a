internal import Concepts
public import GraphModel

/// What lies between what somebody knows and what a role asks for.
public struct SkillGap: Hashable, Sendable {
  public var role: NodeIndex
  /// The share of the role's demands, by weight, that are met; 0 to 1. 1 if the role asks for nothing.
  public var coverage: Double
  /// The same, with partial credit for what is near something known; never less than `coverage`.
  public var creditedCoverage: Double
  /// The demands that are met, heaviest first.
  public var have: [Met]
  /// The demands that are not, must-haves first (required, preferred, mentioned), then heaviest first; of equal ones what the
  /// lowest scheme asks for, then node order.
  public var missing: [Missing]
  /// The missing and all their prerequisites to learn, in an order in which they can be learned: what the strongest demands need
  /// first, education last.
  public var order: [NodeIndex]
  /// Prerequisites of the missing that are left out because they are presumed, in node order.
  public var presumed: [NodeIndex]

  public struct Met: Hashable, Sendable {
    public var demand: RoleProfile.Item
    /// What implies it, if it was not named: who knows PyTorch knows Python.
    public var impliedBy: NodeIndex?
  }

  public struct Missing: Hashable, Sendable {
    public var demand: RoleProfile.Item
    /// Its essential prerequisites that are neither known nor presumed, nearest first.
    public var prerequisites: [NodeIndex]
    /// What is known and near it.
    public var transfer: Transfer?
  }
}

extension SkillGraph {
  /// What somebody who knows `known` lacks for `role`.
  ///
  /// What is known implies more (`knowledge(_:)`), and some prerequisites are presumed (`presumed(of:aimingAt:_:)`).
  ///
  /// - Complexity: O(demands · reach) over essential prerequisites.
  public func gap(
    to role: NodeIndex, known: Set<NodeIndex>, presuming presumptions: Presumptions = .standard
  ) -> SkillGap {
    let knowledge = self.knowledge(known, presuming: presumptions)
    let profile = profile(of: role)
    let met = profile.demands.filter { knowledge.contains($0.node) }
    let demanded = profile.demands.filter { !knowledge.contains($0.node) }
    let presumed = self.presumed(of: knowledge, aimingAt: role, presumptions)
    let missing = demanded.map { self.missing($0, knowledge, presumed) }.sorted {
      ($0.demand.level, -$0.demand.weight, schemeRank(of: $0.demand.edge), $0.demand.node)
        < ($1.demand.level, -$1.demand.weight, schemeRank(of: $1.demand.edge), $1.demand.node)
    }
    let covered = met.reduce(0) { $0 + $1.weight }
    let credit = missing.reduce(0) { $0 + $1.demand.weight * ($1.transfer?.credit ?? 0) }
    return SkillGap(
      role: role, coverage: profile.total == 0 ? 1 : covered / profile.total,
      creditedCoverage: profile.total == 0 ? 1 : (covered + credit) / profile.total,
      have: met.map { .init(demand: $0, impliedBy: known.contains($0.node) ? nil : knowledge.implied[$0.node]) },
      missing: missing, order: order(of: missing),
      presumed: presumedPrerequisites(of: missing, knowledge, presumed))
  }

  private func missing(
    _ demand: RoleProfile.Item, _ knowledge: Knowledge, _ presumed: Set<NodeIndex>
  ) -> SkillGap.Missing {
    var options = PrerequisiteOptions()
    options.essentialOnly = true
    options.known = knowledge.all.union(presumed)
    return SkillGap.Missing(
      demand: demand, prerequisites: needed(for: demand.node, options).map(\.node),
      transfer: transfer(to: demand.node, from: knowledge))
  }

  /// Demands are served in the order of their level and weight, of equal ones that of the lowest scheme, then that
  /// with fewer prerequisites first.
  private func order(of missing: [SkillGap.Missing]) -> [NodeIndex] {
    let served = missing.sorted { a, b in
      (a.demand.level, -a.demand.weight, schemeRank(of: a.demand.edge), a.prerequisites.count, a.demand.node)
        < (b.demand.level, -b.demand.weight, schemeRank(of: b.demand.edge), b.prerequisites.count, b.demand.node)
    }
    var urgency: [NodeIndex: Int] = [:]
    for (rank, item) in served.enumerated() {
      for node in [item.demand.node] + item.prerequisites { urgency[node] = min(urgency[node] ?? .max, rank) }
    }
    let (skills, education) = (
      urgency.filter { kind(of: $0.key) != .education }, urgency.filter { kind(of: $0.key) == .education }
    )
    return learningOrder(of: skills) + learningOrder(of: education)
  }

  /// The presumed that something missing directly needs; what is essential for those in turn goes without saying.
  private func presumedPrerequisites(
    of missing: [SkillGap.Missing], _ knowledge: Knowledge, _ presumed: Set<NodeIndex>
  ) -> [NodeIndex] {
    let toLearn = Set(missing.flatMap { [$0.demand.node] + $0.prerequisites })
    return Set(toLearn.flatMap { essentialPrerequisites(of: $0) }).intersection(presumed).sorted()
  }
}
