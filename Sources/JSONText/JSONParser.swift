/// One pass over one text. With `mends`, whatever is off is logged and read as it was probably meant.
struct JSONParser {
  var log = RepairLog()
  private let bytes: [UInt8]
  private let maximumDepth: Int
  private let mends: Bool
  private var position = 0
  private var depth = 0

  init(_ bytes: [UInt8], maximumDepth: Int, mends: Bool) {
    self.bytes = bytes
    self.maximumDepth = maximumDepth
    self.mends = mends
  }

  mutating func document() throws(JSONError) -> JSONValue {
    try skipSpace()
    let first = try value()
    var values = [first]
    try skipSpace()
    while position < bytes.count {
      guard mends else { throw expected("the end of the text") }
      if current == UInt8(ascii: "{") || current == UInt8(ascii: "[") {
        log.note("several-values", "several values in a row are read as a list", at: position)
        values.append(try value())
      } else {
        log.note("trailing-text", "text after the value is ignored", at: position)
        position += 1
      }
      try skipSpace()
    }
    return values.count == 1 ? first : .array(values)
  }

  // MARK: Values

  private mutating func value() throws(JSONError) -> JSONValue {
    switch current {
    case UInt8(ascii: "{"): return try nested(Self.object)
    case UInt8(ascii: "["): return try nested(Self.array)
    case UInt8(ascii: "\""): return .string(try string(in: .object))
    case UInt8(ascii: "'") where mends: return .string(try string(in: .object))
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    case UInt8(ascii: "+") where mends, UInt8(ascii: ".") where mends: return try number()
    default: return try word()
    }
  }

  private enum Container { case object, array }

  private mutating func nested(
    _ read: (inout JSONParser) throws(JSONError) -> JSONValue
  ) throws(JSONError) -> JSONValue {
    guard depth < maximumDepth else {
      throw JSONError(message: "arrays and objects are nested deeper than \(maximumDepth)", offset: position)
    }
    depth += 1
    position += 1
    let value = try read(&self)
    depth -= 1
    return value
  }

  private static func object(_ parser: inout JSONParser) throws(JSONError) -> JSONValue {
    var members: [JSONValue.Member] = []
    while try parser.hasNext(UInt8(ascii: "}"), isFirst: members.isEmpty) {
      let name = try parser.memberName()
      try parser.skipSpace()
      try parser.expect(UInt8(ascii: ":"))
      try parser.skipSpace()
      members.append(.init(name, try parser.memberValue()))
    }
    return .object(members)
  }

  private static func array(_ parser: inout JSONParser) throws(JSONError) -> JSONValue {
    var values: [JSONValue] = []
    while try parser.hasNext(UInt8(ascii: "]"), isFirst: values.isEmpty) {
      if parser.isQuote {
        values.append(.string(try parser.string(in: .array)))
      } else {
        values.append(try parser.value())
      }
    }
    return .array(values)
  }

  /// Passes a comma or the end of the container; whether another element follows.
  private mutating func hasNext(_ end: UInt8, isFirst: Bool) throws(JSONError) -> Bool {
    try skipSpace()
    var commas = 0
    while current == UInt8(ascii: ","), commas == 0 || mends {
      commas += 1
      position += 1
      try skipSpace()
    }
    if atEnd || (mends && isOtherEnd(end)) {
      guard mends else { throw expected("'\(Character(Unicode.Scalar(end)))'") }
      log.note("truncated", "the text ends inside a value; what was read is kept", at: position)
      return false
    }
    if current == end {
      if commas > 0 { try mend("trailing-comma", "a comma before a closing bracket is ignored") }
      position += 1
      return false
    }
    if commas != (isFirst ? 0 : 1) { try mend("comma", "a comma is missing or superfluous") }
    return true
  }

  /// A bracket that closes another container than the one being read: that one was never closed.
  private func isOtherEnd(_ end: UInt8) -> Bool {
    current != end && (current == UInt8(ascii: "}") || current == UInt8(ascii: "]"))
  }

