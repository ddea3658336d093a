public import Concepts
internal import FoundationEssentials
internal import GRDB

/// A scheme that was imported into a graph file, as the files it can be read from again.
public struct StoredLayer: Hashable, Sendable {
  public struct File: Hashable, Sendable {
    public var name: String
    public var bytes: [UInt8]

    public init(name: String, bytes: [UInt8]) {
      self.name = name
      self.bytes = bytes
    }
  }

  /// The scheme's name, unique in a graph file.
  public var name: String
  public var files: [File]

  public init(name: String, files: [File]) {
    self.name = name
    self.files = files
  }
}

extension GraphFile {
  /// The schemes that were imported, in the order in which they lie on each other.
  public func layers() throws(GraphFileError) -> [StoredLayer] {
    try read { db in
      guard try db.tableExists("layer") else { return [] }
      return try String.fetchAll(db, sql: "SELECT name FROM layer ORDER BY position").map { name in
        let files = try Row.fetchAll(
          db, sql: "SELECT name, contents FROM layer_file WHERE layer = ? ORDER BY name", arguments: [name])
        return StoredLayer(name: name, files: files.map { StoredLayer.File(name: $0[0], bytes: Array($0[1] as Data)) })
      }
    }
  }

  /// One of the schemes that were imported, with those of its files that are called so; `nil` if there is none of this name.
  public func layer(_ name: String, files: [String]) throws(GraphFileError) -> StoredLayer? {
    try read { db in
      guard try db.tableExists("layer"),
        try Bool.fetchOne(db, sql: "SELECT true FROM layer WHERE name = ?", arguments: [name]) != nil
      else { return nil }
      let found = try files.compactMap { file in
        try Data.fetchOne(
          db, sql: "SELECT contents FROM layer_file WHERE layer = ? AND name = ?", arguments: [name, file]
        ).map { StoredLayer.File(name: file, bytes: Array($0)) }
      }
      return StoredLayer(name: name, files: found)
    }
  }

