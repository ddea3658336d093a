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
  public func index(_ key: String) throws(GraphFileError) -> StoredIndex? {
    try read { db in
      guard try db.tableExists("name_index") else { return nil }
      let row = try Row.fetchOne(
        db, sql: "SELECT contents, seal, digest FROM name_index, state WHERE key = ? AND digest = taxonomy_digest",
        arguments: [key])
      return row.map { StoredIndex(bytes: Array($0[0] as Data), seal: $0[1], taxonomyDigest: $0[2]) }
    }
  }

  /// Keeps the index of the taxonomy that was last given to `sync`, instead of the one before.
  public func keepIndex(_ bytes: [UInt8], seal: String, _ key: String) throws(GraphFileError) {
    try write { db in
      try db.execute(
        sql: """
          CREATE TABLE IF NOT EXISTS name_index (
            key TEXT NOT NULL, digest TEXT NOT NULL, seal TEXT NOT NULL, contents BLOB NOT NULL) STRICT;
          DELETE FROM name_index
          """)
      try db.execute(
        sql: "INSERT INTO name_index SELECT ?, taxonomy_digest, ?, ? FROM state", arguments: [key, seal, Data(bytes)])
    }
  }

  static func forgetIndex(_ db: Database) throws {
    if try db.tableExists("name_index") { try db.execute(sql: "DELETE FROM name_index") }
  }
}
