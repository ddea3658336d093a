public import GraphModel

/// Who is connected with whom, edges taken in both directions: for many searches over one graph.
public struct GraphConnections: Sendable {
  /// `neighbours[starts[n]..<starts[n + 1]]` are those of node *n*, each as often as edges lead there.
  private let starts: [Int32]
  private let neighbours: [Int32]

  /// - Complexity: O(*n* + *e*)
  public init(_ graph: SkillGraph) {
    var (starts, neighbours): ([Int32], [Int32]) = ([0], [])
    starts.reserveCapacity(graph.nodes.count + 1)
    neighbours.reserveCapacity(2 * graph.edges.count)
    for node in graph.nodeIndices {
      for edge in graph.edges(from: node) { neighbours.append(graph.target(of: edge).rawValue) }
      for edge in graph.edges(to: node) { neighbours.append(graph.source(of: edge).rawValue) }
      starts.append(Int32(neighbours.count))
    }
    (self.starts, self.neighbours) = (starts, neighbours)
  }

  /// How many edges lead from `start` to each node, by position; -1 for those nothing leads to.
  ///
  /// A search in breadth that turns round while the frontier is wide: then every node not yet reached looks for a neighbour in the
  /// frontier and stops at the first (Beamer, Asanović and Patterson 2012).
  ///
  /// - Complexity: O(*n* + *e*)
  public func distances(from start: NodeIndex) -> [Int32] {
    var distances = [Int32](repeating: -1, count: starts.count - 1)
    distances[Int(start.rawValue)] = 0
    var (frontier, distance, unseen) = ([start.rawValue], Int32(0), neighbours.count)
    while !frontier.isEmpty {
      let width = frontier.reduce(0) { $0 + Int(starts[Int($1) + 1] - starts[Int($1)]) }
      unseen -= width
      distance += 1
      // Looking back costs less once the frontier has more edges than a fraction of the rest.
      frontier = width > unseen / 8 ? lookBack(distance, &distances) : goOn(from: frontier, distance, &distances)
    }
    return distances
  }

  private func goOn(from frontier: [Int32], _ distance: Int32, _ distances: inout [Int32]) -> [Int32] {
    var next: [Int32] = []
    for node in frontier {
      for index in Int(starts[Int(node)])..<Int(starts[Int(node) + 1]) {
        let neighbour = neighbours[index]
        guard distances[Int(neighbour)] < 0 else { continue }
        distances[Int(neighbour)] = distance
        next.append(neighbour)
      }
    }
    return next
  }

  private func lookBack(_ distance: Int32, _ distances: inout [Int32]) -> [Int32] {
    var next: [Int32] = []
    for node in distances.indices where distances[node] < 0 {
      var index = Int(starts[node])
      let end = Int(starts[node + 1])
      while index < end, distances[Int(neighbours[index])] != distance - 1 { index += 1 }
      if index < end { next.append(Int32(node)) }
    }
    for node in next { distances[Int(node)] = distance }
    return next
  }
}
