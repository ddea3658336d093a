/// Tells how much labels resemble one name; its buffers serve label after label, so that a search allocates nothing.
struct NameScorer {
  private let query: [UInt8]
  /// Where its words are.
  private let words: [Range<Int>]
  private let queryLetters: UInt64
  /// How many edits a misspelling may have: one per four letters.
  private let allowedEdits: Int
  /// To the query, and to each of its words.
  private let distance: EditDistance?
  private let wordDistances: [EditDistance?]
  private var label: [UInt8] = []

  init(_ name: String) {
    query = FoldedName(name).bytes
    words = Self.words(query)
    queryLetters = Self.letters(query)
    distance = EditDistance(to: query)
    wordDistances = words.map { [query] in EditDistance(to: query[$0]) }
    allowedEdits = distance == nil ? 0 : query.count / 4
  }

  /// Nothing to compare with.
  var isEmpty: Bool { query.isEmpty }

  /// 1 for the same name, down to 0 for nothing in common: a beginning, words inside, the same words in another order, a misspelling.
  mutating func similarity(to name: String) -> Double {
    let bytes = Array(name.utf8)
    return similarity(to: bytes, bytes.indices)
  }

  /// The same for a name that stands in `bytes`.
  mutating func similarity(to bytes: [UInt8], _ place: Range<Int>) -> Double {
    // A name so much shorter than the query neither begins with it nor holds it nor is it misspelled.
    if place.count + allowedEdits < query.count { return 0 }
    let (letters, isTight) = Self.letters(bytes, place)
    let missing = (queryLetters & ~letters).nonzeroBitCount
    guard missing <= allowedEdits else { return 0 }
    guard missing > 0 || !hasWord(bytes, place) else { return similarityOfFolded(bytes, place) }
    // Neither begins with it nor holds it; most are no misspellings either, which their own bytes tell.
    if isTight, distance?.distance(from: bytes, place, atMost: allowedEdits) == nil { return 0 }
    return similarityOfFolded(bytes, place)
  }

  private mutating func similarityOfFolded(_ bytes: [UInt8], _ place: Range<Int>) -> Double {
    FoldedName.fold(bytes, place, into: &label)
    if label == query { return 1 }
    let lengthRatio = Double(min(query.count, label.count)) / Double(max(query.count, label.count, 1))
    if label.starts(with: query) { return 0.8 + 0.15 * lengthRatio }
    if holdsQueryAtWord() { return 0.6 + 0.15 * lengthRatio }
    if let edits = edits() { return 0.75 - 0.25 * Double(edits) / Double(allowedEdits + 1) }
    return words.count > 1 && label.count >= query.count && holdsAllWords() ? 0.4 + 0.1 * lengthRatio : 0
  }

  /// The bits of the letters a name has when it is folded, and of some more; and whether folding drops none of its bytes: no
  /// separators side by side or at an end. Most names are ruled out by it.
  @inline(__always)
  private static func letters(_ bytes: [UInt8], _ place: Range<Int>) -> (bits: UInt64, isTight: Bool) {
    var (letters, isBetweenWords, isTight): (UInt64, Bool, Bool) = (0, true, true)
    for offset in place {
      let byte = bytes[offset]
      letters |= bit(byte)
      let isSeparator = FoldedName.isSeparator(byte)
      if isSeparator, isBetweenWords { isTight = false }
      isBetweenWords = isSeparator
    }
    // Capitals stand 32 places before small letters; any separator is a space.
    return (letters | (letters & 0x07FF_FFFE) << 32 | bit(0x20), isTight && !isBetweenWords)
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

  // MARK: Words

  private static func words(_ text: [UInt8]) -> [Range<Int>] {
    text.split(separator: 0x20).map { $0.startIndex..<$0.endIndex }
  }

  /// Whether the query stands in the label at the start of a later word.
  private func holdsQueryAtWord() -> Bool {
    guard query.count >= 2, label.count > query.count else { return false }
    for offset in 1...(label.count - query.count) where label[offset - 1] == 0x20 && holds(0..<query.count, at: offset)
    {
      return true
    }
    return false
  }

  /// Whether each word of the query begins a word of the label, in whatever order.
  private func holdsAllWords() -> Bool {
    words.allSatisfy { word in
      label.indices.contains { offset in (offset == 0 || label[offset - 1] == 0x20) && holds(word, at: offset) }
    }
  }

  /// Whether a part of the query stands in the label at `offset`.
  private func holds(_ part: Range<Int>, at offset: Int) -> Bool {
    guard offset + part.count <= label.count else { return false }
    for position in part where label[offset + position - part.lowerBound] != query[position] { return false }
    return true
  }

  // MARK: Misspellings

  /// How many edits make the label of the query; `nil` if it is no misspelling of it: one edit per four letters of the whole and,
  /// where both have as many words, of each of their words. Else it is the spaces that were mistaken, and two edits are enough.
  private func edits() -> Int? {
    guard allowedEdits > 0, let distance,
      let edits = distance.distance(from: label, 0..<label.count, atMost: allowedEdits)
    else { return nil }
    if edits <= 1 || words.count == 1 { return edits }
    let others = Self.words(label)
    guard others.count == words.count else { return edits <= 2 ? edits : nil }
    let agree = others.indices.allSatisfy { index in
      let limit = words[index].count / 4
      return wordDistances[index]?.distance(from: label, others[index], atMost: limit) != nil
    }
    return agree ? edits : nil
  }

  /// Different bytes may share a bit, which only lets more labels through.
  private static func letters(_ bytes: [UInt8]) -> UInt64 {
    var letters: UInt64 = 0
    for byte in bytes { letters |= bit(byte) }
    return letters
  }

  @inline(__always)
  private static func bit(_ byte: UInt8) -> UInt64 { 1 &<< UInt64(byte & 63) }
}
