internal import Concepts
internal import Diagnostics
public import GraphModel
public import JSONText

/// The line that `extract --format jsonl` prints for a posting, and that `ingest` takes back.
public enum EvidenceLine {
  /// One object on one line, members always in the same order, numbers so that they are read back equal; no line feed.
  ///
  /// `null` stands for what a posting does not say; `years` and `alternatives` of a mention and the place of a diagnostic
  /// are left out where there are none.
  public static func encoded(_ evidence: PostingEvidence) -> [UInt8] { json(evidence).utf8() }

  /// The same as a value, for output that is laid out otherwise.
  public static func json(_ evidence: PostingEvidence) -> JSONValue {
    .record([
      "source": .string(evidence.source), "unit": .integer(evidence.unit), "posting": json(evidence.posting),
      "mentions": .array(evidence.mentions.map(json)), "education": .array(evidence.education.map(json)),
      "unknown": .array(
        evidence.unknown.map { .record(["phrase": .string($0.phrase), "context": .string($0.context)]) }),
      "diagnostics": .array(evidence.diagnostics.map(json)),
    ])
  }

  private static func json(_ posting: PostingEvidence.Posting) -> JSONValue {
    .record([
      "title": .optional(posting.title),
      "role": posting.role.map { .record(["id": .string($0.id.rawValue), "label": .string($0.label)]) } ?? .null,
      "seniority": .optional(posting.seniority), "employment": .optional(posting.employment),
      "organization": .optional(posting.organization), "location": .optional(posting.location),
      "datePosted": .optional(posting.datePosted), "url": .optional(posting.url),
      "identifier": .optional(posting.identifier),
      "experienceYears": posting.experienceYears.map { .record(["min": number($0.min), "max": number($0.max)]) }
        ?? .null,
      "language": .optional(posting.language), "syntax": .string(posting.syntax), "digest": .optional(posting.digest),
    ])
  }

  private static func json(_ mention: PostingEvidence.Mention) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("concept", .string(mention.concept.rawValue)), .init("kind", .string(mention.concept.kind.rawValue)),
      .init("label", .string(mention.label)), .init("level", .string(mention.level.rawValue)),
      .init("quote", .string(mention.quote)), .init("context", .string(mention.context)),
      .init("section", .string(mention.section)), .init("confidence", number(mention.confidence)),
      .init("method", .string(mention.method)),
    ]
    if let years = mention.years { members.append(.init("years", number(years))) }
    if let alternatives = mention.alternatives { members.append(.init("alternatives", .integer(alternatives))) }
    return .object(members)
  }

  private static func json(_ demand: PostingEvidence.Education) -> JSONValue {
    .record([
      "level": .string(demand.level), "fields": .array(demand.fields.map(JSONValue.string)),
      "fieldConcepts": .array(demand.fieldConcepts.map { .string($0.rawValue) }),
      "requirement": .string(demand.requirement.rawValue), "quote": .string(demand.quote),
    ])
  }

  private static func json(_ diagnostic: Diagnostic) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("severity", .string(diagnostic.severity.rawValue)), .init("code", .string(diagnostic.code)),
      .init("message", .string(diagnostic.message)),
    ]
    if let file = diagnostic.location?.file { members.append(.init("file", .string(file))) }
    let place = [("line", \Location.line), ("column", \.column), ("offset", \.offset)]
    for (name, path) in place {
      if let value = diagnostic.location?[keyPath: path] { members.append(.init(name, .integer(value))) }
    }
    return .object(members)
  }

  /// Written so that reading gives the same number.
  private static func number(_ value: Double?) -> JSONValue {
    guard let value, value.isFinite else { return .null }
    return .number(Int(exactly: value).map(String.init) ?? "\(value)")
  }
}
