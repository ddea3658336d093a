public import Concepts
internal import GRDB

extension GraphFile {
  /// Why `role` requires `concept`: every mention in the role's postings that count.
  ///
  /// The strongest level first, then the surest, then by source and unit; at most `limit`.
  ///
  /// - Complexity: proportional to the postings that name the concept.
  public func evidence(for role: ConceptID, _ concept: ConceptID, limit: Int = .max) throws(GraphFileError)
    -> [StoredEvidence]
  {
    try evidence(concept, "AND p.role = (SELECT id FROM concept WHERE name = ?3)", [role.rawValue], limit)
  }

  /// Every mention of `concept` in postings that count, in the same order.
  public func evidence(for concept: ConceptID, limit: Int = .max) throws(GraphFileError) -> [StoredEvidence] {
    try evidence(concept, "", [], limit)
  }

  private func evidence(
    _ concept: ConceptID, _ condition: String, _ arguments: StatementArguments, _ limit: Int
  ) throws(GraphFileError) -> [StoredEvidence] {
    try read { db in
      let rows = try Row.fetchAll(
        db, sql: Self.evidenceQuery(condition), arguments: [concept.rawValue, limit] + arguments)
      return rows.map { row in
        StoredEvidence(
          posting: StoredPosting(row), concept: concept, level: DemandLevel(number: row["level"]), quote: row["quote"],
          context: row["context"], section: row["section"], method: row["method"], confidence: row["confidence"],
          years: row["years"])
      }
    }
  }

  private static func evidenceQuery(_ condition: String) -> String {
    """
    WITH wanted AS (
      SELECT d.posting, d.concept FROM demand d JOIN posting p ON p.id = d.posting
      WHERE d.concept = (SELECT id FROM concept WHERE name = ?1) AND p.duplicate_of IS NULL \(condition)),
    found AS (
      SELECT m.posting, m.position, m.level, m.quote, m.context, m.section, m.method, m.confidence, m.years
      FROM wanted w JOIN mention m ON m.posting = w.posting AND m.concept = w.concept
      UNION ALL
      SELECT e.posting, e.position, e.requirement, e.quote, e.quote, 'education', 'education', 1.0, NULL
      FROM wanted w
        JOIN education_concept k ON k.posting = w.posting AND k.concept = w.concept
        JOIN education e ON e.posting = k.posting AND e.position = k.position)
    SELECT \(StoredPosting.columns), f.level, f.quote, f.context, f.section, f.method, f.confidence, f.years
    FROM found f JOIN posting p ON p.id = f.posting LEFT JOIN concept r ON r.id = p.role
    ORDER BY f.level, f.confidence DESC, p.source, p.unit, p.id, f.method = 'education', f.position
    LIMIT ?2
    """
  }

  /// The postings that count and advertise `role`, by source and unit; at most `limit`.
  public func postings(advertising role: ConceptID, limit: Int = .max) throws(GraphFileError) -> [StoredPosting] {
    try read { db in
      let sql = """
        SELECT \(StoredPosting.columns) FROM posting p JOIN concept r ON r.id = p.role
        WHERE r.name = ? AND p.duplicate_of IS NULL ORDER BY p.source, p.unit, p.id LIMIT ?
        """
      return try Row.fetchAll(db, sql: sql, arguments: [role.rawValue, limit]).map { StoredPosting($0) }
    }
  }

  /// Hands out every posting, duplicates included, by source and unit.
  public func forEachPosting(_ body: (StoredPosting) throws -> Void) throws(GraphFileError) {
    try read { db in
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT \(StoredPosting.columns) FROM posting p LEFT JOIN concept r ON r.id = p.role
          ORDER BY p.source, p.unit, p.duplicate_of IS NOT NULL, p.id
          """)
      while let row = try rows.next() { try body(StoredPosting(row)) }
    }
  }
}

extension StoredPosting {
  static let columns = """
    p.id, p.source, p.unit, p.title, r.name AS role, p.role_label, p.seniority, p.employment, p.organization,
    p.location, p.date_posted, p.url, p.experience_min, p.experience_max, p.language, p.syntax, p.duplicate_of
    """

  init(_ row: Row) {
    self.init(
      id: row[0], source: row[1], unit: row[2], title: row[3], role: (row[4] as String?).flatMap(ConceptID.init),
      roleLabel: row[5], seniority: row[6], employment: row[7], organization: row[8], location: row[9],
      datePosted: row[10], url: row[11], experienceMin: row[12], experienceMax: row[13], language: row[14],
      syntax: row[15], duplicateOf: row[16])
  }
}
