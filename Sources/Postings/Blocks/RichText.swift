internal import Diagnostics
internal import Markup

/// Text of unknown markup, as feeds and structured data hold it: HTML, escaped HTML, doubly escaped HTML, plain text.
enum RichText {
  /// The lines of `text`, whatever it is written in.
  ///
  /// - Complexity: O(*text*), once per level of escaping, at most three.
  static func lines(_ text: String) -> TextLines {
    var text = text
    for _ in 0..<3 where hasMarkup(text) {
      let page = HTMLReader().readFragment(text).value
      if hasBlockTags(text) { return MarkupLines.read(page) }
      let content = page.textContent(of: MarkupDocument.root)
      // Tags that only show up as text were escaped once more.
      if hasTags(text), !hasTags(content) { return MarkupLines.read(page, breakingAtNewlines: true) }
      text = content
    }
    return PlainTextLines.read(Array(text.utf8))
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

  private static func hasMarkup(_ text: String) -> Bool {
    let bytes = text.utf8
    return hasTags(text)
      || zip(bytes, bytes.dropFirst()).contains { $0 == UInt8(ascii: "&") && (isLetter($1) || $1 == UInt8(ascii: "#")) }
  }

  /// `<` before a letter or a slash, and a `>` after it.
  private static func hasTags(_ text: String) -> Bool {
    let bytes = text.utf8
    guard bytes.contains(UInt8(ascii: ">")) else { return false }
    return zip(bytes, bytes.dropFirst()).contains {
      $0 == UInt8(ascii: "<") && ((isLetter($1) && $1 < 0x80) || $1 == UInt8(ascii: "/"))
    }
  }

  /// Whether a tag stands in `text` that ends a line; the parser's own paragraphs do not count.
  private static func hasBlockTags(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    var offset = 0
    while let start = bytes[offset...].firstIndex(of: UInt8(ascii: "<")) {
      let name = bytes[(start + 1)...].prefix(10).prefix { isLetter($0) || (0x30...0x39).contains($0) }.map(lowercased)
      if blockTags.contains(name) { return true }
      offset = start + 1
    }
    return false
  }

  private static let blockTags = Set(
    [
      "p", "br", "li", "ul", "ol", "div", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "td", "table", "dl", "dt", "dd",
      "section", "article", "blockquote", "pre",
    ]
    .map { Array($0.utf8) })
}

extension RichText {
  /// `text` with its white space folded and its zero-width characters dropped.
  static func folded(_ text: String) -> String {
    var collector = LineCollector()
    let bytes = Array(text.utf8)
    collector.append(bytes, bytes.indices)
    collector.endLine(.paragraph)
    return String(decoding: collector.result.bytes, as: UTF8.self)
  }
}
