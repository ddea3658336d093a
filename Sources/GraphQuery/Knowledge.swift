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
  /// certification held certifies; the degrees before a degree held; the broader field of a field studied; the kind of tool a
  /// tool is (who knows PyTorch knows a machine learning framework); and what any skill of a family implies (who knows Java can
  /// program).
  ///
  /// - Complexity: O(*n* + *e*) over what is implied and the broader concepts of all that.
  public func knowledge(_ named: Set<NodeIndex>, presuming presumptions: Presumptions = .standard) -> Knowledge {
    var implied: [NodeIndex: NodeIndex] = [:]
    var families = Families(self, presumptions)
    for start in named.sorted() {
      var frontier = [start]
      while let node = frontier.popLast() {
        for next in implications(of: node, &families) where !named.contains(next) && implied[next] == nil {
          implied[next] = start
          frontier.append(next)
        }
      }
    }
    return Knowledge(named: named, implied: implied)
  }

  /// All that who knows `named` knows, without why: `Knowledge.all`.
  func known(with named: some Sequence<NodeIndex>, presuming presumptions: Presumptions) -> NodeSet {
    var known = NodeSet(named, capacity: nodes.count)
    var families = Families(self, presumptions)
    var frontier = Array(named)
    while let node = frontier.popLast() {
      for next in implications(of: node, &families) where known.insert(next) { frontier.append(next) }
    }
    return known
  }

  private func implications(of node: NodeIndex, _ families: inout Families) -> [NodeIndex] {
    switch kind(of: node) {
    case .education: sources(of: node, .precedes) + targets(of: node, .broader)
    case .certification: firmPrerequisites(of: node) + targets(of: node, .certifies)
    case .framework: firmPrerequisites(of: node) + kindsOfTool(of: node) + families.knowledge(of: node)
    default: firmPrerequisites(of: node) + families.knowledge(of: node)
    }
  }

  /// The skills that `node` is directly a kind of, if it is a tool; a platform is not known with one of its services.
  func kindsOfTool(of node: NodeIndex) -> [NodeIndex] {
    kind(of: node) == .framework ? targets(of: node, .broader).filter { kind(of: $0) == .skill } : []
  }

  /// Of those what somebody vouches for: that it was computed proves no knowledge.
  private func firmPrerequisites(of node: NodeIndex) -> [NodeIndex] {
    var options = PrerequisiteOptions()
    options.essentialOnly = true
    return edges(to: node, .prerequisiteOf).compactMap {
      !isInferred($0) && admitsPrerequisite($0, options) ? source(of: $0) : nil
    }
  }

  /// What `node` directly and essentially needs, in node order.
  func essentialPrerequisites(of node: NodeIndex) -> [NodeIndex] {
    var options = PrerequisiteOptions()
    options.essentialOnly = true
    return edges(to: node, .prerequisiteOf).compactMap { admitsPrerequisite($0, options) ? source(of: $0) : nil }
  }
}

/// What membership in families implies; a family that was met before has nothing new to say.
private struct Families {
  private let graph: SkillGraph
  private var implied: [NodeIndex: [NodeIndex]] = [:]
  private var seen: NodeSet

  init(_ graph: SkillGraph, _ presumptions: Presumptions) {
    self.graph = graph
    seen = NodeSet([], capacity: graph.nodes.count)
    for (family, skills) in presumptions.families {
      guard let node = graph.index(of: family) else { continue }
      implied[node] = skills.compactMap(graph.index(of:))
    }
  }

  mutating func knowledge(of node: NodeIndex) -> [NodeIndex] {
    guard !implied.isEmpty, seen.insert(node) else { return [] }
    var (frontier, known) = ([node], [NodeIndex]())
    while let member = frontier.popLast() {
      if let skills = implied[member] { known += skills }
      for edge in graph.edges(from: member, .broader) where seen.insert(graph.target(of: edge)) {
        frontier.append(graph.target(of: edge))
      }
    }
    return known
  }
}
