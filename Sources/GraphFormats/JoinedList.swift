/// A list as one string, for formats whose readers know only scalars: the parts joined by ` | `.
///
/// In a part `|` is written `\|` and `\` is written `\\`, so that splitting at ` | ` is always right and nothing is lost.
enum JoinedList {
  static func text(_ parts: [String]) -> String {
    switch parts.count {
    case 0: ""
    case 1 where !needsEscape(parts[0]): parts[0]
    default: parts.map { needsEscape($0) ? escaped($0) : $0 }.joined(separator: " | ")
    }
  }

  /// Empty parts are left out.
  static func parts(_ text: String) -> [String] {
    guard text.utf8.contains(where: { $0 == bar || $0 == backslash }) else { return text.isEmpty ? [] : [text] }
    var (parts, part): ([String], [UInt8]) = ([], [])
    func finish() {
      if !part.isEmpty { parts.append(String(decoding: part, as: UTF8.self)) }
      part.removeAll(keepingCapacity: true)
    }
    let bytes = Array(text.utf8)
    var offset = 0
    while offset < bytes.count {
      let byte = bytes[offset]
      if byte == backslash, offset + 1 < bytes.count, bytes[offset + 1] == bar || bytes[offset + 1] == backslash {
        part.append(bytes[offset + 1])
        offset += 2
      } else if byte == bar, part.last == space, offset + 1 < bytes.count, bytes[offset + 1] == space {
        part.removeLast()
        finish()
        offset += 2
      } else {
        part.append(byte)
        offset += 1
      }
    }
    finish()
    return parts
  }

  private static let bar = UInt8(ascii: "|")
  private static let backslash = UInt8(ascii: "\\")
  private static let space = UInt8(ascii: " ")

  private static func needsEscape(_ part: String) -> Bool { part.utf8.contains { $0 == bar || $0 == backslash } }

  private static func escaped(_ part: String) -> String {
    let bytes = part.utf8.flatMap { $0 == bar || $0 == backslash ? [backslash, $0] : [$0] }
    return String(decoding: bytes, as: UTF8.self)
  }
}
