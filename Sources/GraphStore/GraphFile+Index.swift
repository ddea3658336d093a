internal import FoundationEssentials
internal import GRDB

/// What `Extractor` compiled of a taxonomy's names.
public struct StoredIndex: Hashable, Sendable {
  public var bytes: [UInt8]
  public var seal: String
  /// `Taxonomy.contentDigest` of the taxonomy.
  public var taxonomyDigest: String
}

/// The index of the taxonomy's names, kept so that it need not be made anew whenever pages are read into the file.
///
/// It is forgotten when a layer changes, and counts only as long as the taxonomy is the one it was made of.
extension GraphFile {
  /// The index that was kept under `key`.
  ///
  /// - Complexity: one copy
  public func index(_ key: String) throws(GraphFileError) -> StoredIndex? {
    try read { db in
      guard try db.tableExists("name_index_part"),
        let row = try Row.fetchOne(
          db, sql: "SELECT seal, digest FROM name_index, state WHERE key = ? AND digest = taxonomy_digest",
          arguments: [key])
      else { return nil }
      return StoredIndex(bytes: try Self.indexBytes(db), seal: row[0], taxonomyDigest: row[1])
    }
  }

  private static func indexBytes(_ db: Database) throws -> [UInt8] {
    let size = try Int.fetchOne(db, sql: "SELECT sum(length(bytes)) FROM name_index_part") ?? 0
    var bytes: [UInt8] = []
    bytes.reserveCapacity(size)
    let rows = try Row.fetchCursor(db, sql: "SELECT bytes FROM name_index_part ORDER BY part")
    while let row = try rows.next() { try row.withUnsafeData(atIndex: 0) { bytes += $0 ?? Data() } }
    return bytes
  }

  /// Keeps the index of the taxonomy that was last given to `sync`, instead of the one before.
  public func keepIndex(_ bytes: [UInt8], seal: String, _ key: String) throws(GraphFileError) {
    try write { db in
      try db.execute(
        sql: """
          DROP TABLE IF EXISTS name_index; DROP TABLE IF EXISTS name_index_part;
          CREATE TABLE name_index (key TEXT NOT NULL, digest TEXT NOT NULL, seal TEXT NOT NULL) STRICT;
          CREATE TABLE name_index_part (part INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
          """)
      try db.execute(
        sql: "INSERT INTO name_index SELECT ?, taxonomy_digest, ? FROM state", arguments: [key, seal])
      try GraphImageTable.forEachPart(of: bytes) { number, part in
        try db.execute(sql: "INSERT INTO name_index_part VALUES (?, ?)", arguments: [number, part])
      }
    }
  }

  static func forgetIndex(_ db: Database) throws {
    try db.execute(sql: "DROP TABLE IF EXISTS name_index; DROP TABLE IF EXISTS name_index_part")
  }
}
