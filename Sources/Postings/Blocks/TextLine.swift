/// A line of a posting's text as its markup has it, before headings and sections are known.
struct TextLine {
  enum Shape: Hashable {
    /// An element h1 to h6, or Markdown's `#` to `######`.
    case heading(Int)
    case item
    case paragraph
    case row
  }

  var shape: Shape
  /// In `TextLines.bytes`.
  var range: Range<Int>
  /// How many lists are open.
  var depth: Int
  /// How many bytes at the start are in bold or underlined, up to the first that is not.
  var emphasised: Int
  /// What the markup says about the text (`itemprop="responsibilities"`).
  var section: Section?
  /// Whether it stands in a list item behind that item's first line.
  var isFurther = false
}

/// Lines of text over one buffer: white space folded, zero-width characters dropped, no line empty.
struct TextLines {
  fileprivate(set) var bytes: [UInt8] = []
  fileprivate(set) var lines: [TextLine] = []

  func text(of line: TextLine) -> ArraySlice<UInt8> { bytes[line.range] }

  /// The first `count` lines.
  func texts(_ count: Int) -> [ArraySlice<UInt8>] { lines.prefix(count).map(text) }
}

/// Builds `TextLines` piece by piece.
struct LineCollector {
  fileprivate(set) var result = TextLines()
  private var start = 0
  private var hasPendingSpace = false
  /// Where the emphasis that started with the line ended.
  private var emphasisEnd: Int?

  var isAtLineStart: Bool { result.bytes.count == start }

  /// Appends part of a text to the open line.
  ///
  /// - Complexity: O(*range*), whole words at a time.
  mutating func append(_ text: [UInt8], _ range: Range<Int>, isEmphasised: Bool = false) {
    var offset = range.lowerBound
    while offset < range.upperBound {
      // While it is open where the emphasis ends, each word is judged by itself.
      let isOneWord = !isEmphasised && emphasisEnd == nil
      let end = Self.endOfPlainRun(text, offset, range.upperBound, isOneWord: isOneWord)
      if end > offset {
        put(text, offset..<end, isEmphasised)
        offset = end
      } else {
        offset += appendSpecial(text, offset, range.upperBound, isEmphasised)
      }
    }
  }

  /// Makes the last line something else, if there is one.
  mutating func reshapeLast(_ shape: TextLine.Shape) {
    guard let last = result.lines.indices.last else { return }
    result.lines[last].shape = shape
  }

  mutating func appendSpace() { if !isAtLineStart { hasPendingSpace = true } }

  /// Ends the open line; does nothing if it is empty.
  mutating func endLine(
    _ shape: TextLine.Shape, depth: Int = 0, section: Section? = nil, isFurther: Bool = false
  ) {
    defer {
      start = result.bytes.count
      hasPendingSpace = false
      emphasisEnd = nil
    }
    guard !isAtLineStart else { return }
    let emphasised = (emphasisEnd ?? result.bytes.count) - start
    result.lines.append(
      TextLine(
        shape: shape, range: start..<result.bytes.count, depth: depth, emphasised: emphasised, section: section,
        isFurther: isFurther))
  }

  private mutating func put(_ text: [UInt8], _ range: Range<Int>, _ isEmphasised: Bool) {
    if hasPendingSpace {
      result.bytes.append(0x20)
      hasPendingSpace = false
    }
    // A colon or a full stop after bold text does not end the emphasis.
    if !isEmphasised, emphasisEnd == nil, range.contains(where: { !isPunctuation(text[$0]) }) {
      emphasisEnd = result.bytes.count
    }
    result.bytes.append(contentsOf: text[range])
  }

  /// One white space or a character of several bytes; how many bytes it took.
  private mutating func appendSpecial(_ text: [UInt8], _ offset: Int, _ end: Int, _ isEmphasised: Bool) -> Int {
    let (kind, length) = SpecialCharacter.classify(text, offset, end)
    switch kind {
    case .space: appendSpace()
    case .invisible: break
    case .other: put(text, offset..<(offset + length), isEmphasised)
    }
    return length
  }

  /// Visible ASCII and characters of several bytes that are never white space, with single spaces between them unless
  /// `isOneWord`.
  private static func endOfPlainRun(_ text: [UInt8], _ start: Int, _ end: Int, isOneWord: Bool) -> Int {
    text.withUnsafeBufferPointer { text in
      var offset = start
      while offset < end {
        if isPlain(text[offset]) {
          offset += 1
        } else if !isOneWord, text[offset] == 0x20, offset > start, offset + 1 < end, isPlain(text[offset + 1]) {
          offset += 2
        } else {
          break
        }
      }
      return offset
    }
  }

  @inline(__always)
  private static func isPlain(_ byte: UInt8) -> Bool {
    if byte < 0x80 { return byte > 0x20 && byte != 0x7F }
    return byte != 0xC2 && byte != 0xE1 && byte != 0xE2 && byte != 0xE3 && byte != 0xEF
  }
}

/// White space and invisible characters beyond ASCII.
enum SpecialCharacter {
  case space
  case invisible
  case other

  /// The character at `offset`, and how many bytes it has.
  static func classify(_ text: [UInt8], _ offset: Int, _ end: Int) -> (SpecialCharacter, Int) {
    let lead = text[offset]
    if lead <= 0x20 { return (.space, 1) }
    if lead == 0x7F { return (.invisible, 1) }
    let second = offset + 1 < end ? text[offset + 1] : 0
    if lead == 0xC2 {
      return (second == 0xA0 || second == 0x85 ? .space : second == 0xAD ? .invisible : .other, min(2, end - offset))
    }
    let third = offset + 2 < end ? text[offset + 2] : 0
    let length = min(lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1, end - offset)
    return (classify(lead, second, third), length)
  }

  private static func classify(_ lead: UInt8, _ second: UInt8, _ third: UInt8) -> SpecialCharacter {
    switch (lead, second, third) {
    // En quad to hair space, line and paragraph separators, narrow and mathematical spaces.
    case (0xE2, 0x80, 0x80...0x8A), (0xE2, 0x80, 0xA8...0xA9), (0xE2, 0x80, 0xAF), (0xE2, 0x81, 0x9F): .space
    case (0xE3, 0x80, 0x80), (0xE1, 0x9A, 0x80): .space
    // Zero-width characters, direction marks, word joiners, byte order mark.
    case (0xE2, 0x80, 0x8B...0x8F), (0xE2, 0x80, 0xAA...0xAE), (0xE2, 0x81, 0xA0...0xAF), (0xEF, 0xBB, 0xBF): .invisible
    default: .other
    }
  }
}

func isPunctuation(_ byte: UInt8) -> Bool {
  switch byte {
  case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: true
  default: false
  }
}
