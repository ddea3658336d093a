import GRDB

@testable import GraphStore

extension GraphFile {
  /// The rows of the documented views that do not depend on the order in which sources came.
  func viewRows() throws -> [String] {
    try read { db in
      try [
        "SELECT * FROM nodes ORDER BY id", "SELECT * FROM edges ORDER BY source, relation, target",
        "SELECT source, unit, role, concept, level, quote FROM evidence ORDER BY 1, 2, 3, 4, 5, 6",
      ].flatMap { try Row.fetchAll(db, sql: $0).map { "\($0)" } }
    }
  }

  /// Everything in the file.
  func everyRow() throws -> [String] {
    try read { db in
      let tables = try String.fetchAll(db, sql: "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
      return try tables.flatMap { table in
        try Row.fetchAll(db, sql: "SELECT * FROM \"\(table)\"").map { "\(table) \($0)" }.sorted()
      }
    }
  }
}
