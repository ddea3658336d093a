/// Tells how much labels resemble one name; its buffers serve label after label, so that a search allocates nothing.
struct NameScorer {
  private let query: [UInt8]
  private let queryLetters: UInt64
  /// How many edits a misspelling may have: one per four letters.
  private let allowedEdits: Int
  private var label: [UInt8] = []
  private var rows: (beforePrevious: [Int], previous: [Int], current: [Int]) = ([], [], [])

  init(_ name: String) {
    query = FoldedName(name).bytes
    queryLetters = Self.letters(query)
    allowedEdits = query.count / 4
  }

  /// Nothing to compare with.
  var isEmpty: Bool { query.isEmpty }

  /// 1 for the same name, down to 0 for nothing in common: a beginning, words inside, a misspelling.
  mutating func similarity(to name: String) -> Double {
    let bytes = Array(name.utf8)
    return similarity(to: bytes, bytes.indices)
  }

  /// The same for a name that stands in `bytes`.
  mutating func similarity(to bytes: [UInt8], _ place: Range<Int>) -> Double {
    // A name so much shorter than the query neither begins with it nor holds it nor is it misspelled.
    if place.count + allowedEdits < query.count { return 0 }
    let missing = (queryLetters & ~Self.possibleLetters(bytes, place)).nonzeroBitCount
    guard missing <= allowedEdits else { return 0 }
    let mayHold = missing == 0 && hasWord(bytes, place)
    guard mayHold || place.count <= query.count + allowedEdits || Self.mayShrink(bytes, place) else { return 0 }
    FoldedName.fold(bytes, place, into: &label)
    if label == query { return 1 }
    let lengthRatio = Double(min(query.count, label.count)) / Double(max(query.count, label.count, 1))
    if mayHold {
      if label.starts(with: query) { return 0.8 + 0.15 * lengthRatio }
      if containsQueryAtWord() { return 0.6 + 0.15 * lengthRatio }
    }
    guard mayBeMisspelled, let edits = editDistance() else { return 0 }
    return 0.75 - 0.25 * Double(edits) / Double(allowedEdits + 1)
  }

  /// The bits of the letters a name has when it is folded, and of some more; most names are ruled out by it.
  private static func possibleLetters(_ bytes: [UInt8], _ place: Range<Int>) -> UInt64 {
    var letters: UInt64 = 0
    for offset in place { letters |= bit(bytes[offset]) }
    // Capitals stand 32 places before small letters; any separator is a space.
    return letters | (letters & 0x07FF_FFFE) << 32 | bit(0x20)
  }

  /// Whether folding drops bytes: separators side by side, or at an end.
  private static func mayShrink(_ bytes: [UInt8], _ place: Range<Int>) -> Bool {
    var isBetweenWords = true
    for offset in place {
      let isSeparator = FoldedName.folded(bytes[offset]) == 0x20
      if isSeparator, isBetweenWords { return true }
      isBetweenWords = isSeparator
    }
    return isBetweenWords
  }

  /// Whether a word of the name begins as the query does.
  private func hasWord(_ bytes: [UInt8], _ place: Range<Int>) -> Bool {
    guard let first = query.first else { return true }
    var isBetweenWords = true
    for offset in place {
      let byte = FoldedName.folded(bytes[offset])
      if isBetweenWords, byte == first { return true }
      isBetweenWords = byte == 0x20
    }
    return false
  }

  /// Whether the query stands in the label at the start of a later word.
  private func containsQueryAtWord() -> Bool {
    guard query.count >= 2, label.count > query.count else { return false }
    for offset in 1...(label.count - query.count) where label[offset - 1] == 0x20 && label[offset] == query[0] {
      if label[offset...].starts(with: query) { return true }
    }
    return false
  }

  /// Rules out most labels: each letter that only one of the two has costs an edit.
  private var mayBeMisspelled: Bool {
    guard allowedEdits > 0, abs(query.count - label.count) <= allowedEdits else { return false }
    let letters = Self.letters(label)
    return (queryLetters & ~letters).nonzeroBitCount <= allowedEdits
      && (letters & ~queryLetters).nonzeroBitCount <= allowedEdits
  }

  /// Different bytes may share a bit, which only lets more labels through.
  private static func letters(_ bytes: [UInt8]) -> UInt64 {
    var letters: UInt64 = 0
    for byte in bytes { letters |= bit(byte) }
    return letters
  }

  @inline(__always)
  private static func bit(_ byte: UInt8) -> UInt64 { 1 &<< UInt64(byte & 63) }

  /// Optimal string alignment distance in bytes, or `nil` if it is more than is allowed.
  ///
  /// - Complexity: O(*n* · *m*), ended early by rows that exceed the limit.
  private mutating func editDistance() -> Int? {
    let width = label.count + 1
    if rows.current.count < width {
      rows = (Array(repeating: 0, count: width), Array(repeating: 0, count: width), Array(repeating: 0, count: width))
    }
    for column in 0..<width { rows.previous[column] = column }
    for row in 1..<(query.count + 1) {
      guard fillRow(row) <= allowedEdits else { return nil }
      swap(&rows.beforePrevious, &rows.previous)
      swap(&rows.previous, &rows.current)
    }
    return rows.previous[width - 1] <= allowedEdits ? rows.previous[width - 1] : nil
  }

  /// Fills the current row, as far from the diagonal as edits are allowed, and gives its least value.
  private mutating func fillRow(_ row: Int) -> Int {
    let (first, last) = (max(1, row - allowedEdits), min(label.count, row + allowedEdits))
    var least = allowedEdits + 1
    rows.current[first - 1] = first == 1 ? row : least
    if first == 1 { least = min(least, row) }
    for column in first..<(max(first, last + 1)) {
      let substitution = rows.previous[column - 1] + (query[row - 1] == label[column - 1] ? 0 : 1)
      var edits = min(substitution, rows.previous[column] + 1, rows.current[column - 1] + 1)
      if row > 1, column > 1, query[row - 1] == label[column - 2], query[row - 2] == label[column - 1] {
        edits = min(edits, rows.beforePrevious[column - 2] + 1)
      }
      rows.current[column] = edits
      least = min(least, edits)
    }
    // The next row looks one column further.
    if last < label.count { rows.current[last + 1] = allowedEdits + 1 }
    return least
  }
}
