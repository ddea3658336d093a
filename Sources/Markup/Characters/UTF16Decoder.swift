/// Turns UTF-16 that arrives in pieces into UTF-8; halves of characters become U+FFFD.
public struct UTF16Decoder: Sendable {
  private let isLittleEndian: Bool
  /// Bytes of a byte order mark that are still to be passed over.
  private var skipped: Int
  /// The first byte of a unit whose second one has not come.
  private var half: UInt8?
  /// The first unit of a pair whose second one has not come.
  private var lead: UInt32?
  /// How many halves of characters were replaced.
  public private(set) var replaced = 0

  /// Told by a byte order mark, or by where the zero bytes of ASCII letters stand; `nil` if `head`, the first bytes, are no UTF-16.
  public init?(_ head: some Collection<UInt8>) {
    let head = Array(head.prefix(256))
    if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) {
      (isLittleEndian, skipped) = (head[0] == 0xFF, 2)
      return
    }
    guard head.count >= 8, head.contains(0) else { return nil }
    let zeros = (0..<2).map { parity in stride(from: parity, to: head.count, by: 2).count { head[$0] == 0 } }
    // Nearly every second byte zero and the others not.
    if zeros[1] * 10 > head.count * 3, zeros[0] * 10 < head.count {
      (isLittleEndian, skipped) = (true, 0)
    } else if zeros[0] * 10 > head.count * 3, zeros[1] * 10 < head.count {
      (isLittleEndian, skipped) = (false, 0)
    } else {
      return nil
    }
  }

  /// What the next bytes stand for.
  ///
  /// - Complexity: O(*bytes*).
  public mutating func decode(_ bytes: some Collection<UInt8>) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count)
    for byte in bytes {
      if skipped > 0 {
        skipped -= 1
      } else if let first = half {
        half = nil
        take(isLittleEndian ? UInt32(byte) << 8 | UInt32(first) : UInt32(first) << 8 | UInt32(byte), &text)
      } else {
        half = byte
      }
    }
    return text
  }

  /// To be called at the end: what is left stands for nothing.
  public mutating func finish() -> [UInt8] {
    guard lead != nil || half != nil else { return [] }
    (lead, half) = (nil, nil)
    var text: [UInt8] = []
    replace(&text)
    return text
  }

  private mutating func take(_ unit: UInt32, _ text: inout [UInt8]) {
    if let first = lead {
      lead = nil
      if unit & 0xFC00 == 0xDC00 { return Self.append(0x10000 + (first & 0x3FF) << 10 + unit & 0x3FF, &text) }
      replace(&text)
    }
    switch unit & 0xFC00 {
    case 0xD800: lead = unit
    case 0xDC00: replace(&text)
    default: Self.append(unit, &text)
    }
  }

  private mutating func replace(_ text: inout [UInt8]) {
    replaced += 1
    Self.append(0xFFFD, &text)
  }

  private static func append(_ scalar: UInt32, _ text: inout [UInt8]) {
    func tail(_ shift: UInt32) -> UInt8 { 0x80 | UInt8(scalar >> shift & 0x3F) }
    switch scalar {
    case 0..<0x80: text.append(UInt8(scalar))
    case 0x80..<0x800: text += [0xC0 | UInt8(scalar >> 6), tail(0)]
    case 0x800..<0x10000: text += [0xE0 | UInt8(scalar >> 12), tail(6), tail(0)]
    default: text += [0xF0 | UInt8(scalar >> 18), tail(12), tail(6), tail(0)]
    }
  }
}
