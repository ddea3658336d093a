internal import Postings

/// Finds what demanding sentences name that no concept covers: material for `taxonomy suggest`, never facts.
///
/// A candidate is a noun phrase of at most four words that follows a demand ("experience with vector quantisation") or goes on
/// with its list, a run of capitalised words inside such a sentence, or all of a short list item. What a curator would only
/// delete is left out: degrees, titles, places, times, the employer, companies named as examples, single everyday words.
final class UnknownDemands {
  private let reading: PostingReading
  private let judge: LevelJudge
  private let vocabulary: Vocabulary
  private let covered: [Bool]
  private let text: PostingText
  private lazy var smallWords = WordSet(
    hashes: text.words.indices.lazy.filter { !self.text.isCapitalised($0) }.map { self.text.words[$0].hash })

  /// - Parameter covered: for each word whether it is part of something known.
  init(reading: PostingReading, judge: LevelJudge, covered: [Bool]) {
    (self.reading, self.judge, self.covered) = (reading, judge, covered)
    (vocabulary, text) = (reading.finder.vocabulary, reading.text)
  }

  /// At most forty, each phrase once, in the order of the text.
  ///
  /// - Parameter certificates: for each block the words of certificates guessed by their shape; no phrase overlaps one.
  func find(beside certificates: [[Range<Int>]]) -> [UnknownDemand] {
    var found: [UnknownDemand] = []
    var seen: Set<UInt64> = []
    for block in reading.posting.blocks.indices {
      let named = certificates[block].filter { judge.level(of: $0, in: block) != nil }
      let others = isDemanding(block) ? phrases(in: block).filter { !named.contains(where: $0.overlaps) } : []
      for phrase in (named + others).sorted(by: { $0.lowerBound < $1.lowerBound })
      where found.count < 40 && seen.insert(key(phrase)).inserted {
        let sentence = text.sentence(around: phrase, in: text.words(of: block))
        found.append(
          UnknownDemand(
            phrase: text.string(ofWords: phrase), context: text.string(ofWords: sentence.prefix(40))))
      }
    }
    return found
  }

  private func isDemanding(_ block: Int) -> Bool {
    guard reading.posting.blocks[block].kind != .heading else { return false }
    switch reading.posting.blocks[block].section {
    case .requirements, .skills, .preferred: return true
    default: return false
    }
  }

  private func phrases(in block: Int) -> [Range<Int>] {
    let words = text.words(of: block)
    if words.count <= 4, reading.posting.blocks[block].kind == .listItem { return isItem(words, block) ? [words] : [] }
    var (sentence, isPlain) = (words.lowerBound..<words.lowerBound, false)
    return runs(in: words).compactMap { run in
      if !sentence.contains(run.lowerBound) || run.upperBound > sentence.upperBound {
        sentence = text.sentence(around: run, in: words)
        isPlain = !text.words[sentence].contains { Self.seeking.contains($0.hash) }
      }
      guard isPlain else { return nil }
      guard let phrase = name(in: run, sentence, block) ?? nounPhrase(run, sentence, block),
        judge.level(of: phrase, in: block) != nil
      else { return nil }
      return phrase
    }
  }

  /// A short item of a list is a phrase as a whole; a tag may be one small word.
  private func isItem(_ words: Range<Int>, _ block: Int) -> Bool {
    guard words.dropFirst().allSatisfy({ text.words[$0].continues }),
      !words.contains(where: { isStop($0) || isCovered($0) })
    else { return false }
    if words.count == 1, reading.posting.blocks[block].section == .skills {
      return text.length(ofWord: words.lowerBound) > 2 && !isVague(words.lowerBound)
    }
    return isWorthwhile(words)
  }

