/// Eight bytes of text at a step; the first byte is the lowest of a word.
extension RawSpan {
  @inline(__always)
  func byte(at offset: Int) -> UInt8 { unsafeLoad(fromByteOffset: offset, as: UInt8.self) }

  /// Eight bytes; zeros stand for what lies beyond the end.
  @inline(__always)
  func word(at offset: Int) -> UInt64 {
    offset + 8 <= byteCount
      ? UInt64(littleEndian: unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)) : lastWord(at: offset)
  }

  private func lastWord(at offset: Int) -> UInt64 {
    var word: UInt64 = 0
    for position in (offset..<max(offset, byteCount)).reversed() { word = word << 8 | UInt64(byte(at: position)) }
    return word
  }

  /// The eight bytes before `end`; zeros stand for what lies before the beginning.
  @inline(__always)
  func word(before end: Int) -> UInt64 { end >= 8 ? word(at: end - 8) : word(at: 0) << UInt64(8 * (8 - end)) }

  /// The first position from `start` on of a byte that is no ASCII letter or digit, or the end.
  @inline(__always)
  func endOfLettersAndDigits(from start: Int) -> Int {
    var offset = start
    while offset < byteCount {
      let marks = Self.others(word(at: offset))
      if marks != 0 { return offset + marks.trailingZeroBitCount / 8 }
      offset += 8
    }
    return min(offset, byteCount)
  }

  /// The highest bit of each byte that is no ASCII letter or digit. Nothing is carried from byte to byte: seven bits are
  /// compared, by adding what lifts the least that counts to 0x80.
  @inline(__always)
  private static func others(_ word: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let low = word & (0x7F * ones)
    let small = low | (0x20 * ones)
    let letters = (small &+ 0x1F * ones) & ~(small &+ 0x05 * ones)
    let digits = (low &+ 0x50 * ones) & ~(low &+ 0x46 * ones)
    return (~(letters | digits) | word) & (0x80 * ones)
  }
}
