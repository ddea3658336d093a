internal import Concepts
public import GraphModel

/// What somebody knows: what is named, and what that implies.
public struct Knowledge: Hashable, Sendable {
  public let named: Set<NodeIndex>
  /// What is known without being named, with the first (in node order) of the named that implies it.
  public let implied: [NodeIndex: NodeIndex]

  public func contains(_ node: NodeIndex) -> Bool { named.contains(node) || implied[node] != nil }

  public var all: Set<NodeIndex> { named.union(implied.keys) }
}

extension SkillGraph {
  /// Everything that who knows `named` knows.
  ///
  /// Implied, over any number of steps, is: what is essential for something known (who knows PyTorch knows Python); what a
  /// certification held certifies; the degrees before a degree held; the broader field of a field studied; and what any skill of
  /// a family implies (who knows Java can program).
  ///
  /// - Complexity: O(*n* + *e*) over what is implied and the broader concepts of all that.
  public func knowledge(_ named: Set<NodeIndex>, presuming presumptions: Presumptions = .standard) -> Knowledge {
    var implied: [NodeIndex: NodeIndex] = [:]
    for start in named.sorted() {
      var frontier = [start]
      while let node = frontier.popLast() {
        for next in implications(of: node, presumptions) where !named.contains(next) && implied[next] == nil {
          implied[next] = start
          frontier.append(next)
        }
      }
    }
    return Knowledge(named: named, implied: implied)
  }

  private func implications(of node: NodeIndex, _ presumptions: Presumptions) -> [NodeIndex] {
    switch self[node].kind {
    case .education: sources(of: node, .precedes) + targets(of: node, .broader)
    case .certification: firmPrerequisites(of: node) + targets(of: node, .certifies)
    default: firmPrerequisites(of: node) + familyKnowledge(of: node, presumptions)
    }
  }

  private func familyKnowledge(of node: NodeIndex, _ presumptions: Presumptions) -> [NodeIndex] {
    guard !presumptions.families.isEmpty else { return [] }
    var (seen, frontier, known): (Set<NodeIndex>, [NodeIndex], [NodeIndex]) = ([node], [node], [])
    while let member = frontier.popLast() {
      known += (presumptions.families[self[member].id] ?? []).compactMap(index(of:))
      frontier += targets(of: member, .broader).filter { seen.insert($0).inserted }
    }
    return known
  }

  /// Of those what somebody vouches for: that it was computed proves no knowledge.
  private func firmPrerequisites(of node: NodeIndex) -> [NodeIndex] {
    var options = PrerequisiteOptions()
    options.essentialOnly = true
    return edges(to: node).compactMap { edge in
      if case .inferred = self[edge].provenance { return nil }
      return admits(self[edge], options) ? self[edge].source : nil
    }
  }

  /// What `node` directly and essentially needs, in node order.
  func essentialPrerequisites(of node: NodeIndex) -> [NodeIndex] {
    var options = PrerequisiteOptions()
    options.essentialOnly = true
    return edges(to: node).compactMap { admits(self[$0], options) ? self[$0].source : nil }
  }
}
