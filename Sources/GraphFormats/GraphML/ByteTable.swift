/// Numbers byte strings in the order they first come: an open-addressing hash table over one buffer, without a `String` each.
struct ByteTable {
  private var bytes: [UInt8] = []
  private var ends: [Int32] = []
  private var slots = [Int32](repeating: -1, count: 64)

  var count: Int { ends.count }

  subscript(number: Int32) -> String {
    let start = number == 0 ? 0 : Int(ends[Int(number) - 1])
    return String(decoding: bytes[start..<Int(ends[Int(number)])], as: UTF8.self)
  }

  /// The number of `text`, a new one if it has not come before.
  mutating func number(of text: Span<UInt8>) -> Int32 {
    var slot = Self.hash(text) & (slots.count - 1)
    while slots[slot] >= 0 {
      if isEqual(slots[slot], text) { return slots[slot] }
      slot = (slot + 1) & (slots.count - 1)
    }
    return insert(text, at: slot)
  }

  mutating func number(of text: String) -> Int32 { number(of: Array(text.utf8).span) }

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
      var slot = Self.hash(bytes.span.extracting(start..<Int(end))) & (slots.count - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(number)
      start = Int(end)
    }
  }

  private func isEqual(_ number: Int32, _ text: Span<UInt8>) -> Bool {
    let start = number == 0 ? 0 : Int(ends[Int(number) - 1])
    guard Int(ends[Int(number)]) - start == text.count else { return false }
    for offset in text.indices where bytes[start + offset] != text[offset] { return false }
    return true
  }

  /// Eight bytes at a time; multiplication and folding mix them well enough for ids that differ in their last digits.
  private static func hash(_ text: Span<UInt8>) -> Int {
    text.withUnsafeBytes { bytes in
      var (hash, offset) = (UInt64(bytes.count), 0)
      while offset + 8 <= bytes.count {
        hash = mixed(hash ^ bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        offset += 8
      }
      while offset < bytes.count {
        hash = hash << 8 ^ hash >> 56 ^ UInt64(bytes[offset])
        offset += 1
      }
      return Int(truncatingIfNeeded: mixed(hash) & 0x7FFF_FFFF)
    }
  }

  private static func mixed(_ value: UInt64) -> UInt64 {
    let product = value &* 0x9E37_79B9_7F4A_7C15
    return product ^ product >> 32
  }
}
