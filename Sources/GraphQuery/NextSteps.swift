internal import Concepts
public import GraphModel

/// Something that can be learned right now, and what that is good for.
public struct NextStep: Hashable, Sendable {
  public var node: NodeIndex
  /// What is known and comes directly before it, in node order.
  public var buildsOn: [NodeIndex]
  /// What can be learned once it is known and not before, in node order.
  public var opens: [NodeIndex]
  /// The unmet demands it serves: itself, and what needs it. Without a role to aim at, itself or nothing.
  public var serves: [NodeIndex]
  /// With a role: the weight of the demands it serves. Without: the sum of the weights all roles give it.
  public var demand: Double
  /// How many roles ask for it.
  public var roles: Int
}

extension SkillGraph {
  /// What somebody who knows `known` can learn now: the outer fringe of their knowledge (Doignon and Falmagne 1985), that is,
  /// what is unknown while all that is essential for it is known or presumed.
  ///
  /// With `role` only what serves one of its unmet demands; without, only skills and frameworks that build on something known.
  /// The greatest demand first, then what opens most, then node order.
  ///
  /// - Complexity: O(*n* + *e*), and with a role that of its gap.
  public func nextSteps(
    known: Set<NodeIndex>, toward role: NodeIndex? = nil, presuming presumptions: Presumptions = .standard
  ) -> [NextStep] {
    let knowledge = self.knowledge(known, presuming: presumptions)
    let gap = role.map { self.gap(to: $0, known: known, presuming: presumptions) }
    let presumed = self.presumed(of: knowledge, aimingAt: role, presumptions)
    let ready = knowledge.all.union(presumed)
    let openings = self.openings(ready: ready)
    let profiles = RoleProfiles(self)
    let served = gap.map(servedDemands)
    let steps = openings.fringe.compactMap { node -> NextStep? in
      let serves = served?[node] ?? []
      if served != nil, serves.isEmpty { return nil }
      let buildsOn = sources(of: node, .prerequisiteOf).filter(knowledge.contains)
      guard served == nil ? isLearnable(node) && !buildsOn.isEmpty : !serves.isEmpty else { return nil }
      return NextStep(
        node: node, buildsOn: buildsOn, opens: openings.opens[node] ?? [], serves: serves.map(\.node),
        demand: served == nil ? profiles.demand(for: node) : serves.reduce(0) { $0 + $1.weight },
        roles: profiles.count(askingFor: node))
    }
    return steps.sorted { (-$0.demand, -$0.opens.count, $0.node) < (-$1.demand, -$1.opens.count, $1.node) }
  }

  /// For each node to learn the unmet demands that need it, in the order of the gap; not education.
  private func servedDemands(_ gap: SkillGap) -> [NodeIndex: [RoleProfile.Item]] {
    var served: [NodeIndex: [RoleProfile.Item]] = [:]
    for item in gap.missing where kind(of: item.demand.node) != .education {
      for node in [item.demand.node] + item.prerequisites { served[node, default: []].append(item.demand) }
    }
    return served
  }

  /// The nodes with nothing unready before them, and for each of them those that wait for it alone.
  private func openings(ready: Set<NodeIndex>) -> (fringe: [NodeIndex], opens: [NodeIndex: [NodeIndex]]) {
    var fringe: [NodeIndex] = []
    var opens: [NodeIndex: [NodeIndex]] = [:]
    var options = PrerequisiteOptions()
    options.essentialOnly = true
    let isReady = NodeSet(ready, capacity: nodes.count)
    for node in nodeIndices where !isReady.contains(node) && kind(of: node) != .role {
      var (waitsFor, count) = (node, 0)
      for edge in edges(to: node, .prerequisiteOf) where admitsPrerequisite(edge, options) {
        let need = source(of: edge)
        guard !isReady.contains(need), need != node else { continue }
        (waitsFor, count) = (need, count + 1)
      }
      if count == 0 { fringe.append(node) }
      if count == 1, isLearnable(node) { opens[waitsFor, default: []].append(node) }
    }
    return (fringe, opens)
  }
}
