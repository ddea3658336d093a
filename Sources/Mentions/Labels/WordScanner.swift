/// Cuts UTF-8 text into words and gives each a hash of its folded form, in one pass over the bytes, eight at a step.
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
    var marks: WordMarks

    /// Whether only a space, hyphen, slash, dot, colon, apostrophe or underscore (or two of them) stands before it: then a label may go on.
    var continues: Bool { marks.contains(.continues) }
    /// Exactly one space stands before it.
    var isSpaced: Bool { marks.contains(.isSpaced) }
    /// It has more than three bytes and ends in a figure or in `js`, as `Python3` does.
    var mayHaveStem: Bool { marks.contains(.mayHaveStem) }
  }

  /// The words of `text[range]`, appended to `words`.
  static func scan(_ text: [UInt8], _ range: Range<Int>, into words: inout [Word]) {
    scan(text.span.bytes, range, into: &words)
  }

  @inline(__always)
  private static func scan(_ text: RawSpan, _ range: Range<Int>, into words: inout [Word]) {
    var offset = range.lowerBound
    var lastEnd = range.lowerBound
    while offset < range.upperBound {
      let byte = text.byte(at: offset)
      if isWordByte(byte) || byte == UInt8(ascii: ".") && startsDottedName(text, offset, range) {
        let end = wordEnd(text, offset, range.upperBound)
        var marks = marks(ofGap: lastEnd..<offset, text, range)
        if mayHaveStem(text, offset..<end) { marks.insert(.mayHaveStem) }
        words.append(
          Word(
            start: Int32(truncatingIfNeeded: offset), end: Int32(truncatingIfNeeded: end),
            hash: hash(text, offset..<end), marks: marks))
        offset = end
        lastEnd = end
      } else if byte == UInt8(ascii: "&") {
        words.append(
          Word(
            start: Int32(truncatingIfNeeded: offset), end: Int32(truncatingIfNeeded: offset + 1), hash: andHash,
            marks: marks(ofGap: lastEnd..<offset, text, range)))
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
    if (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10 { return true }
    return byte >= 0xC3 && byte <= 0xEE && byte != 0xE2
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
  private static func startsDottedName(_ text: RawSpan, _ offset: Int, _ range: Range<Int>) -> Bool {
    guard offset + 1 < range.upperBound, text.byte(at: offset + 1) | 0x20 >= UInt8(ascii: "a"),
      text.byte(at: offset + 1) | 0x20 <= UInt8(ascii: "z")
    else { return false }
    return offset == range.lowerBound || " (,/&|".utf8.contains(text.byte(at: offset - 1))
  }

  @inline(__always)
  private static func wordEnd(_ text: RawSpan, _ start: Int, _ limit: Int) -> Int {
    var end = text.endOfLettersAndDigits(from: start + 1)
    while end < limit {
      let byte = text.byte(at: end)
      guard isWordByte(byte) || (0x80...0xBF).contains(byte) else { break }
      end = text.endOfLettersAndDigits(from: end + 1)
    }
    if end >= limit { return limit }
    // `C++`, `C#`, but not `C+` in `C+, Java` nor the sum `a+b`.
    let byte = text.byte(at: end)
    guard byte == UInt8(ascii: "+") || byte == UInt8(ascii: "#") else { return end }
    if byte == UInt8(ascii: "+"), end + 1 < limit, text.byte(at: end + 1) == byte { return end + 2 }
    return end + 1 == limit || !isWordByte(text.byte(at: end + 1)) ? end + 1 : end
  }

  /// What a word's marks say of the bytes before it.
  @inline(__always)
  private static func marks(ofGap gap: Range<Int>, _ text: RawSpan, _ range: Range<Int>) -> WordMarks {
    if gap.count == 1, text.byte(at: gap.lowerBound) == UInt8(ascii: " "), gap.lowerBound > range.lowerBound {
      return [.continues, .isSpaced]
    }
    return joins(text, gap) ? .continues : []
  }

  @inline(__always)
  private static func mayHaveStem(_ text: RawSpan, _ word: Range<Int>) -> Bool {
    let last = text.byte(at: word.upperBound - 1)
    guard last &- UInt8(ascii: "0") < 10 || last | 0x20 == UInt8(ascii: "s"), word.count > 3 else { return false }
    return last < UInt8(ascii: "A") || text.byte(at: word.upperBound - 2) | 0x20 == UInt8(ascii: "j")
  }

  /// Whether `gap` may stand inside a label: at most three bytes of joining characters, and no full stop before a space.
  private static func joins(_ text: RawSpan, _ gap: Range<Int>) -> Bool {
    guard gap.count <= 3 else { return false }
    var previous: UInt8 = 0
    for offset in gap {
      let byte = text.byte(at: offset)
      switch byte {
      case UInt8(ascii: " "): if previous == UInt8(ascii: ".") { return false }
      case UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "'"),
        UInt8(ascii: "+"), UInt8(ascii: ":"):
        break
      // U+2010…U+2019 (dashes and single quotes) and U+00A0.
      case 0xE2, 0x80, 0x90...0x99, 0xC2, 0xA0: break
      default: return false
      }
      previous = byte
    }
    return true
  }
}
