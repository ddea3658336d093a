public import Concepts
public import GraphModel
internal import JSONText
internal import Mentions
public import Postings

/// Turns postings into evidence. Immutable and safe to share between threads.
public struct Extractor: Sendable {
  private let finder: MentionFinder
  private let allMentions: Bool
  private let release: String
  private let taxonomy: Source

  private enum Source {
    case taxonomy(Taxonomy)
    /// Of a taxonomy that need not be looked at again.
    case digest(String)
  }

  /// - Parameters:
  ///   - taxonomy: whose labels are found.
  ///   - taxonomyDigest: its `contentDigest`, if that is known.
  ///   - release: of the program, whose rules change with it.
  ///   - allMentions: whether every place is kept, not only the strongest per concept.
  public init(taxonomy: Taxonomy, taxonomyDigest: String? = nil, release: String = "", allMentions: Bool = false) {
    finder = MentionFinder(taxonomy: taxonomy)
    self.taxonomy = taxonomyDigest.map(Source.digest) ?? .taxonomy(taxonomy)
    (self.release, self.allMentions) = (release, allMentions)
  }

  /// The extractor that gave `compiled`, in a tenth of the time; `nil` if it was made by another release of the program,
  /// with other rules for words, or is damaged.
  ///
  /// - Parameter taxonomyDigest: `Taxonomy.contentDigest` of its taxonomy.
  public init?(compiled: Compiled, taxonomyDigest: String, release: String = "", allMentions: Bool = false) {
    guard compiled.seal == Self.seal(compiled.index, release), let finder = MentionFinder(compiled: compiled.index)
    else { return nil }
    self.finder = finder
    (taxonomy, self.release, self.allMentions) = (.digest(taxonomyDigest), release, allMentions)
  }

  /// The names of a taxonomy, ready to be found.
  public struct Compiled: Sendable {
    /// Some megabytes for a hundred thousand names.
    public var index: [UInt8]
    /// A digest of the index and of what else decides what it means: the release, and how the program compiles a sample.
    public var seal: String

    public init(index: [UInt8], seal: String) { (self.index, self.seal) = (index, seal) }
  }

  public var compiled: Compiled {
    let index = finder.compiled
    return Compiled(index: index, seal: Self.seal(index, release))
  }

  private static func seal(_ index: [UInt8], _ release: String) -> String {
    var digest = ContentDigest()
    digest.update(release)
    digest.update(sample)
    digest.update(index)
    return digest.hexadecimal
  }

  /// A digest of the release and of how the program takes names apart: whoever has another looks for other words.
  public static func seal(release: String) -> String { seal([], release) }

  /// A few names compiled. Words folded otherwise, or arrays laid out otherwise, give other bytes.
  private static let sample: [UInt8] = {
    let names = [
      "skill:a": "C++ Libraries", "framework:b": "Optimised .NET APIs", "education:master": "Master's degrees",
    ]
    let concepts = names.sorted { $0.key < $1.key }.compactMap { id, name in
      ConceptID(id).map { Concept(id: $0, prefLabel: name, labels: [Label("Ärzte-Boxes \(name)")]) }
    }
    let rules = concepts.map {
      AmbiguityRule(label: $0.prefLabel, concept: $0.id, exactCase: true, evidence: .init(peers: true, words: ["a b"]))
    }
    let taxonomy = Taxonomy(schemes: [], concepts: concepts, relations: [], ambiguities: rules)
    return MentionFinder(taxonomy: taxonomy).compiled
  }()

  /// Changes whenever the same page may give other evidence: another taxonomy, other rules, other settings.
  ///
  /// - Complexity: O(*n*) in the taxonomy, unless it was compiled before.
  public var fingerprint: String {
    var digest = ContentDigest()
    for part in [release, taxonomyDigest, allMentions ? "all" : "strongest"] { digest.update(part) }
    return digest.hexadecimal
  }

  private var taxonomyDigest: String {
    switch taxonomy {
    case .taxonomy(let taxonomy): taxonomy.contentDigest
    case .digest(let digest): digest
    }
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
      confidence: JSONValue.number(mention.confidence), method: mention.method.rawValue,
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
