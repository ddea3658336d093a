/// How many edits lead from one name to others: letters that are inserted, left out, replaced, or swapped with the next one, none of
/// them edited twice (optimal string alignment).
///
/// All of a column of the usual table is held in the bits of a few words (Hyyrö 2003), so that a byte of another name costs some
/// twenty instructions.
struct EditDistance {
  let count: Int
  /// By byte, the places in the name where it stands, as it is folded.
  private let places: [UInt64]
  private let last: UInt64

  static let longest = 64

  /// To a folded name (`FoldedName`); `nil` for an empty one, and one of more than 64 bytes.
  init?(to name: some Collection<UInt8>) {
    guard (1...Self.longest).contains(name.count) else { return nil }
    var places = [UInt64](repeating: 0, count: 256)
    for (position, byte) in name.enumerated() { places[Int(byte)] |= 1 << UInt64(position) }
    // Other names need not be folded.
    for byte in UInt8.min...UInt8.max { places[Int(byte)] = places[Int(FoldedName.folded(byte))] }
    (count, self.places, last) = (name.count, places, 1 << UInt64(name.count - 1))
  }

  /// The distance to a part of `bytes`; `nil` if it is more than `limit`.
  func distance(from bytes: [UInt8], _ part: Range<Int>, atMost limit: Int) -> Int? {
    guard abs(part.count - count) <= limit else { return nil }
    var (positive, negative, diagonal, former) = (UInt64.max, UInt64(0), UInt64(0), UInt64(0))
    var (distance, rest) = (count, part.count)
    for offset in part {
      let same = places[Int(bytes[offset])]
      let swapped = (~diagonal & same) << 1 & former
      diagonal = (((same & positive) &+ positive) ^ positive) | same | negative | swapped
      let (up, down) = (negative | ~(diagonal | positive), diagonal & positive)
      if up & last != 0 { distance += 1 }
      if down & last != 0 { distance -= 1 }
      positive = down << 1 | ~(diagonal | (up << 1 | 1))
      negative = (up << 1 | 1) & diagonal
      former = same
      rest -= 1
      // A byte makes the distance less by one at most.
      if distance - rest > limit { return nil }
    }
    return distance
  }
}
