/// The words of a table's rules, numbered from 0.
struct EvidenceWords: Sendable {
  /// By number.
  private(set) var hashes: [UInt64] = []
  private var numbers: WordMap

  init(_ hashes: [UInt64]) {
    numbers = WordMap(expectedWords: hashes.count)
    for hash in hashes { _ = add(hash) }
  }

  /// The number of a word, a new one for a new word.
  mutating func add(_ hash: UInt64) -> Int32 {
    if let known = number(of: hash) { return known }
    numbers[hash] = UInt32(hashes.count)
    hashes.append(hash)
    return Int32(hashes.count - 1)
  }

  @inline(__always)
  func number(of hash: UInt64) -> Int32? { numbers[hash].map { Int32(bitPattern: $0) } }
}

/// Where in a text the words of a table's rules stand: each knows its first place, each place the next one.
struct EvidencePlaces {
  /// By number of the word; -1 for none.
  private var first: [Int32]
  /// By position in the text.
  private var next: [Int32]

  /// - Complexity: O(*words of the text* + *words of the rules*).
  init(of evidence: EvidenceWords, in words: [WordScanner.Word]) {
    first = [Int32](repeating: -1, count: evidence.hashes.count)
    next = [Int32](repeating: -1, count: words.count)
    for position in words.indices.reversed() {
      guard let number = evidence.number(of: words[position].hash) else { continue }
      next[position] = first[Int(number)]
      first[Int(number)] = Int32(truncatingIfNeeded: position)
    }
  }

  /// Whether all words of a phrase stand somewhere in the text.
  func hold(_ phrase: Range<Int>, of table: LabelTable) -> Bool {
    for word in phrase where first[Int(table.phraseWords[word])] < 0 { return false }
    return true
  }

  /// Whether a phrase stands in a range of words and does not overlap `hit`.
  func hold(
    _ phrase: Range<Int>, of table: LabelTable, in range: Range<Int>, of words: [WordScanner.Word],
    except hit: Range<Int>
  ) -> Bool {
    var place = Int(first[Int(table.phraseWords[phrase.lowerBound])])
    while place >= 0, place + phrase.count <= range.upperBound {
      if place >= range.lowerBound, place >= hit.upperBound || place + phrase.count <= hit.lowerBound,
        isPhrase(phrase, of: table, at: place, of: words)
      {
        return true
      }
      place = Int(next[place])
    }
    return false
  }

  private func isPhrase(_ phrase: Range<Int>, of table: LabelTable, at place: Int, of words: [WordScanner.Word])
    -> Bool
  {
    for offset in 1..<phrase.count {
      let word = table.evidence.hashes[Int(table.phraseWords[phrase.lowerBound + offset])]
      if words[place + offset].hash != word { return false }
    }
    return true
  }
}
