internal import FoundationEssentials
internal import GRDB
internal import GraphModel

extension GraphFile {
  /// Makes the graph's image anew if what it shows has changed. Called by `close()`; until then, and after a process was
  /// killed, the graph is read from the tables.
  func refreshImage() throws(GraphFileError) {
    try write { db in
      guard try !GraphImageTable.exists(db) else { return }
      let graph = try GraphFile.graph(db)
      for section in GraphImage.Section.allCases {
        try db.execute(
          sql: "INSERT INTO image VALUES (?, ?)", arguments: [section.rawValue, Data(graph.image(section))])
      }
    }
  }
}

/// The table of images: `GraphImage.Section` by section, or nothing.
enum GraphImageTable {
  static func exists(_ db: Database) throws -> Bool { try Int.fetchOne(db, sql: "SELECT 1 FROM image LIMIT 1") != nil }

  /// Whoever changes what the graph shows has to say so in the same transaction.
  static func clear(_ db: Database) throws { try db.execute(sql: "DELETE FROM image") }

  /// The graph of the image; `nil` if there is none, or none that this program can use.
  static func graph(_ db: Database) throws -> SkillGraph? {
    guard try db.tableExists("image") else { return nil }
    let statement = try db.makeStatement(sql: "SELECT bytes FROM image WHERE section = ?")
    return try SkillGraph { section, take in
      let rows = try Row.fetchCursor(statement, arguments: [section.rawValue])
      guard let row = try rows.next() else { return }
      // No copy: the bytes are SQLite's, and go with the row.
      try row.withUnsafeData(atIndex: 0) { data in data.map { $0.withUnsafeBytes(take) } }
    }
  }
}
