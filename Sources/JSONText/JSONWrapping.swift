/// Takes JSON out of what pages wrap around it.
enum JSONWrapping {
  static func unwrapped(_ bytes: [UInt8], _ log: inout RepairLog) -> [UInt8] {
    var text = withoutMarks(bytes, &log)
    for _ in 0..<3
    where !text.contains(UInt8(ascii: "\""))
      && (contains(text, "&quot;") || contains(text, "&#34;") || contains(text, "&amp;quot;"))
    {
      text = decodeEntities(text)
      log.note("escaped-entities", "the text was escaped for HTML; unescaped")
    }
    for (open, close) in [
      ("<!--", "-->"), ("//<![CDATA[", "//]]>"), ("/*<![CDATA[*/", "/*]]>*/"), ("<![CDATA[", "]]>"),
    ] {
      guard let inner = strip(text, open, close) else { continue }
      text = inner
      log.note("wrapper", "a comment or CDATA wrapper around the value is dropped")
    }
    return withPlainQuotes(withoutLeadingText(text, &log), &log)
  }

  private static func withoutMarks(_ bytes: [UInt8], _ log: inout RepairLog) -> [UInt8] {
    var rest = bytes.drop(while: isSpace)
    guard rest.starts(with: [0xEF, 0xBB, 0xBF]) else { return bytes }
    while rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3).drop(while: isSpace) }
    log.note("byte-order-mark", "a byte order mark before the value is dropped")
    return Array(rest)
  }

  /// What stands before the first object or list of objects, unless it is a comment or a value of its own.
  private static func withoutLeadingText(_ text: [UInt8], _ log: inout RepairLog) -> [UInt8] {
    guard let first = text.first(where: { !isSpace($0) }), !"{[/-".utf8.contains(first), !(0x30...0x39).contains(first),
      let start = text.indices.first(where: { startsObject(text[$0...]) })
    else { return text }
    log.note("leading-text", "text before the value is ignored")
    return Array(text[start...])
  }

  private static func startsObject(_ text: ArraySlice<UInt8>) -> Bool {
    guard let first = text.first, first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else { return false }
    guard first == UInt8(ascii: "[") else { return true }
    return text.dropFirst().first { !isSpace($0) } == UInt8(ascii: "{")
  }

  /// Quotes escaped once too often, as in a string that holds JSON, and typographic ones.
  private static func withPlainQuotes(_ text: [UInt8], _ log: inout RepairLog) -> [UInt8] {
    let inner = text.drop { isSpace($0) || $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "[") }
    if inner.startIndex > 0, inner.starts(with: "\\\"".utf8) {
      log.note("escaped-quotes", "quotes were escaped once too often; unescaped")
      return unescaped(text)
    }
    guard inner.starts(with: "“".utf8), !text.contains(UInt8(ascii: "\"")) else { return text }
    log.note("typographic-quotes", "typographic quotes are read as plain ones")
    return Array(
      String(decoding: text, as: UTF8.self).map { $0 == "“" || $0 == "”" ? "\"" : $0 }.map(String.init).joined().utf8)
  }

  private static func unescaped(_ text: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(text.count)
    var isEscaped = false
    for byte in text {
      if byte == UInt8(ascii: "\\"), !isEscaped {
        isEscaped = true
        continue
      }
      if isEscaped, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") { output.append(UInt8(ascii: "\\")) }
      output.append(byte)
      isEscaped = false
    }
    return output
  }

  /// `text` without `open` at its start and, if it is there, `close` at its end; `nil` if it does not start so.
  private static func strip(_ text: [UInt8], _ open: String, _ close: String) -> [UInt8]? {
    let body = text.drop(while: isSpace)
    guard body.starts(with: open.utf8) else { return nil }
    var inner = Array(body.dropFirst(open.utf8.count))
    while let last = inner.last, isSpace(last) { inner.removeLast() }
    if inner.reversed().starts(with: close.utf8.reversed()) { inner.removeLast(close.utf8.count) }
    return inner
  }

  private static func contains(_ text: [UInt8], _ word: String) -> Bool {
    let word = Array(word.utf8)
    guard text.count >= word.count else { return false }
    return (0...(text.count - word.count)).contains { offset in
      text[offset] == word[0] && text[offset..<(offset + word.count)].elementsEqual(word)
    }
  }

  private static let entities: [(name: String, text: String)] = [
    ("&quot;", "\""), ("&#34;", "\""), ("&#x22;", "\""), ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&#39;", "'"),
    ("&apos;", "'"),
  ]

  private static func decodeEntities(_ text: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(text.count)
    var rest = text[...]
    while let byte = rest.first {
      let entity = byte == UInt8(ascii: "&") ? entities.first { rest.starts(with: $0.name.utf8) } : nil
      output += entity.map { Array($0.text.utf8) } ?? [byte]
      rest = rest.dropFirst(entity?.name.utf8.count ?? 1)
    }
    return output
  }
}

@inline(__always)
func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }
