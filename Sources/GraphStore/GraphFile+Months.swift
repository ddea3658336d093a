public import Concepts
internal import GRDB

extension GraphFile {
  /// Hands out in which months, written `YYYY-MM`, postings that count advertised a role (`concept` is `nil`), or named a concept
  /// (`role` is `nil` where they advertise none we know): each once, by role, concept, month. Postings without a date say nothing.
  public func forEachMonth(
    _ body: (_ role: ConceptID?, _ concept: ConceptID?, _ month: String) throws -> Void
  ) throws(GraphFileError) {
    try read { db in
      let rows = try Row.fetchCursor(db, sql: Self.monthQuery)
      while let row = try rows.next() {
        try body(
          (row[0] as String?).flatMap(ConceptID.init), (row[1] as String?).flatMap(ConceptID.init), row[2])
      }
    }
  }

  private static let monthQuery = """
    WITH dated AS (
      SELECT id, role, substr(date_posted, 1, 7) AS month FROM posting
      WHERE duplicate_of IS NULL AND date_posted GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]*')
    SELECT r.name AS role, NULL AS concept, month FROM dated p JOIN concept r ON r.id = p.role
    UNION
    SELECT r.name, c.name, month FROM dated p
      JOIN demand d ON d.posting = p.id
      JOIN concept c ON c.id = d.concept
      LEFT JOIN concept r ON r.id = p.role
    ORDER BY 1, 2, 3
    """

  /// Writes everything the file holds to a new file, without the room that changes have left behind.
  ///
  /// - Throws: `system` if there is a file at the path.
  public func copy(to path: String) throws(GraphFileError) {
    do {
      try queue.writeWithoutTransaction { try $0.execute(sql: "VACUUM INTO ?", arguments: [path]) }
    } catch {
      throw GraphFileError(error, path: path)
    }
  }
}
