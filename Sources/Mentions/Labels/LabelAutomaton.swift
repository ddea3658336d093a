/// Finds the labels of a taxonomy in text: *leftmost-longest, whole words, folded* as `WordScanner` folds.
///
/// At each word the longest label that starts there wins, and the search goes on behind it, so matches never overlap. Several
/// concepts may share a label; a match names them all. A trie over word hashes in one open-addressing table: a word that
/// starts no label costs one probe.
struct LabelAutomaton: Sendable {
  struct Match: Hashable {
    /// Positions in the scanned words.
    var words: Range<Int>
    /// Positions in `values`.
    var values: Range<Int>
  }

  /// What the labels stand for, grouped by label, in the order they were given.
  let values: [Int32]
  /// The first value of each trie node, and one more; a node without label has an empty range.
  private let firstValue: [Int32]
  private let keys: [UInt64]
  private let targets: [Int32]
  private let mask: Int

  /// - Parameter labels: texts and what they stand for; texts without a word are ignored.
  /// - Complexity: O(total length).
  init(_ labels: [(text: String, value: Int32)]) {
    var trie = TrieBuilder(expectedLabels: labels.count)
    for label in labels { trie.insert(label.text, label.value) }
    (firstValue, values) = trie.groupedValues()
    (keys, targets) = (trie.keys, trie.targets)
    mask = trie.keys.count - 1
  }

  /// All matches in `words`, in order. A label goes on only over words that join the one before.
  func forEachMatch(in words: ArraySlice<WordScanner.Word>, _ body: (Match) -> Void) {
    var start = words.startIndex
    while start < words.endIndex {
      if let match = longestMatch(at: start, in: words) {
        body(match)
        start = match.words.upperBound
      } else {
        start += 1
      }
    }
  }

  /// The longest label that starts at word `start`.
  func longestMatch(at start: Int, in words: ArraySlice<WordScanner.Word>) -> Match? {
    var node: Int32 = 0
    var best: Match?
    var position = start
    while position < words.endIndex, position == start || words[position].continues,
      let next = target(of: node, words[position].hash)
    {
      node = next
      position += 1
      let values = Int(firstValue[Int(node)])..<Int(firstValue[Int(node) + 1])
      if !values.isEmpty { best = Match(words: start..<position, values: values) }
    }
    return best
  }

  /// What the label made of exactly these words stands for, if there is one.
  func values(of hashes: some Sequence<UInt64>) -> Range<Int>? {
    var node: Int32 = 0
    for hash in hashes {
      guard let next = target(of: node, hash) else { return nil }
      node = next
    }
    let values = Int(firstValue[Int(node)])..<Int(firstValue[Int(node) + 1])
    return values.isEmpty ? nil : values
  }

  @inline(__always)
  private func target(of node: Int32, _ hash: UInt64) -> Int32? {
    let key = TrieBuilder.key(node, hash)
    var slot = TrieBuilder.slot(key, mask)
    while targets[slot] >= 0 {
      if keys[slot] == key { return targets[slot] }
      slot = (slot + 1) & mask
    }
    return nil
  }
}

/// A trie while labels are added to it.
private struct TrieBuilder {
  private(set) var keys: [UInt64]
  /// -1 marks a free slot.
  private(set) var targets: [Int32]
  private var valuesOfNode: [(node: Int32, value: Int32)] = []
  private var nodeCount: Int32 = 1
  private var words: [WordScanner.Word] = []

  init(expectedLabels: Int) {
    var size = 1024
    while size < expectedLabels * 4 { size *= 2 }
    keys = [UInt64](repeating: 0, count: size)
    targets = [Int32](repeating: -1, count: size)
  }

  static func key(_ node: Int32, _ hash: UInt64) -> UInt64 {
    hash ^ (UInt64(UInt32(bitPattern: node)) &* 0x9E37_79B9_7F4A_7C15)
  }

  static func slot(_ key: UInt64, _ mask: Int) -> Int { Int(truncatingIfNeeded: key ^ key >> 32) & mask }

  mutating func insert(_ label: String, _ value: Int32) {
    let text = Array(label.utf8)
    words.removeAll(keepingCapacity: true)
    WordScanner.scan(text, 0..<text.count, into: &words)
    guard !words.isEmpty else { return }
    var node: Int32 = 0
    for word in words { node = child(of: node, word.hash) }
    valuesOfNode.append((node, value))
  }

  private mutating func child(of node: Int32, _ hash: UInt64) -> Int32 {
    if Int(nodeCount) * 2 > keys.count { grow() }
    let key = Self.key(node, hash)
    var slot = Self.slot(key, keys.count - 1)
    while targets[slot] >= 0 {
      if keys[slot] == key { return targets[slot] }
      slot = (slot + 1) & (keys.count - 1)
    }
    keys[slot] = key
    targets[slot] = nodeCount
    nodeCount += 1
    return nodeCount - 1
  }

  private mutating func grow() {
    let old = zip(keys, targets).filter { $0.1 >= 0 }
    keys = [UInt64](repeating: 0, count: keys.count * 2)
    targets = [Int32](repeating: -1, count: keys.count)
    for (key, target) in old {
      var slot = Self.slot(key, keys.count - 1)
      while targets[slot] >= 0 { slot = (slot + 1) & (keys.count - 1) }
      (keys[slot], targets[slot]) = (key, target)
    }
  }

  /// Values in node order and where each node's begin.
  func groupedValues() -> (first: [Int32], values: [Int32]) {
    var first = [Int32](repeating: 0, count: Int(nodeCount) + 1)
    for (node, _) in valuesOfNode { first[Int(node) + 1] += 1 }
    for node in 0..<Int(nodeCount) { first[node + 1] += first[node] }
    var next = first
    var values = [Int32](repeating: 0, count: valuesOfNode.count)
    for (node, value) in valuesOfNode {
      values[Int(next[Int(node)])] = value
      next[Int(node)] += 1
    }
    return (first, values)
  }
}
