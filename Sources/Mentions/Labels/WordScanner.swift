/// Cuts UTF-8 text into words and gives each a hash of its folded form, in one pass over the bytes.
///
/// Folded means: lower case; plural `s` and `ies` removed; British spelling made American; `+` and `#` kept at a word's end
/// (`C++`, `F#`) and `.` before it (`.NET`). `&` is the word *and*. Labels and text are folded alike, so it matters only that
/// different things stay different. Anything else separates words.
struct WordScanner {
  struct Word {
    var start: Int32
    var end: Int32
    /// Of the folded form.
    var hash: UInt64
    /// Whether only a space, hyphen, slash, dot, colon, apostrophe or underscore (or two of them) stands before it: then a label may go on.
    var continues: Bool
  }

  /// The words of `text[range]`, appended to `words`.
  static func scan(_ text: [UInt8], _ range: Range<Int>, into words: inout [Word]) {
    scan(text.span, range, into: &words)
  }

  private static func scan(_ text: Span<UInt8>, _ range: Range<Int>, into words: inout [Word]) {
    var offset = range.lowerBound
    var lastEnd = range.lowerBound
    while offset < range.upperBound {
      let byte = text[offset]
      if isWordByte(byte) || byte == UInt8(ascii: ".") && startsDottedName(text, offset, range) {
        let end = wordEnd(text, offset, range.upperBound)
        words.append(
          Word(
            start: Int32(offset), end: Int32(end), hash: hash(text, offset..<end),
            continues: joins(text, lastEnd..<offset)))
        offset = end
        lastEnd = end
      } else if byte == UInt8(ascii: "&") {
        words.append(
          Word(start: Int32(offset), end: Int32(offset + 1), hash: andHash, continues: joins(text, lastEnd..<offset)))
        offset += 1
        lastEnd = offset
      } else {
        offset += separatorLength(byte)
      }
    }
  }

  /// ASCII letters and digits, and letters of other scripts. U+2000…U+2FFF (punctuation, bullets, symbols), the Latin-1
  /// signs and emoji separate.
  @inline(__always)
  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    case 0xC3...0xE1, 0xE3...0xEE: true
    default: false
    }
  }

  @inline(__always)
  private static func separatorLength(_ byte: UInt8) -> Int {
    switch byte {
    case 0xC2: 2
    case 0xE2, 0xEF: 3
    case 0xF0...0xF4: 4
    default: 1
    }
  }

  /// `.NET`, `.htaccess`: a dot after a space or at the start, and a letter after it.
  private static func startsDottedName(_ text: Span<UInt8>, _ offset: Int, _ range: Range<Int>) -> Bool {
    guard offset + 1 < range.upperBound, text[offset + 1] | 0x20 >= UInt8(ascii: "a"),
      text[offset + 1] | 0x20 <= UInt8(ascii: "z")
    else { return false }
    return offset == range.lowerBound || " (,/&|".utf8.contains(text[offset - 1])
  }

  @inline(__always)
  private static func wordEnd(_ text: Span<UInt8>, _ start: Int, _ limit: Int) -> Int {
    var end = start + 1
    while end < limit, isWordByte(text[end]) || (0x80...0xBF).contains(text[end]) { end += 1 }
    // `C++`, `C#`, but not `C+` in `C+, Java` nor the sum `a+b`.
    if end + 1 < limit, text[end] == UInt8(ascii: "+"), text[end + 1] == UInt8(ascii: "+") { return end + 2 }
    if end < limit, text[end] == UInt8(ascii: "#") || text[end] == UInt8(ascii: "+"),
      end + 1 == limit || !isWordByte(text[end + 1])
    {
      return end + 1
    }
    return end
  }

  /// Whether `gap` may stand inside a label: at most three bytes of joining characters, and no full stop before a space.
  @inline(__always)
  private static func joins(_ text: Span<UInt8>, _ gap: Range<Int>) -> Bool {
    if gap.count == 1, text[gap.lowerBound] == UInt8(ascii: " ") { return true }
    guard gap.count <= 3 else { return false }
    var previous: UInt8 = 0
    for offset in gap {
      switch text[offset] {
      case UInt8(ascii: " "): if previous == UInt8(ascii: ".") { return false }
      case UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "'"),
        UInt8(ascii: "+"), UInt8(ascii: ":"):
        break
      // U+2010…U+2019 (dashes and single quotes) and U+00A0.
      case 0xE2, 0x80, 0x90...0x99, 0xC2, 0xA0: break
      default: return false
      }
      previous = text[offset]
    }
    return true
  }
}
