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
        try GraphImageTable.forEachPart(of: graph.image(section)) { number, part in
          try db.execute(sql: "INSERT INTO image VALUES (?, ?, ?)", arguments: [section.rawValue, number, part])
        }
      }
    }
  }
}

/// The table of images: each `GraphImage.Section` in parts, or nothing.
enum GraphImageTable {
  /// SQLite puts a part together in memory that it uses again for the next; parts that fit a processor's cache cost little.
  private static let partSize = 1 << 18

  /// Cuts `bytes` into parts, numbered from 0.
  static func forEachPart(of bytes: [UInt8], _ body: (Int, Data) throws -> Void) rethrows {
    for (number, start) in stride(from: 0, to: bytes.count, by: partSize).enumerated() {
      try body(number, Data(bytes[start..<min(start + partSize, bytes.count)]))
    }
  }

  static func exists(_ db: Database) throws -> Bool { try Int.fetchOne(db, sql: "SELECT 1 FROM image LIMIT 1") != nil }

  /// Whoever changes what the graph shows has to say so in the same transaction.
  static func clear(_ db: Database) throws { try db.execute(sql: "DELETE FROM image") }

  /// The graph of the image; `nil` if there is none, or none that this program can use.
  static func graph(_ db: Database) throws -> SkillGraph? {
    guard try db.tableExists("image") else { return nil }
    let size = try db.makeStatement(sql: "SELECT sum(length(bytes)) FROM image WHERE section = ?")
    let parts = try db.makeStatement(sql: "SELECT bytes FROM image WHERE section = ? ORDER BY part")
    return try SkillGraph(image: { try Int.fetchOne(size, arguments: [$0.rawValue]) ?? 0 }) { section, take in
      let rows = try Row.fetchCursor(parts, arguments: [section.rawValue])
      while let row = try rows.next() {
        // No copy: the bytes are SQLite's, and go with the row.
        try row.withUnsafeData(atIndex: 0) { data in data.map { $0.withUnsafeBytes(take) } }
      }
    }
  }
}
