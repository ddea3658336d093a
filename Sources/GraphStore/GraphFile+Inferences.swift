public import Concepts
internal import GRDB

extension GraphFile {
  /// All relations that were computed, sorted: those of imported schemes and those `keep` was given.
  public func inferences() throws(GraphFileError) -> [InferredRelation] {
    try read { try $0.inferences(where: "true").sorted() }
  }

  /// What was computed about two concepts, in either direction; sorted.
  public func inferences(between a: ConceptID, _ b: ConceptID) throws(GraphFileError) -> [InferredRelation] {
    try read { db in
      try db.inferences(
        where: "s.name = ?1 AND t.name = ?2 OR s.name = ?2 AND t.name = ?1", [a.rawValue, b.rawValue]
      ).sorted()
    }
  }

  /// Keeps what was computed from the file's postings by one method, in place of what it gave before.
  ///
  /// They are a picture of the postings of that moment: later ones change nothing until they are computed again.
  public func keep(_ relations: [InferredRelation], method: String) throws(GraphFileError) {
    try refuseImported()
    try write { db in
      try GraphImageTable.clear(db)
      try db.execute(sql: "DELETE FROM inference WHERE method = ? AND NOT of_taxonomy", arguments: [method])
      var concepts = ConceptNumbers(db)
      try concepts.write(relations, ofTaxonomy: false)
    }
  }

  /// The methods by which something was computed from the file's postings, sorted.
  public func methodsOverPostings() throws(GraphFileError) -> [String] {
    try read { db in
      guard try db.tableExists("inference") else { return [] }
      return try String.fetchAll(
        db, sql: "SELECT DISTINCT method FROM inference WHERE NOT of_taxonomy ORDER BY method")
    }
  }

  /// Calls `body` with what each posting that counts asks for, education included, and its employer; by posting.
  public func forEachDemand(_ body: ([ConceptID], _ employer: String?) throws -> Void) throws(GraphFileError) {
    try read { db in
      var ids: [Int64: ConceptID] = [:]
      for row in try Row.fetchAll(db, sql: "SELECT id, name FROM concept") { ids[row[0]] = ConceptID(row[1] as String) }
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT d.posting, d.concept, p.organization FROM demand d JOIN posting p ON p.id = d.posting
          WHERE p.duplicate_of IS NULL ORDER BY d.posting
          """)
      var (posting, employer, demands): (Int64, String?, [ConceptID]) = (-1, nil, [])
      while let row = try rows.next() {
        if row[0] as Int64 != posting, !demands.isEmpty {
          try body(demands.sorted(), employer)
          demands = []
        }
        posting = row[0]
        employer = row[2]
        if let id = ids[row[1]] { demands.append(id) }
      }
      if !demands.isEmpty { try body(demands.sorted(), employer) }
    }
  }
}

extension ConceptNumbers {
  mutating func write(_ relations: [InferredRelation], ofTaxonomy: Bool) throws {
    let insert = try db.cachedStatement(sql: "INSERT OR REPLACE INTO inference VALUES (?, ?, ?, ?, ?, ?, ?)")
    for relation in relations {
      try insert.execute(arguments: [
        number(of: relation.source), relation.relation.rawValue, number(of: relation.target), relation.method,
        relation.confidence, relation.figures, ofTaxonomy,
      ])
    }
  }
}

extension Database {
  /// Rows of the table `inference`, called `i`, with the names of their source (`s`) and target (`t`).
  func inferences(where condition: String, _ arguments: StatementArguments = []) throws -> [InferredRelation] {
    guard try tableExists("inference") else { return [] }
    let sql = """
      SELECT s.name, i.relation, t.name, i.method, i.confidence, i.figures
      FROM inference i JOIN concept s ON s.id = i.source JOIN concept t ON t.id = i.target WHERE \(condition)
      """
    return try Row.fetchAll(self, sql: sql, arguments: arguments).compactMap { row in
      guard let source = ConceptID(row[0] as String), let relation = Relation(rawValue: row[1]),
        let target = ConceptID(row[2] as String)
      else { return nil }
      return InferredRelation(source, relation, target, method: row[3], confidence: row[4], figures: row[5])
    }
  }
}
