public import Concepts
public import GraphModel
internal import JSONText
internal import Mentions
public import Postings

/// Turns postings into evidence. Immutable and safe to share between threads.
public struct Extractor: Sendable {
  private let finder: MentionFinder
  private let allMentions: Bool
  private let taxonomy: Taxonomy
  private let release: String

  /// - Parameters:
  ///   - taxonomy: whose labels are found.
  ///   - release: of the program, whose rules change with it.
  ///   - allMentions: whether every place is kept, not only the strongest per concept.
  public init(taxonomy: Taxonomy, release: String = "", allMentions: Bool = false) {
    finder = MentionFinder(taxonomy: taxonomy)
    (self.taxonomy, self.release, self.allMentions) = (taxonomy, release, allMentions)
  }

  /// Changes whenever the same page may give other evidence: another taxonomy, other rules, other settings.
  ///
  /// - Complexity: O(*n*) in the taxonomy, whose digest it needs.
  public var fingerprint: String {
    var digest = ContentDigest()
    for part in [release, taxonomy.contentDigest, allMentions ? "all" : "strongest"] { digest.update(part) }
    return digest.hexadecimal
  }

  /// What `posting` contributes to the graph; depends on nothing else.
  public func evidence(of posting: JobPosting, source: String, unit: Int) -> PostingEvidence {
    let findings = finder.findings(in: posting, allMentions: allMentions)
    return PostingEvidence(
      source: source, unit: unit, posting: .init(posting, findings), mentions: findings.mentions.map { .init($0) },
      education: findings.education.map { .init($0) },
      unknown: findings.unknown.map { .init(phrase: $0.phrase, context: $0.context) })
  }
}

extension PostingEvidence.Posting {
  /// What the text says goes before what the markup says; the finder has seen both.
  fileprivate init(_ posting: JobPosting, _ findings: Findings) {
    self.init(syntax: posting.syntax.rawValue, title: posting.title)
    role = findings.role.map { .init(id: $0.id, label: $0.label) }
    seniority = findings.seniority?.rawValue
    employment = (findings.employment ?? posting.employment)?.rawValue
    organization = posting.organization
    location = posting.location
    datePosted = posting.datePosted
    url = posting.url
    identifier = posting.identifier
    let years = findings.experience.map { (min: $0.minimum, max: $0.maximum) }
    let stated = posting.statedExperience.map { (min: Double?($0.lowerBound), max: Double?($0.upperBound)) }
    if let (min, max) = years ?? stated, min != nil || max != nil { experienceYears = .init(min: min, max: max) }
    language = findings.language ?? posting.language
    digest = SimilarityDigest.digest(of: posting).map(SimilarityDigest.hexadecimal)
  }
}

extension PostingEvidence.Mention {
  fileprivate init(_ mention: Mention) {
    self.init(
      concept: mention.concept, label: mention.label, level: mention.level, quote: mention.quote,
      context: mention.context, section: mention.section.rawValue,
      confidence: JSONValue.rounded(mention.confidence).double ?? 0, method: mention.method.rawValue,
      years: mention.years, alternatives: mention.alternatives)
  }
}

extension PostingEvidence.Education {
  fileprivate init(_ demand: EducationDemand) {
    self.init(
      level: demand.level.rawValue, fields: demand.fields, fieldConcepts: demand.fieldConcepts,
      requirement: demand.requirement, quote: demand.quote)
  }
}
