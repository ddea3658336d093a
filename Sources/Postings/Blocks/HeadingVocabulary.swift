internal import BundledData

/// What headings of postings mean, from `Data/vocabulary/headings.tsv`.
///
/// Headings are compared by their words: lower case, apostrophes dropped, `&` as `and`, other punctuation as space.
struct HeadingVocabulary: Sendable {
  static let standard = HeadingVocabulary(
    BundledFile.all(in: "vocabulary").first { $0.name.hasSuffix("headings.tsv") }?.bytes ?? [])

  private var phrases: [[UInt8]: Section] = [:]
  /// Phrases that count anywhere in a heading.
  private var keyPhrases: [[UInt8]: Section] = [:]
  /// Every word of any phrase.
  private var words: Set<[UInt8]> = []
  private var longestKey = 0

  /// `table` is tab-separated, columns section, language, heading; `~` before a heading marks a key phrase.
  init(_ table: [UInt8]) {
    for line in table.split(separator: UInt8(ascii: "\n")) where line.first != UInt8(ascii: "#") {
      let cells = line.split(separator: UInt8(ascii: "\t"))
      guard cells.count == 3, let section = Section(rawValue: String(decoding: cells[0], as: UTF8.self)) else {
        continue
      }
      add(cells[2], section)
    }
  }

  private mutating func add(_ heading: ArraySlice<UInt8>, _ section: Section) {
    let words = Self.words(of: heading)
    let phrase = Array(words.joined(separator: [0x20]))
    self.words.formUnion(words)
    if heading.first == UInt8(ascii: "~") {
      if keyPhrases[phrase] == nil { keyPhrases[phrase] = section }
      longestKey = max(longestKey, words.count)
    } else if phrases[phrase] == nil {
      phrases[phrase] = section
    }
  }

  /// The section of a heading that is in the table as it stands.
  func section(ofExactly heading: ArraySlice<UInt8>) -> Section? {
    phrases[Array(Self.words(of: heading).joined(separator: [0x20]))]
  }

  /// The section of a heading by all of its words, else by its longest key phrase, the first of equals.
  ///
  /// - Complexity: O(*words*).
  func section(of heading: ArraySlice<UInt8>) -> Section? {
    let words = Self.words(of: heading)
    if let section = phrases[Array(words.joined(separator: [0x20]))] { return section }
    return keySection(of: words)
  }

  /// Like `section(of:)`, for a line that may be no heading: every word must be one that headings use.
  func section(ofPlainLine line: ArraySlice<UInt8>) -> Section? {
    let words = Self.words(of: line)
    if let section = phrases[Array(words.joined(separator: [0x20]))] { return section }
    guard words.count > 1, words.allSatisfy(self.words.contains) else { return nil }
    return keySection(of: words)
  }

  private func keySection(of words: [[UInt8]]) -> Section? {
    var best: (section: Section, length: Int)?
    for start in words.indices {
      for count in stride(from: min(longestKey, words.count - start), to: 0, by: -1) {
        let phrase = Array(words[start..<(start + count)].joined(separator: [0x20]))
        guard let section = keyPhrases[phrase] else { continue }
        // "Preferred qualifications" and "Benefits we offer": the narrower section decides between equals.
        if best.map({
          Self.rank(section) > Self.rank($0.section)
            || (Self.rank(section) == Self.rank($0.section) && phrase.count > $0.length)
        }) ?? true {
          best = (section, phrase.count)
        }
        break
      }
    }
    return best?.section
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

  /// The words of a heading, in lower case.
  static func words(of heading: ArraySlice<UInt8>) -> [[UInt8]] {
    var words: [[UInt8]] = []
    var word: [UInt8] = []
    func isJoiner(_ offset: Int) -> Bool {
      // ' and ’ inside words are dropped: "you'll" and "youll" are one.
      heading[offset] == UInt8(ascii: "'") || heading[offset...].starts(with: [0xE2, 0x80, 0x99])
    }
    func flush() {
      if !word.isEmpty { words.append(word) }
      word = []
    }
    var offset = heading.startIndex
    while offset < heading.endIndex {
      let byte = heading[offset]
      if isJoiner(offset) {
        offset += byte == UInt8(ascii: "'") ? 1 : 3
        continue
      }
      if byte == UInt8(ascii: "&") {
        flush()
        words.append(Array("and".utf8))
      } else if byte < 0x80 {
        if isLetter(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
          word.append(lowercased(byte))
        } else {
          flush()
        }
      } else if byte == 0xE2 || byte >= 0xEF {
        // Typographic punctuation, arrows, emoji.
        flush()
        offset += min(byte >= 0xF0 ? 4 : 3, heading.endIndex - offset)
        continue
      } else {
        let second = offset + 1 < heading.endIndex ? heading[offset + 1] : 0
        word += foldedLetter(byte, second)
        offset += 1
      }
      offset += 1
    }
    flush()
    return words
  }

  /// Lower case for Latin-1 and Latin Extended-A, which is what the table's languages need.
  private static func foldedLetter(_ lead: UInt8, _ second: UInt8) -> [UInt8] {
    guard second != 0 else { return [lead] }
    if lead == 0xC3, (0x80...0x9E).contains(second), second != 0x97 { return [lead, second | 0x20] }
    if lead == 0xC4 || lead == 0xC5 {
      let scalar = UInt32(lead & 0x1F) << 6 | UInt32(second & 0x3F)
      let isOddPair = (0x139...0x148).contains(scalar) || (0x179...0x17E).contains(scalar)
      if scalar == 0x178 { return [0xC3, 0xBF] }
      if isOddPair ? scalar & 1 == 1 : scalar & 1 == 0 {
        let lower = scalar + 1
        return [UInt8(0xC0 | lower >> 6), UInt8(0x80 | lower & 0x3F)]
      }
    }
    return [lead, second]
  }
}
