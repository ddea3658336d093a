extension PostingText {
  /// The words of the sentence around `range`, inside `block`.
  ///
  /// A sentence ends at a full stop, question or exclamation mark before a capital or figure, at a semicolon and at a bullet.
  func sentence(around range: Range<Int>, in block: Range<Int>) -> Range<Int> {
    var start = range.lowerBound
    while start > block.lowerBound, !words[start].marks.contains(.startsSentence) { start -= 1 }
    var end = range.upperBound
    while end < block.upperBound, !words[end].marks.contains(.startsSentence) { end += 1 }
    return start..<end
  }
}

extension WordScanner {
  /// Marks the words of a block, at `range`, that start a sentence; the first of a block needs no mark.
  static func markSentences(_ words: inout [Word], _ range: Range<Int>, in text: [UInt8]) {
    for position in range.dropFirst() where !words[position].isSpaced && endsSentence(text, words, position) {
      words[position].marks.insert(.startsSentence)
    }
  }

  /// Whether a sentence ends before the word at `next`.
  private static func endsSentence(_ text: [UInt8], _ words: [Word], _ next: Int) -> Bool {
    let gap = Int(words[next - 1].end)..<Int(words[next].start)
    for offset in gap {
      switch text[offset] {
      case UInt8(ascii: ";"), UInt8(ascii: "!"), UInt8(ascii: "?"): return true
      case UInt8(ascii: "."):
        if isFollowed(text, offset, gap), mayStartSentence(text[Int(words[next].start)]),
          !isAbbreviation(words[next - 1])
        {
          return true
        }
      case 0xE2: if isBullet(text, offset) { return true }
      case 0xC2: if offset + 1 < text.count, text[offset + 1] == 0xB7 { return true }
      default: break
      }
    }
    return false
  }

  /// The full stop at `offset` is no decimal point.
  private static func isFollowed(_ text: [UInt8], _ offset: Int, _ gap: Range<Int>) -> Bool {
    offset + 1 < gap.upperBound && (text[offset + 1] <= UInt8(ascii: " ") || text[offset + 1] == UInt8(ascii: ")"))
  }

  /// A capital, a figure, a letter beyond ASCII or a dotted name.
  private static func mayStartSentence(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80..., UInt8(ascii: "."): true
    default: false
    }
  }

  /// The word before the full stop of `e.g.`, `B.S.` or `vs.`
  private static func isAbbreviation(_ word: Word) -> Bool {
    word.end - word.start <= 1 || abbreviations.contains(word.hash)
  }

  private static let abbreviations = WordSet([
    "vs", "incl", "sr", "jr", "inc", "eg", "ie", "approx", "dr", "st", "bzw", "ca", "resp",
  ])

  /// U+2022, U+25xx, U+27xx: bullets, boxes, ticks and arrows.
  private static func isBullet(_ text: [UInt8], _ offset: Int) -> Bool {
    guard offset + 2 < text.count else { return false }
    switch text[offset + 1] {
    case 0x80: return text[offset + 2] == 0xA2
    case 0x94...0x9E: return true
    default: return false
    }
  }
}
