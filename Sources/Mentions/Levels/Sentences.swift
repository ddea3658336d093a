extension PostingText {
  /// The words of the sentence around `range`, inside `block`.
  ///
  /// A sentence ends at a full stop, question or exclamation mark before a capital or figure, at a semicolon and at a bullet.
  func sentence(around range: Range<Int>, in block: Range<Int>) -> Range<Int> {
    var start = range.lowerBound
    while start > block.lowerBound, !startsSentence(start) { start -= 1 }
    var end = range.upperBound
    while end < block.upperBound, !startsSentence(end) { end += 1 }
    return start..<end
  }

  @inline(__always)
  private func startsSentence(_ position: Int) -> Bool {
    !words[position].isSpaced && endsSentence(gap(before: position), position)
  }

  private func endsSentence(_ gap: Range<Int>, _ position: Int) -> Bool {
    for offset in gap {
      switch bytes[offset] {
      case UInt8(ascii: ";"): return true
      case UInt8(ascii: "!"), UInt8(ascii: "?"): return true
      case UInt8(ascii: "."): if endsSentence(offset, gap, position) { return true }
      case 0xE2: if isBullet(offset) { return true }
      case 0xC2: if offset + 1 < bytes.count, bytes[offset + 1] == 0xB7 { return true }
      default: break
      }
    }
    return false
  }

  /// The full stop at `offset` is not that of `e.g.` or `B.S.`, nor a decimal point.
  private func endsSentence(_ offset: Int, _ gap: Range<Int>, _ next: Int) -> Bool {
    guard offset + 1 < gap.upperBound, bytes[offset + 1] <= UInt8(ascii: " ") || bytes[offset + 1] == UInt8(ascii: ")")
    else {
      return false
    }
    let first = firstByte(ofWord: next)
    guard isCapitalised(next) || isNumber(next) || first >= 0x80 || first == UInt8(ascii: ".") else { return false }
    return length(ofWord: next - 1) > 1 && !Self.abbreviations.contains(words[next - 1].hash)
  }

  private static let abbreviations = WordSet([
    "vs", "incl", "sr", "jr", "inc", "eg", "ie", "approx", "dr", "st", "bzw", "ca", "resp",
  ])

  /// U+2022, U+25xx, U+27xx: bullets, boxes, ticks and arrows.
  private func isBullet(_ offset: Int) -> Bool {
    guard offset + 2 < bytes.count else { return false }
    switch bytes[offset + 1] {
    case 0x80: return bytes[offset + 2] == 0xA2
    case 0x94...0x9E: return true
    default: return false
    }
  }
}
