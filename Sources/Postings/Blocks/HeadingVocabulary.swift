internal import BundledData

/// What headings of postings mean, from `Data/vocabulary/headings.tsv`.
///
/// Headings are compared by their words: lower case, apostrophes dropped, `&` as `and`, other punctuation as space. Words and
/// phrases are known by 64-bit hashes, so that looking at a line makes no copies of it.
final class HeadingVocabulary: Sendable {
  static let standard = HeadingVocabulary(
    BundledFile.all(in: "vocabulary").first { $0.name.hasSuffix("headings.tsv") }?.bytes ?? [])

  private let phrases: [UInt64: Section]
  /// Phrases that count anywhere in a heading.
  private let keyPhrases: [UInt64: Section]
  /// Every word of any phrase, and those that key phrases start with.
  private let words: Set<UInt64>
  private let firstKeyWords: Set<UInt64>
  private let longestKey: Int

  /// `table` is tab-separated, columns section, language, heading; `~` before a heading marks a key phrase.
  init(_ table: [UInt8]) {
    var (phrases, keyPhrases): ([UInt64: Section], [UInt64: Section]) = ([:], [:])
    var (allWords, firstKeyWords): (Set<UInt64>, Set<UInt64>) = ([], [])
    var longestKey = 0
    for line in table.split(separator: UInt8(ascii: "\n")) where line.first != UInt8(ascii: "#") {
      let cells = line.split(separator: UInt8(ascii: "\t"))
      guard cells.count == 3, let section = Section(rawValue: String(decoding: cells[0], as: UTF8.self)) else {
        continue
      }
      let words = Self.words(of: cells[2])
      allWords.formUnion(words.map(\.hash))
      let phrase = Self.phrase(words)
      if cells[2].first == UInt8(ascii: "~") {
        if keyPhrases[phrase] == nil { keyPhrases[phrase] = section }
        firstKeyWords.formUnion(words.prefix(1).map(\.hash))
        longestKey = max(longestKey, words.count)
      } else if phrases[phrase] == nil {
        phrases[phrase] = section
      }
    }
    (self.phrases, self.keyPhrases, self.longestKey) = (phrases, keyPhrases, longestKey)
    (words, self.firstKeyWords) = (allWords, firstKeyWords)
  }

  /// The section of a heading that is in the table as it stands.
  func section(ofExactly heading: ArraySlice<UInt8>) -> Section? { exactSection(of: Self.words(of: heading)) }

  /// "The ideal profile" is in the table without its article.
  private func exactSection(of words: [Word]) -> Section? {
    phrases[Self.phrase(words)]
      ?? (words.count > 1 && words[0].hash == Self.the ? phrases[Self.phrase(Array(words.dropFirst()))] : nil)
  }

  /// The section of a heading by all of its words, else by its longest key phrase, the first of equals.
  ///
  /// - Complexity: O(*words*).
  func section(of heading: ArraySlice<UInt8>) -> Section? {
    let words = Self.words(of: heading)
    return exactSection(of: words) ?? keySection(of: words)
  }

  /// Like `section(of:)`, for a line that may be no heading: every word must be one that headings use.
  func section(ofPlainLine line: ArraySlice<UInt8>) -> Section? {
    let words = Self.words(of: line)
    if let section = exactSection(of: words) { return section }
    guard words.count > 1, words.allSatisfy({ self.words.contains($0.hash) }) else { return nil }
    return keySection(of: words)
  }

  private func keySection(of words: [Word]) -> Section? {
    // "What you'll do as a Benefits Manager": what a heading begins with is what it is about.
    for start in words.indices.prefix(2) where firstKeyWords.contains(words[start].hash) {
      let found = longestKeyPhrase(in: words[start...].prefix(longestKey))
      if found?.section == .responsibilities, words.count > 4 { return found?.section }
    }
    var best: (section: Section, length: Int)?
    for start in words.indices where firstKeyWords.contains(words[start].hash) {
      guard let found = longestKeyPhrase(in: words[start...].prefix(longestKey)) else { continue }
      // "Preferred qualifications" and "Benefits we offer": the narrower section decides between equals.
      if best.map({
        Self.rank(found.section) > Self.rank($0.section)
          || (Self.rank(found.section) == Self.rank($0.section) && found.length > $0.length)
      }) ?? true {
        best = found
      }
    }
    return best?.section
  }

