internal import Concepts
internal import Postings

/// One posting while it is read.
struct PostingReading {
  let finder: MentionFinder
  let posting: JobPosting
  let text: PostingText
  private let title: TitleReader.Reading
  private var hits: [Hit] = []
  private var cues: [PhraseTable<Cue>.Found] = []
  private var cueStarts: [Int] = [0]

  init(_ finder: MentionFinder, _ posting: JobPosting) {
    self.finder = finder
    self.posting = posting
    text = PostingText(posting)
    let titles = TitleReader(roles: finder.roles, taxonomy: finder.taxonomy, vocabulary: finder.vocabulary)
    title =
      posting.title.map { titles.read($0, organization: posting.organization, location: posting.location) } ?? .init()
    for block in posting.blocks.indices {
      if Self.isRead(posting.blocks[block].section) { finder.labels.find(in: text, block: block, into: &hits) }
      finder.vocabulary.cues.find(in: text.words[text.words(of: block)], into: &cues)
      cueStarts.append(cues.count)
    }
    hits = resolver.resolve(hits)
    hits.sort { ($0.words.lowerBound, $0.words.upperBound) < ($1.words.lowerBound, $1.words.upperBound) }
  }

  func findings(allMentions: Bool) -> Findings {
    var findings = Findings()
    findings.role = title.role
    findings.seniority = title.seniority
    findings.employment = posting.employment ?? title.employment
    findings.language = LanguageVote.language(of: text.words, finder.vocabulary)
    let judge = judge
    let education = EducationReader(
      levels: finder.educationLevels, fields: finder.fieldsOfStudy, taxonomy: finder.taxonomy, text: text,
      posting: posting,
      judge: judge
    ).read()
    findings.education = education.demands
    let years = YearsReader(text: text, cues: cues, cueStarts: cueStarts, numbers: finder.vocabulary.numbers)
    let statements = posting.blocks.indices.flatMap {
      Self.isRead(posting.blocks[$0].section) ? years.statements(in: $0) : []
    }
    findings.experience = years.headline(statements, posting, judge)
    let demands = DemandList(reading: self, judge: judge, years: statements, fieldWords: education.fieldWords)
    findings.mentions = demands.mentions(of: hits, all: allMentions)
    return findings
  }

  /// Benefits, equal-opportunity text and instructions for applying name no demands.
  private static func isRead(_ section: Section) -> Bool {
    section != .benefits && section != .equalOpportunity && section != .apply
  }

  private var resolver: AmbiguityResolver {
    AmbiguityResolver(
      table: finder.labels, text: text,
      context: { block in
        guard let heading = posting.blocks[block].heading, heading < posting.blocks.count else { return [] }
        return [text.words(of: heading)]
      },
      list: { block in posting.blocks[block].kind == .listItem ? posting.blocks[block].heading ?? -1 : nil })
  }

  private var judge: LevelJudge {
    let starts = hits.map(\.words.lowerBound)
    return LevelJudge(
      text: text, posting: posting, cues: cues, cueStarts: cueStarts,
      leads: LeadIns.levels(posting, text, cues, cueStarts),
      hasHit: { range in
        let first = starts.partitioningIndex { $0 >= range.lowerBound }
        return first < starts.count && starts[first] < range.upperBound
      })
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
