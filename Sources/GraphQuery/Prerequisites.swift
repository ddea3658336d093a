internal import Concepts
public import GraphModel

/// What must be learned before a concept, in an order in which it can be learned.
public struct Prerequisites: Hashable, Sendable {
  public var concept: NodeIndex
  /// Nearest first, ties in node order.
  public var items: [Item]
  /// The items' nodes in a learning order: nothing stands before what it needs; ties by depth (farthest first), then node order.
  public var order: [NodeIndex]

  public struct Item: Hashable, Sendable {
    public var node: NodeIndex
    /// How many steps before the concept; 1 is directly before it.
    public var depth: Int
    /// The concept this one is directly needed for, on a shortest way.
    public var via: NodeIndex
    /// The `prerequisiteOf` edge from `node` to `via`.
    public var edge: EdgeIndex
  }
}

/// Which prerequisites count. Inferred ones do if the graph has them: a graph without them is the default of every loader.
public struct PrerequisiteOptions: Hashable, Sendable {
  /// Nothing beyond this depth; `nil` means all.
  public var maximumDepth: Int?
  /// Only what the target cannot sensibly be learned without.
  public var essentialOnly = false
  /// Already known: neither they nor what only they need is reported.
  public var known: Set<NodeIndex> = []

  public init() {}
}

extension SkillGraph {
  /// Everything to learn before `concept`.
  ///
  /// A node on a cycle is reported once; `concept` itself never is.
  ///
  /// - Complexity: O(*n* + *e*) over the part of the graph that is reached, and a sort of the result.
  public func prerequisites(
    of concept: NodeIndex, _ options: PrerequisiteOptions = PrerequisiteOptions()
  ) -> Prerequisites {
    let items = reach(from: concept, options, edges: edges(to:)) { $0.source }
    return Prerequisites(concept: concept, items: items, order: learningOrder(of: items.map(\.node), options))
  }

  /// Everything `concept` is a step towards: the other way round. `via` is then the concept it directly builds on.
  public func unlocked(
    by concept: NodeIndex, _ options: PrerequisiteOptions = PrerequisiteOptions()
  ) -> [Prerequisites.Item] {
    reach(from: concept, options, edges: edges(from:)) { $0.target }
  }

  /// Every admitted edge among the prerequisites and their concept, in edge order.
  public func prerequisiteEdges(
    of found: Prerequisites, _ options: PrerequisiteOptions = PrerequisiteOptions()
  ) -> [EdgeIndex] {
    let members = Set(found.order).union([found.concept])
    return members.flatMap { needs(of: $0, within: members, options) }.sorted()
  }

  private func reach(
    from start: NodeIndex, _ options: PrerequisiteOptions, edges: (NodeIndex) -> ArraySlice<EdgeIndex>,
    next: (Edge) -> NodeIndex
  ) -> [Prerequisites.Item] {
    var seen: Set<NodeIndex> = options.known.union([start])
    var items: [Prerequisites.Item] = []
    var frontier = [start]
    var depth = 1
    while !frontier.isEmpty, depth <= options.maximumDepth ?? .max {
      var found: [Prerequisites.Item] = []
      for node in frontier {
        for edge in edges(node) where admits(self[edge], options) && seen.insert(next(self[edge])).inserted {
          found.append(.init(node: next(self[edge]), depth: depth, via: node, edge: edge))
        }
      }
      found.sort { $0.node < $1.node }
      items += found
      frontier = found.map(\.node)
      depth += 1
    }
    return items
  }

  func admits(_ edge: Edge, _ options: PrerequisiteOptions) -> Bool {
    guard edge.relation == .prerequisiteOf else { return false }
    return !options.essentialOnly || edge.strength != .helpful
  }

  /// `nodes` in an order in which nothing comes before its prerequisites (Kahn's algorithm); the smallest ready node first.
  ///
  /// Nodes on a cycle come last, in node order: curated relations have none, imported ones may.
  ///
  /// - Complexity: O(*n* log *n* + *e*) over `nodes`.
  public func learningOrder(
    of nodes: [NodeIndex], _ options: PrerequisiteOptions = PrerequisiteOptions()
  ) -> [NodeIndex] {
    learningLayers(of: nodes, options).flatMap(\.self)
  }

  /// `nodes` in layers: everything in a layer needs only earlier layers, so it can be learned side by side.
  public func learningLayers(
    of nodes: [NodeIndex], _ options: PrerequisiteOptions = PrerequisiteOptions()
  ) -> [[NodeIndex]] {
    let members = Set(nodes)
    var open: [NodeIndex: Int] = [:]
    for node in members { open[node] = needs(of: node, within: members, options).count }
    var layers: [[NodeIndex]] = []
    var ready = members.filter { open[$0] == 0 }.sorted()
    while !ready.isEmpty {
      layers.append(ready)
      var next: [NodeIndex] = []
      for node in ready {
        open[node] = nil
        for edge in edges(from: node) where admits(self[edge], options) {
          guard let count = open[self[edge].target] else { continue }
          open[self[edge].target] = count - 1
          if count == 1 { next.append(self[edge].target) }
        }
      }
      ready = next.sorted()
    }
    let cyclic = open.keys.sorted()
    return cyclic.isEmpty ? layers : layers + [cyclic]
  }

  func needs(
    of node: NodeIndex, within members: Set<NodeIndex>, _ options: PrerequisiteOptions
  ) -> [EdgeIndex] {
    edges(to: node).filter { admits(self[$0], options) && members.contains(self[$0].source) && self[$0].source != node }
  }
}
