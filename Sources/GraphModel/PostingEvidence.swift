public import Concepts
public import Diagnostics

/// What one posting contributes to the graph: the line `extract --format jsonl` prints and `ingest` takes back.
///
/// Self-contained, so that extraction can be spread over machines and the graph built from the lines in any order.
public struct PostingEvidence: Hashable, Sendable {
  /// The path or URL the posting was read from.
  public var source: String
  /// The position of the posting in its source, 0-based.
  public var unit: Int
  public var posting: Posting
  public var mentions: [Mention]
  public var education: [Education]
  public var unknown: [Unknown]
  public var diagnostics: [Diagnostic]

  public init(
    source: String, unit: Int, posting: Posting, mentions: [Mention] = [], education: [Education] = [],
    unknown: [Unknown] = [], diagnostics: [Diagnostic] = []
  ) {
    self.source = source
    self.unit = unit
    self.posting = posting
    self.mentions = mentions
    self.education = education
    self.unknown = unknown
    self.diagnostics = diagnostics
  }

  public struct Posting: Hashable, Sendable {
    public var title: String?
    public var role: Role?
    public var seniority: String?
    public var employment: String?
    public var organization: String?
    public var location: String?
    public var datePosted: String?
    public var url: String?
    public var identifier: String?
    public var experienceYears: Years?
    public var language: String?
    public var syntax: String
    /// 64-bit similarity digest of the text as 16 hexadecimal digits, for finding duplicates.
    public var digest: String?

    public init(syntax: String, title: String? = nil) {
      self.syntax = syntax
      self.title = title
    }
  }

  public struct Role: Hashable, Sendable {
    public var id: ConceptID
    public var label: String
    public init(id: ConceptID, label: String) {
      self.id = id
      self.label = label
    }
  }

  public struct Years: Hashable, Sendable {
    public var min: Double?
    public var max: Double?
    public init(min: Double?, max: Double?) {
      self.min = min
      self.max = max
    }
  }

  public struct Mention: Hashable, Sendable {
    public var concept: ConceptID
    public var label: String
    public var level: DemandLevel
    public var quote: String
    public var context: String
    public var section: String
    /// 0 to 1.
    public var confidence: Double
    public var method: String
    public var years: Double?
    public var alternatives: Int?

    public init(
      concept: ConceptID, label: String, level: DemandLevel, quote: String, context: String, section: String,
      confidence: Double, method: String, years: Double? = nil, alternatives: Int? = nil
    ) {
      self.concept = concept
      self.label = label
      self.level = level
      self.quote = quote
      self.context = context
      self.section = section
      self.confidence = confidence
      self.method = method
      self.years = years
      self.alternatives = alternatives
    }
  }

  public struct Education: Hashable, Sendable {
    /// `high-school` … `professional`; also the slug of the level's concept.
    public var level: String
    public var fields: [String]
    /// The known among the fields.
    public var fieldConcepts: [ConceptID]
    public var requirement: DemandLevel
    public var quote: String

    public init(
      level: String, fields: [String], fieldConcepts: [ConceptID], requirement: DemandLevel, quote: String
    ) {
      self.level = level
      self.fields = fields
      self.fieldConcepts = fieldConcepts
      self.requirement = requirement
      self.quote = quote
    }
  }

  public struct Unknown: Hashable, Sendable {
    public var phrase: String
    public var context: String
    public init(phrase: String, context: String) {
      self.phrase = phrase
      self.context = context
    }
  }
}