  private mutating func memberName() throws(JSONError) -> String {
    if isQuote { return try string(in: .object, isName: true) }
    try mend("bare-name", "a member's name without quotes is read as it is")
    let start = position
    while !atEnd, !isSpace(current), current != UInt8(ascii: ":"), current != UInt8(ascii: ",") { position += 1 }
    guard position > start else { throw expected("a member's name") }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func memberValue() throws(JSONError) -> JSONValue {
    if mends, atEnd || current == UInt8(ascii: ",") || current == UInt8(ascii: "}") {
      log.note("missing-value", "a member without a value is read as null", at: position)
      return .null
    }
    return try value()
  }

  private mutating func number() throws(JSONError) -> JSONValue {
    let start = position
    while !atEnd, "+-.eE".utf8.contains(current) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(current) {
      position += 1
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if Self.isNumber(bytes[start..<position]) { return .number(text) }
    guard mends else { throw JSONError(message: "'\(text)' is not a number", offset: start) }
    log.note("number", "a malformed number is read as text", at: start)
    return .string(text)
  }

  /// RFC 8259, section 6.
  private static func isNumber(_ text: ArraySlice<UInt8>) -> Bool {
    var rest = text.first == UInt8(ascii: "-") ? text.dropFirst() : text
    func digits() -> Int {
      let count = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }.count
      rest = rest.dropFirst(count)
      return count
    }
    let startsWithZero = rest.first == UInt8(ascii: "0")
    let whole = digits()
    guard whole > 0, !startsWithZero || whole == 1 else { return false }
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      guard digits() > 0 else { return false }
    }
    if let exponent = rest.first, exponent | 0x20 == UInt8(ascii: "e") {
      rest = rest.dropFirst()
      if let sign = rest.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { rest = rest.dropFirst() }
      guard digits() > 0 else { return false }
    }
    return rest.isEmpty
  }

  private mutating func word() throws(JSONError) -> JSONValue {
    let start = position
    while !atEnd, isLetter(current) { position += 1 }
    switch String(decoding: bytes[start..<position], as: UTF8.self) {
    case "true": return .bool(true)
    case "false": return .bool(false)
    case "null": return .null
    case "NaN", "Infinity", "undefined", "None":
      try mend("not-a-value", "a word that JSON does not know is read as null")
      return .null
    case let word:
      position = start
      guard mends, depth > 0, !word.isEmpty else { throw expected("a value") }
      return bareText()
    }
  }

  /// Up to the end of the member or of the line.
  private mutating func bareText() -> JSONValue {
    log.note("bare-word", "a value without quotes is read as text", at: position)
    let start = position
    while !atEnd, current >= 0x20, !",}]".utf8.contains(current) { position += 1 }
    let text = bytes[start..<position].reversed().drop { $0 == 0x20 }.reversed()
    return switch String(decoding: Array(text), as: UTF8.self) {
    case "True": .bool(true)
    case "False": .bool(false)
    case let text: .string(text)
    }
  }

  // MARK: Strings

  private mutating func string(in container: Container, isName: Bool = false) throws(JSONError) -> String {
    let quote = current
    if quote != UInt8(ascii: "\"") { try mend("single-quotes", "single quotes are read as double quotes") }
    position += 1
    let start = position
    while !atEnd, current != quote, current != UInt8(ascii: "\\"), current >= 0x20 { position += 1 }
    if !atEnd, current == quote, !mends || endsString(quote, in: container, isName: isName) {
      position += 1
      return String(decoding: bytes[start..<(position - 1)], as: UTF8.self)
    }
    return try stringWithEscapes(from: start, quote, container, isName)
  }

  private mutating func stringWithEscapes(
    from start: Int, _ quote: UInt8, _ container: Container, _ isName: Bool
  ) throws(JSONError) -> String {
    var text = Array(bytes[start..<position])
    while !atEnd {
      switch current {
      case quote:
        if !mends || endsString(quote, in: container, isName: isName) {
          position += 1
          return String(decoding: text, as: UTF8.self)
        }
        log.note("inner-quote", "a quote inside a string is read as text", at: position)
        text.append(quote)
        position += 1
      case UInt8(ascii: "\\"): try escape(into: &text)
      case 0..<0x20:
        try mend("control-character", "raw control characters in strings are kept")
        text.append(current)
        position += 1
      default:
        text.append(current)
        position += 1
      }
    }
    guard mends else { throw expected("a closing quote") }
    log.note("truncated", "the text ends inside a value; what was read is kept", at: position)
    return String(decoding: text, as: UTF8.self)
  }

