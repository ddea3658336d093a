public import GraphModel
internal import GRDB

extension GraphStore {
  /// Whether the file has all of this source as it is now, so that it need not be read again.
  public func isCurrent(source: String, digest: String, keepsDuplicates: Bool = false) throws(GraphStoreError) -> Bool {
    try read { db in
      try Origin.find(source, db).map { $0.isComplete && $0.has(digest, keepsDuplicates) } ?? false
    }
  }

  /// How many sources the file has all of.
  public func sourceCount() throws(GraphStoreError) -> Int {
    try read { try Int.fetchOne($0, sql: "SELECT count(*) FROM origin WHERE is_complete") ?? 0 }
  }

  /// Takes in evidence, in one transaction: everything in `batches` or, if it fails, nothing.
  ///
  /// A source that is in the file with the same digest adds nothing; one with another digest, or one that was broken off,
  /// is replaced when its first part comes. Of postings that are the same (`duplicate_of` in the view `postings`) one counts.
  ///
  /// - Throws: `missingPart` for a later part of a source whose first one is not in the file; `readOnly`, `busy`, `system`.
  /// - Complexity: proportional to the evidence added and removed.
  public func add(_ batches: [SourceBatch]) throws(GraphStoreError) {
    try write { db in
      var addition = Addition(db)
      for batch in batches { try addition.add(batch) }
      try addition.finish()
    }
  }
}

/// One transaction's work.
struct Addition {
  private let db: Database
  private var writer: EvidenceWriter
  private var counters = DemandCounters()
  private var added: Set<Int64> = []
  /// What is left of groups of duplicates that lost a member.
  private var loosened: Set<Int64> = []

  init(_ db: Database) {
    self.db = db
    writer = EvidenceWriter(db)
  }

  mutating func add(_ batch: SourceBatch) throws {
    guard let origin = try open(batch) else { return }
    for evidence in batch.evidence {
      added.insert(try writer.insert(evidence, origin: origin, keepsDuplicate: batch.keepsDuplicates))
    }
    for diagnostic in batch.diagnostics { try writer.insert(diagnostic, origin: origin) }
    guard batch.isLast else { return }
    try db.cachedStatement(sql: "UPDATE origin SET is_complete = 1 WHERE id = ?").execute(arguments: [origin])
  }

  mutating func finish() throws {
    var groups = try DuplicateGroups(db, added: added, loosened: loosened)
    let changes = try groups.resolve()
    for posting in changes.counted { try counters.add(posting: posting, 1, db) }
    for posting in changes.uncounted { try counters.add(posting: posting, -1, db) }
    try counters.write(db)
  }

  /// The number under which the batch's evidence belongs, or `nil` if the file has all of the source already.
  private mutating func open(_ batch: SourceBatch) throws -> Int64? {
    let known = try Origin.find(batch.source, db)
    let isSame = known?.has(batch.digest, batch.keepsDuplicates) ?? false
    // Without a digest nobody can tell whether the source has changed.
    if let known, isSame, known.isComplete, !batch.digest.isEmpty { return nil }
    guard batch.isFirst else {
      guard let known, isSame else {
        throw GraphStoreError(.missingPart, "a part of '\(batch.source)' came without its beginning; ingest it again")
      }
      return known.id
    }
    if let known { try remove(known) }
    try db.cachedStatement(
      sql: "INSERT INTO origin (name, digest, keeps_duplicates, is_complete) VALUES (?, ?, ?, 0)"
    ).execute(arguments: [batch.source, batch.digest, batch.keepsDuplicates])
    return db.lastInsertedRowID
  }

  private mutating func remove(_ origin: Origin) throws {
    let postings = try Int64.fetchAll(db, sql: "SELECT id FROM posting WHERE origin = ?", arguments: [origin.id])
    for posting in postings {
      let representative = try Int64.fetchOne(
        db.cachedStatement(sql: "SELECT duplicate_of FROM posting WHERE id = ?"), arguments: [posting])
      if representative == nil, !added.contains(posting) { try counters.add(posting: posting, -1, db) }
      let group = try db.cachedStatement(sql: "SELECT id FROM posting WHERE duplicate_of = ?1 OR id = ?1")
      loosened.formUnion(try Int64.fetchAll(group, arguments: [representative ?? posting]))
      try writer.delete(posting: posting)
    }
    loosened.subtract(postings)
    added.subtract(postings)
    try db.execute(sql: "DELETE FROM diagnostic WHERE origin = ?", arguments: [origin.id])
    try db.execute(sql: "DELETE FROM origin WHERE id = ?", arguments: [origin.id])
  }
}

/// A source that is in the file, whole or in part.
private struct Origin {
  var id: Int64
  var digest: String
  var keepsDuplicates: Bool
  var isComplete: Bool

  func has(_ digest: String, _ keepsDuplicates: Bool) -> Bool {
    self.digest == digest && self.keepsDuplicates == keepsDuplicates
  }

  static func find(_ name: String, _ db: Database) throws -> Origin? {
    let find = try db.cachedStatement(
      sql: "SELECT id, digest, keeps_duplicates, is_complete FROM origin WHERE name = ?")
    return try Row.fetchOne(find, arguments: [name]).map {
      Origin(id: $0[0], digest: $0[1], keepsDuplicates: $0[2], isComplete: $0[3])
    }
  }
}
