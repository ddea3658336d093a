/// A trie over word hashes while labels are added to it, in one open-addressing table.
struct LabelTrie {
  /// Key and target side by side, so that a probe touches one cache line.
  struct Slot {
    var key: UInt64
    /// -1 marks a free slot.
    var target: Int32
  }

  private(set) var slots: [Slot]
  /// See `LabelAutomaton.firstWords`.
  private(set) var firstWords = [UInt64](repeating: 0, count: 2048)
  private var valuesOfNode: [(node: Int32, value: Int32)] = []
  private(set) var nodeCount: Int32 = 1

  init(expectedLabels: Int) {
    var size = 1024
    while size < expectedLabels * 4 { size *= 2 }
    slots = [Slot](repeating: Slot(key: 0, target: -1), count: size)
    valuesOfNode.reserveCapacity(expectedLabels)
  }

  @inline(__always)
  static func key(_ node: Int32, _ hash: UInt64) -> UInt64 {
    hash ^ (UInt64(UInt32(bitPattern: node)) &* 0x9E37_79B9_7F4A_7C15)
  }

  @inline(__always)
  static func slot(_ key: UInt64, _ mask: Int) -> Int { Int(truncatingIfNeeded: key ^ key >> 32) & mask }

  @inline(__always)
  static func sketchSlot(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: hash >> 6) & 2047 }

  @inline(__always)
  static func sketchBit(_ hash: UInt64) -> UInt64 { 1 << (hash & 63) }

  /// The node of the label made of `words`; `nil` if there are none.
  mutating func insert(_ words: [WordScanner.Word]) -> Int32? {
    guard let first = words.first?.hash else { return nil }
    firstWords[Self.sketchSlot(first)] |= Self.sketchBit(first)
    var node: Int32 = 0
    for word in words { node = child(of: node, word.hash) }
    return node
  }

  /// The node of the label made of `words`, if they begin one.
  func node(of words: [WordScanner.Word]) -> Int32? {
    var node: Int32 = 0
    for word in words {
      node = slots[position(of: Self.key(node, word.hash))].target
      if node < 0 { return nil }
    }
    return node
  }

  mutating func add(_ value: Int32, to node: Int32) { valuesOfNode.append((node, value)) }

  private mutating func child(of node: Int32, _ hash: UInt64) -> Int32 {
    if Int(nodeCount) * 2 > slots.count { grow() }
    let key = Self.key(node, hash)
    let position = position(of: key)
    if slots[position].target >= 0 { return slots[position].target }
    slots[position] = Slot(key: key, target: nodeCount)
    nodeCount += 1
    return nodeCount - 1
  }

  /// Where `key` is, or would be put.
  private func position(of key: UInt64) -> Int {
    let mask = slots.count - 1
    var position = Self.slot(key, mask)
    while slots[position].target >= 0, slots[position].key != key { position = (position + 1) & mask }
    return position
  }

  private mutating func grow() {
    let old = slots
    slots = [Slot](repeating: Slot(key: 0, target: -1), count: old.count * 2)
    for slot in old where slot.target >= 0 { slots[position(of: slot.key)] = slot }
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

/// The words of one text after another, in buffers that are used again.
struct LabelWords {
  private(set) var bytes: [UInt8] = []
  private(set) var words: [WordScanner.Word] = []

  mutating func scan(_ text: String) {
    bytes.removeAll(keepingCapacity: true)
    bytes.append(contentsOf: text.utf8)
    rescan()
  }

  /// The words of the same text without one of its bytes, wherever it stands.
  mutating func scan(without byte: UInt8) {
    bytes.removeAll { $0 == byte }
    rescan()
  }

  private mutating func rescan() {
    words.removeAll(keepingCapacity: true)
    WordScanner.scan(bytes, 0..<bytes.count, into: &words)
  }
}
