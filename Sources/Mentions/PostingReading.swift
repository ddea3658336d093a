internal import Concepts
internal import Postings

/// One posting while it is read.
final class PostingReading {
  let finder: MentionFinder
  let posting: JobPosting
  let text: PostingText
  let title: TitleReader.Reading
  /// The words of the employer's name.
  let employer: [UInt64]
  private var hits: [Hit] = []
  /// What the title names.
  private(set) var titleHits: [Hit] = []
  private let cues: CuePlaces

  init(_ finder: MentionFinder, _ posting: JobPosting) {
    self.finder = finder
    text = PostingText(posting)
    let posting = DutyLists.marked(posting, text)
    self.posting = posting
    employer = posting.organization.map { PostingText($0).words.map(\.hash) } ?? Self.employer(posting, text)
    let titles = TitleReader(
      roles: finder.roles, skills: finder.labels, concepts: finder.concepts, vocabulary: finder.vocabulary)
    title =
      posting.title.map { titles.read($0, organization: posting.organization, location: posting.location) } ?? .init()
    cues = CuePlaces(of: finder.vocabulary.cues, in: text, blocks: posting.blocks.count)
    let starts = finder.labels.automaton.starts(of: text.words)
    for block in posting.blocks.indices where posting.blocks[block].section.isRead {
      finder.labels.find(in: text, block: block, starts: starts, into: &hits)
    }
    dropEmployer()
    dropPhrases()
    let resolver = resolver
    hits = resolver.resolve(hits)
    finder.labels.find(in: text, block: posting.blocks.count, starts: starts, into: &titleHits)
    titleHits = resolver.resolve(titleHits).filter { !isEmployer($0) }
    appendApart(resolver)
    hits.sort { ($0.words.lowerBound, $0.words.upperBound) < ($1.words.lowerBound, $1.words.upperBound) }
  }

  /// Skills whose names stand in pieces, where nothing else has the same words.
  private func appendApart(_ resolver: AmbiguityResolver) {
    var apart: [Hit] = []
    for block in posting.blocks.indices where posting.blocks[block].section.isRead {
      finder.labels.findApart(in: text, block: block, into: &apart)
    }
    for var hit in apart {
      hit.entry = resolver.choice(hit).entry
      guard hit.entry >= 0 else { continue }
      let entry = finder.labels.entries[Int(hit.entry)]
      if entry.kind == .skill, !entry.isSoft { hits.append(hit) }
    }
  }

  func findings(allMentions: Bool) -> Findings {
    var findings = Findings()
    findings.role = title.role
    findings.seniority = title.seniority
    findings.employment = posting.employment ?? title.employment
    findings.language = LanguageVote.language(of: text.words, finder.vocabulary)
    let judge = judge
    let education = EducationReader(
      levels: finder.educationLevels, fields: finder.fieldsOfStudy, concepts: finder.concepts, text: text,
      posting: posting,
      judge: judge,
      isEnglish: findings.language == nil || findings.language == "en",
      isPartOfSkill: { [hits] words in
        let first = hits.partitioningIndex { $0.words.upperBound > words.lowerBound }
        return first < hits.count && hits[first].words.overlaps(words) && hits[first].words.count > words.count
          && hits[first].method == .label
      }
    ).read()
    findings.education = education.demands
    let years = YearsReader(
      text: text, cues: cues, numbers: finder.vocabulary.numbers,
      isInDemands: { [posting] in posting.blocks[$0].section.isDemanding })
    let statements = posting.blocks.indices.flatMap {
      posting.blocks[$0].section.isRead ? years.statements(in: $0) : []
    }
    findings.experience = years.headline(statements, posting, judge) { statement in
      let sentence = text.sentence(around: statement.words, in: text.words(of: statement.block))
      return hits.contains { sentence.overlaps($0.words) && finder.labels.entries[Int($0.entry)].kind == .framework }
    }
    let certificates = UnknownCertificates(text: text, judge: judge, isCovered: covered(certificationsOnly: true))
    var guesses = posting.blocks.indices.map { isDemanding(posting.blocks[$0]) ? certificates.find(in: $0) : [] }
    for block in guesses.indices {
      guesses[block].removeAll { guess in
        guard let family = certificates.family(of: guess, in: block, finder.labels) else { return false }
        insert(family)
        return true
      }
    }
    let demands = DemandList(reading: self, judge: judge, years: statements, fieldWords: education.fieldWords)
    findings.mentions = demands.mentions(of: hits, all: allMentions)
    findings.mentions += titleMentions(beside: findings.mentions)
    findings.unknown = UnknownDemands(
      reading: self, judge: judge, covered: covered(and: education.fieldWords)
    ).find(beside: guesses)
    return findings
  }

  private func insert(_ hit: Hit) {
    hits.insert(hit, at: hits.partitioningIndex { $0.words.lowerBound >= hit.words.lowerBound })
  }

  /// For each word whether it is part of something known.
  private func covered(and fields: [Range<Int>] = [], certificationsOnly: Bool = false) -> [Bool] {
    var covered = [Bool](repeating: false, count: text.words.count)
    for hit in hits where !certificationsOnly || finder.labels.entries[Int(hit.entry)].kind == .certification {
      for position in hit.words { covered[position] = true }
    }
    for range in fields { for position in range { covered[position] = true } }
    return covered
  }

  /// A part that says what a candidate should have, or a list that may.
  private func isDemanding(_ block: Block) -> Bool {
    block.section.isDemanding || block.section == .other && block.kind == .listItem
  }

