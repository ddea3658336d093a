internal import Concepts
public import GraphModel

/// All roles with what a step between any two costs.
///
/// A step costs *e* + 2*e*² + 0.15 × rungs + 0.3 × degrees + 0.1. *e* is the effort: the share of the target's demands (by weight) that
/// who has the former role lacks, to which each missing essential prerequisite adds a third of what it is needed for. It grows
/// faster than the gap, so that a detour over a related role can be cheaper than a leap. *Rungs* are those of seniority that
/// the names go up (`Data/careers/seniority.tsv`), *degrees* the levels of education (`precedes`) the target asks for beyond those
/// of the former role. A curated `progressesTo` edge makes the step cost 0.6 of that.
public struct CareerMap: Sendable {
  let graph: SkillGraph
  let profiles: RoleProfiles
  let presumptions: Presumptions
  /// Rungs of education: how many levels come before one.
  private let degrees: [NodeIndex: Int]
  /// What is essential, but what school teaches.
  let essentials: PrerequisiteClosures

  /// What a prerequisite costs of what needs it; `LearningPlanOptions` has the same proportion.
  static let shareOfPrerequisites = 1.0 / 3
  /// Lighter demands for a degree ask nothing of a step.
  private static let leastDegreeWeight = 0.3

  /// - Complexity: O(roles)
  public init(_ graph: SkillGraph, presuming presumptions: Presumptions = .standard) {
    self.graph = graph
    self.presumptions = presumptions
    profiles = RoleProfiles(graph)
    degrees = graph.educationRungs
    var options = PrerequisiteOptions()
    options.essentialOnly = true
    options.known = Set((presumptions.taught[Presumptions.school] ?? []).compactMap(graph.index))
    essentials = PrerequisiteClosures(graph, options)
  }

  /// The cheapest paths without a repeated role, cheapest first; ties by fewer steps, then node order.
  ///
  /// A path leads over at most 64 roles: those that lie best between start and goal, and those that curated progressions lead
  /// over. Of two paths the intermediate roles differ: no more than half of the shorter one's are the other's too. Empty if either
  /// role asks for nothing, so that nothing can be said about it.
  ///
  /// - Complexity: O(all demands) to choose the roles; for those O(64² · demands), and a search in the order of costs (Hart, Nilsson
  ///   and Raphael 1968) that knows the exact rest of each path.
  public func paths(
    from start: NodeIndex, to goal: NodeIndex, _ options: CareerPathOptions = CareerPathOptions()
  ) -> [CareerPath] {
    guard start != goal, profiles.position(of: start) != nil, profiles.position(of: goal) != nil else { return [] }
    var search = CareerSearch(self, from: start, to: goal, options)
    return search.routes().map { path(along: $0, options) }
  }

  /// What a step costs who has `from` and knows `have`.
  func cost(from: NodeIndex, to: NodeIndex, have: Set<NodeIndex>) -> CareerPath.Cost {
    var essentials = essentials
    return cost(
      from: from, to: demands(of: to, &essentials), knowing: knowledge(of: demands(of: from, &essentials), have))
  }

  /// What a role asks for, taken apart for the sum of a step.
  struct Demands {
    var role: NodeIndex
    /// Levels of education are no part of it.
    var items: [(node: NodeIndex, weight: Double)]
    var total: Double
    /// What must be learned before any of `items`, with the greatest weight of what needs it; not presumed, not asked for itself.
    var prerequisites: [(node: NodeIndex, weight: Double)]
    /// The rung of the lowest degree that is asked for with weight; `nil` if none is.
    var degree: Int?
    var rung: Int
  }

