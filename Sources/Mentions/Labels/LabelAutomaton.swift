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

  struct Node: BitwiseCopyable {
    /// The first of the values of the label that ends here; those of the next node follow.
    var firstValue: Int32
    /// A bit for each word that goes on from here, and by chance for some others: most words need no probe.
    var continuations: UInt32

    @inline(__always)
    static func bit(_ hash: UInt64) -> UInt32 { 1 << UInt32(truncatingIfNeeded: hash >> 59) }
  }

  /// What the labels stand for, grouped by label, in the order they were given.
  let values: [Int32]
  /// The trie's nodes, and one more.
  private let nodes: [Node]
  private let slots: [LabelTrie.Slot]
  private let firstWords: FirstWords

  /// - Parameter labels: texts and what they stand for; texts without a word are ignored.
  /// - Complexity: O(total length).
  init(_ labels: [(text: String, value: Int32)]) {
    var trie = LabelTrie(expectedLabels: labels.count)
    var scratch = LabelWords()
    for label in labels {
      scratch.scan(label.text)
      if let node = trie.insert(scratch.words) { trie.add(label.value, to: node) }
    }
    self.init(trie)
  }

  init(_ trie: LabelTrie) {
    (nodes, values) = trie.groupedValues()
    (slots, firstWords) = (trie.slots, trie.firstWords)
  }

  /// All matches in `words[range]`, in order. A label goes on only over words that join the one before.
  @inline(__always)
  func forEachMatch(in words: Span<WordScanner.Word>, _ range: Range<Int>, _ body: (Match) -> Void) {
    var start = range.lowerBound
    while start < range.upperBound {
      if let match = longestMatch(at: start, in: words, before: range.upperBound) {
        body(match)
        start = match.words.upperBound
      } else {
        start += 1
      }
    }
  }

  /// The longest label that starts at word `start` and ends before word `end`.
  @inline(__always)
  func longestMatch(at start: Int, in words: Span<WordScanner.Word>, before end: Int) -> Match? {
    let first = words[start].hash
    guard firstWords.contains(first), let node = LabelTrie.target(of: 0, first, in: slots.span) else { return nil }
    return longestMatch(at: start, behind: node, in: words, before: end)
  }

  /// For each word the node behind it, where labels that start with it go on, or 0.
  ///
  /// All are looked up before any label is followed, so that no look has to wait for another: the table is larger than what
  /// stands near the processor.
  func starts(of words: [WordScanner.Word]) -> [Int32] {
    let (words, slots) = (words.span, slots.span)
    return [Int32](unsafeUninitializedCapacity: words.count) { starts, count in
      for position in words.indices {
        let hash = words[position].hash
        starts[position] = firstWords.contains(hash) ? LabelTrie.target(of: 0, hash, in: slots) ?? 0 : 0
      }
      count = words.count
    }
  }

  /// The longest label that starts at word `start`, behind which `first` is the node, and ends before word `end`.
  func longestMatch(at start: Int, behind first: Int32, in words: Span<WordScanner.Word>, before end: Int) -> Match? {
    let (nodes, slots) = (nodes.span, slots.span)
    var node = first
    var longest: (node: Int32, end: Int) = (-1, start)
    var position = start + 1
    while true {
      let here = nodes[Int(node)]
      if here.firstValue != nodes[Int(node) + 1].firstValue { longest = (node, position) }
      guard here.continuations != 0, position < end, words[position].continues else { break }
      let hash = words[position].hash
      guard here.continuations & Node.bit(hash) != 0, let target = LabelTrie.target(of: node, hash, in: slots) else {
        break
      }
      node = target
      position += 1
    }
    return values(ofNode: longest.node).map { Match(words: start..<longest.end, values: $0) }
  }

  func longestMatch(at start: Int, in words: [WordScanner.Word], before end: Int) -> Match? {
    longestMatch(at: start, in: words.span, before: end)
  }

  /// What the label made of exactly these words stands for, if there is one.
  func values(of hashes: some Sequence<UInt64>) -> Range<Int>? {
    var node: Int32 = 0
    for hash in hashes {
      guard let next = LabelTrie.target(of: node, hash, in: slots.span) else { return nil }
      node = next
    }
    return values(ofNode: node)
  }

  /// The same for the words in `range` with another one behind them.
  func values(of range: Range<Int>, in words: Span<WordScanner.Word>, then last: UInt64) -> Range<Int>? {
    var node: Int32 = 0
    for position in range {
      guard let next = LabelTrie.target(of: node, words[position].hash, in: slots.span) else { return nil }
      node = next
    }
    return LabelTrie.target(of: node, last, in: slots.span).flatMap(values)
  }

  /// Whether a label starts with a word of this hash.
  func hasLabels(startingWith hash: UInt64) -> Bool {
    firstWords.contains(hash) && LabelTrie.target(of: 0, hash, in: slots.span) != nil
  }

  /// What the label that ends at a trie node stands for, if one does.
  func values(ofNode node: Int32) -> Range<Int>? {
    guard node >= 0 else { return nil }
    let (first, end) = (nodes[Int(node)].firstValue, nodes[Int(node) + 1].firstValue)
    return first == end ? nil : Int(first)..<Int(end)
  }
}

extension LabelAutomaton {
  func write(to compiled: inout CompiledBytes) {
    compiled.add(values)
    compiled.add(nodes)
    compiled.add(slots)
    compiled.add(firstWords.bits)
  }

  init(_ compiled: inout CompiledReader) throws(CompiledReader.Damage) {
    values = try compiled.next()
    nodes = try compiled.next()
    slots = try compiled.next()
    guard let bits = FirstWords(bits: try compiled.next()) else { throw CompiledReader.Damage() }
    firstWords = bits
  }
}
