/// Finds which groups of phrases occur in a text, in one pass. Phrases are lower case; capitals of ASCII in the text match, and
/// a typographic apostrophe where the phrase has a plain one.
final class PhraseSet: Sendable {
  private struct Phrase {
    var bytes: Range<Int>
    var group: UInt64
  }

  /// By their first two bytes, in the order of the table where these are the same.
  private let phrases: [Phrase]
  /// All phrases in a row.
  private let bytes: [UInt8]
  /// Which pairs of bytes phrases start with, 64 to an entry: small enough to stay near the processor.
  private let pairs: [Pairs]
  /// Where the phrases of each pair start that phrases start with; one more entry for the end.
  private let starts: [Int]

  /// A bit for each three bytes that phrases start with, by a hash: nearly all places in a text end here.
  private let sketch: [UInt64]

  private struct Pairs {
    /// A bit for each.
    var bits: UInt64 = 0
    /// How many there are in the entries before.
    var before = 0
  }

  /// `groups` are at most 64, each phrase of at least three bytes.
  init(_ groups: [[String]]) {
    let table = groups.enumerated().flatMap { group, phrases in
      phrases.flatMap(Self.spellings).map { ($0, UInt64(group)) }
    }
    let order = table.indices.sorted { (Self.pair(table[$0].0), $0) < (Self.pair(table[$1].0), $1) }
    var (phrases, bytes): ([Phrase], [UInt8]) = ([], [])
    var (pairs, starts): ([Pairs], [Int]) = (Array(repeating: Pairs(), count: 1 << 10), [])
    for (phrase, group) in order.map({ table[$0] }) {
      let pair = Self.pair(phrase)
      if pairs[pair >> 6].bits >> UInt64(pair & 63) & 1 == 0 { starts.append(phrases.count) }
      pairs[pair >> 6].bits |= 1 << UInt64(pair & 63)
      phrases.append(Phrase(bytes: bytes.count..<(bytes.count + phrase.count), group: group))
      bytes += phrase
    }
    for index in pairs.indices.dropFirst() {
      pairs[index].before = pairs[index - 1].before + pairs[index - 1].bits.nonzeroBitCount
    }
    (self.phrases, self.bytes, self.pairs, self.starts) = (phrases, bytes, pairs, starts + [phrases.count])
    var sketch = [UInt64](repeating: 0, count: 1 << 7)
    for (phrase, _) in table {
      let slot = Self.slot(phrase.prefix(3).reduce(0) { $0 << 8 | UInt32($1) })
      sketch[slot >> 6] |= 1 << UInt64(slot & 63)
    }
    self.sketch = sketch
  }

  /// Where the bit of three bytes is.
  @inline(__always)
  private static func slot(_ bytes: UInt32) -> Int { Int((bytes &* 0x9E37_79B1) >> 19) }

  /// `phrase` as it is and, if it has an apostrophe, with U+2019 instead.
  private static func spellings(_ phrase: String) -> [[UInt8]] {
    let plain = Array(phrase.utf8)
    guard plain.contains(UInt8(ascii: "'")) else { return [plain] }
    return [
      plain,
      Array(phrase.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "’").utf8),
    ]
  }

  private static func pair(_ phrase: [UInt8]) -> Int { Int(phrase[0]) << 8 | Int(phrase[1]) }

  /// The groups with a phrase in `text`, as bits, and those that are `known` already.
  ///
  /// - Complexity: O(*text*) for texts in which phrases seldom start.
  func groups(in text: some Collection<UInt8>, known: UInt64 = 0) -> UInt64 {
    var found = known
    scan(text) { text, start, bucket in
      for position in bucket where found >> phrases[position].group & 1 == 0 && occurs(position, text, start) {
        found |= 1 << phrases[position].group
      }
      return true
    }
    return found
  }

  func occur(in text: some Collection<UInt8>) -> Bool { firstPosition(in: text) != nil }

  /// The phrase that is found first, the earliest in the table of those at one place.
  func firstPhrase(in text: some Collection<UInt8>) -> String? {
    firstPosition(in: text).map { String(decoding: bytes[phrases[$0].bytes], as: UTF8.self) }
  }

  private func firstPosition(in text: some Collection<UInt8>) -> Int? {
    var first: Int?
    scan(text) { text, start, bucket in
      first = bucket.first { occurs($0, text, start) }
      return first == nil
    }
    return first
  }

  private typealias Bytes = UnsafeBufferPointer<UInt8>

  /// Calls `body` with each place where three bytes stand that phrases start with, and the phrases that start with the first
  /// two, until it wants no more.
  @inline(__always)
  private func scan(_ text: some Collection<UInt8>, _ body: (Bytes, Int, Range<Int>) -> Bool) {
    if text.withContiguousStorageIfAvailable({ scan(bytes: $0, body) }) == nil {
      Array(text).withUnsafeBufferPointer { scan(bytes: $0, body) }
    }
  }

  @inline(__always)
  private func scan(bytes text: Bytes, _ body: (Bytes, Int, Range<Int>) -> Bool) {
    sketch.withUnsafeBufferPointer { sketch in
      guard text.count > 2 else { return }
      var bytes = UInt32(lowercased(text[0])) << 8 | UInt32(lowercased(text[1]))
      for offset in 2..<text.count {
        bytes = (bytes << 8 | UInt32(lowercased(text[offset]))) & 0xFF_FFFF
        let slot = Self.slot(bytes)
        guard sketch[slot >> 6] &>> UInt64(slot & 63) & 1 != 0, let bucket = bucket(Int(bytes >> 8)) else { continue }
        guard body(text, offset - 2, bucket) else { return }
      }
    }
  }

  /// The phrases that start with a pair of bytes.
  private func bucket(_ pair: Int) -> Range<Int>? {
    let entry = pairs[pair >> 6]
    let bit = UInt64(1) << UInt64(pair & 63)
    guard entry.bits & bit != 0 else { return nil }
    let rank = entry.before + (entry.bits & (bit - 1)).nonzeroBitCount
    return starts[rank]..<starts[rank + 1]
  }

  /// The first two bytes are known to be there.
  @inline(__always)
  private func occurs(_ position: Int, _ text: Bytes, _ start: Int) -> Bool {
    let phrase = phrases[position].bytes
    guard start + phrase.count <= text.count else { return false }
    for index in 2..<phrase.count where lowercased(text[start + index]) != bytes[phrase.lowerBound + index] {
      return false
    }
    return true
  }
}
