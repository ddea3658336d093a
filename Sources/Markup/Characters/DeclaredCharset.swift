/// What a document says of its own encoding.
enum DeclaredCharset {
  /// How far into a page a declaration counts.
  private static let window = 64 << 10

  /// The charset of an XML declaration or of a `<meta>` in the first 64 KiB, in lower case; the first that is there.
  static func find(in bytes: [UInt8]) -> String? {
    let head = bytes.prefix(window)
    if head.starts(with: "<?xml".utf8), let end = head.firstIndex(of: UInt8(ascii: ">")),
      let value = value(of: "encoding", in: head[..<end])
    {
      return value
    }
    var position = head.startIndex
    while let tag = next("<meta", in: head, from: position) {
      let end = head[tag...].firstIndex(of: UInt8(ascii: ">")) ?? head.endIndex
      if let value = value(of: "charset", in: head[tag..<end]) { return value }
      position = end
    }
    return nil
  }

  /// The name after `key`, `=` and perhaps a quote.
  private static func value(of key: String, in bytes: ArraySlice<UInt8>) -> String? {
    guard let start = next(key, in: bytes, from: bytes.startIndex) else { return nil }
    var rest = bytes[start...].dropFirst(key.utf8.count).drop(while: isSpace)
    guard rest.first == UInt8(ascii: "=") else { return nil }
    rest = rest.dropFirst().drop { isSpace($0) || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'") }
    let name = rest.prefix { isNameByte($0) }
    return name.isEmpty ? nil : String(decoding: name, as: UTF8.self).lowercased()
  }

  /// The offset of `word` (lower case ASCII) in any letter case.
  private static func next(_ word: String, in bytes: ArraySlice<UInt8>, from start: Int) -> Int? {
    let word = Array(word.utf8)
    guard bytes.endIndex - start >= word.count else { return nil }
    return (start...(bytes.endIndex - word.count)).first { offset in
      word.indices.allSatisfy { lowercased(bytes[offset + $0]) == word[$0] }
    }
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch lowercased(byte) {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
    default: "-_:.".utf8.contains(byte)
    }
  }
}

/// ASCII letters in lower case, other bytes as they are.
@inline(__always)
func lowercased(_ byte: UInt8) -> UInt8 {
  (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
}
