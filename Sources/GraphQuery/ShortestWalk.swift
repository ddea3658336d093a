internal import Concepts
public import GraphModel

extension SkillGraph {
  /// A shortest walk between two nodes over edges in either direction; of several the one whose nodes come first, from the start
  /// on. `nil` if nothing connects them, empty from a node to itself.
  ///
  /// - Complexity: O(*n* + *e*), a search in breadth.
  public func shortestWalk(from start: NodeIndex, to end: NodeIndex) -> Walk? {
    // From the end, so that the way can be read off from the start.
    let distances = distances(from: end)
    guard distances[Int(start.rawValue)] >= 0 else { return nil }
    var (steps, node) = ([Walk.Step](), start)
    while node != end {
      let nearer = allSteps(from: node).filter { distances[Int($0.node.rawValue)] == distances[Int(node.rawValue)] - 1 }
      guard let step = nearer.min(by: { ($0.node, $0.edge) < ($1.node, $1.edge) }) else { return nil }
      steps.append(step)
      node = step.node
    }
    return Walk(end: end, steps: steps)
  }

  /// How many edges, in either direction, lead from `start` to each node, by position; -1 for those nothing leads to.
  ///
  /// - Complexity: O(*n* + *e*)
  public func distances(from start: NodeIndex) -> [Int32] {
    var distances = [Int32](repeating: -1, count: nodes.count)
    distances[Int(start.rawValue)] = 0
    var (frontier, next) = ([start], 0)
    while next < frontier.count {
      let node = frontier[next]
      let distance = distances[Int(node.rawValue)] + 1
      next += 1
      for edge in edges(from: node) { reach(target(of: edge), distance, &distances, &frontier) }
      for edge in edges(to: node) { reach(source(of: edge), distance, &distances, &frontier) }
    }
    return distances
  }

  private func reach(_ node: NodeIndex, _ distance: Int32, _ distances: inout [Int32], _ frontier: inout [NodeIndex]) {
    guard distances[Int(node.rawValue)] < 0 else { return }
    distances[Int(node.rawValue)] = distance
    frontier.append(node)
  }

  private func allSteps(from node: NodeIndex) -> [Walk.Step] {
    edges(from: node).map { Walk.Step(edge: $0, isReversed: false, node: target(of: $0)) }
      + edges(to: node).map { Walk.Step(edge: $0, isReversed: true, node: source(of: $0)) }
  }
}
