/// Which words a text may have: a bit for each hash. Rarely says yes wrongly, never no.
struct WordSketch {
  private var bits = [UInt64](repeating: 0, count: 256)

  init(_ words: [WordScanner.Word]) {
    for word in words { bits[Self.slot(word.hash)] |= Self.bit(word.hash) }
  }

  /// All words of `phrase` may be there.
  func mayContain(_ phrase: ArraySlice<UInt64>) -> Bool {
    phrase.allSatisfy { bits[Self.slot($0)] & Self.bit($0) != 0 }
  }

  private static func slot(_ hash: UInt64) -> Int { Int(hash >> 6 & 255) }
  private static func bit(_ hash: UInt64) -> UInt64 { 1 << (hash & 63) }
}
