internal import Concepts
public import GraphModel

/// A gap as an ordered plan.
public struct LearningPlan: Hashable, Sendable {
  public var role: NodeIndex
  /// Before the plan and after it, as in `SkillGap.coverage`.
  public var coverage: Double
  public var coverageAfter: Double
  /// Each stage needs only earlier ones; what is in one can be learned side by side.
  public var stages: [Stage]
  /// Demands for soft skills (ESCO's transversal skills), which come with practice; no part of the stages, without hours.
  public var practised: [RoleProfile.Item]
  /// Demands for education that are not met; no part of the stages.
  public var education: [RoleProfile.Item]
  /// Demands that are too light, or for which the time does not suffice, in the order of the gap.
  public var later: [RoleProfile.Item]
  /// Prerequisites that are presumed, in node order.
  public var presumed: [NodeIndex]

  /// What soft skills are narrower than.
  static let softSkills = ConceptID(kind: .skill, label: "soft-skills")

  public var hours: Double { stages.reduce(0) { $0 + $1.hours } }

  public struct Stage: Hashable, Sendable {
    /// The most urgent first.
    public var items: [Item]
    public var hours: Double { items.reduce(0) { $0 + $1.hours } }
  }

  /// Something to learn and why it is worth it.
  public struct Item: Hashable, Sendable {
    public var node: NodeIndex
    /// A planning figure; see `LearningPlanOptions`.
    public var hours: Double
    /// The role's demand for it; `nil` if it is only needed for others.
    public var demand: RoleProfile.Item?
    /// The role's other unmet demands that need it, must-haves first.
    public var neededFor: [NodeIndex]
    /// The role's unmet demands for the kind of tool it is, which are met with it.
    public var meets: [NodeIndex]
    /// How many roles ask for it.
    public var roles: Int
    /// What is known and makes it easier.
    public var transfer: Transfer?
    /// Certifications that prove it: those the role asks for, then those that prove most of the plan; ties in node order.
    public var certificates: [NodeIndex]
  }
}

/// How much time there is, and what things cost.
public struct LearningPlanOptions: Hashable, Sendable {
  /// All hours there are; `nil` plans for everything.
  public var budget: Double?
  /// Demands lighter than this are left for later.
  public var minimumWeight = 0.0
  /// Hours to working knowledge of a skill a role asks for. Rough figures to plan with, no measurements: the taxonomy has none.
  public var hoursPerSkill = 60.0
  public var hoursPerFramework = 40.0
  /// Hours for the exam and what it asks beyond the skills.
  public var hoursPerCertification = 40.0
  /// Hours for the part of a prerequisite that what needs it needs.
  public var hoursPerPrerequisite = 20.0

  public init() {}
}

extension SkillGraph {
  /// How somebody who knows `known` gets to `role`.
  ///
  /// With a budget the demands are taken in the order of the gap, each with the prerequisites it still lacks, if they fit;
  /// those that do not are left for later, and with them what is asked for less firmly, unless nothing firmer fits. Partial credit (`Transfer`) makes an item cheaper.
  ///
  /// - Complexity: that of the gap, and O(*m* · *p*) in missing demands and their prerequisites.
  public func plan(
    to role: NodeIndex, known: Set<NodeIndex>, _ options: LearningPlanOptions = LearningPlanOptions(),
    presuming presumptions: Presumptions = .standard
  ) -> LearningPlan {
    let gap = self.gap(to: role, known: known, presuming: presumptions)
    let soft = narrower(than: [LearningPlan.softSkills].compactMap(index(of:)))
    let wanted = gap.missing.filter { kind(of: $0.demand.node) != .education && !soft.contains($0.demand.node) }
    let draft = PlanDraft(graph: self, wanted: wanted, options: options)
    let (chosen, met) = draft.withoutKinds(draft.chosen)
    let kept = Set(chosen.flatMap { [$0.demand.node] + $0.prerequisites })
    let missing = gap.missing.map(\.demand)
    let practised = missing.filter {
      soft.contains($0.node) && $0.weight >= options.minimumWeight && !kept.contains($0.node)
    }
    let profiles = RoleProfiles(self)
    let order = gap.order.filter(kept.contains)
    let positions = Dictionary(order.enumerated().map { ($1, $0) }, uniquingKeysWith: min)
    let stages = learningLayers(of: order).map { layer in
      LearningPlan.Stage(
        items: layer.sorted { positions[$0] ?? 0 < positions[$1] ?? 0 }.map {
          draft.item($0, chosen, met, kept, role, profiles)
        })
    }
    let picked = Set(chosen.map(\.demand.node) + practised.map(\.node)).union(met)
    let after = known.union(kept).union(picked)
    return LearningPlan(
      role: role, coverage: gap.coverage,
      coverageAfter: self.gap(to: role, known: after, presuming: presumptions).coverage, stages: stages,
      practised: practised, education: missing.filter { kind(of: $0.node) == .education },
      later: missing.filter { kind(of: $0.node) != .education && !picked.contains($0.node) }, presumed: gap.presumed)
  }
}

