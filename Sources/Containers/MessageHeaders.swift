/// The header lines of HTTP, MIME and WARC: names and values, folded lines joined (RFC 9112, RFC 5322, ISO 28500).
struct MessageHeaders {
  /// The line before the headers, such as `HTTP/1.1 200 OK`; empty if there is none.
  private(set) var start = ""
  private var values: [(name: String, value: String)] = []

  /// The headers at the start of `message`, and where its body starts; `nil` if no empty line ends them.
  static func read(_ message: ArraySlice<UInt8>) -> (headers: MessageHeaders, body: Int)? {
    var headers = MessageHeaders()
    var rest = message
    while let end = rest.firstIndex(of: 0x0A) {
      let line = rest[..<end].last == 0x0D ? rest[..<end].dropLast() : rest[..<end]
      rest = rest[(end + 1)...]
      if line.isEmpty { return (headers, rest.startIndex) }
      headers.add(line)
    }
    return nil
  }

  private mutating func add(_ line: ArraySlice<UInt8>) {
    let text = Self.trimmed(line)
    if line.first == 0x20 || line.first == 0x09, !values.isEmpty {
      values[values.count - 1].value += " " + text
    } else if let colon = line.firstIndex(of: UInt8(ascii: ":")), !line[..<colon].contains(0x20),
      colon > line.startIndex
    {
      values.append((Self.trimmed(line[..<colon]).lowercased(), Self.trimmed(line[(colon + 1)...])))
    } else if values.isEmpty, start.isEmpty {
      start = text
    }
  }

  private static func trimmed(_ text: ArraySlice<UInt8>) -> String {
    let rest = text.drop { $0 <= 0x20 }
    let end = rest.lastIndex { $0 > 0x20 }.map { $0 + 1 } ?? rest.startIndex
    return String(decoding: rest[..<end], as: UTF8.self)
  }

  /// The first value of `name` (lower case).
  subscript(name: String) -> String? { values.first { $0.name == name }?.value }

  /// `text/html`, in lower case without parameters.
  var contentType: String {
    (self["content-type"] ?? "").lowercased().split(separator: ";").first
      .map { Self.trimmed(Array($0.utf8)[...]) } ?? ""
  }

  /// A parameter of `Content-Type`, such as `charset` or `boundary`, without quotes.
  func parameter(_ name: String) -> String? {
    for part in (self["content-type"] ?? "").split(separator: ";").dropFirst() {
      let pair = part.split(separator: "=", maxSplits: 1).map { Self.trimmed(Array($0.utf8)[...]) }
      if pair.count == 2, pair[0].lowercased() == name {
        let value = pair[1].filter { $0 != "\"" && $0 != "'" }
        return value.isEmpty ? nil : value
      }
    }
    return nil
  }
}