  /// Whether what follows the quote at `position` is what follows a string, and not the rest of its text.
  private func endsString(_ quote: UInt8, in container: Container, isName: Bool) -> Bool {
    let next = nextAfterSpace(position + 1)
    guard next < bytes.count else { return true }
    switch bytes[next] {
    case UInt8(ascii: ":"), UInt8(ascii: "="): return isName
    // A comment, though not the slashes of an address.
    case UInt8(ascii: "/"):
      return !isName && next > position + 1 && next + 1 < bytes.count && "/*".utf8.contains(bytes[next + 1])
    case UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: ";"): return !isName
    case UInt8(ascii: ","): return !isName && (container == .array || startsMember(nextAfterSpace(next + 1)))
    // A forgotten comma: what follows starts a member.
    case UInt8(ascii: "\""), UInt8(ascii: "'"): return !isName && startsMember(next) && next > position + 1
    default: return false
    }
  }

  /// Whether a member's name and a colon, or a container's end, stand at `start`.
  private func startsMember(_ start: Int) -> Bool {
    guard start < bytes.count else { return true }
    let first = bytes[start]
    if first == UInt8(ascii: "}") || first == UInt8(ascii: ",") || first == UInt8(ascii: "/") { return true }
    guard first == UInt8(ascii: "\"") || first == UInt8(ascii: "'") else { return isLetter(first) && bareName(start) }
    let rest = bytes[(start + 1)...].prefix(120)
    guard let end = rest.firstIndex(of: first) else {
      // The text may end within a member's name.
      return rest.endIndex == bytes.count && rest.allSatisfy { isLetter($0) || "@_-:".utf8.contains($0) }
    }
    let next = nextAfterSpace(end + 1)
    return next < bytes.count && (bytes[next] == UInt8(ascii: ":") || bytes[next] == UInt8(ascii: "="))
  }

  private func bareName(_ start: Int) -> Bool {
    let end = bytes[start...].prefix { isLetter($0) || $0 == UInt8(ascii: "_") }.endIndex
    return end < bytes.count && bytes[end] == UInt8(ascii: ":")
  }

  private mutating func escape(into text: inout [UInt8]) throws(JSONError) {
    position += 1
    let escaped = current
    position += 1
    switch escaped {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(escaped)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "u"): try unicodeEscape(into: &text)
    default:
      position -= 1
      try mend("escape", "a backslash that escapes nothing is dropped")
    }
  }

  private mutating func unicodeEscape(into text: inout [UInt8]) throws(JSONError) {
    guard let first = hexadecimal() else { return try mend("escape", "a malformed \\u escape is dropped") }
    var scalar = UInt32(first)
    if (0xD800..<0xDC00).contains(scalar), current == UInt8(ascii: "\\"), position + 1 < bytes.count,
      bytes[position + 1] == UInt8(ascii: "u")
    {
      let back = position
      position += 2
      if let second = hexadecimal(), (0xDC00..<0xE000).contains(second) {
        scalar = 0x10000 + (scalar - 0xD800) << 10 + (UInt32(second) - 0xDC00)
      } else {
        position = back
      }
    }
    // A lone surrogate is no character (RFC 8259, section 8.2 leaves it open).
    text += Array(String(Character(Unicode.Scalar(scalar) ?? "\u{FFFD}")).utf8)
  }

  private mutating func hexadecimal() -> UInt16? {
    guard position + 4 <= bytes.count,
      let value = UInt16(String(decoding: bytes[position..<(position + 4)], as: UTF8.self), radix: 16)
    else { return nil }
    position += 4
    return value
  }

  // MARK: Bytes

  private var atEnd: Bool { position >= bytes.count }

  /// Zero beyond the end, which no rule accepts.
  private var current: UInt8 { position < bytes.count ? bytes[position] : 0 }

  private var isQuote: Bool { current == UInt8(ascii: "\"") || (mends && current == UInt8(ascii: "'")) }

  private func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) }

  private func nextAfterSpace(_ start: Int) -> Int {
    var next = start
    while next < bytes.count {
      if isSpace(bytes[next]) {
        next += 1
      } else if mends, bytes[next] == 0xC2, next + 1 < bytes.count, bytes[next + 1] == 0xA0 {
        next += 2
      } else {
        break
      }
    }
    return next
  }

  /// Passes white space and, with repairs, comments.
  private mutating func skipSpace() throws(JSONError) {
    position = nextAfterSpace(position)
    while mends, !atEnd {
      guard current == UInt8(ascii: "/"), position + 1 < bytes.count else {
        return
      }
      try skipComment()
      position = nextAfterSpace(position)
    }
  }

  private mutating func skipComment() throws(JSONError) {
    log.note("comment", "comments are passed over", at: position)
    if bytes[position + 1] == UInt8(ascii: "*") {
      position += 2
      while position + 1 < bytes.count, current != UInt8(ascii: "*") || bytes[position + 1] != UInt8(ascii: "/") {
        position += 1
      }
      position = min(bytes.count, position + 2)
    } else {
      while !atEnd, current != 0x0A { position += 1 }
    }
  }

  private mutating func expect(_ byte: UInt8) throws(JSONError) {
    guard current == byte else {
      if mends {
        while "=>;".utf8.contains(current) { position += 1 }
        return log.note("missing-colon", "a missing colon is supplied", at: position)
      }
      throw expected("'\(Character(Unicode.Scalar(byte)))'")
    }
    position += 1
  }

  private mutating func mend(_ code: String, _ message: String) throws(JSONError) {
    guard mends else { throw JSONError(message: message, offset: position) }
    log.note(code, message, at: position)
  }

  private func expected(_ what: String) -> JSONError {
    let found = atEnd ? "the text ends" : "there is '\(String(decoding: bytes[position...].prefix(12), as: UTF8.self))'"
    return JSONError(message: "expected \(what), but \(found)", offset: position)
  }
}
