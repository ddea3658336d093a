internal import Concepts
internal import Diagnostics
public import GraphModel
internal import GRDB

extension GraphFile {
  /// Hands out everything that was added, as it was added, by the name of the source; long sources in parts.
  ///
  /// Adding all of it to another file gives the same graph: how files are merged. A part has `partSize` postings.
  public func forEachSource(partSize: Int = 256, _ body: (SourceBatch) throws -> Void) throws(GraphFileError) {
    try refuseImported()
    try read { db in
      let origins = try Row.fetchAll(
        db, sql: "SELECT id, name, digest, keeps_duplicates FROM origin WHERE is_complete ORDER BY name")
      for origin in origins { try EvidenceReader(db: db, origin: origin).read(partSize, body) }
    }
  }
}

private struct EvidenceReader {
  let db: Database
  let origin: Row

  func read(_ partSize: Int, _ body: (SourceBatch) throws -> Void) throws {
    let number: Int64 = origin[0]
    var part = SourceBatch(
      source: origin[1], digest: origin[2], keepsDuplicates: origin[3], isLast: false,
      diagnostics: try diagnostics(origin: number))
    let postings = try Row.fetchCursor(
      db,
      sql: """
        SELECT p.id, p.source, p.unit, p.syntax, p.title, r.name, p.role_label, p.seniority, p.employment,
          p.organization, p.location, p.date_posted, p.url, p.identifier, p.experience_min, p.experience_max,
          p.language, p.digest
        FROM posting p LEFT JOIN concept r ON r.id = p.role WHERE p.origin = ? ORDER BY p.id
        """, arguments: [number])
    while let row = try postings.next() {
      if part.evidence.count == partSize {
        try body(part)
        part.isFirst = false
        part.evidence = []
        part.diagnostics = []
      }
      part.evidence.append(try evidence(row))
    }
    part.isLast = true
    try body(part)
  }

  private func evidence(_ row: Row) throws -> PostingEvidence {
    let number: Int64 = row[0]
    return PostingEvidence(
      source: row[1], unit: row[2], posting: posting(row), mentions: try mentions(number),
      education: try education(number), unknown: try unknown(number),
      diagnostics: try diagnostics(origin: origin[0], posting: number))
  }

  private func posting(_ row: Row) -> PostingEvidence.Posting {
    var posting = PostingEvidence.Posting(syntax: row[3], title: row[4])
    if let role = (row[5] as String?).flatMap(ConceptID.init) {
      posting.role = .init(id: role, label: row[6] ?? role.rawValue)
    }
    posting.seniority = row[7]
    posting.employment = row[8]
    posting.organization = row[9]
    posting.location = row[10]
    posting.datePosted = row[11]
    posting.url = row[12]
    posting.identifier = row[13]
    let (least, most): (Double?, Double?) = (row[14], row[15])
    if least != nil || most != nil { posting.experienceYears = .init(min: least, max: most) }
    posting.language = row[16]
    posting.digest = row[17]
    return posting
  }

  private func mentions(_ posting: Int64) throws -> [PostingEvidence.Mention] {
    let sql = """
      SELECT c.name, m.label, m.level, m.quote, m.context, m.section, m.confidence, m.method, m.years, m.alternatives
      FROM mention m JOIN concept c ON c.id = m.concept WHERE m.posting = ? ORDER BY m.position
      """
    return try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [posting]).compactMap { row in
      guard let concept = ConceptID(row[0] as String) else { return nil }
      return PostingEvidence.Mention(
        concept: concept, label: row[1], level: DemandLevel(number: row[2]), quote: row[3], context: row[4],
        section: row[5], confidence: row[6], method: row[7], years: row[8], alternatives: row[9])
    }
  }

  private func education(_ posting: Int64) throws -> [PostingEvidence.Education] {
    let sql = "SELECT position, level, fields, requirement, quote FROM education WHERE posting = ? ORDER BY position"
    return try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [posting]).map { row in
      PostingEvidence.Education(
        level: row[1], fields: try fields(row[2]), fieldConcepts: try fieldConcepts(posting, row[0]),
        requirement: DemandLevel(number: row[3]), quote: row[4])
    }
  }

  private func fields(_ list: String) throws -> [String] {
    try String.fetchAll(db.cachedStatement(sql: "SELECT value FROM json_each(?) ORDER BY key"), arguments: [list])
  }

  private func fieldConcepts(_ posting: Int64, _ position: Int) throws -> [ConceptID] {
    let sql = """
      SELECT c.name FROM education_concept e JOIN concept c ON c.id = e.concept
      WHERE e.posting = ? AND e.position = ? AND e.ordinal > 0 ORDER BY e.ordinal
      """
    return try String.fetchAll(db.cachedStatement(sql: sql), arguments: [posting, position]).compactMap {
      ConceptID($0)
    }
  }

  private func unknown(_ posting: Int64) throws -> [PostingEvidence.Unknown] {
    let sql = "SELECT phrase, context FROM unknown WHERE posting = ? ORDER BY position"
    return try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [posting]).map {
      PostingEvidence.Unknown(phrase: $0[0], context: $0[1])
    }
  }

  private func diagnostics(origin: Int64, posting: Int64? = nil) throws -> [Diagnostic] {
    let sql = """
      SELECT severity, code, message, file, line, "column", "offset" FROM diagnostic
      WHERE origin = ? AND posting IS ? ORDER BY id
      """
    return try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [origin, posting]).map { row in
      let place = Location(file: row[3], line: row[4], column: row[5], offset: row[6])
      return Diagnostic(
        Diagnostic.Severity(rawValue: row[0]) ?? .note, row[1], row[2], at: place == Location() ? nil : place)
    }
  }
}
