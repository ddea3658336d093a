internal import GraphModel

/// Nodes of one graph as a row of bits, for searches that meet many.
struct NodeSet {
  private var words: [UInt64]

  init(_ nodes: some Sequence<NodeIndex>, capacity: Int) {
    words = [UInt64](repeating: 0, count: capacity / 64 + 1)
    for node in nodes { insert(node) }
  }

  func contains(_ node: NodeIndex) -> Bool {
    words[Int(node.rawValue) >> 6] >> UInt64(node.rawValue & 63) & 1 != 0
  }

  /// Whether the node was not in it.
  @discardableResult
  mutating func insert(_ node: NodeIndex) -> Bool {
    let (word, bit) = (Int(node.rawValue) >> 6, UInt64(1) << UInt64(node.rawValue & 63))
    guard words[word] & bit == 0 else { return false }
    words[word] |= bit
    return true
  }
}
