/// A name in lower case ASCII with its separators made equal, for comparing what people type with labels.
struct FoldedName: Hashable {
  let bytes: [UInt8]

  init(_ name: String) {
    var bytes: [UInt8] = []
    Self.fold(name, into: &bytes)
    self.bytes = bytes
  }

  /// Replaces what is in `folded`; its storage is used again.
  static func fold(_ name: String, into folded: inout [UInt8]) {
    let bytes = Array(name.utf8)
    fold(bytes, bytes.indices, into: &folded)
  }

  /// The same for a name that stands in `bytes`.
  static func fold(_ bytes: [UInt8], _ place: Range<Int>, into folded: inout [UInt8]) {
    folded.removeAll(keepingCapacity: true)
    for offset in place {
      let byte = bytes[offset]
      if isSeparator(byte) {
        if let last = folded.last, last != 0x20 { folded.append(0x20) }
      } else {
        folded.append(lowercased(byte))
      }
    }
    if folded.last == 0x20 { folded.removeLast() }
  }

  /// Whether `label` folds to the same name.
  func matches(_ label: String) -> Bool {
    let bytes = Array(label.utf8)
    return matches(bytes, bytes.indices)
  }

  /// The same for a label that stands in `text`.
  ///
  /// - Complexity: O(1) for most labels: it ends at the first byte that differs.
  @inline(__always)
  func matches(_ text: [UInt8], _ place: Range<Int>) -> Bool {
    guard let start = bytes.first else { return matchesToItsEnd(text, place) }
    // Folding makes nothing longer, and few names begin alike.
    guard place.count >= bytes.count else { return false }
    let first = Self.folded(text[place.lowerBound])
    return (first == start || first == 0x20) && matchesToItsEnd(text, place)
  }

  private func matchesToItsEnd(_ text: [UInt8], _ place: Range<Int>) -> Bool {
    var position = 0
    var isBetweenWords = true
    for offset in place {
      let byte = text[offset]
      if Self.isSeparator(byte) {
        isBetweenWords = true
        continue
      }
      if isBetweenWords, position > 0 {
        guard position < bytes.count, bytes[position] == 0x20 else { return false }
        position += 1
      }
      isBetweenWords = false
      guard position < bytes.count, bytes[position] == Self.lowercased(byte) else { return false }
      position += 1
    }
    return position == bytes.count
  }

  /// A byte for itself: a separator is a space, a capital a small letter.
  @inline(__always)
  static func folded(_ byte: UInt8) -> UInt8 { isSeparator(byte) ? 0x20 : lowercased(byte) }

  @inline(__always)
  static func isSeparator(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte == 0x09
  }

  @inline(__always)
  private static func lowercased(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }
}
