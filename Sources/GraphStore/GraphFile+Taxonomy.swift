public import Concepts
internal import GraphModel
internal import GRDB

extension GraphFile {
  /// Makes the file's curated part that of `taxonomy`; evidence stays as it is. Does nothing if it is that already.
  ///
  /// - Parameter digest: the taxonomy's `contentDigest`, if that is known.
  /// - Complexity: O(*n*) in concepts, labels and relations, in one transaction.
  /// - Throws: `otherContents` if the file holds a graph that was imported whole; `readOnly`, `busy`, `system`.
  public func sync(_ taxonomy: Taxonomy, digest: String? = nil) throws(GraphFileError) {
    try refuseImported()
    let digest = digest ?? taxonomy.contentDigest
    guard try read({ try String.fetchOne($0, sql: "SELECT taxonomy_digest FROM state") }) != digest else { return }
    try write { db in
      try db.execute(sql: Self.clearing)
      try GraphImageTable.clear(db)
      var writer = TaxonomyWriter(db: db, concepts: ConceptNumbers(db))
      try writer.write(taxonomy)
      try db.execute(sql: "UPDATE state SET taxonomy_digest = ?", arguments: [digest])
    }
  }

  private static let clearing = """
    DELETE FROM scheme; DELETE FROM concept_label; DELETE FROM concept_match; DELETE FROM relation;
    DELETE FROM concept_rule; DELETE FROM inference WHERE of_taxonomy;
    UPDATE concept SET label = NULL, note = NULL, scheme = NULL WHERE label IS NOT NULL
    """
}

private struct TaxonomyWriter {
  let db: Database
  var concepts: ConceptNumbers

  mutating func write(_ taxonomy: Taxonomy) throws {
    for (position, scheme) in taxonomy.schemes.enumerated() {
      try db.execute(
        sql: "INSERT INTO scheme VALUES (?, ?, ?, ?, ?)",
        arguments: [position, scheme.name, scheme.title, scheme.release, scheme.licence])
    }
    let numbers = try taxonomy.concepts.map { try write($0) }
    for (position, rule) in taxonomy.ambiguities.enumerated() { try write(rule, position) }
    try concepts.write(taxonomy.inferred, ofTaxonomy: true)
    var rank = 0
    for (position, relation) in taxonomy.relations.enumerated() {
      rank = position > 0 && taxonomy.relations[position - 1].saysTheSame(as: relation) ? rank + 1 : 0
      try write(relation, rank, numbers)
    }
  }

  private mutating func write(_ concept: Concept) throws -> Int64 {
    let number = try concepts.number(of: concept.id)
    try db.cachedStatement(sql: "UPDATE concept SET label = ?, note = ?, scheme = ? WHERE id = ?")
      .execute(arguments: [concept.prefLabel, concept.note, concept.scheme, number])
    let labels = try db.cachedStatement(sql: "INSERT INTO concept_label VALUES (?, ?, ?, ?, ?)")
    for (position, label) in concept.labels.enumerated() {
      try labels.execute(arguments: [number, position, label.role.rawValue, label.language, label.text])
    }
    let matches = try db.cachedStatement(sql: "INSERT INTO concept_match VALUES (?, ?, ?, ?)")
    for (position, match) in concept.matches.enumerated() {
      try matches.execute(arguments: [number, position, match.closeness.rawValue, match.identifier])
    }
    return number
  }

  private mutating func write(_ rule: AmbiguityRule, _ position: Int) throws {
    let number = try concepts.number(of: rule.concept)
    try db.cachedStatement(sql: "INSERT INTO concept_rule VALUES (?, ?, ?, ?, ?, ?, ?)").execute(arguments: [
      number, rule.label, position, rule.exactCase, rule.evidence.peers, rule.evidence.wordList,
      rule.evidence.never,
    ])
  }

  private func write(_ relation: ConceptRelation, _ rank: Int, _ numbers: [Int64]) throws {
    try db.cachedStatement(sql: "INSERT INTO relation VALUES (?, ?, ?, ?, ?, ?, ?, ?)").execute(arguments: [
      relation.relation.rawValue, numbers[Int(relation.source.rawValue)], numbers[Int(relation.target.rawValue)], rank,
      relation.strength?.rawValue, relation.level?.rawValue, relation.scheme, relation.row,
    ])
  }
}

extension ConceptRelation {
  fileprivate func saysTheSame(as other: ConceptRelation) -> Bool {
    (source, relation, target) == (other.source, other.relation, other.target)
  }
}

/// The numbers by which the tables refer to concepts, looked up or given out once per transaction.
struct ConceptNumbers {
  let db: Database
  private var numbers: [ConceptID: Int64] = [:]

  init(_ db: Database) { self.db = db }

  mutating func number(of concept: ConceptID) throws -> Int64 {
    if let known = numbers[concept] { return known }
    let lookup = try db.cachedStatement(sql: "SELECT id FROM concept WHERE name = ?")
    var number = try Int64.fetchOne(lookup, arguments: [concept.rawValue])
    if number == nil {
      try db.cachedStatement(sql: "INSERT INTO concept (name) VALUES (?)").execute(arguments: [concept.rawValue])
      number = db.lastInsertedRowID
    }
    numbers[concept] = number
    return number ?? 0
  }
}
