/// What is known of a word wherever it stands: found once, so that all who read a text need only look at a bit.
struct WordMarks: OptionSet, Sendable {
  let rawValue: UInt32

  // How it stands in the text; see `WordScanner.Word`.
  static let continues = WordMarks(rawValue: 1)
  static let isSpaced = WordMarks(rawValue: 2)
  static let mayHaveStem = WordMarks(rawValue: 4)
  /// See `PostingText.sentence(around:in:)`.
  static let startsSentence = WordMarks(rawValue: 8)

  // What it is in the vocabulary.
  static let stopWord = WordMarks(rawValue: 16)
  static let functionWord = WordMarks(rawValue: 32)
  static let conjunction = WordMarks(rawValue: 64)
  /// It speaks of who reads the posting.
  static let candidate = WordMarks(rawValue: 128)
  /// It speaks of who wrote the posting.
  static let employer = WordMarks(rawValue: 256)
  static let seeking = WordMarks(rawValue: 512)
  /// A verb of a sentence that states something.
  static let copula = WordMarks(rawValue: 1024)
  /// It ends what a phrase before it speaks of: "but".
  static let turn = WordMarks(rawValue: 2048)
  /// See `DutyVerbs`.
  static let dutyVerb = WordMarks(rawValue: 4096)
}

/// A bit for each of some words, and by chance for some others: most words need no closer look.
struct WordSketch: Sendable {
  private(set) var bits: [UInt64]

  /// About three bits for each word, so that they stay near the processor.
  init(expectedWords: Int) {
    var size = 16
    while size * 64 < expectedWords * 3 { size *= 2 }
    bits = [UInt64](repeating: 0, count: size)
  }

  /// - Parameter bits: a power of two of them.
  init?(bits: [UInt64]) {
    guard bits.count.nonzeroBitCount == 1 else { return nil }
    self.bits = bits
  }

  mutating func insert(_ hash: UInt64) { bits[slot(hash)] |= 1 << (hash & 63) }

  @inline(__always)
  func contains(_ hash: UInt64) -> Bool { bits[slot(hash)] & 1 << (hash & 63) != 0 }

  /// The positions of the words of the set in a text, in order, and by chance of some others.
  ///
  /// Without a branch for each word: which words are in the set cannot be foretold, and to guess wrong costs more than the look.
  func positions(in words: [WordScanner.Word]) -> [Int32] {
    [Int32](unsafeUninitializedCapacity: words.count) { positions, count in
      var found = 0
      for position in words.indices {
        let hash = words[position].hash
        positions[found] = Int32(truncatingIfNeeded: position)
        found += Int(truncatingIfNeeded: bits[slot(hash)] &>> (hash & 63) & 1)
      }
      count = found
    }
  }

  @inline(__always)
  private func slot(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: hash >> 6) & (bits.count - 1) }
}

/// Numbers by the hashes of words; a look costs about one probe and no more hashing.
struct WordMap: Sendable {
  /// Zero marks a free slot.
  private var hashes: [UInt64]
  private var values: [UInt32]
  private(set) var count = 0

  init(expectedWords: Int = 0) {
    var size = 8
    while size < expectedWords * 4 { size *= 2 }
    hashes = [UInt64](repeating: 0, count: size)
    values = [UInt32](repeating: 0, count: size)
  }

  /// `nil` for a word that has none; a word of hash zero never has one.
  subscript(hash: UInt64) -> UInt32? {
    @inline(__always) get {
      let slot = slot(of: hash)
      return hashes[slot] == 0 ? nil : values[slot]
    }
    set {
      guard hash != 0, let newValue else { return }
      if (count + 1) * 4 > hashes.count { grow() }
      let slot = slot(of: hash)
      if hashes[slot] == 0 { count += 1 }
      (hashes[slot], values[slot]) = (hash, newValue)
    }
  }

  /// Where the word is, or would be.
  @inline(__always)
  private func slot(of hash: UInt64) -> Int {
    let mask = hashes.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while hashes[slot] != 0, hashes[slot] != hash { slot = (slot + 1) & mask }
    return slot
  }

  private mutating func grow() {
    var larger = WordMap(expectedWords: hashes.count)
    for slot in hashes.indices where hashes[slot] != 0 { larger[hashes[slot]] = values[slot] }
    self = larger
  }
}
