/// What reading tables does with bytes, eight at a step.
extension RawSpan {
  /// The first position from `start` on of a byte up to 0x0A, as tabs and line feeds are; the end if there is none.
  @inline(__always)
  func firstBreak(from start: Int) -> Int {
    var offset = start
    while offset + 8 <= byteCount {
      let word = word(at: offset)
      // Below the lowest such byte nothing is borrowed, so the lowest mark is right.
      let marks = (word &- 0x0B0B_0B0B_0B0B_0B0B) & ~word & 0x8080_8080_8080_8080
      if marks != 0 { return offset + marks.trailingZeroBitCount / 8 }
      offset += 8
    }
    while offset < byteCount, byte(at: offset) > 0x0A { offset += 1 }
    return offset
  }

  /// A hash of `range`, good in all bits.
  @inline(__always)
  func hash(of range: Range<Int>) -> UInt64 {
    var hash = UInt64(truncatingIfNeeded: range.count)
    var offset = range.lowerBound
    while offset + 8 <= range.upperBound {
      hash = Self.mixed(hash ^ word(at: offset))
      offset += 8
    }
    var tail: UInt64 = 0
    while offset < range.upperBound {
      tail = tail << 8 | UInt64(byte(at: offset))
      offset += 1
    }
    return Self.mixed(hash ^ tail)
  }

  /// Whether `range` has the bytes that `other` has in `otherRange`.
  @inline(__always)
  func has(_ range: Range<Int>, equalTo otherRange: Range<Int>, of other: RawSpan) -> Bool {
    guard range.count == otherRange.count else { return false }
    var (offset, otherOffset) = (range.lowerBound, otherRange.lowerBound)
    while offset + 8 <= range.upperBound {
      if word(at: offset) != other.word(at: otherOffset) { return false }
      offset += 8
      otherOffset += 8
    }
    while offset < range.upperBound {
      if byte(at: offset) != other.byte(at: otherOffset) { return false }
      offset += 1
      otherOffset += 1
    }
    return true
  }

  @inline(__always)
  private static func mixed(_ value: UInt64) -> UInt64 {
    let product = value.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    return product.high ^ product.low
  }

  @inline(__always)
  private func word(at offset: Int) -> UInt64 {
    UInt64(littleEndian: unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }

  @inline(__always)
  private func byte(at offset: Int) -> UInt8 { unsafeLoad(fromByteOffset: offset, as: UInt8.self) }
}

/// Positions by the bytes of ids: one flat table that is probed without making a `String`.
struct IDTable {
  private struct Slot {
    /// The upper half of the id's hash.
    var hash: UInt32
    /// -1 marks a free slot.
    var position: Int32
  }

  private var slots = [Slot](repeating: Slot(hash: 0, position: -1), count: 1024)
  /// The bytes of all ids, one after another, and where each begins, and one more.
  private var bytes: [UInt8] = []
  private var starts = [0]

  var count: Int { starts.count - 1 }

  /// The position of the id in the `column`th wanted column of `row`.
  @inline(__always)
  func position(_ row: Table.Row, _ column: Int) -> Int? {
    row.withBytes { text in
      let range = row.range(column)
      let slot = slots[find(text, range, text.hash(of: range))].position
      return slot < 0 ? nil : Int(slot)
    }
  }

  /// Gives the id in the `column`th wanted column of `row` the next position; whether it is new.
  mutating func insert(_ row: Table.Row, _ column: Int) -> Bool {
    if count * 2 >= slots.count { grow() }
    let position = Int32(count)
    return row.withBytes { text in
      let range = row.range(column)
      let hash = text.hash(of: range)
      let slot = find(text, range, hash)
      guard slots[slot].position < 0 else { return false }
      slots[slot] = Slot(hash: UInt32(truncatingIfNeeded: hash >> 32), position: position)
      for offset in range { bytes.append(text.unsafeLoad(fromByteOffset: offset, as: UInt8.self)) }
      starts.append(bytes.count)
      return true
    }
  }

  /// The slot that has the id, or would get it.
  @inline(__always)
  private func find(_ text: RawSpan, _ range: Range<Int>, _ hash: UInt64) -> Int {
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot].position >= 0 {
      let position = Int(slots[slot].position)
      if slots[slot].hash == UInt32(truncatingIfNeeded: hash >> 32),
        text.has(range, equalTo: starts[position]..<starts[position + 1], of: bytes.span.bytes)
      {
        break
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    return slot
  }

  private mutating func grow() {
    slots = [Slot](repeating: Slot(hash: 0, position: -1), count: slots.count * 4)
    for position in 0..<count {
      let hash = bytes.span.bytes.hash(of: starts[position]..<starts[position + 1])
      var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
      while slots[slot].position >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Slot(hash: UInt32(truncatingIfNeeded: hash >> 32), position: Int32(position))
    }
  }
}

/// What a column says while rows are read. Tables are sorted, so the next row often says the same as the last one.
struct RepeatedCell<Value> {
  private var cell: Range<Int>?
  private var value: Value?

  /// What the `column`th wanted column of `row` means; `read` is asked only if it differs from the row before.
  @inline(__always)
  mutating func value(_ row: Table.Row, _ column: Int, _ read: () -> Value?) -> Value? {
    let range = row.range(column)
    if let cell, row.withBytes({ $0.has(range, equalTo: cell, of: $0) }) { return value }
    (cell, value) = (range, read())
    return value
  }
}
