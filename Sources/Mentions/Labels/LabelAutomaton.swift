/// Finds the labels of a taxonomy in text: *leftmost-longest, whole words, folded* as `WordScanner` folds.
///
/// At each word the longest label that starts there wins, and the search goes on behind it, so matches never overlap. Several
/// concepts may share a label; a match names them all. A trie over word hashes in one open-addressing table: a word that
/// starts no label costs a look at a bit, each step along a label one look at the table.
struct LabelAutomaton<Value: Sendable>: Sendable {
  struct Match: Hashable {
    /// Positions in the scanned words.
    var words: Range<Int>
    /// Positions in `values`.
    var values: Range<Int>
  }

  /// What the labels stand for, grouped by label, in the order they were given.
  let values: [Value]
  private let slots: [LabelTrie.Slot]
  /// Those that start a label.
  private let firstWords: WordSketch

  /// - Parameter value: what the values of the trie, which are `grouped`, stand for.
  init(_ trie: LabelTrie, _ grouped: LabelTrie.GroupedValues, _ value: (Int32) -> Value) {
    values = grouped.values.map(value)
    (slots, firstWords) = (trie.slots(grouped), trie.firstWords)
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
    guard firstWords.contains(first) else { return nil }
    let slot = slots[LabelTrie.place(of: 0, first, in: slots.span)]
    return longestMatch(at: start, slot, step(from: slot, to: start + 1, in: words), in: words, before: end)
  }

  /// The first two steps along the labels that start with a word, as places in the table; -1 where there is none.
  struct Start {
    fileprivate var first: Int32 = -1
    fileprivate var second: Int32 = -1
  }

  /// For each word the first steps along the labels that start with it.
  ///
  /// All are looked up before any label is followed, so that no look has to wait for another: the table is larger than what
  /// stands near the processor.
  func starts(of words: [WordScanner.Word]) -> [Start] {
    var starts = [Start](repeating: Start(), count: words.count)
    let candidates = firstWords.positions(in: words)
    let slots = slots.span
    for position in candidates {
      let place = LabelTrie.place(of: 0, words[Int(position)].hash, in: slots)
      starts[Int(position)].first = slots[place].key == 0 ? -1 : Int32(truncatingIfNeeded: place)
    }
    for position in candidates where starts[Int(position)].first >= 0 {
      let slot = slots[Int(starts[Int(position)].first)]
      starts[Int(position)].second = step(from: slot, to: Int(position) + 1, in: words.span)
    }
    return starts
  }

  /// The place of the step from a node over the word at `position`, or -1 if no label goes on there.
  @inline(__always)
  private func step(from slot: LabelTrie.Slot, to position: Int, in words: Span<WordScanner.Word>) -> Int32 {
    guard slot.continuations != 0, position < words.count, words[position].continues,
      slot.continuations & LabelTrie.Slot.bit(words[position].hash) != 0
    else { return -1 }
    return Int32(truncatingIfNeeded: LabelTrie.place(of: slot.node, words[position].hash, in: slots.span))
  }

  /// All matches in the blocks of a text, in order, each with its block.
  ///
  /// - Parameter ends: where the words of each block end; those of the first begin at 0.
  @inline(__always)
  func forEachMatch(in words: [WordScanner.Word], blocks ends: some Collection<Int>, _ body: (Int, Match) -> Void) {
    var (block, next, rest) = (0, 0, ends[...])
    for position in firstWords.positions(in: words) where position >= next {
      while let end = rest.first, position >= end { (block, rest) = (block + 1, rest.dropFirst()) }
      guard let end = rest.first else { return }
      guard let match = longestMatch(at: Int(position), in: words.span, before: end) else { continue }
      body(block, match)
      next = match.words.upperBound
    }
  }

  /// The longest label that starts at word `start`, for which `starts(of:)` gave `first`, and ends before word `end`.
  func longestMatch(at start: Int, from first: Start, in words: Span<WordScanner.Word>, before end: Int) -> Match? {
    first.first < 0 ? nil : longestMatch(at: start, slots[Int(first.first)], first.second, in: words, before: end)
  }

  /// - Parameters:
  ///   - slot: that of the first word.
  ///   - second: the place of the step from there, or -1.
  private func longestMatch(
    at start: Int, _ slot: LabelTrie.Slot, _ second: Int32, in words: Span<WordScanner.Word>, before end: Int
  ) -> Match? {
    var (slot, next, position) = (slot, second, start + 1)
    var longest: (values: Range<Int>, end: Int) = (0..<0, start)
    while slot.key != 0 {
      if slot.values >> 24 != 0 { longest = (slot.range, position) }
      guard position < end, next >= 0 else { break }
      slot = slots[Int(next)]
      position += 1
      next = step(from: slot, to: position, in: words)
    }
    return longest.values.isEmpty ? nil : Match(words: start..<longest.end, values: longest.values)
  }

  func longestMatch(at start: Int, in words: [WordScanner.Word], before end: Int) -> Match? {
    longestMatch(at: start, in: words.span, before: end)
  }

  /// What the label made of exactly these words stands for, if there is one.
  func values(of hashes: some Sequence<UInt64>) -> Range<Int>? {
    let slots = slots.span
    var slot = LabelTrie.Slot()
    for hash in hashes {
      slot = slots[LabelTrie.place(of: slot.node, hash, in: slots)]
      if slot.key == 0 { return nil }
    }
    return slot.range.isEmpty ? nil : slot.range
  }

  /// The same for the words in `range` with another one behind them.
  func values(of range: Range<Int>, in words: Span<WordScanner.Word>, then last: UInt64) -> Range<Int>? {
    let slots = slots.span
    var slot = LabelTrie.Slot()
    for position in range {
      slot = slots[LabelTrie.place(of: slot.node, words[position].hash, in: slots)]
      if slot.key == 0 { return nil }
    }
    slot = slots[LabelTrie.place(of: slot.node, last, in: slots)]
    return slot.range.isEmpty ? nil : slot.range
  }

  /// Whether a label starts with a word of this hash.
  func hasLabels(startingWith hash: UInt64) -> Bool {
    let slots = slots.span
    return firstWords.contains(hash) && slots[LabelTrie.place(of: 0, hash, in: slots)].key != 0
  }
}

extension LabelAutomaton where Value == Int32 {
  /// - Parameter labels: texts and what they stand for; texts without a word are ignored.
  /// - Complexity: O(total length).
  init(_ labels: [(text: String, value: Int32)]) {
    var trie = LabelTrie(expectedLabels: labels.count)
    var scratch = LabelWords()
    for label in labels {
      scratch.scan(label.text)
      if let node = trie.insert(scratch.words) { trie.add(label.value, to: node) }
    }
    self.init(trie, trie.grouped()) { $0 }
  }
}

extension LabelAutomaton {
  /// `values` are for whoever knows what they are.
  func write(to compiled: inout CompiledBytes) {
    compiled.add(slots)
    compiled.add(firstWords.bits)
  }

  init(_ compiled: inout CompiledReader, values: [Value]) throws(CompiledReader.Damage) {
    self.values = values
    slots = try compiled.next()
    guard slots.count.nonzeroBitCount == 1, let bits = WordSketch(bits: try compiled.next()) else {
      throw CompiledReader.Damage()
    }
    firstWords = bits
  }
}
