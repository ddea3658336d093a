public import Concepts

/// A posting as the file knows it.
public struct StoredPosting: Hashable, Sendable {
  /// Its number in this file, which other files don't share.
  public var id: Int64
  /// The path or URL of the page.
  public var source: String
  /// Its position in the source, 0-based.
  public var unit: Int
  public var title: String?
  public var role: ConceptID?
  public var roleLabel: String?
  public var seniority: String?
  public var employment: String?
  public var organization: String?
  public var location: String?
  public var datePosted: String?
  public var url: String?
  public var experienceYears: (min: Double?, max: Double?) { (experienceMin, experienceMax) }
  var experienceMin: Double?
  var experienceMax: Double?
  public var language: String?
  public var syntax: String
  /// The posting that counts for this one, if it is a duplicate.
  public var duplicateOf: Int64?
}

/// A reason for an edge: the place in a posting that names a concept.
public struct StoredEvidence: Hashable, Sendable {
  public var posting: StoredPosting
  public var concept: ConceptID
  public var level: DemandLevel
  public var quote: String
  /// The sentence around the quote.
  public var context: String
  public var section: String
  /// How it was found; `education` for degrees and fields of study.
  public var method: String
  /// 0 to 1.
  public var confidence: Double
  /// Years of experience asked for with it.
  public var years: Double?
}
