extension JSONValue {
  /// This value as UTF-8 text, without white space, or with two spaces of indent per level.
  ///
  /// Only what RFC 8259 demands is escaped, so text stays readable. Equal values give equal bytes.
  public func utf8(indented: Bool = false) -> [UInt8] {
    var writer = JSONWriter(indented: indented)
    writer.write(self)
    return writer.bytes
  }

  public func text(indented: Bool = false) -> String {
    String(decoding: utf8(indented: indented), as: UTF8.self)
  }
}

/// Appends JSON to a byte buffer; recursion is as deep as the value, which the program itself built.
struct JSONWriter {
  private(set) var bytes: [UInt8] = []
  let indented: Bool
  private var depth = 0

  init(indented: Bool) { self.indented = indented }

  mutating func write(_ value: JSONValue) {
    switch value {
    case .null: bytes += "null".utf8
    case .bool(let value): bytes += (value ? "true" : "false").utf8
    case .number(let text): bytes += text.utf8
    case .string(let text): JSONText.append(quoted: text, to: &bytes)
    case .array(let values):
      write("[", values, "]") { $0.write($1) }
    case .object(let members):
      write("{", members, "}") { writer, member in
        JSONText.append(quoted: member.name, to: &writer.bytes)
        writer.bytes += (writer.indented ? ": " : ":").utf8
        writer.write(member.value)
      }
    }
  }

  private mutating func write<Element>(
    _ open: String, _ elements: [Element], _ close: String, element write: (inout JSONWriter, Element) -> Void
  ) {
    bytes += open.utf8
    depth += 1
    for (index, element) in elements.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      breakLine()
      write(&self, element)
    }
    depth -= 1
    if !elements.isEmpty { breakLine() }
    bytes += close.utf8
  }

  private mutating func breakLine() {
    guard indented else { return }
    bytes.append(UInt8(ascii: "\n"))
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * depth))
  }
}

/// Appends `text` as a JSON string: quotes, and escapes for quotes, backslashes and control characters.
public func append(quoted text: String, to bytes: inout [UInt8]) {
  bytes.append(UInt8(ascii: "\""))
  for byte in text.utf8 {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
    case UInt8(ascii: "\n"): bytes += "\\n".utf8
    case UInt8(ascii: "\t"): bytes += "\\t".utf8
    case UInt8(ascii: "\r"): bytes += "\\r".utf8
    case 0..<0x20: bytes += [0x5C, 0x75, 0x30, 0x30, hexadecimal[Int(byte >> 4)], hexadecimal[Int(byte & 15)]]
    default: bytes.append(byte)
    }
  }
  bytes.append(UInt8(ascii: "\""))
}

private let hexadecimal = Array("0123456789abcdef".utf8)
