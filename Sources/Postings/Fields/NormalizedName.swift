/// A name as `Field.normalized` has it, known by its 64-bit hash (FNV-1a), so that looking one up makes no copy of it.
struct NormalizedName: Hashable, ExpressibleByStringLiteral {
  private var hash: UInt64 = 0xcbf2_9ce4_8422_2325

  init(_ name: some Sequence<UInt8>) {
    for byte in name where Self.counts(byte) { hash = (hash ^ UInt64(lowercased(byte))) &* 0x0000_0100_0000_01b3 }
  }

  init(stringLiteral name: String) { self.init(name.utf8) }

  /// Whether the last letters and digits of `name` are `suffix`, which is lower case.
  static func ends(_ name: ArraySlice<UInt8>, with suffix: StaticString) -> Bool {
    suffix.withUTF8Buffer { suffix in
      var rest = suffix[...]
      for byte in name.reversed() where counts(byte) {
        guard let last = rest.last, last == lowercased(byte) else { return rest.isEmpty }
        rest = rest.dropLast()
      }
      return rest.isEmpty
    }
  }

  private static func counts(_ byte: UInt8) -> Bool { isLetter(byte) || (0x30...0x39).contains(byte) }
}
