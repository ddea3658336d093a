public import Concepts
public import GraphModel

/// What a role asks for, as one list: postings and taxonomy taken together.
public struct RoleProfile: Hashable, Sendable {
  public var role: NodeIndex
  /// The heaviest first, ties in node order.
  public var demands: [Item]

  public struct Item: Hashable, Sendable {
    public var node: NodeIndex
    /// The `requires` edge it comes from.
    public var edge: EdgeIndex
    /// The level most postings give; the taxonomy's where none does. Ties go to the stronger level.
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
    let items = edges(from: role).compactMap { index -> RoleProfile.Item? in
      let edge = self[index]
      guard edge.relation == .requires else { return nil }
      return RoleProfile.Item(
        node: edge.target, edge: index, level: edge.prevailingLevel, weight: scale.weight(of: edge))
    }
    return RoleProfile(role: role, demands: items.sorted { (-$0.weight, $0.node) < (-$1.weight, $1.node) })
  }

  /// What turns counts of a role's postings into weights.
  func demandScale(of role: NodeIndex) -> DemandScale {
    let hasCurated = edges(from: role).contains { self[$0].relation == .requires && self[$0].curatedLevel != nil }
    return DemandScale(postings: Double(self[role].postings), prior: hasCurated ? Self.priorPostings : 0)
  }
}

struct DemandScale {
  var postings: Double
  var prior: Double

  func weight(of edge: SkillGraph.Edge) -> Double {
    let said = DemandLevel.allCases.reduce(0) { $0 + Double(edge.demand[$1]) * $1.factor }
    return (said + prior * (edge.curatedLevel?.factor ?? 0)) / max(postings + prior, 1)
  }
}

extension SkillGraph.Edge {
  /// The level most postings give, or the taxonomy's.
  public var prevailingLevel: DemandLevel {
    guard demand.total > 0 else { return curatedLevel ?? .mentioned }
    return DemandLevel.allCases.max { demand[$0] < demand[$1] } ?? .mentioned
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
