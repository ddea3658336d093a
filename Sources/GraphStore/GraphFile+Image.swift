internal import FoundationEssentials
internal import GRDB
internal import GraphModel

extension GraphFile {
  /// Makes the graph's image anew if what it shows has changed. Called by `close()`; until then, and after a process was
  /// killed, the graph is read from the tables.
  func refreshImage() throws(GraphFileError) {
    try write { db in
      guard try !GraphImageTable.exists(db) else { return }
      let plain = try GraphFile.graph(db)
      let inferences = try db.inferences(where: "true")
      try GraphImageTable.write(plain.adding(inferences), GraphImage.Section.allCases, db)
      guard !inferences.isEmpty else { return }
      let own = GraphImage.Section.allCases.filter(\.isOfEdges)
      try GraphImageTable.write(plain, own, from: GraphImageTable.firstPlain, db)
    }
  }
}

/// The table of images: each `GraphImage.Section` in parts, or nothing.
///
/// The image has what was computed among its edges. If there is any, the sections that are others without it follow, numbered from
/// `firstPlain`.
enum GraphImageTable {
  static let firstPlain = 100

  static func write(_ graph: SkillGraph, _ sections: [GraphImage.Section], from first: Int = 0, _ db: Database) throws {
    for section in sections {
      try forEachPart(of: graph.image(section)) { number, part in
        try db.execute(
          sql: "INSERT INTO image VALUES (?, ?, ?)", arguments: [first + section.rawValue, number, part])
      }
    }
  }

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

  /// Whether the image has what was computed among its edges.
  static func hasInferred(_ db: Database) throws -> Bool {
    try Int.fetchOne(db, sql: "SELECT 1 FROM image WHERE section >= ? LIMIT 1", arguments: [firstPlain]) != nil
  }

  /// The graph of the image; `nil` if there is none, or none that this program can use.
  ///
  /// - Parameter inferred: whether what was computed is wanted; an older program's image has none all the same.
  static func graph(_ db: Database, inferred: Bool) throws -> SkillGraph? {
    guard try db.tableExists("image") else { return nil }
    let isApart = try hasInferred(db)
    func number(_ section: GraphImage.Section) -> Int {
      section.rawValue + (isApart && !inferred && section.isOfEdges ? firstPlain : 0)
    }
    let size = try db.makeStatement(sql: "SELECT sum(length(bytes)) FROM image WHERE section = ?")
    let parts = try db.makeStatement(sql: "SELECT bytes FROM image WHERE section = ? ORDER BY part")
    return try SkillGraph(image: { try Int.fetchOne(size, arguments: [number($0)]) ?? 0 }) { section, bytes in
      LargePages.advise(bytes)
      var rest = bytes
      let rows = try Row.fetchCursor(parts, arguments: [number(section)])
      while let row = try rows.next() {
        // No copy before this one: the bytes are SQLite's, and go with the row. What does not fit is dropped; the numbers
        // then do not agree.
        try row.withUnsafeData(atIndex: 0) { data in
          data?.withUnsafeBytes { part in
            let count = min(part.count, rest.count)
            rest.copyMemory(from: UnsafeRawBufferPointer(rebasing: part[..<count]))
            rest = UnsafeMutableRawBufferPointer(rebasing: rest[count...])
          }
        }
      }
      return bytes.count - rest.count
    }
  }
}
