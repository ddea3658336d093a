extension WordScanner {
  /// The hash of the word `&`, which is also that of `and`.
  static let andHash = hash(of: "and")

  static func hash(_ text: [UInt8], _ word: Range<Int>) -> UInt64 { hash(text.span, word) }

  /// The hash of a word's folded form. Cost: one look at the word's end, one pass over it.
  @inline(__always)
  static func hash(_ text: Span<UInt8>, _ word: Range<Int>) -> UInt64 {
    let fold = Folding(text, word)
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for offset in word.lowerBound..<fold.end {
      let byte = offset == fold.americanZ ? UInt8(ascii: "z") : lowercased(text, offset)
      hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
    }
    if fold.endsInY { hash = (hash ^ UInt64(UInt8(ascii: "y"))) &* 0x0000_0100_0000_01B3 }
    // FNV-1a leaves the low bits of short words poor; the tables use them.
    return hash ^ hash >> 29
  }

  /// ASCII and Latin-1 letters (as two bytes) in lower case.
  @inline(__always)
  static func lowercased(_ text: Span<UInt8>, _ offset: Int) -> UInt8 {
    let byte = text[offset]
    if byte < 0x80 { return byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte }
    if (0x80...0x9E).contains(byte), offset > 0, text[offset - 1] == 0xC3, byte != 0x97 { return byte | 0x20 }
    return byte
  }
}

/// What the end of a word loses: plural endings and British spelling.
private struct Folding {
  /// One past the last byte that is kept.
  private(set) var end: Int
  /// *ies* became *y*.
  private(set) var endsInY = false
  /// The place of an `s` that American spelling writes `z`.
  private(set) var americanZ = -1

  @inline(__always)
  init(_ text: Span<UInt8>, _ word: Range<Int>) {
    end = word.upperBound
    guard word.count > 2 else { return }
    if isPluralOfAbbreviation(text) {
      end -= 1
      return
    }
    guard word.count > 3 else { return }
    if last(text) == UInt8(ascii: "s") { dropPlural(text, word) }
    // Most words end here: nothing but these endings folds.
    switch last(text) {
    case UInt8(ascii: "e"):
      if has("che", text, word) || has("she", text, word) || has("xe", text, word) || has("sse", text, word) {
        end -= 1
      }
      spellAmerican("ise", 2, text, word)
      spellAmerican("yse", 2, text, word)
    case UInt8(ascii: "n"): spellAmerican("isation", 6, text, word)
    case UInt8(ascii: "d"):
      spellAmerican("ised", 3, text, word)
      spellAmerican("ysed", 3, text, word)
    case UInt8(ascii: "g"): spellAmerican("ising", 4, text, word)
    case UInt8(ascii: "r"): spellAmerican("iser", 3, text, word)
    default: break
    }
  }

  private func last(_ text: Span<UInt8>) -> UInt8 { text[end - 1] | 0x20 }

  /// `APIs`, `GPUs`, `LLMs`: a small `s` behind a capital.
  private func isPluralOfAbbreviation(_ text: Span<UInt8>) -> Bool {
    text[end - 1] == UInt8(ascii: "s") && (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(text[end - 2])
  }

  private mutating func dropPlural(_ text: Span<UInt8>, _ word: Range<Int>) {
    guard !has("ss", text, word), !has("us", text, word), !has("is", text, word) else { return }
    // Logistics is no plural of logistic (regression).
    if has("ogistics", text, word) { return }
    if word.count > 4, has("ies", text, word) {
      end -= 3
      endsInY = true
    } else {
      end -= 1
    }
  }

  /// Marks the letter `distance` bytes before the word's end.
  private mutating func spellAmerican(_ ending: StaticString, _ distance: Int, _ text: Span<UInt8>, _ word: Range<Int>)
  {
    if end - word.lowerBound > 5, !endsInY, has(ending, text, word) { americanZ = end - distance }
  }

  private func has(_ ending: StaticString, _ text: Span<UInt8>, _ word: Range<Int>) -> Bool {
    let count = ending.utf8CodeUnitCount
    guard end - word.lowerBound > count else { return false }
    return ending.withUTF8Buffer { ending in
      for index in 0..<count where WordScanner.lowercased(text, end - count + index) != ending[index] { return false }
      return true
    }
  }
}
