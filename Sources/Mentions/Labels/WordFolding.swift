extension WordScanner {
  /// The hash of the word `&`, which is also that of `and`.
  static let andHash = hash(of: "and")

  static func hash(_ text: [UInt8], _ word: Range<Int>) -> UInt64 { hash(text.span.bytes, word) }

  /// The hash of a word's folded form. Cost: one look at the word's end, one step for every eight bytes.
  @inline(__always)
  static func hash(_ text: RawSpan, _ word: Range<Int>) -> UInt64 {
    let fold = Folding(text, word)
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    var offset = word.lowerBound
    repeat {
      var bytes = lowercased(text, offset, min(8, fold.end - offset))
      if fold.place >= offset, fold.place < offset + 8 {
        let shift = UInt64(8 * (fold.place - offset))
        bytes = bytes & ~(0xFF &<< shift) | UInt64(fold.byte) &<< shift
      }
      let product = (hash ^ bytes).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
      hash = product.high ^ product.low
      offset += 8
    } while offset < fold.end
    return hash
  }

  /// `count` bytes of a word in lower case; zeros follow them.
  @inline(__always)
  private static func lowercased(_ text: RawSpan, _ offset: Int, _ count: Int) -> UInt64 {
    let mask = count == 8 ? UInt64.max : 1 &<< UInt64(8 * count) &- 1
    let bytes = text.word(at: offset) & mask
    // Of what words are made of, capitals alone lack this bit.
    if bytes & 0x8080_8080_8080_8080 == 0 { return (bytes | 0x2020_2020_2020_2020) & mask }
    return lowercasedBeyondASCII(text, offset, count)
  }

  private static func lowercasedBeyondASCII(_ text: RawSpan, _ offset: Int, _ count: Int) -> UInt64 {
    var bytes: UInt64 = 0
    for position in (offset..<offset + count).reversed() { bytes = bytes << 8 | UInt64(lowercased(text, position)) }
    return bytes
  }

  /// ASCII and Latin-1 letters (as two bytes) in lower case.
  private static func lowercased(_ text: RawSpan, _ offset: Int) -> UInt8 {
    let byte = text.byte(at: offset)
    if byte < 0x80 { return byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte }
    if (0x80...0x9E).contains(byte), offset > 0, text.byte(at: offset - 1) == 0xC3, byte != 0x97 { return byte | 0x20 }
    return byte
  }
}

/// What the end of a word loses: plural endings and British spelling.
private struct Folding {
  /// One past the last byte that is kept.
  private(set) var end: Int
  /// The place that gets another byte, or -1: *ies* becomes *y*, an `s` that American spelling writes `z`.
  private(set) var place = -1
  private(set) var byte: UInt8 = 0

  private let start: Int
  /// The eight bytes before the end in lower case; the last one is the highest.
  private var tail: UInt64

  @inline(__always)
  init(_ text: RawSpan, _ word: Range<Int>) {
    (start, end, tail) = (word.lowerBound, word.upperBound, 0)
    guard word.count > 2 else { return }
    let bytes = text.word(before: end)
    // `APIs`, `GPUs`, `LLMs`: a small `s` behind a capital.
    if UInt8(bytes >> 56) == UInt8(ascii: "s"), UInt8(truncatingIfNeeded: bytes >> 48) &- UInt8(ascii: "A") < 26 {
      end -= 1
      return
    }
    guard word.count > 3 else { return }
    tail = bytes | 0x2020_2020_2020_2020
    let (plural, doubt) = Self.plural(tail)
    if doubt | Self.mayFoldFurther(tail &<< (8 * plural)) != 0 { fold() } else { end -= Int(plural) }
  }

  // The next two have no branches, and give 1 for true: which letters words end in cannot be foretold, and to guess wrong costs
  // more than all of this.

  /// Whether a word with these last eight bytes loses the `s` of a plural, or needs a closer look (`ies`, `ics`).
  @inline(__always)
  private static func plural(_ tail: UInt64) -> (isPlain: UInt64, isDoubtful: UInt64) {
    let s = ends(tail, 1, "s")
    let kept = ends(tail, 2, "s") | ends(tail, 2, "u") | ends(tail, 2, "i")
    let doubtful = ends(tail, 2, "c") | ends(tail, 2, "e") & ends(tail, 3, "i")
    return (s & ~(kept | doubtful), s & doubtful)
  }

  /// Whether a word with these last eight bytes might have one of the other endings that fold.
  @inline(__always)
  private static func mayFoldFurther(_ tail: UInt64) -> UInt64 {
    ends(tail, 1, "e") & (ends(tail, 2, "h") | ends(tail, 2, "x") | ends(tail, 2, "s"))
      | (ends(tail, 1, "d") | ends(tail, 1, "r")) & ends(tail, 3, "s")
      | ends(tail, 1, "g") & ends(tail, 4, "s") | ends(tail, 1, "n") & ends(tail, 6, "s")
  }

  /// Whether a letter is the one that many places before the end, 1 to 8.
  @inline(__always)
  private static func ends(_ tail: UInt64, _ distance: UInt64, _ letter: Unicode.Scalar) -> UInt64 {
    UInt8(truncatingIfNeeded: tail &>> (64 - 8 * distance)) == UInt8(ascii: letter) ? 1 : 0
  }

  private mutating func fold() {
    if last == UInt8(ascii: "s") { dropPlural() }
    switch last {
    case UInt8(ascii: "e"):
      if has("che") || has("she") || has("xe") || has("sse") { cut(1) }
      spellAmerican("ise", 2)
      spellAmerican("yse", 2)
    case UInt8(ascii: "n"): spellAmerican("isation", 6)
    case UInt8(ascii: "d"):
      spellAmerican("ised", 3)
      spellAmerican("ysed", 3)
    case UInt8(ascii: "g"): spellAmerican("ising", 4)
    case UInt8(ascii: "r"): spellAmerican("iser", 3)
    default: break
    }
    if byte == UInt8(ascii: "y") {
      place = end
      end += 1
    }
  }

  private var last: UInt8 { UInt8(tail >> 56) }

  private mutating func cut(_ count: Int) {
    end -= count
    tail &<<= UInt64(8 * count)
  }

  private mutating func dropPlural() {
    guard !has("ss"), !has("us"), !has("is") else { return }
    // Logistics is no plural of logistic (regression).
    if has("ogistics") { return }
    if end - start > 4, has("ies") {
      cut(3)
      byte = UInt8(ascii: "y")
    } else {
      cut(1)
    }
  }

  /// Marks the letter `distance` bytes before the word's end.
  private mutating func spellAmerican(_ ending: StaticString, _ distance: Int) {
    if end - start > 5, byte == 0, has(ending) { (place, byte) = (end - distance, UInt8(ascii: "z")) }
  }

  /// Whether the word has `ending`, of at most eight letters, and something before it.
  @inline(__always)
  private func has(_ ending: StaticString) -> Bool {
    let count = ending.utf8CodeUnitCount
    guard end - start > count else { return false }
    let bytes = ending.withUTF8Buffer { $0.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) } }
    return tail &>> UInt64(64 - 8 * count) == bytes
  }
}
