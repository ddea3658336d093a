internal import Concepts
internal import Diagnostics
internal import GRDB
internal import GraphModel

/// Puts postings into the tables and takes them out; counts nothing.
struct EvidenceWriter {
  let db: Database
  private var concepts: ConceptNumbers

  init(_ db: Database) {
    self.db = db
    concepts = ConceptNumbers(db)
  }

  /// - Returns: the posting's number.
  mutating func insert(_ evidence: PostingEvidence, origin: Int64, keepsDuplicate: Bool) throws -> Int64 {
    let number = try insertPosting(evidence, origin, keepsDuplicate ? DuplicateKeys() : DuplicateKeys(evidence.posting))
    for (concept, level) in evidence.strongestLevels {
      try execute("INSERT INTO demand VALUES (?, ?, ?)", [number, try concepts.number(of: concept), level.number])
    }
    for (position, mention) in evidence.mentions.enumerated() { try insert(mention, number, position) }
    for (position, demand) in evidence.education.enumerated() { try insert(demand, number, position) }
    for (position, unknown) in evidence.unknown.enumerated() {
      try execute("INSERT INTO unknown VALUES (?, ?, ?, ?)", [number, position, unknown.phrase, unknown.context])
    }
    for diagnostic in evidence.diagnostics { try insert(diagnostic, origin: origin, posting: number) }
    return number
  }

  private mutating func insertPosting(_ evidence: PostingEvidence, _ origin: Int64, _ keys: DuplicateKeys) throws
    -> Int64
  {
    let posting = evidence.posting
    let role = try posting.role.map { try concepts.number(of: $0.id) }
    try execute(
      """
      INSERT INTO posting (origin, source, unit, title, role, role_label, seniority, employment, organization, location,
        date_posted, url, identifier, experience_min, experience_max, language, syntax, digest, identifier_key, url_key,
        text_key)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        origin, evidence.source, evidence.unit, posting.title, role, posting.role?.label, posting.seniority,
        posting.employment, posting.organization, posting.location, posting.datePosted, posting.url, posting.identifier,
        posting.experienceYears?.min, posting.experienceYears?.max, posting.language, posting.syntax, posting.digest,
        keys.identifier, keys.url, keys.text,
      ])
    let number = db.lastInsertedRowID
    if let text = keys.text { try execute("INSERT OR IGNORE INTO text_key VALUES (?)", [text]) }
    return number
  }

  private mutating func insert(_ mention: PostingEvidence.Mention, _ posting: Int64, _ position: Int) throws {
    try execute(
      "INSERT INTO mention VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      [
        posting, position, try concepts.number(of: mention.concept), mention.label, mention.level.number, mention.quote,
        mention.context, mention.section, mention.confidence, mention.method, mention.years, mention.alternatives,
      ])
  }

  private mutating func insert(_ demand: PostingEvidence.Education, _ posting: Int64, _ position: Int) throws {
    try execute(
      "INSERT INTO education VALUES (?, ?, ?, ?, ?, ?)",
      [posting, position, demand.level, FieldList.text(demand.fields), demand.requirement.number, demand.quote])
    for (ordinal, concept) in demand.concepts.enumerated() {
      try execute(
        "INSERT INTO education_concept VALUES (?, ?, ?, ?)",
        [posting, position, ordinal, try concepts.number(of: concept)])
    }
  }

  func insert(_ diagnostic: Diagnostic, origin: Int64, posting: Int64? = nil) throws {
    let place = diagnostic.location
    try execute(
      """
      INSERT INTO diagnostic (origin, posting, severity, code, message, file, line, "column", "offset")
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """,
      [
        origin, posting, diagnostic.severity.rawValue, diagnostic.code, diagnostic.message, place?.file, place?.line,
        place?.column, place?.offset,
      ])
  }

  func delete(posting: Int64) throws {
    let text = try Int64.fetchOne(
      db.cachedStatement(sql: "SELECT text_key FROM posting WHERE id = ?"), arguments: [posting])
    try execute("DELETE FROM posting WHERE id = ?", [posting])
    for table in ["demand", "mention", "education", "education_concept", "unknown"] {
      try execute("DELETE FROM \(table) WHERE posting = ?", [posting])
    }
    guard let text else { return }
    try execute(
      "DELETE FROM text_key WHERE value = ?1 AND NOT EXISTS (SELECT 1 FROM posting WHERE text_key = ?1)", [text])
  }

  private func execute(_ sql: String, _ arguments: StatementArguments) throws {
    try db.cachedStatement(sql: sql).execute(arguments: arguments)
  }
}

extension DemandLevel {
  /// How the tables write a level.
  var number: Int {
    switch self {
    case .required: 0
    case .preferred: 1
    case .mentioned: 2
    }
  }

  init(number: Int) { self = number == 0 ? .required : number == 1 ? .preferred : .mentioned }
}

/// The names of fields of study as one text, a JSON array, so that SQL can take it apart with `json_each`.
enum FieldList {
  static func text(_ fields: [String]) -> String {
    var text = "["
    for (index, field) in fields.enumerated() {
      text += index > 0 ? ",\"" : "\""
      for scalar in field.unicodeScalars {
        switch scalar {
        case "\"", "\\": text.unicodeScalars.append(contentsOf: ["\\", scalar])
        case "\0"..<" ":
          let digits = String(scalar.value, radix: 16)
          text += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
        default: text.unicodeScalars.append(scalar)
        }
      }
      text += "\""
    }
    return text + "]"
  }
}
