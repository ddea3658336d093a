internal import Postings

/// A job title cut into the runs of words that may name the role.
struct SplitTitle {
  let text: PostingText
  /// What each word is beside a part of a name.
  let tags: [TitleWord]
  /// Without noise, seniority and employers at their ends; none is empty.
  private(set) var parts: [Range<Int>] = []

  init(_ title: String, without others: [String], _ vocabulary: Vocabulary) {
    text = PostingText(title)
    tags = Self.tags(text, vocabulary)
    parts = parts(without: others.map { PostingText($0).words.map(\.hash) })
  }

  /// The meaning of each word, and whether it continues a phrase.
  private static func tags(_ text: PostingText, _ vocabulary: Vocabulary) -> [TitleWord] {
    var tags = [TitleWord](repeating: [], count: text.words.count)
    var found: [PhraseTable<TitleWord>.Found] = []
    vocabulary.titleWords.find(in: text.words, text.words.indices, into: &found)
    for phrase in found { for position in phrase.words { tags[position].formUnion(phrase.meaning) } }
    for position in tags.indices where isNumber(text.words[position], text) { tags[position].insert(.noise) }
    if let junior = Seniority.allCases.firstIndex(of: .junior) {
      for position in tags.indices where isRank(position, text, tags) { tags[position] = .seniority(junior) }
    }
    return tags
  }

  /// "Associate Data Scientist", "Data Scientist, Associate": a rank beside another head, not the "associate" of a name.
  private static func isRank(_ position: Int, _ text: PostingText, _ tags: [TitleWord]) -> Bool {
    guard text.words[position].hash == associate, tags[position].isDisjoint(with: [.anySeniority, .plainRole]),
      position == 0 || text.splitsTitle(position) || isMark(tags[position - 1])
    else { return false }
    let end = (position + 1..<tags.count).first { text.splitsTitle($0) } ?? tags.count
    let isAlone = end == position + 1
    return tags.indices.contains {
      $0 != position && (isAlone || position..<end ~= $0) && tags[$0].contains(.head)
    }
  }

  private static let associate = WordScanner.hash(of: "associate")

  /// A year, a grade or a number of places.
  private static func isNumber(_ word: WordScanner.Word, _ text: PostingText) -> Bool {
    text.bytes[Int(word.start)..<Int(word.end)].allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }

  /// Runs of words that may name the role: split at dashes, bars, commas, brackets and "at"; without noise and employers.
  private func parts(without others: [[UInt64]]) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var start = 0
    for position in text.words.indices {
      let splits = position > 0 && text.splitsTitle(position)
      if splits, start < position { parts.append(start..<position) }
      if splits { start = position }
      if Self.stops.contains(text.words[position].hash) {
        if start < position { parts.append(start..<position) }
        start = position + 1
      }
    }
    if start < text.words.count { parts.append(start..<text.words.count) }
    return parts.map { trimmed($0) }.filter { part in
      !part.isEmpty && !others.contains { $0.elementsEqual(text.words[part].map(\.hash)) }
    }
  }

  private static let stops = WordSet(["at", "bei", "chez", "for", "in", "with"])

  /// Without noise, seniority and employment at both ends. Words of seniority stay if they are also the head of a name and
  /// nothing else is left ("Manager", "Tech Lead"); so does the chief of "Chief Data Officer".
  private func trimmed(_ part: Range<Int>) -> Range<Int> {
    var (start, end) = (part.lowerBound, part.upperBound)
    while start < end, Self.isMark(tags[start]), !tags[start..<end].allSatisfy(isHeadAndSeniority) { start += 1 }
    if start > part.lowerBound, start < end, tags[start - 1].says(.executive), tags[start - 1].contains(.head) {
      start -= 1
    }
    while end > start, endsInMark(start..<end) { end -= 1 }
    // "Head of Data", "Director of Procurement": without the first word no name is left.
    let isHeadless = start > part.lowerBound && !hasHead(start..<end)
    if isHeadless,
      tags[start - 1].contains(.head) || tags[start - 1].says(.director) || tags[start - 1].says(.executive)
    {
      let isOf = start - part.lowerBound > 1 && !tags[start - 1].contains(.head)
      return start - (isOf ? 2 : 1)..<end
    }
    return start..<end
  }

  /// "Software Engineer Intern", "Data Analyst Remote"; but "Team Leader" and "Marketing Manager" end in their head.
  private func endsInMark(_ part: Range<Int>) -> Bool {
    let last = tags[part.upperBound - 1]
    if last.contains(.noise) { return true }
    let followsHead = part.count > 1 && tags[part.upperBound - 2].contains(.head) && !isLead(last)
    return followsHead && (last.contains(.internship) || last.says(.lead))
      || Self.isMark(last) && last.isDisjoint(with: .anySeniority)
  }

  private func isHeadAndSeniority(_ tag: TitleWord) -> Bool {
    tag.contains(.head) && !tag.isDisjoint(with: .anySeniority)
  }

  /// The "lead" of "Tech Lead", which alone says how senior a "Data Analyst Team Lead" is.
  func isLead(_ tag: TitleWord) -> Bool { tag.contains(.head) && tag.says(.lead) }

  private static func isMark(_ tag: TitleWord) -> Bool {
    guard !tag.contains(.plainRole) else { return false }
    return !tag.isDisjoint(with: [.noise, .anySeniority, .fullTime, .partTime, .contract])
  }

  /// Whether it asks people to apply, whatever they do.
  var isInvitation: Bool { tags.contains { $0.contains(.invitation) } }

  func hasHead(_ part: Range<Int>) -> Bool {
    tags[part].contains { $0.contains(.head) }
  }

  /// The words as a name is written: those of a shouted title ("DATA MINING ENGINEER") in small letters but the first,
  /// unless they are as short as abbreviations.
  func name(_ words: Range<Int>) -> String {
    let isShouted =
      !text.bytes[text.bytes(ofWords: words)].contains { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
      && words.contains { text.length(ofWord: $0) > 4 }
    guard isShouted else { return text.string(ofWords: words) }
    return words.map { position in
      let word = text.string(ofWords: position..<position + 1)
      let gap = position == words.lowerBound ? "" : text.string(text.gap(before: position))
      if Self.small.contains(text.words[position].hash) { return gap + word.lowercased() }
      return gap + (word.utf8.count < 4 ? word : word.prefix(1) + word.dropFirst().lowercased())
    }.joined()
  }

  private static let small = WordSet(["of", "and", "the"])
}

extension PostingText {
  /// A dash with space beside it, a bar, comma, bracket, colon, `@` or bullet stands before word `position`.
  fileprivate func splitsTitle(_ position: Int) -> Bool {
    let gap = gap(before: position)
    guard gap.count > 1 else { return gap.count == 1 && "|,()[]:".utf8.contains(bytes[gap.lowerBound]) }
    return bytes[gap].contains { "|,()[]:@-;".utf8.contains($0) || $0 == 0xE2 || $0 == 0xC2 }
  }
}
