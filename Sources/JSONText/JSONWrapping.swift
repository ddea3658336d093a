/// Takes JSON out of what pages wrap around it.
enum JSONWrapping {
  static func unwrapped(_ bytes: [UInt8], _ log: inout RepairLog) -> [UInt8] {
    var text = bytes
    if text.starts(with: [0xEF, 0xBB, 0xBF]) {
      text.removeFirst(3)
      log.note("byte-order-mark", "a byte order mark before the value is dropped")
    }
    if !text.contains(UInt8(ascii: "\"")), contains(text, "&quot;") || contains(text, "&#34;") {
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
    return text
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
