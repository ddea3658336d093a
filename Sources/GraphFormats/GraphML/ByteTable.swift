/// Numbers byte strings in the order they first come: an open-addressing hash table over one buffer, without a `String` each.
struct ByteTable {
  private var bytes: [UInt8] = []
  private var ends: [Int32] = []
  private var slots = [Int32](repeating: -1, count: 64)
  /// A file that knew it could have all its ids collide.
  private let seed = UInt64.random(in: .min ... .max)

  var count: Int { ends.count }

  subscript(number: Int32) -> String {
    let start = number == 0 ? 0 : Int(ends[Int(number) - 1])
    return String(decoding: bytes[start..<Int(ends[Int(number)])], as: UTF8.self)
  }

  /// The number of `text`, a new one if it has not come before.
  mutating func number(of text: Span<UInt8>) -> Int32 {
    let slot = slot(of: text)
    return slots[slot] >= 0 ? slots[slot] : insert(text, at: slot)
  }

  func contains(_ text: Span<UInt8>) -> Bool { slots[slot(of: text)] >= 0 }

  /// The slot that has the text, or the free one where it belongs.
  private func slot(of text: Span<UInt8>) -> Int {
    var slot = hash(text) & (slots.count - 1)
    while slots[slot] >= 0, !isEqual(slots[slot], text) { slot = (slot + 1) & (slots.count - 1) }
    return slot
  }

  mutating func number(of text: String) -> Int32 { number(of: Array(text.utf8).span) }

  /// Whether `text` is the one of that number.
  func holds(_ text: Span<UInt8>, at number: Int32) -> Bool { isEqual(number, text) }

  private mutating func insert(_ text: Span<UInt8>, at slot: Int) -> Int32 {
    let number = Int32(ends.count)
    text.withUnsafeBufferPointer { bytes.append(contentsOf: $0) }
    ends.append(Int32(bytes.count))
    slots[slot] = number
    if ends.count * 2 > slots.count { grow() }
    return number
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: slots.count * 4)
    var start = 0
    for (number, end) in ends.enumerated() {
      var slot = hash(bytes.span.extracting(start..<Int(end))) & (slots.count - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(number)
      start = Int(end)
    }
  }

  private func isEqual(_ number: Int32, _ text: Span<UInt8>) -> Bool {
    let start = number == 0 ? 0 : Int(ends[Int(number) - 1])
    guard Int(ends[Int(number)]) - start == text.count else { return false }
    return bytes.withUnsafeBytes { bytes in
      text.withUnsafeBytes { text in
        let count = text.count
        guard count >= 8 else {
          for offset in 0..<count where bytes[start + offset] != text[offset] { return false }
          return true
        }
        for offset in stride(from: 0, to: count - 8, by: 8)
        where Self.word(bytes, start + offset) != Self.word(text, offset) { return false }
        return Self.word(bytes, start + count - 8) == Self.word(text, count - 8)
      }
    }
  }

  /// Eight bytes at a time, the last eight perhaps in part again.
  private func hash(_ text: Span<UInt8>) -> Int {
    text.withUnsafeBytes { bytes in
      var hash = seed ^ UInt64(bytes.count)
      if bytes.count < 8 {
        var last: UInt64 = 0
        for byte in bytes { last = last << 8 | UInt64(byte) }
        hash = Self.mixed(hash ^ last)
      } else {
        for offset in stride(from: 0, to: bytes.count - 8, by: 8) { hash = Self.mixed(hash ^ Self.word(bytes, offset)) }
        hash = Self.mixed(hash ^ Self.word(bytes, bytes.count - 8))
      }
      return Int(truncatingIfNeeded: hash & 0x7FFF_FFFF)
    }
  }

  private static func word(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> UInt64 {
    bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
  }

  private static func mixed(_ value: UInt64) -> UInt64 {
    let product = value.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    return product.high ^ product.low
  }
}
