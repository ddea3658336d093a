/// Words by the hashes of their folded forms; a look costs about one probe and no more hashing.
struct WordSet: Sendable {
  /// Zero marks a free slot.
  private var slots: [UInt64]

  init(_ words: [String]) { self.init(hashes: words.map(WordScanner.hash(of:))) }

  init(hashes: [UInt64]) {
    var size = 8
    while size < hashes.count * 4 { size *= 2 }
    slots = [UInt64](repeating: 0, count: size)
    for hash in hashes where hash != 0 && !contains(hash) {
      var slot = Int(truncatingIfNeeded: hash) & (size - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (size - 1) }
      slots[slot] = hash
    }
  }

  func contains(_ hash: UInt64) -> Bool {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != 0 {
      if slots[slot] == hash { return true }
      slot = (slot + 1) & mask
    }
    return false
  }
}
