/// Collects bytes and hands them on in large pieces, so that memory does not grow with the file.
public struct ByteOutput {
  private var buffer: [UInt8] = []
  private let receive: ([UInt8]) -> Void
  private static let pieceSize = 1 << 16

  /// - Parameter receive: gets the bytes in order.
  public init(_ receive: @escaping ([UInt8]) -> Void) {
    self.receive = receive
    buffer.reserveCapacity(Self.pieceSize + 4096)
  }

  public mutating func write(_ text: StaticString) {
    text.withUTF8Buffer { buffer.append(contentsOf: $0) }
    flushIfFull()
  }

  public mutating func write(_ text: String) {
    var text = text
    text.withUTF8 { buffer.append(contentsOf: $0) }
    flushIfFull()
  }

  public mutating func write(_ bytes: [UInt8]) {
    buffer.append(contentsOf: bytes)
    flushIfFull()
  }

  public mutating func write(byte: UInt8) {
    buffer.append(byte)
    flushIfFull()
  }

  /// A shortest decimal that reads back as the same number.
  public mutating func write(_ number: Double) { write("\(number)") }

  public mutating func write(_ number: Int) { write(String(number)) }

  /// Hands on what is left.
  public mutating func finish() {
    if !buffer.isEmpty { receive(buffer) }
    buffer.removeAll(keepingCapacity: true)
  }

  private mutating func flushIfFull() {
    if buffer.count >= Self.pieceSize { finish() }
  }
}

extension ByteOutput {
  /// Character data of XML 1.0: `& < >` escaped, everything else raw.
  ///
  /// Characters XML forbids are dropped; a line break (CR LF counts as one) or tab becomes a space.
  mutating func write(xml text: String) { write(text, quote: nil) }

  /// The value of an attribute in double quotes.
  mutating func write(attribute text: String) { write(text, quote: "&quot;") }

  private mutating func write(_ text: String, quote: StaticString?) {
    var text = text
    text.withUTF8 { bytes in
      var (start, offset) = (0, 0)
      while offset < bytes.count {
        guard let special = Self.special(bytes, offset, quote) else {
          offset += 1
          continue
        }
        buffer.append(contentsOf: bytes[start..<offset])
        special.text.withUTF8Buffer { buffer.append(contentsOf: $0) }
        offset += special.length
        start = offset
      }
      buffer.append(contentsOf: bytes[start...])
    }
    flushIfFull()
  }

  /// What stands in a file for the character at `offset`, if not itself.
  @inline(__always)
  private static func special(
    _ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int, _ quote: StaticString?
  ) -> (text: StaticString, length: Int)? {
    switch bytes[offset] {
    case UInt8(ascii: "&"): return ("&amp;", 1)
    case UInt8(ascii: "<"): return ("&lt;", 1)
    case UInt8(ascii: ">"): return ("&gt;", 1)
    case UInt8(ascii: "\""): return quote.map { ($0, 1) }
    case 0x0D where offset + 1 < bytes.count && bytes[offset + 1] == 0x0A: return (" ", 2)
    case 0x09, 0x0A, 0x0D: return (" ", 1)
    case 0..<0x20: return ("", 1)
    // U+FFFE and U+FFFF.
    case 0xEF where bytes[offset + 1] == 0xBF && bytes[offset + 2] >= 0xBE: return ("", 3)
    default: return nil
    }
  }
}
