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
    let place = LabelTrie.place(of: 0, first, in: slots.span)
    return longestMatch(at: start, from: Int32(truncatingIfNeeded: place), in: words, before: end)
  }

  /// For each word a place in the table where labels that start with it go on, or -1 if none does.
  ///
  /// All are looked up before any label is followed, and at first without a branch, so that no look has to wait for another: the
  /// table is larger than what stands near the processor.
  func starts(of words: [WordScanner.Word]) -> [Int32] {
    var starts = [Int32](repeating: -1, count: words.count)
    let slots = slots.span
    let positions = firstWords.positions(in: words)
    let displaced = [Int32](unsafeUninitializedCapacity: positions.count) { displaced, count in
      var found = 0
      for position in positions {
        let key = LabelTrie.key(0, words[Int(position)].hash)
        let home = LabelTrie.home(of: key, in: slots)
        let there = slots[home].key
        let isOther = there != 0 && (there ^ key) >> 24 != 0
        starts[Int(position)] = there == 0 ? -1 : Int32(truncatingIfNeeded: home)
        displaced[found] = position
        found += isOther ? 1 : 0
      }
      count = found
    }
    for position in displaced {
      let place = LabelTrie.place(of: 0, words[Int(position)].hash, in: slots)
      starts[Int(position)] = slots[place].key == 0 ? -1 : Int32(truncatingIfNeeded: place)
    }
    return starts
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

  /// The longest label that starts at word `start`, for which `starts(of:)` gave `place`, and ends before word `end`.
  func longestMatch(at start: Int, from place: Int32, in words: Span<WordScanner.Word>, before end: Int) -> Match? {
    guard place >= 0 else { return nil }
    let slots = slots.span
    var slot = slots[Int(place)]
    var longest: (values: Range<Int>, end: Int) = (0..<0, start)
    var position = start + 1
    while slot.key != 0 {
      if slot.values >> 24 != 0 { longest = (slot.range, position) }
      guard position < end, words[position].continues else { break }
      let hash = words[position].hash
      guard slot.continuations & LabelTrie.Slot.bit(hash) != 0 else { break }
      slot = slots[LabelTrie.place(of: slot.node, hash, in: slots)]
      position += 1
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
