internal import Concepts
public import GraphModel

extension SkillGraph {
  /// A shortest walk between two nodes over edges in either direction; of several the one whose nodes come first, from the start
  /// on. `nil` if nothing connects them, empty from a node to itself.
  ///
  /// - Complexity: O(*n* + *e*), a search in breadth.
  public func shortestWalk(from start: NodeIndex, to end: NodeIndex) -> Walk? {
    // From the end, so that the way can be read off from the start.
    let distances = GraphConnections(self).distances(from: end)
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

  private func allSteps(from node: NodeIndex) -> [Walk.Step] {
    edges(from: node).map { Walk.Step(edge: $0, isReversed: false, node: target(of: $0)) }
      + edges(to: node).map { Walk.Step(edge: $0, isReversed: true, node: source(of: $0)) }
  }
}
