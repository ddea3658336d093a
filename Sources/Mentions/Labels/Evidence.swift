/// Where in a text the words of a table's rules stand: each has its first place, each place the next one of its word.
///
/// Small, so that it stays near the processor, where the table of all such words would not.
struct EvidencePlaces {
  private let words: [WordScanner.Word]
  /// By hash the first place of a word, or -1.
  private var first: [Int32]
  /// By position in the text; -1 at the last place of a word.
  private var next: [Int32]

  /// - Complexity: O(*words of the text*).
  init(of evidence: WordSketch, in words: [WordScanner.Word]) {
    var size = 16
    while size < words.count * 2 { size *= 2 }
    self.words = words
    first = [Int32](repeating: -1, count: size)
    next = [Int32](repeating: -1, count: words.count)
    for position in evidence.positions(in: words).reversed() {
      let slot = slot(of: words[Int(position)].hash)
      next[Int(position)] = first[slot]
      first[slot] = position
    }
  }

  /// Where the first place of a word is kept, or would be.
  @inline(__always)
  private func slot(of hash: UInt64) -> Int {
    let mask = first.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while first[slot] >= 0, words[Int(first[slot])].hash != hash { slot = (slot + 1) & mask }
    return slot
  }

  /// Whether all words of a phrase stand somewhere in the text.
  func hold(_ phrase: Range<Int>, of table: LabelTable) -> Bool {
    for word in phrase where first[slot(of: table.phraseWords[word])] < 0 { return false }
    return true
  }

  /// Whether a phrase stands in a range of words and does not overlap `hit`.
  func hold(_ phrase: Range<Int>, of table: LabelTable, in range: Range<Int>, except hit: Range<Int>) -> Bool {
    var place = Int(first[slot(of: table.phraseWords[phrase.lowerBound])])
    while place >= 0, place + phrase.count <= range.upperBound {
      if place >= range.lowerBound, place >= hit.upperBound || place + phrase.count <= hit.lowerBound,
        isPhrase(phrase, of: table, at: place)
      {
        return true
      }
      place = Int(next[place])
    }
    return false
  }

  private func isPhrase(_ phrase: Range<Int>, of table: LabelTable, at place: Int) -> Bool {
    for offset in 1..<phrase.count where words[place + offset].hash != table.phraseWords[phrase.lowerBound + offset] {
      return false
    }
    return true
  }
}