  func demands(of role: NodeIndex, _ essentials: inout PrerequisiteClosures) -> Demands {
    var (items, before, degree) = ([(node: NodeIndex, weight: Double)](), [NodeIndex: Double](), Int?.none)
    var heaviestDegree = 0.0
    for item in graph.profile(of: role).demands {
      if let rung = degrees[item.node] {
        if item.weight >= Self.leastDegreeWeight, item.weight > heaviestDegree {
          (degree, heaviestDegree) = (rung, item.weight)
        }
        continue
      }
      items.append((item.node, item.weight))
      for need in essentials.before(item.node) { before[need] = max(before[need] ?? 0, item.weight) }
    }
    for item in items { before[item.node] = nil }
    return Demands(
      role: role, items: items, total: items.reduce(0) { $0 + $1.weight },
      prerequisites: before.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }, degree: degree,
      rung: Seniority.rung(graph.label(of: role)))
  }

  /// What who has a role is taken to know, and how far up they are.
  struct Holder {
    var role: NodeIndex
    var known: NodeSet
    var degree: Int
    var rung: Int
  }

  func knowledge(of asked: Demands, _ have: Set<NodeIndex>) -> Holder {
    let known = graph.known(with: have.union(asked.items.map(\.node)), presuming: presumptions)
    let degree = max(asked.degree ?? 0, have.compactMap { degrees[$0] }.max() ?? 0)
    return Holder(
      role: asked.role, known: known, degree: degree, rung: asked.rung)
  }

  func cost(from: NodeIndex, to demands: Demands, knowing holder: Holder) -> CareerPath.Cost {
    var missing = 0.0
    for item in demands.items where !holder.known.contains(item.node) { missing += item.weight }
    for need in demands.prerequisites where !holder.known.contains(need.node) {
      missing += Self.shareOfPrerequisites * need.weight
    }
    return CareerPath.Cost(
      effort: demands.total == 0 ? 0 : missing / demands.total, rungs: max(0, demands.rung - holder.rung),
      degrees: max(0, (demands.degree ?? 0) - holder.degree),
      isUsual: graph.edges(from: from, .progressesTo).contains { graph.target(of: $0) == demands.role })
  }

  private func path(along route: CareerSearch.Route, _ options: CareerPathOptions) -> CareerPath {
    var known = options.have.union(graph.profile(of: route.roles[0]).demands.map(\.node))
    var essentials = essentials
    let steps = zip(route.roles, route.roles.dropFirst()).map { from, to in
      let demands = graph.profile(of: to).demands
      let all = graph.known(with: known, presuming: presumptions)
      let gain = demands.filter { !all.contains($0.node) }
      defer { known.formUnion(demands.map(\.node)) }
      var needs: [NodeIndex: Double] = [:]
      for item in gain { for need in essentials.before(item.node) { needs[need] = max(needs[need] ?? 0, item.weight) } }
      for item in demands { needs[item.node] = nil }
      return CareerPath.Step(
        role: to, cost: cost(from: from, to: to, have: options.have),
        progression: graph.edges(from: from, .progressesTo).first { graph.target(of: $0) == to }, gain: gain,
        keep: demands.filter { all.contains($0.node) },
        prerequisites: needs.filter { !all.contains($0.key) }.sorted { (-$0.value, $0.key) < (-$1.value, $1.key) }.map(
          \.key)
      )
    }
    return CareerPath(cost: Double(route.cost) / 1e6, steps: steps)
  }
}

extension SkillGraph {
  /// For each level of education how many come before it on the longest chain of `precedes`; cycles end where they began.
  var educationRungs: [NodeIndex: Int] {
    let levels = nodes(of: .education).filter {
      !edges(from: $0, .precedes).isEmpty || !edges(to: $0, .precedes).isEmpty
    }
    var rungs = Dictionary(levels.map { ($0, 0) }, uniquingKeysWith: { first, _ in first })
    for _ in levels {
      for level in levels {
        let before = sources(of: level, .precedes).compactMap { rungs[$0] }.max().map { $0 + 1 } ?? 0
        rungs[level] = min(max(rungs[level] ?? 0, before), levels.count)
      }
    }
    return rungs
  }
}