  /// Concepts of other schemes than `scheme` that have identifiers elsewhere, with their names, hidden ones left out.
  public func forEachMatch(
    outside scheme: String, _ body: (ConceptID, ConceptMatch, _ names: [String]) -> Void
  ) throws(GraphFileError) {
    try read { db in
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT c.name, m.closeness, m.identifier, c.label,
            (SELECT group_concat(text, char(10)) FROM concept_label l WHERE l.concept = c.id AND l.role <> 'hidden')
          FROM concept c JOIN concept_match m ON m.concept = c.id
          WHERE c.label IS NOT NULL AND c.scheme NOT IN (SELECT position FROM scheme WHERE name = ?)
          ORDER BY c.name, m.position
          """, arguments: [scheme])
      while let row = try rows.next() {
        guard let id = ConceptID(row[0] as String), let closeness = ConceptMatch.Closeness(rawValue: row[1]) else {
          continue
        }
        let further = (row[4] as String?)?.split(separator: "\n").map(String.init) ?? []
        body(id, ConceptMatch(closeness, row[2]), [row[3]] + further)
      }
    }
  }

  /// Keeps a scheme; one of the same name is replaced in its place, a new one comes on top.
  public func keep(_ layer: StoredLayer) throws(GraphFileError) {
    try write { db in
      try Self.forgetIndex(db)
      try db.execute(sql: "INSERT OR IGNORE INTO layer (name) VALUES (?)", arguments: [layer.name])
      try db.execute(sql: "DELETE FROM layer_file WHERE layer = ?", arguments: [layer.name])
      for file in layer.files {
        try db.execute(
          sql: "INSERT INTO layer_file VALUES (?, ?, ?)", arguments: [layer.name, file.name, Data(file.bytes)])
      }
    }
  }

  /// Forgets a scheme; whether there was one.
  public func forgetLayer(_ name: String) throws(GraphFileError) -> Bool {
    try write { db in
      try Self.forgetIndex(db)
      try db.execute(sql: "DELETE FROM layer_file WHERE layer = ?", arguments: [name])
      try db.execute(sql: "DELETE FROM layer WHERE name = ?", arguments: [name])
      return db.changesCount > 0
    }
  }

  /// The taxonomy that was last given to `sync`.
  ///
  /// - Complexity: O(*n* log *n*) in concepts, labels and relations.
  public func loadTaxonomy() throws(GraphFileError) -> Taxonomy {
    try read { db in
      var loader = TaxonomyLoader(db)
      return try loader.load()
    }
  }
}

/// Reads the taxonomy from its tables: all of it, or some concepts with what is broader.
struct TaxonomyLoader {
  let db: Database
  /// The numbers of the concepts that are wanted, as SQL has them; `nil` for all.
  private let wanted: String?
  private var ids: [Int64: ConceptID] = [:]
  private var concepts: [Int64: Concept] = [:]

  init(_ db: Database, only numbers: Set<Int64>? = nil) { (self.db, wanted) = (db, numbers?.list) }

  private func isWanted(_ column: String) -> String { wanted.map { "\(column) IN (\($0))" } ?? "true" }

  mutating func load() throws -> Taxonomy {
    try loadConcepts()
    return try Taxonomy(
      schemes: schemes(), concepts: Array(concepts.values), relations: relations(), ambiguities: rules(),
      inferred: wanted == nil ? db.inferences(where: "i.of_taxonomy") : [])
  }

  private func schemes() throws -> [ConceptScheme] {
    try Row.fetchAll(db, sql: "SELECT name, title, release, licence FROM scheme ORDER BY position").map {
      ConceptScheme(name: $0[0], title: $0[1], release: $0[2], licence: $0[3])
    }
  }

  private mutating func loadConcepts() throws {
    let rows = try Row.fetchCursor(
      db,
      sql: "SELECT id, name, label, note, scheme FROM concept WHERE label IS NOT NULL AND \(isWanted("id"))")
    while let row = try rows.next() {
      guard let id = ConceptID(row[1] as String) else { continue }
      ids[row[0]] = id
      concepts[row[0]] = Concept(id: id, prefLabel: row[2], note: row[3], scheme: row[4] ?? 0)
    }
    let labels = try Row.fetchCursor(
      db,
      sql:
        "SELECT concept, role, language, text FROM concept_label WHERE \(isWanted("concept")) ORDER BY concept, position"
    )
    while let row = try labels.next() {
      guard let role = Label.Role(rawValue: row[1]) else { continue }
      concepts[row[0]]?.labels.append(Label(row[3], role, language: row[2]))
    }
    let matches = try Row.fetchCursor(
      db,
      sql:
        "SELECT concept, closeness, identifier FROM concept_match WHERE \(isWanted("concept")) ORDER BY concept, position"
    )
    while let row = try matches.next() {
      guard let closeness = ConceptMatch.Closeness(rawValue: row[1]) else { continue }
      concepts[row[0]]?.matches.append(ConceptMatch(closeness, row[2]))
    }
  }

  private func relations() throws -> [UnresolvedRelation] {
    var relations: [UnresolvedRelation] = []
    let part = wanted == nil ? "" : "WHERE relation = 'broader' AND \(isWanted("source"))"
    let rows = try Row.fetchCursor(
      db, sql: "SELECT relation, source, target, strength, level, scheme, row FROM relation \(part)")
    while let row = try rows.next() {
      guard let relation = Relation(rawValue: row[0]), let source = ids[row[1]], let target = ids[row[2]] else {
        continue
      }
      relations.append(
        UnresolvedRelation(
          source, relation, target, strength: (row[3] as String?).flatMap(Strength.init),
          level: (row[4] as String?).flatMap(DemandLevel.init), scheme: row[5], row: row[6]))
    }
    return relations
  }

  private func rules() throws -> [AmbiguityRule] {
    guard try db.tableExists("concept_rule") else { return [] }
    return try Row.fetchAll(
      db,
      sql: "SELECT concept, label, exact_case, peers, words, never FROM concept_rule WHERE \(isWanted("concept"))"
    )
    .compactMap { row in
      guard let concept = ids[row[0]] else { return nil }
      return AmbiguityRule(
        label: row[1], concept: concept, exactCase: row[2],
        evidence: .init(peers: row[3], wordList: row[4], never: row[5]))
    }
  }
}
