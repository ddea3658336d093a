internal import Concepts
internal import GRDB
internal import GraphModel

/// Changes to the counters, gathered over a transaction and written at its end.
struct DemandCounters {
  private struct Role: Hashable {
    var role: Int64
    var label: [UInt8]
  }

  private struct Pair: Hashable {
    var role: Int64
    var concept: Int64
  }

  private var postings = 0
  private var roles: [Role: Int] = [:]
  private var concepts: [Int64: Int] = [:]
  private var demands: [Pair: SkillGraph.Demand] = [:]

  /// Counts a posting, with 1 if it begins to count and -1 if it ceases to.
  mutating func add(posting: Int64, _ count: Int, _ db: Database) throws {
    postings += count
    let head = try db.cachedStatement(sql: "SELECT role, role_label FROM posting WHERE id = ?")
    let row = try Row.fetchOne(head, arguments: [posting])
    let role: Int64? = row?[0]
    if let role, let label: String = row?[1] { roles[Role(role: role, label: Array(label.utf8)), default: 0] += count }
    let levels = try Row.fetchCursor(
      db.cachedStatement(sql: "SELECT concept, level FROM demand WHERE posting = ?"), arguments: [posting])
    while let row = try levels.next() {
      let concept: Int64 = row[0]
      concepts[concept, default: 0] += count
      guard let role else { continue }
      demands[Pair(role: role, concept: concept), default: .init()][DemandLevel(number: row[1])] += count
    }
  }

  /// What has come down to nothing leaves no row, so that the tables are those of a file that never knew it.
  func write(_ db: Database) throws {
    guard postings != 0 || !roles.isEmpty || !concepts.isEmpty else { return }
    try GraphImageTable.clear(db)
    try db.execute(sql: "UPDATE state SET postings = postings + ?", arguments: [postings])
    try writeRoles(db)
    try writeConcepts(db)
    try writeDemands(db)
  }

  private func writeRoles(_ db: Database) throws {
    let add = try db.cachedStatement(
      sql: """
        INSERT INTO counter_role VALUES (?, ?, ?)
        ON CONFLICT DO UPDATE SET postings = postings + excluded.postings
        """)
    let drop = try db.cachedStatement(sql: "DELETE FROM counter_role WHERE role = ? AND label = ? AND postings = 0")
    for (key, count) in roles where count != 0 {
      let label = String(decoding: key.label, as: UTF8.self)
      try add.execute(arguments: [key.role, label, count])
      if count < 0 { try drop.execute(arguments: [key.role, label]) }
    }
  }

  private func writeConcepts(_ db: Database) throws {
    let add = try db.cachedStatement(
      sql: "INSERT INTO counter_concept VALUES (?, ?) ON CONFLICT DO UPDATE SET postings = postings + excluded.postings"
    )
    let drop = try db.cachedStatement(sql: "DELETE FROM counter_concept WHERE concept = ? AND postings = 0")
    for (concept, count) in concepts where count != 0 {
      try add.execute(arguments: [concept, count])
      if count < 0 { try drop.execute(arguments: [concept]) }
    }
  }

  private func writeDemands(_ db: Database) throws {
    let add = try db.cachedStatement(
      sql: """
        INSERT INTO counter_demand VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
          required = required + excluded.required, preferred = preferred + excluded.preferred,
          mentioned = mentioned + excluded.mentioned
        """)
    let drop = try db.cachedStatement(
      sql: "DELETE FROM counter_demand WHERE role = ? AND concept = ? AND required + preferred + mentioned = 0")
    for (key, change) in demands where change != .init() {
      try add.execute(arguments: [key.role, key.concept, change.required, change.preferred, change.mentioned])
      if change.total <= 0 { try drop.execute(arguments: [key.role, key.concept]) }
    }
  }
}