  /// A label inside a longer phrase that names nothing: "reporting" in "reporting to", "leadership" in "leadership team".
  private func dropPhrases() {
    guard cues.meaning.contains(.notName) else { return }
    let phrases = cues.all.filter { $0.meaning.contains(.notName) }.map(\.words)
    hits.removeAll { hit in
      phrases.contains { $0.overlaps(hit.words) && $0.lowerBound <= hit.words.lowerBound && $0.count > hit.words.count }
    }
  }

  private func isEmployer(_ hit: Hit) -> Bool {
    hit.words.count == employer.count && text.words[hit.words].map(\.hash) == employer
  }

  /// An employer who is also a product ("Snowflake") names itself.
  private func dropEmployer() {
    guard !employer.isEmpty else { return }
    hits.removeAll(where: isEmployer)
  }

  /// The name in a heading like "About Acme" or "What you'll do at Acme", or in "At Acme, we …", or at the end of the title, where
  /// the posting does not say whose it is.
  private static func employer(_ posting: JobPosting, _ text: PostingText) -> [UInt64] {
    for block in posting.blocks.indices {
      let words = text.words(of: block)
      guard let first = words.first else { continue }
      let name =
        posting.blocks[block].kind == .heading
        ? nameInHeading(words, text) : text.words[first].hash == at ? nameInOpening(words, text) : words.prefix(0)
      guard (1...3).contains(name.count), name.allSatisfy({ mayBeName($0, text) }) else { continue }
      return name.map { text.words[$0].hash }
    }
    let name = nameInHeading(text.titleWords, text)
    return (1...3).contains(name.count) && name.allSatisfy { mayBeName($0, text) }
      ? name.map { text.words[$0].hash } : []
  }

  private static func nameInHeading(_ words: Range<Int>, _ text: PostingText) -> Range<Int> {
    guard let first = words.first else { return words }
    if text.words[first].hash == about { return words.dropFirst() }
    // "At" of a few words is followed by the name alone.
    guard let last = words.last(where: { text.words[$0].hash == at }), last > first else {
      return words.prefix(0)
    }
    return words.suffix(from: last + 1)
  }

  /// "At Acme, we …": up to the comma.
  private static func nameInOpening(_ words: Range<Int>, _ text: PostingText) -> Range<Int> {
    let rest = words.dropFirst()
    guard let comma = rest.dropFirst().first(where: { text.gap(before: $0, contains: UInt8(ascii: ",")) }),
      DutyLists.employer.contains(text.words[comma].hash)
    else { return words.prefix(0) }
    return rest.prefix(upTo: comma)
  }

  private static func mayBeName(_ position: Int, _ text: PostingText) -> Bool {
    text.isCapitalised(position) && !noNames.contains(text.words[position].hash)
  }

  private static let at = WordScanner.hash(of: "at")
  private static let about = WordScanner.hash(of: "about")
  private static let noNames = WordSet([
    "you", "us", "the", "our", "your", "this", "role", "team", "company", "position", "job", "client", "opportunity",
    "product", "department", "project", "it", "organization", "program", "mission", "benefits",
  ])

  private var resolver: AmbiguityResolver {
    AmbiguityResolver(
      table: finder.labels, text: text,
      heading: { [posting, text] block in
        posting.block(at: block)?.heading.flatMap { $0 < posting.blocks.count ? text.words(of: $0) : nil }
      },
      list: { [posting, text] number in
        guard let block = posting.block(at: number) else { return nil }
        let isTag = block.section == .skills && text.words(of: number).count <= 4
        return isTag || block.kind == .listItem ? block.heading ?? -1 : nil
      },
      isDemanded: { [posting, cues] words, number in
        posting.block(at: number)?.section.isDemanding ?? false && cues.meaning(ofBlock: number).contains(.head)
          && cues[number].contains { $0.meaning.contains(.head) && words.lowerBound == $0.words.upperBound }
      },
      isWork: { [posting] number in
        guard let block = posting.block(at: number) else { return false }
        return block.kind != .heading
          && (block.section.isDemanding || block.section == .responsibilities
            || block.section == .other && block.kind == .listItem)
      },
      countsWholePosting: true)
  }

  private var judge: LevelJudge {
    let starts = hits.map(\.words.lowerBound)
    return LevelJudge(
      text: text, posting: posting, cues: cues, leads: LeadIns.levels(posting, text, cues), employer: employer,
      hasHit: { range in
        let first = starts.partitioningIndex { $0 >= range.lowerBound }
        return first < starts.count && starts[first] < range.upperBound
      })
  }
}

extension JobPosting {
  /// `nil` for the title, whose words stand behind those of all blocks.
  fileprivate func block(at position: Int) -> Block? { blocks.indices.contains(position) ? blocks[position] : nil }
}

extension Section {
  /// Benefits, equal-opportunity text and instructions for applying name no demands.
  var isRead: Bool { self != .benefits && self != .equalOpportunity && self != .apply }

  /// Whether it says what a candidate should have.
  var isDemanding: Bool {
    switch self {
    case .requirements, .skills, .preferred, .education: true
    case .responsibilities, .about, .benefits, .apply, .equalOpportunity, .other: false
    }
  }
}

extension Array {
  /// The first position for which `belongsInSecondPartition` holds, in an array that it divides in two.
  func partitioningIndex(_ belongsInSecondPartition: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if belongsInSecondPartition(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
