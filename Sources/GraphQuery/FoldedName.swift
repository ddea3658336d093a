/// A name in lower case ASCII with its separators made equal, for comparing what people type with labels.
struct FoldedName: Hashable {
  let bytes: [UInt8]

  init(_ name: String) {
    var folded: [UInt8] = []
    folded.reserveCapacity(name.utf8.count)
    for byte in name.utf8 {
      if Self.isSeparator(byte) {
        if let last = folded.last, last != 0x20 { folded.append(0x20) }
      } else {
        folded.append((UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte)
      }
    }
    if folded.last == 0x20 { folded.removeLast() }
    bytes = folded
  }

  private static func isSeparator(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte == 0x09
  }

  /// Whether `label` folds to the same name.
  func matches(_ label: String) -> Bool {
    // Folding never lengthens, so most labels are out by their length alone.
    label.utf8.count >= bytes.count && label.utf8.count <= bytes.count + 4 && FoldedName(label) == self
  }

  /// 1 for the same name, down to 0 for nothing in common.
  func similarity(to label: FoldedName) -> Double {
    if bytes == label.bytes { return 1 }
    let lengthRatio = Double(min(bytes.count, label.bytes.count)) / Double(max(bytes.count, label.bytes.count, 1))
    if label.bytes.starts(with: bytes) { return 0.8 + 0.15 * lengthRatio }
    if label.containsWords(of: self) { return 0.6 + 0.15 * lengthRatio }
    let allowed = bytes.count / 4
    guard allowed > 0, abs(bytes.count - label.bytes.count) <= allowed,
      let edits = editDistance(to: label, atMost: allowed)
    else { return 0 }
    return 0.75 - 0.25 * Double(edits) / Double(allowed + 1)
  }

  /// Whether `query` stands in this name at the start of a word.
  private func containsWords(of query: FoldedName) -> Bool {
    guard query.bytes.count >= 2, bytes.count > query.bytes.count else { return false }
    return (1...(bytes.count - query.bytes.count)).contains { offset in
      bytes[offset - 1] == 0x20 && bytes[offset...].starts(with: query.bytes)
    }
  }

  /// Optimal string alignment distance in bytes, or `nil` if it is more than `limit`.
  ///
  /// - Complexity: O(*n* · *m*), ended early by rows that exceed the limit.
  func editDistance(to other: FoldedName, atMost limit: Int) -> Int? {
    let (a, b) = (bytes, other.bytes)
    var beforePrevious = [Int](repeating: 0, count: b.count + 1)
    var previous = Array(0...b.count)
    for row in 1..<(a.count + 1) {
      var current = [row] + [Int](repeating: 0, count: b.count)
      for column in 1..<(b.count + 1) {
        let substitution = previous[column - 1] + (a[row - 1] == b[column - 1] ? 0 : 1)
        current[column] = min(substitution, previous[column] + 1, current[column - 1] + 1)
        if row > 1, column > 1, a[row - 1] == b[column - 2], a[row - 2] == b[column - 1] {
          current[column] = min(current[column], beforePrevious[column - 2] + 1)
        }
      }
      guard current.contains(where: { $0 <= limit }) else { return nil }
      (beforePrevious, previous) = (previous, current)
    }
    return previous[b.count] <= limit ? previous[b.count] : nil
  }
}
