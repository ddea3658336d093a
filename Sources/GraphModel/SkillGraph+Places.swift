extension SkillGraph {
  /// For each node, in node order, where the node of the same id is in `other`; they ascend.
  ///
  /// - Complexity: O(*n*) in the nodes of both, which are walked side by side; no text is made.
  public func places(in other: SkillGraph) -> [NodeIndex?] {
    var theirs = 0
    return (0..<nodes.count).map { ours in
      while theirs < other.nodes.count {
        let order = idOrder(ours, other, theirs)
        if order <= 0 { return order == 0 ? NodeIndex(rawValue: Int32(theirs)) : nil }
        theirs += 1
      }
      return nil
    }
  }

  /// How many nodes of `other` have ids that come before that of `node`.
  ///
  /// - Complexity: O(log *n*)
  public func place(of node: NodeIndex, among other: SkillGraph) -> Int {
    GraphColumns.partition(other.nodes.count) { other.idOrder($0, self, Int(node.rawValue)) < 0 }
  }

  /// Less than 0 if a node's id comes before that of a node of another graph, by bytes; 0 if they are the same.
  private func idOrder(_ node: Int, _ other: SkillGraph, _ theirs: Int) -> Int {
    let (ours, their) = (columns.texts, other.columns.texts)
    let (a, b) = (
      ours.range(Int(columns.nodes[node].firstText)), their.range(Int(other.columns.nodes[theirs].firstText))
    )
    for offset in 0..<min(a.count, b.count) {
      let (x, y) = (ours.bytes[a.lowerBound + offset], their.bytes[b.lowerBound + offset])
      if x != y { return Int(x) - Int(y) }
    }
    return a.count - b.count
  }

  /// Whether two nodes of different graphs have the same label, by bytes.
  public func hasLabel(_ node: NodeIndex, of other: NodeIndex, in graph: SkillGraph) -> Bool {
    let (a, b) = (labelRange(node), graph.labelRange(other))
    return columns.texts.bytes[a].elementsEqual(graph.columns.texts.bytes[b])
  }

  private func labelRange(_ node: NodeIndex) -> Range<Int> {
    columns.texts.range(Int(columns.nodes[Int(node.rawValue)].firstText) + 1)
  }
}
