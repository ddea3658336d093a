internal import Diagnostics
internal import Markup

/// Text of unknown markup, as feeds and structured data hold it: HTML, escaped HTML, doubly escaped HTML, plain text.
enum RichText {
  /// The lines of `text`, whatever it is written in.
  ///
  /// - Complexity: O(*text*), once per level of escaping, at most three.
  static func lines(_ text: String) -> TextLines {
    var bytes = Array(text.utf8)
    for _ in 0..<3 {
      let marks = Marks(bytes)
      guard marks.hasTags || marks.hasReferences else { break }
      let page = HTMLReader().readFragment(bytes).value
      if marks.hasBlockTags { return MarkupLines.read(page) }
      let content = page.textBytes()
      // Tags that only show up as text were escaped once more.
      if marks.hasTags, !Marks(content).hasTags { return MarkupLines.read(page, breakingAtNewlines: true) }
      bytes = content
    }
    return PlainTextLines.read(bytes)
  }

  /// `text` as one line without markup; `nil` if nothing is left.
  static func line(_ text: String) -> String? {
    if !text.utf8.contains(where: { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "&") || $0 == UInt8(ascii: "*") }) {
      let line = folded(text)
      return line.isEmpty ? nil : line
    }
    let lines = lines(text)
    guard !lines.bytes.isEmpty else { return nil }
    return lines.lines.map { String(decoding: lines.text(of: $0), as: UTF8.self) }.joined(separator: " ")
  }

  /// What a text shows of its markup.
  private struct Marks {
    /// `<` before a letter or a slash, and a `>`.
    var hasTags = false
    /// `&` before a letter or `#`.
    var hasReferences = false
    /// A tag that ends a line; the parser's own paragraphs do not count.
    var hasBlockTags = false

    /// What is found first ends the search: markup with tags that end lines needs no other judgement.
    init(_ bytes: [UInt8]) {
      var (opens, closes) = (false, false)
      for offset in bytes.indices where bytes[offset] <= UInt8(ascii: ">") {
        switch bytes[offset] {
        case UInt8(ascii: "<") where offset + 1 < bytes.count:
          let next = bytes[offset + 1]
          opens = opens || isLetter(next) && next < 0x80 || next == UInt8(ascii: "/")
          hasBlockTags = hasBlockTags || Self.isBlockTag(bytes[(offset + 1)...])
        case UInt8(ascii: "&") where offset + 1 < bytes.count:
          hasReferences = hasReferences || isLetter(bytes[offset + 1]) || bytes[offset + 1] == UInt8(ascii: "#")
        case UInt8(ascii: ">"):
          closes = true
          if opens, hasBlockTags {
            hasTags = true
            return
          }
        default: break
        }
      }
      hasTags = opens && closes
    }

    private static func isBlockTag(_ rest: ArraySlice<UInt8>) -> Bool {
      var packed: UInt64 = 0
      for byte in rest.prefix(10) {
        guard isLetter(byte) || (0x30...0x39).contains(byte) else { break }
        packed = packed &* 37 &+ UInt64(lowercased(byte))
      }
      return blockTags.contains(packed)
    }

    /// As numbers, so that no name is copied.
    private static let blockTags = Set(
      """
      p br li ul ol div h1 h2 h3 h4 h5 h6 tr td table dl dt dd section article blockquote pre
      """.split(whereSeparator: \.isWhitespace).map { $0.utf8.reduce(UInt64(0)) { $0 &* 37 &+ UInt64($1) } })
  }
}

extension RichText {
  /// `text` with its white space folded and its zero-width characters dropped.
  static func folded(_ text: String) -> String {
    if isFolded(text.utf8) { return text }
    var collector = LineCollector()
    let bytes = Array(text.utf8)
    collector.append(bytes, bytes.indices)
    collector.endLine(.paragraph)
    return String(decoding: collector.result.bytes, as: UTF8.self)
  }

  /// Visible ASCII with single spaces between words.
  private static func isFolded(_ text: some Sequence<UInt8>) -> Bool {
    var previous: UInt8 = 0x20
    for byte in text {
      guard (0x21...0x7E).contains(byte) || byte == 0x20 && previous != 0x20 else { return false }
      previous = byte
    }
    return previous != 0x20
  }
}
