public import GraphModel

/// A way from one role to another, step by step.
public struct CareerPath: Hashable, Sendable {
  /// The sum of the steps' costs.
  public var cost: Double
  public var steps: [Step]

  public struct Step: Hashable, Sendable {
    /// The role the step leads to.
    public var role: NodeIndex
    /// What it costs; see `CareerMap`.
    public var cost: Double
    /// The curated `progressesTo` edge that makes the step a usual one, if there is one.
    public var progression: EdgeIndex?
    /// What the new role asks for and the former roles did not, heaviest first.
    public var gain: [RoleProfile.Item]
    /// What the new role asks for and was there already, heaviest first.
    public var keep: [RoleProfile.Item]
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
