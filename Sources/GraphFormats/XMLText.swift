/// Character data and attribute values of XML 1.0.
enum XMLText {
  /// `text` with `& < > "` escaped; characters XML forbids are dropped, line breaks and tabs become one space.
  static func escaped(_ text: String) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": output += "&amp;".utf8
      case "<": output += "&lt;".utf8
      case ">": output += "&gt;".utf8
      case "\"": output += "&quot;".utf8
      case "\n", "\r", "\t": output.append(0x20)
      case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": break
      default: output += UTF8.encode(scalar).map(Array.init) ?? []
      }
    }
    return output
  }
}
