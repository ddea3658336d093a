/// A trie over word hashes while labels are added to it, in one open-addressing table.
struct LabelTrie {
  /// Free where it is 0. Else its low 24 bits are the target and the others those of the key, of whose low bits the place
  /// in the table speaks; so eight bytes tell about sixty bits of the key.
  typealias Slot = UInt64

  private(set) var slots: [Slot]
  /// See `LabelAutomaton.firstWords`.
  private(set) var firstWords: FirstWords
  private var valuesOfNode: [(node: Int32, value: Int32)] = []
  var nodeCount: Int32 { Int32(continuations.count) }
  /// For each node a bit for each word that goes on from it, and by chance for some others.
  private var continuations: [UInt32] = [0]

  /// Nodes beyond are not made: 24 bits must name one.
  private static let mostNodes: Int32 = 1 << 24 - 1

  init(expectedLabels: Int) {
    var size = 1024
    while size < expectedLabels * 4 { size *= 2 }
    slots = [Slot](repeating: 0, count: size)
    firstWords = FirstWords(expectedWords: expectedLabels)
    valuesOfNode.reserveCapacity(expectedLabels)
    links.reserveCapacity(expectedLabels * 2)
    continuations.reserveCapacity(expectedLabels * 2)
  }

  @inline(__always)
  static func key(_ node: Int32, _ hash: UInt64) -> UInt64 {
    hash ^ (UInt64(UInt32(bitPattern: node)) &* 0x9E37_79B9_7F4A_7C15)
  }

  /// The node behind `node` on a word of this hash; `nil` if no label goes on with it.
  @inline(__always)
  static func target(of node: Int32, _ hash: UInt64, in slots: Span<Slot>) -> Int32? {
    let key = key(node, hash)
    let mask = slots.count - 1
    var position = Int(truncatingIfNeeded: key ^ key >> 32) & mask
    while true {
      let slot = slots[position]
      if slot == 0 { return nil }
      if (slot ^ key) >> 24 == 0 { return Int32(truncatingIfNeeded: slot & 0xFF_FFFF) }
      position = (position + 1) & mask
    }
  }

  /// The node of the label made of `words`; `nil` if there are none.
  mutating func insert(_ words: [WordScanner.Word]) -> Int32? {
    guard let first = words.first?.hash else { return nil }
    firstWords.insert(first)
    var node: Int32 = 0
    for index in words.indices {
      guard let next = child(of: node, words[index].hash) else { return nil }
      node = next
    }
    return node
  }

  /// The node of the label made of `words`, if they begin one.
  func node(of words: [WordScanner.Word]) -> Int32? {
    var node: Int32 = 0
    for index in words.indices {
      guard let next = Self.target(of: node, words[index].hash, in: slots.span) else { return nil }
      node = next
    }
    return node
  }

  mutating func add(_ value: Int32, to node: Int32) { valuesOfNode.append((node, value)) }

  private mutating func child(of node: Int32, _ hash: UInt64) -> Int32? {
    if Int(nodeCount) * 3 > slots.count * 2 { grow() }
    let key = Self.key(node, hash)
    let mask = slots.count - 1
    var position = Int(truncatingIfNeeded: key ^ key >> 32) & mask
    while slots[position] != 0 {
      if (slots[position] ^ key) >> 24 == 0 { return Int32(truncatingIfNeeded: slots[position] & 0xFF_FFFF) }
      position = (position + 1) & mask
    }
    guard nodeCount < Self.mostNodes else { return nil }
    slots[position] = key & ~0xFF_FFFF | UInt64(nodeCount)
    links.append((node, hash))
    continuations[Int(node)] |= LabelAutomaton.Node.bit(hash)
    continuations.append(0)
    return nodeCount - 1
  }

  /// How each node but the first was reached, so that the table can grow.
  private var links: [(node: Int32, hash: UInt64)] = []

  private mutating func grow() {
    let mask = slots.count * 2 - 1
    slots = [Slot](repeating: 0, count: slots.count * 2)
    for (index, link) in links.enumerated() {
      let key = Self.key(link.node, link.hash)
      var position = Int(truncatingIfNeeded: key ^ key >> 32) & mask
      while slots[position] != 0 { position = (position + 1) & mask }
      slots[position] = key & ~0xFF_FFFF | UInt64(index + 1)
    }
  }

  /// Values in node order, and all nodes and one more.
  func groupedValues() -> (nodes: [LabelAutomaton.Node], values: [Int32]) {
    var nodes = continuations.map { LabelAutomaton.Node(firstValue: 0, continuations: $0) }
    nodes.append(.init(firstValue: 0, continuations: 0))
    for (node, _) in valuesOfNode { nodes[Int(node) + 1].firstValue += 1 }
    for node in continuations.indices { nodes[node + 1].firstValue += nodes[node].firstValue }
    var next = nodes.map(\.firstValue)
    var values = [Int32](repeating: 0, count: valuesOfNode.count)
    for (node, value) in valuesOfNode {
      values[Int(next[Int(node)])] = value
      next[Int(node)] += 1
    }
    return (nodes, values)
  }
}

/// A bit for each word that starts a label, and by chance for some others: most words need no look at the trie.
struct FirstWords: Sendable {
  private(set) var bits: [UInt64]

  /// About three bits for each word, so that they stay near the processor.
  init(expectedWords: Int) {
    var size = 16
    while size * 64 < expectedWords * 3 { size *= 2 }
    bits = [UInt64](repeating: 0, count: size)
  }

  /// - Parameter bits: a power of two of them.
  init?(bits: [UInt64]) {
    guard bits.count.nonzeroBitCount == 1 else { return nil }
    self.bits = bits
  }

  mutating func insert(_ hash: UInt64) { bits[slot(hash)] |= 1 << (hash & 63) }

  @inline(__always)
  func contains(_ hash: UInt64) -> Bool { bits[slot(hash)] & 1 << (hash & 63) != 0 }

  @inline(__always)
  private func slot(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: hash >> 6) & (bits.count - 1) }
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

  /// Whether a comma stands between the word at `index` and the one before.
  func comma(before index: Int) -> Bool {
    for offset in Int(words[index - 1].end)..<Int(words[index].start) where bytes[offset] == UInt8(ascii: ",") {
      return true
    }
    return false
  }

  private mutating func rescan() {
    words.removeAll(keepingCapacity: true)
    WordScanner.scan(bytes, 0..<bytes.count, into: &words)
  }
}
