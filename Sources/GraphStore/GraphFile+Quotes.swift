public import Concepts
internal import GRDB

extension GraphFile {
  /// Hands out for every role and concept it asks for the best reasons, at most `limit` each, by role, concept, then in the order of
  /// `evidence(for:_:limit:)`, in one pass instead of a query for each edge. Several places in one posting count as one.
  ///
  /// - Complexity: O(*mentions* log *mentions*), in SQLite.
  public func forEachReason(
    limit: Int, _ body: (_ role: ConceptID, StoredEvidence) throws -> Void
  ) throws(GraphFileError) {
    try read { db in
      let rows = try Row.fetchCursor(db, sql: Self.reasonQuery, arguments: [limit])
      while let row = try rows.next() {
        let posting = StoredPosting(row)
        guard let role = posting.role, let concept = ConceptID(row["concept"] as String) else { continue }
        try body(
          role,
          StoredEvidence(
            posting: posting, concept: concept, level: DemandLevel(number: row["level"]), quote: row["quote"],
            context: row["context"], section: row["section"], method: row["method"], confidence: row["confidence"],
            years: row["years"]))
      }
    }
  }

  private static let reasonQuery = """
    WITH found AS (
      SELECT m.posting, m.position, m.concept, m.level, m.quote, m.context, m.section, m.method, m.confidence, m.years
      FROM mention m
      UNION ALL
      SELECT e.posting, e.position, k.concept, e.requirement, e.quote, e.quote, 'education', 'education', 1.0, NULL
      FROM education_concept k JOIN education e ON e.posting = k.posting AND e.position = k.position),
    best AS (
      SELECT *, row_number() OVER (
        PARTITION BY posting, concept ORDER BY level, confidence DESC, method = 'education', position) AS place
      FROM found),
    ranked AS (
      SELECT b.*, p.role, row_number() OVER (
        PARTITION BY p.role, b.concept ORDER BY b.level, b.confidence DESC, p.source, p.unit, p.id) AS number
      FROM best b JOIN posting p ON p.id = b.posting
      WHERE b.place = 1 AND p.role IS NOT NULL AND p.duplicate_of IS NULL)
    SELECT \(StoredPosting.columns), c.name AS concept, f.level, f.quote, f.context, f.section, f.method, f.confidence, f.years
    FROM ranked f JOIN posting p ON p.id = f.posting JOIN concept r ON r.id = p.role JOIN concept c ON c.id = f.concept
    WHERE f.number <= ?1
    ORDER BY r.name, c.name, f.number
    """
}