/// Chooses what fits, and says why.
private struct PlanDraft {
  let graph: SkillGraph
  let wanted: [SkillGap.Missing]
  let options: LearningPlanOptions

  private var demands: [NodeIndex: SkillGap.Missing] {
    Dictionary(wanted.map { ($0.demand.node, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// What is heavy enough and fits the budget, in the order of the gap.
  var chosen: [SkillGap.Missing] {
    let wanted = wanted.filter { $0.demand.weight >= options.minimumWeight }
    guard let budget = options.budget else { return wanted }
    let demands = demands
    var (left, taken, chosen) = (budget, Set<NodeIndex>(), [SkillGap.Missing]())
    var missed: DemandLevel?
    for item in wanted {
      if let missed, missed < item.demand.level, chosen.contains(where: { $0.demand.level <= missed }) { break }
      let new = Set([item.demand.node] + item.prerequisites).subtracting(taken)
      // Summed in node order: floating-point sums depend on it.
      let cost = new.sorted().reduce(0) { $0 + hours($1, demands[$1]) }
      guard cost <= left else {
        missed = missed ?? item.demand.level
        continue
      }
      left -= cost
      taken.formUnion(new)
      chosen.append(item)
    }
    return chosen
  }

  /// `chosen` without the demands for a kind of tool that a tool among them meets, unless something needs them first; and those.
  func withoutKinds(_ chosen: [SkillGap.Missing]) -> (chosen: [SkillGap.Missing], met: Set<NodeIndex>) {
    let needed = Set(chosen.flatMap(\.prerequisites))
    let kinds = Set(chosen.flatMap { graph.kindsOfTool(of: $0.demand.node) }).subtracting(needed)
    return (
      chosen.filter { !kinds.contains($0.demand.node) }, kinds.intersection(chosen.map(\.demand.node))
    )
  }

  /// `demand` is what the role says about `node`, if it asks for it.
  private func hours(_ node: NodeIndex, _ demand: SkillGap.Missing?) -> Double {
    guard let demand else { return options.hoursPerPrerequisite }
    let whole =
      switch graph.kind(of: node) {
      case .framework: options.hoursPerFramework
      case .certification: options.hoursPerCertification
      default: options.hoursPerSkill
      }
    return whole * (1 - (demand.transfer?.credit ?? 0))
  }

  func item(
    _ node: NodeIndex, _ chosen: [SkillGap.Missing], _ met: Set<NodeIndex>, _ kept: Set<NodeIndex>, _ role: NodeIndex,
    _ profiles: RoleProfiles
  ) -> LearningPlan.Item {
    let demand = wanted.first { $0.demand.node == node }
    return LearningPlan.Item(
      node: node, hours: hours(node, demand), demand: demand?.demand,
      neededFor: chosen.filter { $0.prerequisites.contains(node) }.map(\.demand.node),
      meets: graph.kindsOfTool(of: node).filter(met.contains), roles: profiles.count(askingFor: node),
      transfer: demand?.transfer,
      certificates: graph.certificates(proving: [node], for: role, among: kept))
  }
}
