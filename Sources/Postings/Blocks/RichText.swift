internal import Diagnostics
internal import Markup

/// Text of unknown markup, as feeds and structured data hold it: HTML, escaped HTML, doubly escaped HTML, plain text.
enum RichText {
  /// The lines of `text`, whatever it is written in.
  ///
  /// - Complexity: O(*text*), once per level of escaping, at most three.
  static func lines(_ text: String) -> TextLines {
    var text = text
    for _ in 0..<3 {
      guard hasMarkup(text) else { break }
      let page = HTMLReader().readFragment(text).value
      let content = page.textContent(of: MarkupDocument.root)
      // Tags that only show up as text were escaped once more.
      guard hasTags(content), !hasBlockTags(page) else { return MarkupLines.read(page) }
      text = content
    }
    if hasTags(text) { return MarkupLines.read(HTMLReader().readFragment(text).value) }
    return PlainTextLines.read(Array(text.utf8))
  }

  /// `text` as one line without markup; `nil` if nothing is left.
  static func line(_ text: String) -> String? {
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

  private static func hasBlockTags(_ page: MarkupDocument) -> Bool {
    page.nodes.count { $0.name.breaksLines } > 1
  }
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
