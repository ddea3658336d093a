/// A 128-bit digest of content, by which a file that was read before is recognised (MurmurHash3 x64 128, seed 0).
///
/// The same on every machine and however the content is cut into pieces. Not cryptographic: it tells an edited page from an
/// unchanged one, and does not withstand someone who looks for collisions.
public struct ContentDigest: Sendable {
  private var lanes: (UInt64, UInt64) = (0, 0)
  private var length: UInt64 = 0
  /// The last bytes, up to 15, that don't fill a block.
  private var tail: [UInt8] = []

  public init() {}

  /// - Complexity: O(*bytes*), some gigabytes a second.
  public mutating func update(_ bytes: [UInt8]) {
    length &+= UInt64(bytes.count)
    var start = 0
    if !tail.isEmpty {
      start = min(16 - tail.count, bytes.count)
      tail += bytes[..<start]
      guard tail.count == 16 else { return }
      lanes = Self.mixing(lanes, tail[...])
      tail.removeAll(keepingCapacity: true)
    }
    let end = start + (bytes.count - start) / 16 * 16
    lanes = Self.mixing(lanes, bytes[start..<end])
    tail += bytes[end...]
  }

  /// A text among others: its length goes before it, so that ("ab", "c") differs from ("a", "bc").
  public mutating func update(_ text: String) {
    var length = UInt64(text.utf8.count)
    var bytes: [UInt8] = []
    for _ in 0..<8 {
      bytes.append(UInt8(truncatingIfNeeded: length))
      length >>= 8
    }
    update(bytes + text.utf8)
  }

  /// The digest of everything so far, as 32 hexadecimal digits.
  public var hexadecimal: String {
    var (a, b) = lanes
    if !tail.isEmpty {
      let block = tail + [UInt8](repeating: 0, count: 16 - tail.count)
      let (low, high) = Self.words(block[...], at: 0)
      b ^= Self.scrambledHigh(high)
      a ^= Self.scrambledLow(low)
    }
    a ^= length
    b ^= length
    a &+= b
    b &+= a
    a = Self.avalanche(a)
    b = Self.avalanche(b)
    a &+= b
    b &+= a
    return Self.digits(a) + Self.digits(b)
  }

  private static func mixing(_ lanes: (UInt64, UInt64), _ blocks: ArraySlice<UInt8>) -> (UInt64, UInt64) {
    var (a, b) = lanes
    for offset in stride(from: 0, to: blocks.count, by: 16) {
      let (low, high) = words(blocks, at: offset)
      a ^= scrambledLow(low)
      a = (rotated(a, 27) &+ b) &* 5 &+ 0x52dc_e729
      b ^= scrambledHigh(high)
      b = (rotated(b, 31) &+ a) &* 5 &+ 0x3849_5ab5
    }
    return (a, b)
  }

  private static func words(_ bytes: ArraySlice<UInt8>, at offset: Int) -> (UInt64, UInt64) {
    bytes.withUnsafeBytes { raw in
      (
        UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self)),
        UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self))
      )
    }
  }

  private static let low: UInt64 = 0x87c3_7b91_1142_53d5
  private static let high: UInt64 = 0x4cf5_ad43_2745_937f

  private static func scrambledLow(_ word: UInt64) -> UInt64 { rotated(word &* low, 31) &* high }
  private static func scrambledHigh(_ word: UInt64) -> UInt64 { rotated(word &* high, 33) &* low }
  private static func rotated(_ word: UInt64, _ bits: UInt64) -> UInt64 { word << bits | word >> (64 - bits) }

  /// Spreads every bit of a word over all of it (MurmurHash3's `fmix64`).
  static func avalanche(_ word: UInt64) -> UInt64 {
    var word = word
    word ^= word >> 33
    word &*= 0xff51_afd7_ed55_8ccd
    word ^= word >> 33
    word &*= 0xc4ce_b9fe_1a85_ec53
    return word ^ word >> 33
  }

  private static func digits(_ word: UInt64) -> String {
    let text = String(word, radix: 16)
    return String(repeating: "0", count: 16 - text.utf8.count) + text
  }
}
