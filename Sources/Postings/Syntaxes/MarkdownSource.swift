/// Text without what Markdown files hold beside it: comments of HTML, single tags, front matter.
struct MarkdownSource {
  private(set) var text: [UInt8]
  /// Lines of front matter, such as `company: Example`, without quotes.
  private(set) var lines: [String] = []

  /// Front matter by its names in lower case.
  var properties: [String: String] {
    Dictionary(
      lines.compactMap { line in
        line.firstIndex(of: ":").map { colon in
          (line[..<colon].lowercased(), RichText.folded(String(line[line.index(after: colon)...])))
        }
      }, uniquingKeysWith: { first, _ in first })
  }

  /// - Parameter source: valid UTF-8.
  /// - Complexity: O(*source*).
  init(_ source: [UInt8]) {
    text = Self.withoutTags(source)
    takeFrontMatter()
  }

  /// Lines between two lines of `---` at the start.
  private mutating func takeFrontMatter() {
    let rest = text.drop { $0 <= 0x20 || $0 == 0xEF || $0 == 0xBB || $0 == 0xBF }
    guard rest.starts(with: "---\n".utf8) || rest.starts(with: "---\r\n".utf8) else { return }
    let all = rest.split(maxSplits: 41, omittingEmptySubsequences: false) { $0 == 0x0A }
    guard
      let end = all.dropFirst().prefix(40).firstIndex(where: { PlainTextLines.trimmed($0).elementsEqual("---".utf8) }),
      end + 1 < all.count
    else { return }
    lines = all[1..<end].map { String(decoding: $0.filter { $0 != 0x22 && $0 != 0x27 && $0 != 0x0D }, as: UTF8.self) }
    text = Array(text[all[end + 1].startIndex...])
  }

  private static func withoutTags(_ source: [UInt8]) -> [UInt8] {
    guard source.contains(UInt8(ascii: "<")) else { return source }
    var output: [UInt8] = []
    output.reserveCapacity(source.count)
    var rest = source[...]
    while let start = rest.firstIndex(of: UInt8(ascii: "<")) {
      output += rest[..<start]
      let length = markupLength(rest[start...])
      if length == 0 { output.append(UInt8(ascii: "<")) }
      if length > 0, isLineBreak(rest[start...]) { output.append(0x0A) }
      rest = rest[(start + max(1, length))...]
    }
    return output + rest
  }

  /// The length of the comment or tag of a known element at the start of `text`, or 0.
  private static func markupLength(_ text: ArraySlice<UInt8>) -> Int {
    if text.starts(with: "<!--".utf8) {
      var end = text.startIndex + 4
      while end + 3 <= text.endIndex, !text[end..<(end + 3)].elementsEqual("-->".utf8) { end += 1 }
      return end + 3 <= text.endIndex ? end + 3 - text.startIndex : 0
    }
    guard known.contains(name(text)), let end = text.prefix(400).firstIndex(of: UInt8(ascii: ">")) else { return 0 }
    return end + 1 - text.startIndex
  }

  private static func isLineBreak(_ text: ArraySlice<UInt8>) -> Bool { breaking.contains(name(text)) }

  private static func name(_ text: ArraySlice<UInt8>) -> [UInt8] {
    text.dropFirst().drop { $0 == UInt8(ascii: "/") }.prefix(8).prefix { isLetter($0) || (0x30...0x39).contains($0) }
      .map(lowercased)
  }

  private static let breaking = Set(
    "br p div h1 h2 h3 h4 center details summary hr".split(separator: " ").map { Array($0.utf8) })
  private static let known = breaking.union(
    "a b i u em img sub sup kbd span font small strong".split(separator: " ").map { Array($0.utf8) })
}
