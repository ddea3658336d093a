public import Concepts
internal import FoundationEssentials
internal import GRDB

/// A name of the file's taxonomy by two of its words, which must both stand in a text that names it.
public struct StoredNameKey: Hashable, Sendable {
  /// Hashes of the words; the rarer one is looked up.
  public var rarest: UInt64
  public var next: UInt64
  /// The concept's place among all concepts of the taxonomy, by id.
  public var concept: Int

  public init(rarest: UInt64, next: UInt64, concept: Int) {
    (self.rarest, self.next, self.concept) = (rarest, next, concept)
  }
}

/// Which concepts a text may name, without all names: keys in buckets by the hash of their rarest words.
extension GraphFile {
  /// Whether the names of the taxonomy that was last given to `sync` are kept under `seal`.
  public func hasNames(seal: String) throws(GraphFileError) -> Bool { try read { try Self.hasNames($0, seal) } }

  private static func hasNames(_ db: Database, _ seal: String) throws -> Bool {
    guard try db.tableExists("name_key") else { return false }
    let sql = "SELECT 1 FROM name_key_seal, state WHERE seal = ? AND digest = taxonomy_digest"
    return try Int.fetchOne(db, sql: sql, arguments: [seal]) != nil
  }

  /// Keeps the keys of all names of the taxonomy that was last given to `sync`, instead of those before.
  ///
  /// - Parameter seal: tells who made the hashes, so that nobody else looks for others.
  public func keepNames(_ keys: [StoredNameKey], seal: String) throws(GraphFileError) {
    try write { db in
      try db.execute(
        sql: """
          DROP TABLE IF EXISTS name_key; DROP TABLE IF EXISTS name_key_seal;
          CREATE TABLE name_key_seal (seal TEXT NOT NULL, digest TEXT NOT NULL) STRICT;
          CREATE TABLE name_key (bucket INTEGER PRIMARY KEY, keys BLOB NOT NULL) STRICT;
          """)
      let numbers = try Int32.fetchAll(db, sql: "SELECT id FROM concept WHERE label IS NOT NULL ORDER BY name")
      var buckets = [[UInt32]](repeating: [], count: Self.bucketCount)
      for key in keys where numbers.indices.contains(key.concept) {
        buckets[Self.bucket(key.rarest)] += [
          Self.part(key.rarest), Self.part(key.next), UInt32(bitPattern: numbers[key.concept]),
        ]
      }
      for (bucket, keys) in buckets.enumerated() where !keys.isEmpty {
        let bytes = keys.withUnsafeBytes { Data($0) }
        try db.execute(sql: "INSERT INTO name_key VALUES (?, ?)", arguments: [bucket, bytes])
      }
      try db.execute(sql: "INSERT INTO name_key_seal SELECT ?, taxonomy_digest FROM state", arguments: [seal])
    }
  }

  /// The concepts one of whose names has both its key's words among `words`, with all their names and rules, and what is broader;
  /// `nil` if no keys are kept under `seal`.
  ///
  /// - Complexity: O(*words* and the concepts that are found): nothing is read of the others.
  public func taxonomy(namedBy words: Set<UInt64>, seal: String) throws(GraphFileError) -> Taxonomy? {
    try read { db in
      guard try Self.hasNames(db, seal) else { return nil }
      var loader = TaxonomyLoader(db, only: try Self.broader(Self.concepts(db, namedBy: words), db))
      return try loader.load()
    }
  }

  private static func concepts(_ db: Database, namedBy words: Set<UInt64>) throws -> Set<Int64> {
    let known = Set(words.map(part))
    let bucket = try db.makeStatement(sql: "SELECT keys FROM name_key WHERE bucket = ?")
    var found: Set<Int64> = []
    for number in Set(words.map(self.bucket)).sorted() {
      guard let row = try Row.fetchOne(bucket, arguments: [number]) else { continue }
      try row.withUnsafeData(atIndex: 0) { data in
        data?.withUnsafeBytes { bytes in
          for start in stride(from: 0, to: bytes.count - 11, by: 12) {
            let part = { bytes.loadUnaligned(fromByteOffset: start + 4 * $0, as: UInt32.self) }
            if known.contains(part(0)), known.contains(part(1)) { found.insert(Int64(part(2))) }
          }
        }
      }
    }
    return found
  }

  /// Those and what is broader, over any number of steps.
  private static func broader(_ concepts: Set<Int64>, _ db: Database) throws -> Set<Int64> {
    var (all, frontier) = (concepts, concepts)
    while !frontier.isEmpty {
      let next = try Int64.fetchSet(
        db, sql: "SELECT target FROM relation WHERE relation = 'broader' AND source IN (\(frontier.list))")
      frontier = next.subtracting(all)
      all.formUnion(next)
    }
    return all
  }

  private static let bucketCount = 1 << 12
  private static func bucket(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: hash) & (bucketCount - 1) }
  private static func part(_ hash: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: hash >> 32) }
}

extension Set<Int64> {
  /// As SQL has it.
  var list: String { sorted().map(String.init).joined(separator: ",") }
}
