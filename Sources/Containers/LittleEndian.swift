extension [UInt8] {
  /// The unsigned number of `size` bytes at `offset`, the lowest byte first; 0 where the bytes end.
  func number(at offset: Int, size: Int) -> Int {
    guard offset >= 0, offset + size <= count else { return 0 }
    var value: UInt64 = 0
    for index in (0..<size).reversed() { value = value << 8 | UInt64(self[offset + index]) }
    // Sizes beyond the limit of Int are lies.
    return Int(exactly: value) ?? .max
  }

  func has(_ bytes: [UInt8], at offset: Int) -> Bool {
    offset >= 0 && offset <= count && self[offset...].starts(with: bytes)
  }
}
