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
    var parts: [[UInt8]] = [[]]
    var (bytes, offset) = (Array(text.utf8), 0)
    while offset < bytes.count {
      if bytes[offset] == backslash, offset + 1 < bytes.count, [bar, backslash].contains(bytes[offset + 1]) {
        parts[parts.count - 1].append(bytes[offset + 1])
        offset += 2
      } else if bytes[offset...].starts(with: separator) {
        parts.append([])
        offset += separator.count
      } else {
        parts[parts.count - 1].append(bytes[offset])
        offset += 1
      }
    }
    bytes = []
    return parts.filter { !$0.isEmpty }.map { String(decoding: $0, as: UTF8.self) }
  }

  private static let bar = UInt8(ascii: "|")
  private static let backslash = UInt8(ascii: "\\")
  private static let separator = Array(" | ".utf8)

  private static func needsEscape(_ part: String) -> Bool { part.utf8.contains { $0 == bar || $0 == backslash } }

  private static func escaped(_ part: String) -> String {
    let bytes = part.utf8.flatMap { $0 == bar || $0 == backslash ? [backslash, $0] : [$0] }
    return String(decoding: bytes, as: UTF8.self)
  }
}
