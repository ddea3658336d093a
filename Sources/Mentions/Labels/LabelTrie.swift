/// A trie over word hashes while labels are added to it, in one open-addressing table.
struct LabelTrie {
  /// A node under the key of the step that leads to it, so that a step costs one look at memory.
  struct Slot: BitwiseCopyable {
    /// 0 if the slot is free. Else its low 24 bits are the node's number and the others those of the key, of whose low bits
    /// the place in the table speaks; so sixty bits of the key are told.
    var key: UInt64 = 0
    /// What the label that ends here stands for: the position of the first value, 24 bits, and above them how many there are.
    var values: UInt32 = 0
    /// A bit for each word that goes on from here, and by chance for some others: most words need no probe.
    var continuations: UInt32 = 0

    var node: Int32 { Int32(truncatingIfNeeded: key & 0xFF_FFFF) }

    var range: Range<Int> {
      let first = Int(values & 0xFF_FFFF)
      return first..<first + Int(values >> 24)
    }

    @inline(__always)
    static func bit(_ hash: UInt64) -> UInt32 { 1 << UInt32(truncatingIfNeeded: hash >> 59) }
  }

  private(set) var slots: [Slot]
  private(set) var firstWords: WordSketch
  private var valuesOfNode: [(node: Int32, value: Int32)] = []
  /// Nodes are numbered from 0, the one before any word.
  private(set) var nodeCount: Int32 = 1

  /// Nodes beyond are not made: 24 bits must name one, and a value.
  private static let mostNodes: Int32 = 1 << 24 - 1
  /// Nor are more values of a label kept: eight bits must count them.
  private static let mostValues = 255

  init(expectedLabels: Int) {
    var size = 64
    while size < expectedLabels * 2 { size *= 2 }
    slots = [Slot](repeating: Slot(), count: size)
    firstWords = WordSketch(expectedWords: expectedLabels)
    valuesOfNode.reserveCapacity(expectedLabels)
    links.reserveCapacity(expectedLabels * 2)
  }

  @inline(__always)
  static func key(_ node: Int32, _ hash: UInt64) -> UInt64 {
    hash ^ (UInt64(UInt32(bitPattern: node)) &* 0x9E37_79B9_7F4A_7C15)
  }

  /// Where a key stands, unless others do already.
  @inline(__always)
  static func home(of key: UInt64, in slots: Span<Slot>) -> Int {
    Int(truncatingIfNeeded: key ^ key >> 32) & (slots.count - 1)
  }

  /// Where the step from `node` over a word of this hash is, or the free slot where it would be.
  @inline(__always)
  static func place(of node: Int32, _ hash: UInt64, in slots: Span<Slot>) -> Int {
    let key = key(node, hash)
    let mask = slots.count - 1
    var position = home(of: key, in: slots)
    while slots[position].key != 0, (slots[position].key ^ key) >> 24 != 0 { position = (position + 1) & mask }
    return position
  }

  /// The node of the label made of `words`; `nil` if there are none.
  mutating func insert(_ words: [WordScanner.Word]) -> Int32? {
    guard let first = words.first?.hash else { return nil }
    firstWords.insert(first)
    // The first look must not grow the table under the place of the second.
    if (Int(nodeCount) + words.count) * 3 > slots.count * 2 { grow(by: words.count) }
    var (node, place): (Int32, Int?) = (0, nil)
    for index in words.indices {
      let hash = words[index].hash
      if let place { slots[place].continuations |= Slot.bit(hash) }
      let next = Self.place(of: node, hash, in: slots.span)
      if slots[next].key == 0 {
        guard nodeCount < Self.mostNodes else { return nil }
        slots[next].key = Self.key(node, hash) & ~0xFF_FFFF | UInt64(nodeCount)
        links.append((node, hash))
        nodeCount += 1
      }
      (node, place) = (slots[next].node, next)
    }
    return node
  }

  /// The node of the label made of `words`, if they begin one.
  func node(of words: [WordScanner.Word]) -> Int32? {
    var node: Int32 = 0
    for index in words.indices {
      let slot = slots[Self.place(of: node, words[index].hash, in: slots.span)]
      guard slot.key != 0 else { return nil }
      node = slot.node
    }
    return node
  }

  mutating func add(_ value: Int32, to node: Int32) {
    if valuesOfNode.count < Self.mostNodes { valuesOfNode.append((node, value)) }
  }

  /// How each node but the first was reached, so that the table can grow.
  private var links: [(node: Int32, hash: UInt64)] = []

  private mutating func grow(by count: Int) {
    let old = slots
    var size = slots.count * 2
    while (Int(nodeCount) + count) * 3 > size * 2 { size *= 2 }
    slots = [Slot](repeating: Slot(), count: size)
    for slot in old where slot.key != 0 {
      let link = links[Int(slot.node) - 1]
      slots[Self.place(of: link.node, link.hash, in: slots.span)] = slot
    }
  }

  /// Values in the order of their nodes, those of a node in the order they were added.
  func grouped() -> GroupedValues {
    var starts = [Int32](repeating: 0, count: Int(nodeCount) + 1)
    for (node, _) in valuesOfNode { starts[Int(node) + 1] += 1 }
    for node in 0..<Int(nodeCount) { starts[node + 1] += starts[node] }
    var next = starts
    var values = [Int32](repeating: 0, count: valuesOfNode.count)
    for (node, value) in valuesOfNode {
      values[Int(next[Int(node)])] = value
      next[Int(node)] += 1
    }
    return GroupedValues(values: values, starts: starts)
  }

  /// The slots with the positions of their values.
  func slots(_ grouped: GroupedValues) -> [Slot] {
    var slots = slots
    for index in slots.indices where slots[index].key != 0 {
      let range = grouped.range(of: slots[index].node)
      slots[index].values = UInt32(range.lowerBound) | UInt32(min(range.count, Self.mostValues)) << 24
    }
    return slots
  }

  struct GroupedValues {
    let values: [Int32]
    /// For each node the position of its first value, and one more.
    fileprivate let starts: [Int32]

    func range(of node: Int32) -> Range<Int> { Int(starts[Int(node)])..<Int(starts[Int(node) + 1]) }
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
