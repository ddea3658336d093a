public import GraphModel

/// A way from one role to another, step by step.
public struct CareerPath: Hashable, Sendable {
  /// The sum of the steps' costs.
  public var cost: Double
  public var steps: [Step]

  public struct Step: Hashable, Sendable {
    /// The role the step leads to.
    public var role: NodeIndex
    public var cost: Cost
    /// The curated `progressesTo` edge that makes the step a usual one, if there is one.
    public var progression: EdgeIndex?
    /// What the new role asks for and the former roles did not bring along, heaviest first.
    public var gain: [RoleProfile.Item]
    /// What the new role asks for and was there already, heaviest first.
    public var keep: [RoleProfile.Item]
    /// What is needed for what is gained and is not asked for itself; what the heaviest demands need first, ties in node order.
    public var prerequisites: [NodeIndex]
  }

  /// What a step costs; see `CareerMap`.
  public struct Cost: Hashable, Sendable {
    /// The effort for what is missing, as a share of what the role asks for; prerequisites may make it more than 1.
    public var effort: Double
    /// How many rungs of seniority the step goes up.
    public var rungs: Int
    /// How many levels of education it asks for beyond those of the former role.
    public var degrees: Int
    public var isUsual: Bool

    /// In millionths, so that sums are exact and ties are ties.
    var units: Int {
      let whole = effort + 2 * effort * effort + 0.15 * Double(rungs) + 0.3 * Double(degrees) + 0.1
      return Int((whole * (isUsual ? 0.6 : 1) * 1e6).rounded())
    }

    public var total: Double { Double(units) / 1e6 }
  }
}

/// What a search for career paths may do.
public struct CareerPathOptions: Hashable, Sendable {
  /// How many different paths, cheapest first.
  public var count = 1
  public var maximumSteps = 4
  /// Skills that are there beside those of the first role.
  public var have: Set<NodeIndex> = []
  /// Roles no path may lead through.
  public var avoid: Set<NodeIndex> = []

  public init() {}
}
