/// FNV-1a, 64 bits, byte by byte: the same on every machine and in every run, unlike `Hasher`.
enum StableHash {
  static let seed: UInt64 = 0xcbf2_9ce4_8422_2325

  @inline(__always)
  static func adding(_ byte: UInt8, to hash: UInt64) -> UInt64 { (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
}