  /// The longest at the start of `words`, and how many bytes it has with a space between its words.
  private func longestKeyPhrase(in words: ArraySlice<Word>) -> (section: Section, length: Int)? {
    var longest: (section: Section, length: Int)?
    var (phrase, length) = (Self.basis, -1)
    for word in words {
      phrase = Self.joined(phrase, word.hash)
      length += 1 + word.length
      if let section = keyPhrases[phrase] { longest = (section, length) }
    }
    return longest
  }

  private static func rank(_ section: Section) -> Int {
    switch section {
    case .preferred: 5
    case .equalOpportunity: 4
    case .apply, .benefits: 3
    case .education, .requirements: 2
    case .responsibilities, .skills: 1
    case .about, .other: 0
    }
  }
}

extension HeadingVocabulary {
  /// A word in lower case.
  private struct Word {
    /// FNV-1a.
    var hash = HeadingVocabulary.basis
    /// In bytes.
    var length = 0

    mutating func append(_ byte: UInt8) {
      hash = (hash ^ UInt64(byte)) &* HeadingVocabulary.prime
      length += 1
    }
  }

  private static let basis: UInt64 = 0xcbf2_9ce4_8422_2325
  private static let prime: UInt64 = 0x0000_0100_0000_01b3
  private static let the = words(of: Array("the".utf8)[...])[0].hash

  private static func joined(_ phrase: UInt64, _ word: UInt64) -> UInt64 {
    let mixed = (phrase ^ word) &* 0x9e37_79b9_7f4a_7c15
    return mixed ^ mixed >> 32
  }

  private static func phrase(_ words: [Word]) -> UInt64 { words.reduce(basis) { joined($0, $1.hash) } }

  private static func words(of heading: ArraySlice<UInt8>) -> [Word] {
    heading.withUnsafeBufferPointer(words)
  }

  private static func words(of heading: UnsafeBufferPointer<UInt8>) -> [Word] {
    var words: [Word] = []
    words.reserveCapacity(8)
    var word = Word()
    func flush() {
      if word.length > 0 { words.append(word) }
      word = Word()
    }
    var offset = 0
    while offset < heading.count {
      let byte = heading[offset]
      let second = offset + 1 < heading.count ? heading[offset + 1] : 0
      if byte == UInt8(ascii: "'") {
        // ' and ’ inside words are dropped: "you'll" and "youll" are one.
      } else if byte == 0xE2, second == 0x80, offset + 2 < heading.count, heading[offset + 2] == 0x99 {
        offset += 2
      } else if byte == UInt8(ascii: "&") {
        flush()
        "and".utf8.forEach { word.append($0) }
        flush()
      } else if byte < 0x80 {
        if isLetter(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
          word.append(lowercased(byte))
        } else {
          flush()
        }
      } else if byte == 0xE2 || byte >= 0xEF {
        // Typographic punctuation, arrows, emoji.
        flush()
        offset += (byte >= 0xF0 ? 4 : 3) - 1
      } else {
        let (lead, trail) = foldedLetter(byte, second)
        word.append(lead)
        if second != 0 { word.append(trail) }
        offset += 1
      }
      offset += 1
    }
    flush()
    return words
  }

  /// Lower case for Latin-1 and Latin Extended-A, which is what the table's languages need.
  private static func foldedLetter(_ lead: UInt8, _ second: UInt8) -> (UInt8, UInt8) {
    if lead == 0xC3, (0x80...0x9E).contains(second), second != 0x97 { return (lead, second | 0x20) }
    if lead == 0xC4 || lead == 0xC5 {
      let scalar = UInt32(lead & 0x1F) << 6 | UInt32(second & 0x3F)
      let isOddPair = (0x139...0x148).contains(scalar) || (0x179...0x17E).contains(scalar)
      if scalar == 0x178 { return (0xC3, 0xBF) }
      if isOddPair ? scalar & 1 == 1 : scalar & 1 == 0 {
        let lower = scalar + 1
        return (UInt8(0xC0 | lower >> 6), UInt8(0x80 | lower & 0x3F))
      }
    }
    return (lead, second)
  }
}
