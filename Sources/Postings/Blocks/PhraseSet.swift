/// Finds which groups of phrases occur in a text, in one pass. Phrases are lower case; capitals of ASCII in the text match.
struct PhraseSet: Sendable {
  private let phrases: [(bytes: [UInt8], group: Int)]
  /// By the first two bytes of a phrase: one more than its position in `buckets`, 0 for none.
  private var starts = Array(repeating: UInt16(0), count: 1 << 16)
  private var buckets: [[Int]] = []

  /// `groups` are at most 64, each phrase of at least two bytes.
  init(_ groups: [[String]]) {
    phrases = groups.enumerated().flatMap { group, phrases in phrases.map { (Array($0.utf8), group) } }
    for (position, phrase) in phrases.enumerated() {
      let key = Int(phrase.bytes[0]) << 8 | Int(phrase.bytes[1])
      if starts[key] == 0 {
        buckets.append([])
        starts[key] = UInt16(buckets.count)
      }
      buckets[Int(starts[key]) - 1].append(position)
    }
  }

  /// The groups with a phrase in `text`, as bits.
  ///
  /// - Complexity: O(*text*) for texts in which phrases seldom start.
  func groups(in text: ArraySlice<UInt8>) -> UInt64 {
    var found: UInt64 = 0
    forEachMatch(in: text) { found |= 1 << UInt64(phrases[$0].group) }
    return found
  }

  /// The phrase that is found first, the earliest in the table of those at one place.
  func firstPhrase(in text: ArraySlice<UInt8>) -> String? {
    var first: Int?
    forEachMatch(in: text) { if first == nil { first = $0 } }
    return first.map { String(decoding: phrases[$0].bytes, as: UTF8.self) }
  }

  private func forEachMatch(in text: ArraySlice<UInt8>, _ body: (Int) -> Void) {
    guard var previous = text.first.map(lowercased) else { return }
    for offset in text.indices.dropFirst() {
      let byte = lowercased(text[offset])
      let bucket = starts[Int(previous) << 8 | Int(byte)]
      previous = byte
      guard bucket > 0 else { continue }
      for position in buckets[Int(bucket) - 1] where occurs(phrases[position].bytes, in: text, at: offset - 1) {
        body(position)
      }
    }
  }

  private func occurs(_ phrase: [UInt8], in text: ArraySlice<UInt8>, at start: Int) -> Bool {
    guard start + phrase.count <= text.endIndex else { return false }
    for index in phrase.indices where lowercased(text[start + index]) != phrase[index] { return false }
    return true
  }
}
