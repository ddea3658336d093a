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
  private let slots: [LabelTrie.Slot]
  /// A bit for each word that starts a label, and by chance for some others: most words need no probe.
  private let firstWords: [UInt64]

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
    (firstValue, values) = trie.groupedValues()
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
    guard firstWords[LabelTrie.sketchSlot(first)] & LabelTrie.sketchBit(first) != 0,
      var node = target(of: 0, first)
    else { return nil }
    var best: Match?
    var position = start + 1
    while true {
      let values = values(of: node)
      if !values.isEmpty { best = Match(words: start..<position, values: values) }
      guard position < end, words[position].continues, let next = target(of: node, words[position].hash) else { break }
      node = next
      position += 1
    }
    return best
  }

  func longestMatch(at start: Int, in words: [WordScanner.Word], before end: Int) -> Match? {
    longestMatch(at: start, in: words.span, before: end)
  }

  /// What the label made of exactly these words stands for, if there is one.
  func values(of hashes: some Sequence<UInt64>) -> Range<Int>? {
    var node: Int32 = 0
    for hash in hashes {
      guard let next = target(of: node, hash) else { return nil }
      node = next
    }
    return values(ofNode: node)
  }

  /// What the label that ends at a trie node stands for, if one does.
  func values(ofNode node: Int32) -> Range<Int>? {
    let values = values(of: node)
    return values.isEmpty ? nil : values
  }

  @inline(__always)
  private func values(of node: Int32) -> Range<Int> {
    Int(firstValue[Int(node)])..<Int(firstValue[Int(node) + 1])
  }

  @inline(__always)
  private func target(of node: Int32, _ hash: UInt64) -> Int32? { LabelTrie.target(of: node, hash, in: slots.span) }
}