  /// Runs of words with nothing but spaces, hyphens and slashes between them and no stop words in them. The nouns of tools
  /// that follow ("load testing tools") belong to a run, but none begins one.
  private func runs(in words: Range<Int>) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    var start = words.lowerBound
    for position in words {
      let isHead = start < position && vocabulary.toolNouns.contains(text.words[position].hash)
      let breaks = isStop(position) && !isHead || isAdverb(position)
      if breaks || !text.words[position].continues || partsPhrases(position) {
        if start < position { runs.append(start..<position) }
        start = breaks ? position + 1 : position
      }
    }
    if start < words.upperBound { runs.append(start..<words.upperBound) }
    return runs.map { whole($0, words) }
  }

  /// With the first half of a compound that begins with a stop word: "large-scale migrations", not "scale migrations".
  private func whole(_ run: Range<Int>, _ block: Range<Int>) -> Range<Int> {
    var start = run.lowerBound
    while start > block.lowerBound, text.isHyphenated(start) { start -= 1 }
    return start..<run.upperBound
  }

  /// A colon or a dash that is no hyphen.
  private func partsPhrases(_ position: Int) -> Bool {
    guard position > 0, !text.words[position].isSpaced else { return false }
    return text.gap(before: position, contains: UInt8(ascii: ":")) || text.gap(before: position, contains: 0xE2)
  }

  /// "Especially", "clearly", but not "Grafana Fly".
  private func isAdverb(_ position: Int) -> Bool {
    let end = Int(text.words[position].end)
    return text.length(ofWord: position) > 4 && !text.isCapitalised(position)
      && text.bytes[end - 1] == UInt8(ascii: "y")
      && text.bytes[end - 2] == UInt8(ascii: "l")
  }

  private func isCovered(_ position: Int) -> Bool { covered[position] }

  private func isStop(_ position: Int) -> Bool {
    text.words[position].marks.contains(.stopWord) || text.isNumber(position)
  }

  private func isVague(_ position: Int) -> Bool {
    let hash = text.words[position].hash
    return vocabulary.vagueWords.contains(hash) || vocabulary.vagueNouns.contains(hash)
  }

  /// A word to leave out at the start of a phrase; half a compound is none.
  private func isOpening(_ position: Int, _ end: Int) -> Bool {
    guard position + 1 < end, !text.isHyphenated(position + 1) else { return false }
    return vocabulary.vagueWords.contains(text.words[position].hash) || isGerund(position, end)
      || text.length(ofWord: position) == 1
  }

  /// Sentences with these words seek someone, or say which degree, where and when.
  private static let seeking = WordSet([
    "seeking", "looking", "join", "authorized", "sponsorship", "visa", "travel", "enrolled", "graduating", "graduate",
    "degree", "diploma", "located", "relocate", "http", "https", "www", "apply", "salary", "passion", "journey", "hire",
    "click",
  ])

  // MARK: Names

  /// The capitalised words of a run that is not capitalised because a sentence begins there, if they may name a tool.
  private func name(in run: Range<Int>, _ sentence: Range<Int>, _ block: Int) -> Range<Int>? {
    guard run.allSatisfy({ text.isCapitalised($0) && !isCovered($0) }), run.lowerBound > sentence.lowerBound,
      !isTitle(run, sentence), !modifiesVagueNoun(run, sentence),
      isWorthwhile(run), !text.words[sentence].contains(where: { Self.employers.contains($0.hash) })
    else { return nil }
    let next = run.upperBound
    if next < sentence.upperBound, text.words[next].continues, isCovered(next) { return nil }
    if run.lowerBound > sentence.lowerBound, text.words[run.lowerBound].continues, isCovered(run.lowerBound - 1) {
      return nil
    }
    return isListed(run, sentence) || follows(run, sentence, block) ? run : nil
  }

  /// "Grit & Curiosity: you never give up": words before a colon near the start of a sentence.
  private func isTitle(_ run: Range<Int>, _ sentence: Range<Int>) -> Bool {
    sentence.prefix(8).contains { $0 >= run.upperBound && text.gap(before: $0, contains: UInt8(ascii: ":")) }
  }

  /// "Consumer app company", "multi-specialty environments".
  private func modifiesVagueNoun(_ run: Range<Int>, _ sentence: Range<Int>) -> Bool {
    let next = run.upperBound
    return next < sentence.upperBound && text.words[next].continues
      && !text.words[next].isSpaced == text.isHyphenated(next)
      && Self.settings.contains(text.words[next].hash)
  }

  private static let settings = WordSet([
    "company", "environment", "role", "industry", "startup", "team", "organization", "agency", "firm", "function",
    "position", "experience", "background", "mindset", "sector", "space", "product", "business", "level", "people",
    "user", "customer", "client", "candidate", "project",
  ])

  /// Beside a comma, slash, bracket or conjunction, or behind "such as": where tools are named.
  private func isListed(_ run: Range<Int>, _ sentence: Range<Int>) -> Bool {
    let (start, end) = (run.lowerBound, run.upperBound)
    let isBegun =
      text.isListGap(start) || text.isConjunction(start - 1) || Self.examples.contains(text.words[start - 1].hash)
    let goesOn = end < sentence.upperBound && (text.isListGap(end) || text.isConjunction(end))
    return isBegun || goesOn
  }

  private static let examples = WordSet(["as", "like", "including", "g", "eg", "with", "using", "via"])

  /// Names beside these words are those of employers, teams and markets: "top companies (Acme, Widgets Ltd or similar)".
  private static let employers = WordSet([
    "company", "firm", "startup", "fund", "bank", "brand", "agency", "employer", "university", "school", "stakeholder",
    "colleague", "team", "department", "partner", "collaborate", "office", "territory", "region", "market", "client",
  ])

  // MARK: Noun phrases

  /// A run without the verbs and adjectives it begins with and the vague nouns it ends in, if something is left.
  private func nounPhrase(_ run: Range<Int>, _ sentence: Range<Int>, _ block: Int) -> Range<Int>? {
    guard follows(run, sentence, block) else { return nil }
    var (start, end) = (run.lowerBound, run.upperBound)
    while isOpening(start, end) { start += 1 }
    while end > start, isVague(end - 1) || isParticiple(end - 1) { end -= 1 }
    guard end - start > 1, end - start <= 4, end < run.upperBound || !modifiesVagueNoun(run, sentence) else {
      return nil
    }
    let phrase = start..<end
    let own = phrase.filter { !isCovered($0) && !vocabulary.toolNouns.contains(text.words[$0].hash) }
    // What is known may stand in it, but not be all but an adjective: "commercial optimization solvers".
    guard let last = own.last, own.count > 1 || phrase.count - own.count == 0 || last == end - 1 else { return nil }
    if own.count == 1, phrase.count > own.count, isGerund(last, end) { return nil }
    return isWorthwhile(phrase) && own.count * 2 >= phrase.count - toolNouns(phrase) ? phrase : nil
  }

  /// "(Vulnerabilities) described", "tech-enabled".
  private func isParticiple(_ position: Int) -> Bool {
    let end = Int(text.words[position].end)
    return text.length(ofWord: position) > 4 && !text.isCapitalised(position)
      && text.bytes[end - 2..<end].elementsEqual("ed".utf8)
  }

  private func toolNouns(_ phrase: Range<Int>) -> Int {
    phrase.count { vocabulary.toolNouns.contains(text.words[$0].hash) }
  }

  /// A small word in "-ing" before another word: "conducting load tests".
  private func isGerund(_ position: Int, _ end: Int) -> Bool {
    position + 1 < end && !text.isCapitalised(position) && text.length(ofWord: position) > 5
      && text.bytes[Int(text.words[position].end) - 3..<Int(text.words[position].end)].elementsEqual("ing".utf8)
      && text.gap(before: position + 1, contains: UInt8(ascii: " "))
  }

  /// Right behind a demand that ends in a preposition, or in the list that goes on behind it.
  private func follows(_ run: Range<Int>, _ sentence: Range<Int>, _ block: Int) -> Bool {
    judge.cues[block].contains { cue in
      guard cue.meaning.contains(.head), cue.words.upperBound <= run.lowerBound, sentence.overlaps(cue.words),
        text.words[cue.words.upperBound - 1].hash != Self.to
      else { return false }
      if run.lowerBound - cue.words.upperBound <= 1 { return true }
      guard text.isListGap(run.lowerBound) || text.isConjunction(run.lowerBound - 1) else { return false }
      return !text.words[cue.words.upperBound..<run.lowerBound].contains { Self.prepositions.contains($0.hash) }
    }
  }

  /// "Ability to" leads to verbs.
  private static let to = WordScanner.hash(of: "to")
  private static let prepositions = WordSet([
    "to", "that", "which", "who", "for", "by", "from", "so", "will", "you", "is",
  ])

  // MARK: What nobody would look at

  /// Neither a title, a degree, a team, a place, a month nor the employer; a single word is a name of its own.
  private func isWorthwhile(_ phrase: Range<Int>) -> Bool {
    guard !phrase.isEmpty, phrase.count <= 4, !phrase.allSatisfy(isVague) else { return false }
    if phrase.contains(where: { vocabulary.placeWords.contains(text.words[$0].hash) }) { return false }
    let words = text.words[phrase]
    let employer = reading.employer
    if employer.contains(where: { name in words.contains { $0.hash == name } }) { return false }
    if isKnownElsewhere(phrase) || phrase.allSatisfy({ text.length(ofWord: $0) == 1 }) { return false }
    return phrase.count > 1 || isNameOfItsOwn(phrase.lowerBound)
  }

  /// A degree, field of study or role, or a phrase that ends in the noun of one ("Fellow Analysts").
  private func isKnownElsewhere(_ phrase: Range<Int>) -> Bool {
    let finder = reading.finder
    let hashes = text.words[phrase].map(\.hash)
    if [finder.educationLevels, finder.fieldsOfStudy, finder.roles].contains(where: {
      $0.automaton.values(of: hashes) != nil
    }) {
      return true
    }
    return finder.vocabulary.isRoleNoun(text.words[phrase.upperBound - 1].hash)
  }

  /// More than two letters, a capital, and no word that is everyday in small letters somewhere in the posting.
  private func isNameOfItsOwn(_ position: Int) -> Bool {
    text.isCapitalised(position) && text.length(ofWord: position) > 2
      && !smallWords.contains(text.words[position].hash)
  }

  private func key(_ range: Range<Int>) -> UInt64 {
    text.words[range].reduce(0) { ($0 ^ $1.hash) &* 0x9E37_79B9_7F4A_7C15 }
  }
}
