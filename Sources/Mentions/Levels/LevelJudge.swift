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
        && !text.words[$0.words.upperBound..<words.lowerBound].contains { $0.hash == Self.purpose }
    }
    guard isOpened else { return false }
    let behind = words.upperBound - 1..<min(words.upperBound + 4, sentence.upperBound)
    return words.count == 1 || words.allSatisfy(text.isPlainName)
      || text.words[behind].contains { Self.groups.contains($0.hash) }
  }

  /// "Partner with brokers to review benefits": what follows is the work, not the people.
  private static let purpose = WordScanner.hash(of: "to")
  private static let groups = WordSet([
    "team", "department", "stakeholder", "partner", "colleague", "lead", "manager", "director", "engineer", "designer",
  ])

  /// The level without a qualifier of the sentence; `nil` where nothing is demanded whatever the words.
  private func base(
    _ section: Section, _ clause: Clause, _ qualifier: DemandLevel?, _ block: Int, _ isTechnology: Bool
  ) -> DemandLevel? {
    let isDemand = clause.demands || qualifier != nil
    switch section {
    case .requirements, .education: return leads[block] ?? .required
    case .skills: return leads[block] ?? (isStack(block) && !clause.opensWithDemand ? .mentioned : .required)
    case .preferred: return .preferred
    case .responsibilities:
      if clause.has(.offer) { return .mentioned }
      if isTechnology || clause.opensWithNewDemand { return leads[block] == .preferred ? .preferred : .required }
      return leads[block] == .preferred ? .preferred : .mentioned
    case .other:
      let isText = posting.blocks[block].kind == .paragraph && !isTechnology
      if clause.speaksOfEmployer || clause.tellsOfEmployer || clause.tellsOfTheWorld { return nil }
      if !isDemand && isText && (clause.isStatement || clause.tellsOfOthers) { return nil }
      if !isDemand, clause.has(.employer) || !clause.addressesCandidate { return nil }
      let isNeeded = isDemand || isTechnology && (clause.namesCandidate || posting.blocks[block].kind == .listItem)
      return leads[block] ?? (isNeeded && !clause.has(.stack) ? .required : .mentioned)
    case .about:
      let speaksOfYou =
        posting.blocks[block].kind == .listItem ? clause.opensWithDemand : clause.has([.head, .requiredAhead])
      return speaksOfYou && clause.opensWithDemand && !clause.has(.employer) && !clause.speaksOfEmployer
        ? .required : nil
    case .benefits, .apply, .equalOpportunity: return nil
    }
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

/// A place in a sentence and the cues around it.
struct Clause {
  let text: PostingText
  let sentence: Range<Int>
  let cues: ArraySlice<LevelJudge.Found>
  let words: Range<Int>
  /// The words of the block.
  let block: Range<Int>
  let employerName: [UInt64]
  let hasHit: (Range<Int>) -> Bool

  func has(_ cue: Cue) -> Bool { cues.contains { !$0.meaning.isDisjoint(with: cue) } }

  /// A demand stands before the words: "experience with Kafka", not "Kafka experts".
  var opensWithDemand: Bool {
    cues.contains { $0.words.lowerBound < words.lowerBound && !$0.meaning.isDisjoint(with: [.demand, .requiredAhead]) }
      || (behind.map { !$0.meaning.isDisjoint(with: [.requiredBehind, .preferredBehind]) } ?? false)
      || cues.contains {
        $0.words.lowerBound >= words.upperBound && $0.words.lowerBound - words.upperBound <= 1
          && $0.meaning.contains(.demand)
      }
  }

  /// Something is demanded; "advanced technology" demands nothing, but "Advanced SQL" at the start of a sentence does.
  var demands: Bool {
    cues.contains { cue in
      guard cue.meaning.contains(.demand) else { return false }
      return cue.words.count > 1 || cue.words.lowerBound == sentence.lowerBound
        || text.words[cue.words.lowerBound - 1].hash == Self.you
        || !Self.praise.contains(text.words[cue.words.lowerBound].hash)
    }
  }

  private static let you = WordScanner.hash(of: "you")
  private static let praise = WordSet([
    "advanced", "deep", "solid", "strong", "excellent", "outstanding", "proven", "demonstrated", "demonstrable",
    "expert",
    "understand",
  ])

  /// A demand that is not the work itself: "apply knowledge of statistics" asks for no more than statistics.
  var opensWithNewDemand: Bool {
    cues.contains { cue in
      guard cue.words.upperBound <= words.lowerBound,
        !cue.meaning.isDisjoint(with: [.head, .requiredAhead])
          || cue.meaning.contains(.demand)
            && text.words[cue.words].contains(where: { Self.possessions.contains($0.hash) })
      else { return false }
      if isSomebodysExperience(cue.words.lowerBound) { return false }
      return !text.words[max(sentence.lowerBound, cue.words.lowerBound - 3)..<cue.words.lowerBound].contains {
        Self.applying.contains($0.hash)
      }
    }
  }

  /// "Developer experience", "delightful experiences": what a product gives, not what a candidate has.
  private func isSomebodysExperience(_ position: Int) -> Bool {
    guard text.words[position].hash == Self.experience else { return false }
    return text.isPlural(position)
      || position > sentence.lowerBound && Self.somebody.contains(text.words[position - 1].hash)
  }

  private static let experience = WordScanner.hash(of: "experience")
  private static let somebody = WordSet([
    "user", "developer", "customer", "candidate", "employee", "client", "player", "patient", "product", "digital",
    "learning", "gaming", "guest", "member", "buyer", "seamless", "onboarding", "game",
  ])

  private static let possessions = WordSet([
    "experience", "experienced", "expertise", "proficiency", "proficient", "ability", "hands-on", "hands",
  ])

  private static let applying = WordSet([
    "apply", "applying", "use", "using", "share", "sharing", "leverage", "leveraging", "provide", "providing", "your",
    "bring", "utilize", "utilizing", "build", "building", "deepen", "develop", "developing", "offer", "offering",
  ])

  /// The level that the nearest qualifier in reach gives.
  var qualifier: DemandLevel? {
    if let behind, behind.meaning.isDisjoint(with: .negationBehind) {
      return behind.meaning.contains(.preferredBehind) ? .preferred : .required
    }
    if let ahead {
      return ahead.meaning.isDisjoint(with: [.preferredAhead, .preferredBehind]) ? .required : .preferred
    }
    return nil
  }

  /// The sentence speaks of the candidate or the job, not of the employer alone.
  var addressesCandidate: Bool { namesCandidate || !text.has(.employer, in: sentence) }

  /// "Our team has deep expertise in robotics": the employer is the subject, and seeks nobody.
  var speaksOfEmployer: Bool {
    !namesCandidate && text.has(.employer, in: sentence.lowerBound..<words.lowerBound)
      && !text.has(.seeking, in: sentence)
  }

  /// "Acme delivers services to insurers": the employer by its name, or a long first word of it that opens the sentence.
  var tellsOfEmployer: Bool {
    guard let first = employerName.first, !namesCandidate else { return false }
    if text.words[sentence.lowerBound].hash == first, text.length(ofWord: sentence.lowerBound) > 4,
      words.lowerBound > sentence.lowerBound
    {
      return true
    }
    return (sentence.lowerBound..<words.lowerBound).contains { start in
      text.words[start].hash == first && start + employerName.count <= words.lowerBound
        && text.words[start..<start + employerName.count].lazy.map(\.hash).elementsEqual(employerName)
    }
  }

  /// "The trust runs eleven hospitals", "At Acme they have built robots": a sentence that tells of others.
  var tellsOfOthers: Bool {
    guard !namesCandidate, Self.others.contains(text.words[sentence.lowerBound].hash) || tellsWhatOthersDo else {
      return false
    }
    return !text.has(.seeking, in: sentence) && !text.words[sentence].contains { Self.future.contains($0.hash) }
      && !text.words[block].contains { Self.duties.contains($0.hash) }
  }

  /// "Acme delivers": a name and, within four words, what it does.
  private var tellsWhatOthersDo: Bool {
    text.isCapitalised(sentence.lowerBound)
      && sentence.dropFirst().prefix(4).contains {
        text.bytes[Int(text.words[$0].end) - 1] == UInt8(ascii: "s") && !text.isCapitalised($0)
          && Self.acts.contains(text.words[$0].hash)
      }
  }

  private static let acts = WordSet([
    "deliver", "provide", "offer", "help", "enable", "serve", "make", "operate", "specialize", "house", "leverage",
    "power", "empower", "bring", "give", "transform", "combine",
  ])

  /// "Today a million firms must be compliant": nobody is addressed.
  var tellsOfTheWorld: Bool {
    !namesCandidate && Self.world.contains(text.words[sentence.lowerBound].hash) && tellsOfOthers
  }

  private static let world = WordSet(["it", "its", "these", "those", "today"])

  private static let others = WordSet([
    "it", "its", "they", "their", "these", "those", "each", "today", "at", "since", "the",
  ])
  private static let future = WordSet([
    "will", "ll", "must", "should", "job", "this", "holder", "incumbent", "engineer", "scientist", "analyst", "seeks",
  ])
  private static let duties = WordSet(["duty", "responsibility", "task"])

  /// "Healthcare is a large industry": a sentence about the world, not about the work.
  var isStatement: Bool { !namesCandidate && text.has(.copula, in: sentence) }

  var namesCandidate: Bool { text.has(.candidate, in: sentence) }

  /// What `Vocabulary` marks for all of these.
  static let words: [([String], WordMarks)] = [
    (["is", "are", "was", "were", "has", "have", "had", "been"], .copula),
    (
      [
        "look", "looking", "seek", "seeking", "need", "require", "expect", "want", "hire", "hiring", "search",
        "searching", "value", "welcome", "prefer", "ask", "join", "suchen", "erwarten", "cherchons", "recherchons",
        "buscamos", "zoeken",
      ], .seeking
    ),
    (
      [
        "you", "your", "candidate", "responsible", "du", "sie", "vous", "usted", "je", "jij", "role", "position",
        "duties", "tasks",
      ], .candidate
    ),
    (
      [
        "we", "our", "us", "wir", "unser", "unsere", "nous", "notre", "nosotros", "nuestra", "wij", "ons", "onze",
        "company",
      ], .employer
    ),
    (["but", "however", "aber", "mais", "pero", "maar", "although"], .turn),
  ]

  var isDenied: Bool {
    if let behind, behind.meaning.contains(.negationBehind) { return !isSoftened(behind) }
    if let negation = lastAhead(.negationAhead), words.lowerBound - negation.words.upperBound <= 4 { return true }
    return words.lowerBound > sentence.lowerBound && Self.no.contains(text.words[words.lowerBound - 1].hash)
  }

  private static let no = WordSet(["no", "not", "kein", "keine", "non"])

  /// "not required but a plus" is a preference.
  private func isSoftened(_ negation: LevelJudge.Found) -> Bool {
    cues.contains { $0.words.lowerBound >= negation.words.upperBound && $0.meaning.contains(.preferredBehind) }
  }

  /// The cue behind the words that reaches back to them.
  private var behind: LevelJudge.Found? {
    guard let index = cues.firstIndex(where: { $0.words.lowerBound >= words.upperBound && speaksOfWhatPrecedes($0) })
    else { return nil }
    var cue = cues[index]
    if cue.meaning.contains(.negationBehind), isSoftened(cue) { cue.meaning = .preferredBehind }
    return reach(of: cue, at: index) <= words.lowerBound ? cue : nil
  }

  private var ahead: LevelJudge.Found? { lastAhead([.preferredAhead, .requiredAhead]) }

  private func lastAhead(_ kinds: Cue) -> LevelJudge.Found? {
    let found = cues.last {
      $0.words.upperBound <= words.lowerBound && !$0.meaning.isDisjoint(with: kinds) && !speaksOfWhatPrecedes($0)
    }
    if let found, !isInterrupted(found.words.upperBound) { return found }
    return cues.last { $0.words.upperBound <= words.lowerBound && opens($0, kinds) }
  }

  /// A cue that usually follows, at the very start of its sentence: "Required: Java".
  private func opens(_ cue: LevelJudge.Found, _ kinds: Cue) -> Bool {
    let stands = cue.words.lowerBound == sentence.lowerBound && !isAttribute(cue) || isFollowed(cue, by: ":")
    guard stands || isOpeningBracket(cue) else { return false }
    return kinds.contains(.preferredAhead) && !cue.meaning.isDisjoint(with: [.preferredBehind, .requiredBehind])
  }

  /// "but" and "however" end what a cue ahead speaks of.
  private func isInterrupted(_ start: Int) -> Bool {
    text.has(.turn, in: start..<words.lowerBound)
  }

  private func speaksOfWhatPrecedes(_ cue: LevelJudge.Found) -> Bool {
    guard !cue.meaning.isDisjoint(with: .behind) else { return false }
    if cue.words.lowerBound == sentence.lowerBound || isFollowed(cue, by: ":") || isOpeningBracket(cue) { return false }
    if isAttribute(cue) { return false }
    return cue.meaning.isDisjoint(with: .ahead) || endsClause(cue)
  }

  /// "(Preferred) Java", "[Optional but preferred] Java": a remark in brackets that opens its sentence.
  private func isOpeningBracket(_ cue: LevelJudge.Found) -> Bool {
    guard isFollowed(cue, by: ")]") else { return false }
    let start = Int(text.words[sentence.lowerBound].start)
    return start > 0 && "([".utf8.contains(text.bytes[start - 1])
      && cue.words.upperBound - sentence.lowerBound <= 4
      && !(sentence.lowerBound + 1..<max(cue.words.upperBound, sentence.lowerBound + 1)).contains {
        text.gap(before: $0, contains: UInt8(ascii: ")"))
      }
  }

  /// "Useful insights", "required documents": one word that belongs to the noun behind it says nothing of what precedes.
  private func isAttribute(_ cue: LevelJudge.Found) -> Bool {
    let next = cue.words.upperBound
    guard cue.words.count == 1, next < sentence.upperBound, text.gap(before: next).count == 1,
      text.bytes[text.gap(before: next).lowerBound] == UInt8(ascii: " ")
    else { return false }
    return text.firstByte(ofWord: next) & 0x20 != 0 && !text.words[next].marks.contains(.stopWord)
  }

  private func isFollowed(_ cue: LevelJudge.Found, by mark: String) -> Bool {
    let end = Int(text.words[cue.words.upperBound - 1].end)
    return end < text.bytes.count && mark.utf8.contains(text.bytes[end])
  }

  private func endsClause(_ cue: LevelJudge.Found) -> Bool {
    cue.words.upperBound == sentence.upperBound || isFollowed(cue, by: ",.;)]!")
  }

  /// The first word a cue behind speaks of.
  private func reach(of cue: LevelJudge.Found, at index: Int) -> Int {
    var start = sentence.lowerBound
    for earlier in cues[..<index] where speaksOfWhatPrecedes(earlier) { start = max(start, earlier.words.upperBound) }
    for position in start..<cue.words.lowerBound where text.words[position].marks.contains(.turn) { start = position }
    if let bracket = openBracket(before: cue.words.lowerBound) { return max(start, reachOverBracket(bracket, cue)) }
    if let head = lastHead(before: index, from: start) { start = head }
    let strong = cues[..<index].contains {
      $0.words.lowerBound >= start && !$0.meaning.isDisjoint(with: [.requiredAhead, .yearUnit])
    }
    if strong, let comma = lastComma(start, cue.words.lowerBound) { start = comma }
    return start
  }

  /// The last demand after a comma or conjunction that has a name between it and the cue begins what the cue speaks of.
  private func lastHead(before index: Int, from start: Int) -> Int? {
    cues[..<index].last {
      $0.meaning.contains(.head) && $0.words.lowerBound >= start
        && hasHit($0.words.upperBound..<cues[index].words.lowerBound)
    }?.words.lowerBound
  }

  private func lastComma(_ start: Int, _ end: Int) -> Int? {
    (start + 1..<max(start + 1, end)).last { text.gap(before: $0, contains: UInt8(ascii: ",")) && hasHit($0..<end) }
  }

  /// The first word of the bracket that is open at word `position`.
  private func openBracket(before position: Int) -> Int? {
    var current = position
    while current > sentence.lowerBound {
      let gap = text.gap(before: current)
      for offset in gap.reversed() {
        if text.bytes[offset] == UInt8(ascii: ")") { return nil }
        if text.bytes[offset] == UInt8(ascii: "(") { return current }
      }
      current -= 1
    }
    return nil
  }

  /// "(AWS preferred)" speaks of what is in the bracket, "Java (preferred)" of the item before it.
  private func reachOverBracket(_ bracket: Int, _ cue: LevelJudge.Found) -> Int {
    if cue.words.lowerBound > bracket || hasHit(bracket..<cue.words.lowerBound) { return bracket }
    var start = bracket
    while start > sentence.lowerBound {
      start -= 1
      if start == sentence.lowerBound || text.gap(before: start, contains: UInt8(ascii: ","))
        || text.isConjunction(start)
      {
        break
      }
    }
    return start
  }
}
