/// Edges grouped by one of their ends (compressed sparse rows): `edges[starts[n]..<starts[n + 1]]` belong to node *n*.
struct Adjacency: Sendable {
  private(set) var starts: [Int32]
  private(set) var edges: [EdgeIndex]

  /// Takes for each edge, in edge order, the node it is grouped under; within a group edge order is kept.
  ///
  /// - Complexity: O(*nodeCount* + *rows*), a counting sort.
  init(nodeCount: Int, rows: [Int]) {
    starts = [Int32](repeating: 0, count: nodeCount + 1)
    for row in rows { starts[row + 1] += 1 }
    for node in 0..<nodeCount { starts[node + 1] += starts[node] }
    var next = starts
    edges = [EdgeIndex](repeating: EdgeIndex(rawValue: 0), count: rows.count)
    for (edge, row) in rows.enumerated() {
      edges[Int(next[row])] = EdgeIndex(rawValue: Int32(edge))
      next[row] += 1
    }
  }

  subscript(node: NodeIndex) -> ArraySlice<EdgeIndex> {
    edges[Int(starts[Int(node.rawValue)])..<Int(starts[Int(node.rawValue) + 1])]
  }
}
