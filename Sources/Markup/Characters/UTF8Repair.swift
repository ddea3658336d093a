/// Makes bytes valid UTF-8: each byte that cannot belong to a character becomes U+FFFD, and so does NUL, which libxml2 takes
/// for the end of the text, and U+FFFE and U+FFFF, at which it drops text.
enum UTF8Repair {
  /// The number of replacements, and the repaired bytes; without any, `bytes` itself.
  ///
  /// - Complexity: O(*n*), 32 ASCII bytes a step.
  static func repair(_ bytes: [UInt8]) -> (text: [UInt8], replaced: Int) {
    guard let first = firstFault(in: bytes, from: 0) else { return (bytes, 0) }
    var text = Array(bytes[..<first])
    text.reserveCapacity(bytes.count + 16)
    var replaced = 0
    var fault = first
    while fault < bytes.count {
      text += replacement
      replaced += 1
      let width = unsafe bytes.withUnsafeBytes { unsafe max(1, sequenceLength($0, fault)) }
      let next = firstFault(in: bytes, from: fault + width) ?? bytes.count
      text += bytes[(fault + width)..<next]
      fault = next
    }
    return (text, replaced)
  }

  static func isValid(_ bytes: [UInt8]) -> Bool { firstFault(in: bytes, from: 0, allowingForbidden: true) == nil }

  private static let replacement: [UInt8] = [0xEF, 0xBF, 0xBD]

  /// The offset of the first byte that is no part of a valid sequence, or of a character that is replaced nevertheless.
  private static func firstFault(in bytes: [UInt8], from start: Int, allowingForbidden: Bool = false) -> Int? {
    unsafe bytes.withUnsafeBytes { raw in
      var offset = start
      while offset < raw.count {
        if unsafe offset + 32 <= raw.count && isPlain(raw, offset) {
          offset += 32
          continue
        }
        let length = unsafe sequenceLength(raw, offset)
        if length == 0 { return offset }
        if !allowingForbidden, unsafe isForbidden(raw, offset) { return offset }
        offset += length
      }
      return nil
    }
  }

  /// NUL, U+FFFE and U+FFFF.
  private static func isForbidden(_ raw: UnsafeRawBufferPointer, _ offset: Int) -> Bool {
    let lead = unsafe raw[offset]
    return unsafe lead == 0 || lead == 0xEF && raw[offset + 1] == 0xBF && raw[offset + 2] >= 0xBE
  }

  /// Whether none of 32 bytes is above 0x7F and none is zero.
  @inline(__always)
  private static func isPlain(_ raw: UnsafeRawBufferPointer, _ offset: Int) -> Bool {
    var signs: UInt64 = 0
    for step in stride(from: 0, to: 32, by: 8) {
      let word = unsafe raw.loadUnaligned(fromByteOffset: offset + step, as: UInt64.self)
      signs |= word | (word &- 0x0101_0101_0101_0101)
    }
    return signs & 0x8080_8080_8080_8080 == 0
  }

  /// The length of the well-formed sequence at `offset` (Unicode 15, table 3-7), or 0.
  private static func sequenceLength(_ raw: UnsafeRawBufferPointer, _ offset: Int) -> Int {
    let lead = unsafe raw[offset]
    func continues(_ distance: Int, _ range: ClosedRange<UInt8> = 0x80...0xBF) -> Bool {
      unsafe offset + distance < raw.count && range.contains(raw[offset + distance])
    }
    switch lead {
    case 0...0x7F: return 1
    case 0xC2...0xDF: return continues(1) ? 2 : 0
    case 0xE0...0xEF:
      let second: ClosedRange<UInt8> = lead == 0xE0 ? 0xA0...0xBF : lead == 0xED ? 0x80...0x9F : 0x80...0xBF
      return continues(1, second) && continues(2) ? 3 : 0
    case 0xF0...0xF4:
      let second: ClosedRange<UInt8> = lead == 0xF0 ? 0x90...0xBF : lead == 0xF4 ? 0x80...0x8F : 0x80...0xBF
      return continues(1, second) && continues(2) && continues(3) ? 4 : 0
    default: return 0
    }
  }
}
