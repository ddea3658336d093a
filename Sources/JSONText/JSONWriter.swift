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
    case .null: put("null")
    case .bool(let value): put(value ? "true" : "false")
    case .number(let text): bytes.append(contentsOf: text.utf8)
    case .string(let text): JSONText.append(quoted: text, to: &bytes)
    case .array(let values):
      write("[", values, "]") { $0.write($1) }
    case .object(let members):
      write("{", members, "}") { writer, member in
        JSONText.append(quoted: member.name, to: &writer.bytes)
        writer.put(writer.indented ? ": " : ":")
        writer.write(member.value)
      }
    }
  }

  private mutating func write<Element>(
    _ open: StaticString, _ elements: [Element], _ close: StaticString,
    element write: (inout JSONWriter, Element) -> Void
  ) {
    put(open)
    depth += 1
    for (index, element) in elements.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      breakLine()
      write(&self, element)
    }
    depth -= 1
    if !elements.isEmpty { breakLine() }
    put(close)
  }

  private mutating func put(_ word: StaticString) {
    word.withUTF8Buffer { bytes.append(contentsOf: $0) }
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
  var text = text
  text.withUTF8 { append(escaped: $0, to: &bytes) }
  bytes.append(UInt8(ascii: "\""))
}

/// Whole runs of what needs no escape at a time.
private func append(escaped text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
  var start = 0
  for offset in text.indices {
    let byte = text[offset]
    guard byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") else { continue }
    bytes.append(contentsOf: text[start..<offset])
    append(escapeOf: byte, to: &bytes)
    start = offset + 1
  }
  bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start...]))
}

private func append(escapeOf byte: UInt8, to bytes: inout [UInt8]) {
  bytes.append(UInt8(ascii: "\\"))
  switch byte {
  case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
  case UInt8(ascii: "\n"): bytes.append(UInt8(ascii: "n"))
  case UInt8(ascii: "\t"): bytes.append(UInt8(ascii: "t"))
  case UInt8(ascii: "\r"): bytes.append(UInt8(ascii: "r"))
  default: bytes += [0x75, 0x30, 0x30, hexadecimal[Int(byte >> 4)], hexadecimal[Int(byte & 15)]]
  }
}

private let hexadecimal = Array("0123456789abcdef".utf8)
