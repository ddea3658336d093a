internal import Concepts
internal import Postings

/// How strongly a place in a posting demands what it names.
///
/// The qualifier of the same clause wins ("Java required, Scala a plus"), then one that opens the sentence, then the sentence
/// that leads into a list, then the section. What is denied, taught by the employer or said about the employer is no demand.
final class LevelJudge {
  typealias Found = PhraseTable<Cue>.Found

  let text: PostingText
  let posting: JobPosting
  let cues: CuePlaces
  /// For each block the level its lead-in gives it.
  let leads: [DemandLevel?]
  /// The words of the employer's name.
  let employer: [UInt64]
  /// Whether something is named in a range of words; cues reach over names, not over nothing.
  let hasHit: (Range<Int>) -> Bool

  init(
    text: PostingText, posting: JobPosting, cues: CuePlaces, leads: [DemandLevel?], employer: [UInt64] = [],
    hasHit: @escaping (Range<Int>) -> Bool
  ) {
    self.text = text
    self.posting = posting
    self.cues = cues
    self.leads = leads
    self.employer = employer
    self.hasHit = hasHit
  }

  /// The level of what stands at `words` in `block`; `nil` if it is not demanded at all.
  ///
  /// With `isTechnology` it is a product or language: named in the duties, it is plainly needed.
  func level(of words: Range<Int>, in block: Int, isTechnology: Bool = false) -> DemandLevel? {
    let sentence = text.sentence(around: words, in: text.words(of: block))
    let around = cues(in: sentence, of: block)
    let clause = Clause(
      text: text, sentence: sentence, cues: around, words: words, block: text.words(of: block),
      employerName: employer, hasHit: hasHit)
    if clause.isDenied || speaksOfRights(block, around) { return nil }
    let section = posting.blocks[block].section
    let qualifier = clause.qualifier
    guard let base = base(section, clause, qualifier, block, isTechnology) else { return nil }
    return qualifier ?? base
  }

  /// A block with a legal phrase is about rights and pay, all of it; of a very long one only the sentence.
  private func speaksOfRights(_ block: Int, _ sentence: ArraySlice<Found>) -> Bool {
    let isShort = text.words(of: block).count < 150
    let meaning = isShort ? cues.meaning(ofBlock: block) : sentence.reduce(into: []) { $0.formUnion($1.meaning) }
    if meaning.contains(.notDemand) { return true }
    guard meaning.contains(.benefit) else { return false }
    let isWork =
      [.responsibilities, .requirements].contains(posting.blocks[block].section)
      && !text.words[text.words(of: block)].contains { DutyLists.employer.contains($0.hash) }
    return !isWork
  }

  /// Whether the words stand in an enumeration of people to work with: "partner with sales and machine learning teams".
  func namesColleagues(_ words: Range<Int>, in block: Int) -> Bool {
    guard cues.meaning(ofBlock: block).contains(.colleagues) else { return false }
    let sentence = text.sentence(around: words, in: text.words(of: block))
    let isOpened = cues(in: sentence, of: block).contains {
      $0.meaning.contains(.colleagues) && $0.words.upperBound <= words.lowerBound
        && words.lowerBound - $0.words.upperBound <= 12
        && !text.words[$0.words.upperBound..<words.lowerBound].contains { Self.purposes.contains($0.hash) }
    }
    guard isOpened else { return false }
    let behind = words.upperBound - 1..<min(words.upperBound + 4, sentence.upperBound)
    return words.count == 1 || words.allSatisfy(text.isPlainName)
      || text.words[behind].contains { Self.groups.contains($0.hash) }
  }

  /// "Partner with brokers to review benefits", "work with Sales on pricing": what follows is the work, not the people.
  private static let purposes = WordSet(["to", "on"])
  private static let groups = WordSet([
    "team", "department", "stakeholder", "partner", "colleague", "lead", "manager", "director", "engineer", "designer",
  ])

  /// The level without a qualifier of the sentence; `nil` where nothing is demanded whatever the words.
  private func base(
    _ section: Section, _ clause: Clause, _ qualifier: DemandLevel?, _ block: Int, _ isTechnology: Bool
  ) -> DemandLevel? {
    let isDemand = clause.demands || qualifier != nil
    switch section {
    case .requirements where posting.blocks[block].kind == .paragraph && clause.tellsOfTheWork && !clause.isAskedFor:
      return ofDuty(clause, block, isTechnology)
    case .requirements, .education: return leads[block] ?? .required
    case .skills: return leads[block] ?? (isStack(block) && !clause.opensWithDemand ? .mentioned : .required)
    case .preferred: return .preferred
    case .responsibilities: return ofDuty(clause, block, isTechnology)
    case .other:
      let isText = posting.blocks[block].kind == .paragraph && !isTechnology
      if clause.speaksOfEmployer || clause.tellsOfEmployer || clause.tellsOfTheWorld { return nil }
      if !isDemand && isText && (clause.isStatement || clause.tellsOfOthers) { return nil }
      if !isDemand, clause.has(.employer) || !clause.addressesCandidate { return nil }
      let isItem = posting.blocks[block].kind == .listItem
      let isUsed = isTechnology && (clause.namesCandidate || isItem)
      let isNeeded =
        qualifier != nil || (isItem ? clause.demands : clause.isClaimed) || isUsed && !clause.isExampleInBrackets
      return leads[block] ?? (isNeeded && !clause.has(.stack) ? .required : .mentioned)
    case .about:
      let speaksOfYou =
        posting.blocks[block].kind == .listItem ? clause.opensWithDemand : clause.has([.head, .requiredAhead])
      return speaksOfYou && clause.opensWithDemand && !clause.has(.employer) && !clause.speaksOfEmployer
        ? .required : nil
    case .benefits, .apply, .equalOpportunity: return nil
    }
  }

  /// What a sentence about the work names: a product is plainly needed, unless it is a mere example.
  private func ofDuty(_ clause: Clause, _ block: Int, _ isTechnology: Bool) -> DemandLevel {
    if clause.has(.offer) { return .mentioned }
    if leads[block] == .preferred { return .preferred }
    return isTechnology && !clause.isExampleInBrackets || clause.isAskedFor ? .required : .mentioned
  }

  /// Tags without a heading, or under one like "Our stack" and "Technologies", say what is used, not what is demanded.
  private func isStack(_ block: Int) -> Bool {
    guard let heading = posting.blocks[block].heading else { return true }
    guard cues.meaning(ofBlock: heading).isDisjoint(with: [.demand, .requiredAhead, .requiredBehind]) else {
      return false
    }
    return text.words[text.words(of: heading)].contains { Self.stackWords.contains($0.hash) }
  }

  private static let stackWords = WordSet([
    "technology", "stack", "tech", "tool", "tools", "tag", "technologien", "outils",
  ])

  private func cues(in sentence: Range<Int>, of block: Int) -> ArraySlice<Found> {
    let all = cues[block]
    let first = all.firstIndex { $0.words.upperBound > sentence.lowerBound } ?? all.endIndex
    let end = all[first...].firstIndex { $0.words.lowerBound >= sentence.upperBound } ?? all.endIndex
    return all[first..<end]
  }
}
