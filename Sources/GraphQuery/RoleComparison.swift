public import GraphModel

/// What several roles ask for, side by side.
public struct RoleComparison: Hashable, Sendable {
  public var roles: [NodeIndex]
  /// What all of them ask for, by the sum of the weights, greatest first; ties in node order.
  public var shared: [Row]
  /// What several, but not all, ask for, in the same order.
  public var partly: [Row]
  /// For each role, in order, what it alone asks for, heaviest first.
  public var only: [[RoleProfile.Item]]
  /// For each pair of roles, in their order, how alike they are among all roles.
  public var similarities: [Pair]

  public struct Row: Hashable, Sendable {
    public var node: NodeIndex
    /// For each role what it says; `nil` where it does not ask for it.
    public var items: [RoleProfile.Item?]

    public init(node: NodeIndex, items: [RoleProfile.Item?]) {
      self.node = node
      self.items = items
    }

    public var total: Double { items.reduce(0) { $0 + ($1?.weight ?? 0) } }
  }

  public struct Pair: Hashable, Sendable {
    public var first: NodeIndex
    public var second: NodeIndex
    public var measures: RoleSimilarity.Measures
  }
}

extension SkillGraph {
  /// Compares `roles`, in the order given; a role named twice counts once.
  ///
  /// - Complexity: O(all demands) for the similarities, and a sort of the roles' own demands.
  public func compare(_ roles: [NodeIndex]) -> RoleComparison {
    var seen: Set<NodeIndex> = []
    let roles = roles.filter { seen.insert($0).inserted }
    let rows = comparisonRows(roles).sorted { (-$0.total, $0.node) < (-$1.total, $1.node) }
    let similarity = RoleSimilarity(RoleProfiles(self))
    let asking = { (row: RoleComparison.Row) in row.items.count { $0 != nil } }
    return RoleComparison(
      roles: roles, shared: rows.filter { asking($0) == roles.count },
      partly: rows.filter { asking($0) > 1 && asking($0) < roles.count },
      only: roles.indices.map { position in
        roles.count < 2 ? [] : rows.filter { asking($0) == 1 }.compactMap { $0.items[position] }
      },
      similarities: roles.indices.flatMap { a in
        roles.indices.dropFirst(a + 1).map { b in
          .init(first: roles[a], second: roles[b], measures: similarity.measures(roles[a], roles[b]))
        }
      })
  }

  private func comparisonRows(_ roles: [NodeIndex]) -> [RoleComparison.Row] {
    var rows: [NodeIndex: RoleComparison.Row] = [:]
    for (position, role) in roles.enumerated() {
      for item in profile(of: role).demands {
        rows[item.node, default: .init(node: item.node, items: Array(repeating: nil, count: roles.count))]
          .items[position] = item
      }
    }
    return Array(rows.values)
  }
}
