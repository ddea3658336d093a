public import Concepts
public import GraphModel

/// What a role asks for, as one list: postings and taxonomy taken together.
public struct RoleProfile: Hashable, Sendable {
  public var role: NodeIndex
  /// The heaviest first; of equal ones what more postings name, then what the lowest scheme asks for, then node order.
  public var demands: [Item]

  public struct Item: Hashable, Sendable {
    public var node: NodeIndex
    /// The `requires` edge it comes from.
    public var edge: EdgeIndex
    /// The level most votes are for: each posting that names it has one, the taxonomy as many as it counts for in the weight. Ties
    /// go to the stronger level.
    public var level: DemandLevel
    /// 0 to 1: how much the role depends on it.
    public var weight: Double
  }

  /// The sum of all weights.
  public var total: Double { demands.reduce(0) { $0 + $1.weight } }
}

extension SkillGraph {
  /// How many postings the taxonomy's word counts for.
  ///
  /// With few postings the taxonomy decides, with many the postings do (an additive-smoothing prior).
  static let priorPostings = 5.0

  /// The demands of `role`.
  ///
  /// A demand's weight is (Σ over postings of its level's factor + 5 × the taxonomy's factor) ÷ (postings + 5), where *required*
  /// counts 1, *preferred* 0.5 and *mentioned* 0.25.
  ///
  /// - Complexity: O(*d* log *d*) in the role's demands.
  public func profile(of role: NodeIndex) -> RoleProfile {
    let scale = demandScale(of: role)
    let items = edges(from: role, .requires).map { edge in
      RoleProfile.Item(
        node: target(of: edge), edge: edge, level: prevailingLevel(of: edge),
        weight: scale.weight(of: edge, in: self))
    }
    return RoleProfile(
      role: role,
      demands: items.sorted { a, b in
        (-a.weight, -postings(of: a.node), schemeRank(of: a.edge), a.node)
          < (-b.weight, -postings(of: b.node), schemeRank(of: b.edge), b.node)
      })
  }

  /// The curated scheme's word goes before that of schemes imported on top of it, which say more and choose less.
  func schemeRank(of edge: EdgeIndex) -> Int { scheme(of: edge) ?? 0 }

  /// What turns counts of a role's postings into weights.
  func demandScale(of role: NodeIndex) -> DemandScale {
    let hasCurated = edges(from: role, .requires).contains { curatedLevel(of: $0) != nil }
    return DemandScale(postings: Double(postings(of: role)), prior: hasCurated ? Self.priorPostings : 0)
  }
}

struct DemandScale {
  var postings: Double
  var prior: Double

  func weight(of edge: SkillGraph.Edge) -> Double { weight(edge.demand, edge.curatedLevel) }

  func weight(of edge: EdgeIndex, in graph: SkillGraph) -> Double {
    weight(graph.demand(of: edge), graph.curatedLevel(of: edge))
  }

  func weight(_ demand: SkillGraph.Demand, _ curatedLevel: DemandLevel?) -> Double {
    let required = Double(demand.required) * DemandLevel.required.factor
    let preferred = Double(demand.preferred) * DemandLevel.preferred.factor
    let mentioned = Double(demand.mentioned) * DemandLevel.mentioned.factor
    return (required + preferred + mentioned + prior * (curatedLevel?.factor ?? 0)) / max(postings + prior, 1)
  }
}

extension SkillGraph {
  /// See `RoleProfile.Item.level`.
  func prevailingLevel(of edge: EdgeIndex) -> DemandLevel { demand(of: edge).level(beside: curatedLevel(of: edge)) }
}

extension SkillGraph.Edge {
  /// See `RoleProfile.Item.level`.
  public var prevailingLevel: DemandLevel { demand.level(beside: curatedLevel) }
}

extension SkillGraph.Demand {
  /// The level with the most votes; ties go to the stronger one.
  fileprivate func level(beside curated: DemandLevel?) -> DemandLevel {
    let own = curated.map { (level: $0, votes: Int(SkillGraph.priorPostings)) }
    var (best, most) = (DemandLevel.mentioned, 0)
    for level in [DemandLevel.mentioned, .preferred, .required] {
      let votes = self[level] + (own?.level == level ? own?.votes ?? 0 : 0)
      if votes > 0, votes >= most { (best, most) = (level, votes) }
    }
    return best
  }
}

extension DemandLevel {
  /// How much a demand of this level counts.
  var factor: Double {
    switch self {
    case .required: 1
    case .preferred: 0.5
    case .mentioned: 0.25
    }
  }
}
