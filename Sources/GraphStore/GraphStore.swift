internal import Foundation
internal import GRDB

/// A graph and its evidence in one SQLite file.
///
/// What the file says is a function of the taxonomy and of the sources that are in it, whatever the order they came in and
/// the batches they came by. Every change is one transaction, so a killed process loses at most the batch in flight.
/// Meant for one writer at a time; readers in other processes see the last finished batch.
///
/// For use with SQL the file has the views `nodes` (id, kind, label, postings, curated, scheme, note, alt_labels), `edges`
/// (source, relation, target, provenance, weight, required, preferred, mentioned, strength, curated_level, confidence,
/// scheme, row), `postings` (id, source, unit, title, role, role_label, seniority, employment, organization, location,
/// date_posted, url, identifier, experience_min, experience_max, language, syntax, duplicate_of) and `evidence` (posting,
/// source, unit, url, date, title, organization, role, concept, level, quote, context, section, method, confidence, years).
/// `nodes` and `edges` hold what `loadGraph()` gives; `inferred` (source, relation, target, method, confidence, figures) what
/// was computed beside that; `evidence` leaves out postings that don't count (`duplicate_of`).
public final class GraphStore: Sendable {
  /// What the file is opened for.
  public enum Mode: Sendable {
    /// The file must exist and is not changed.
    case readOnly
    /// The file is made if there is none.
    case readWrite
  }

  public let path: String
  let queue: DatabaseQueue

  /// - Throws: `noSuchFile`, `notAGraphFile`, `newerVersion`, `busy`, `readOnly` or `system`.
  public init(path: String, mode: Mode) throws(GraphStoreError) {
    self.path = path
    if mode == .readOnly, !FileManager.default.fileExists(atPath: path) {
      throw GraphStoreError(.noSuchFile, "there is no graph file '\(path)'; make one with: skillgraph ingest PATH…")
    }
    do {
      queue = try DatabaseQueue(path: path, configuration: Self.configuration(mode))
      switch mode {
      case .readOnly: try queue.read { try Self.checkVersion($0, path) }
      case .readWrite: try Self.prepare(queue, path)
      }
    } catch {
      throw GraphStoreError(error, path: path)
    }
  }

  /// Ends the use of the file and leaves it as one file, without SQLite's write-ahead log beside it.
  ///
  /// If another process still reads, the log stays until that one ends; nothing is lost either way.
  public func close() {
    if !queue.configuration.readonly {
      _ = try? queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = DELETE") }
    }
    try? queue.close()
  }

  private static func configuration(_ mode: Mode) -> Configuration {
    var configuration = Configuration()
    configuration.readonly = mode == .readOnly
    configuration.busyMode = .timeout(5)
    configuration.foreignKeysEnabled = false
    configuration.prepareDatabase { db in
      // Sizes as measured on a graph of a million edges; a cache in KiB has a minus sign.
      try db.execute(sql: "PRAGMA cache_size = -65536; PRAGMA mmap_size = 268435456; PRAGMA temp_store = MEMORY")
    }
    return configuration
  }

  private static func prepare(_ queue: DatabaseQueue, _ path: String) throws {
    // Before anything else: a file that is none of ours must stay as it is.
    try queue.read { if try !isEmpty($0) { try checkVersion($0, path) } }
    try queue.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL")
    }
    try queue.write { db in
      if try isEmpty(db) { return try Schema.create(db) }
      if try Int32.fetchOne(db, sql: "PRAGMA user_version") ?? 0 < Schema.version { try Schema.migrate(db) }
    }
  }

  private static func isEmpty(_ db: Database) throws -> Bool {
    try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema") == 0
  }

  private static func checkVersion(_ db: Database, _ path: String) throws {
    guard try Int32.fetchOne(db, sql: "PRAGMA application_id") == Schema.applicationID else {
      throw GraphStoreError.notAGraphFile(path)
    }
    let version = try Int32.fetchOne(db, sql: "PRAGMA user_version") ?? 0
    guard version <= Schema.version else {
      throw GraphStoreError(
        .newerVersion,
        "'\(path)' was made by a newer skillgraph (format \(version), this one reads \(Schema.version)); update")
    }
  }

  func read<Value>(_ body: (Database) throws -> Value) throws(GraphStoreError) -> Value {
    do { return try queue.read(body) } catch { throw GraphStoreError(error, path: path) }
  }

  func write<Value>(_ body: (Database) throws -> Value) throws(GraphStoreError) -> Value {
    guard !queue.configuration.readonly else {
      throw GraphStoreError(.readOnly, "'\(path)' was opened for reading only")
    }
    do { return try queue.write(body) } catch { throw GraphStoreError(error, path: path) }
  }
}
