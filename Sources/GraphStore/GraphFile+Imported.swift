internal import Concepts
public import GraphModel
internal import GRDB

/// A file may hold one graph as it was given, such as one read from GraphML or a part of another file's, instead of a taxonomy and
/// postings. Such a graph cannot be added to: its counts are of postings that are not in the file.
extension GraphFile {
  /// Makes the file hold `graph`, in place of one it held before; `loadGraph()` then gives it back.
  ///
  /// - Throws: `otherContents` if the file has a taxonomy or postings; `readOnly`, `busy`, `system`.
  /// - Complexity: O(*n* + *e*), in one transaction.
  public func keep(_ graph: SkillGraph) throws(GraphFileError) {
    let path = path
    try write { db in
      let used = "SELECT taxonomy_digest <> '' OR EXISTS (SELECT 1 FROM origin) FROM state"
      guard try Bool.fetchOne(db, sql: used) != true else {
        throw GraphFileError(
          .otherContents, "'\(path)' holds a taxonomy and postings; name another --graph for this graph")
      }
      try db.execute(sql: ImportedGraph.tables)
      try GraphImageTable.clear(db)
      try ImportedGraph(db: db).write(graph)
    }
  }

  /// - Throws: `otherContents` if the file holds a graph as it was given.
  func refuseImported() throws(GraphFileError) {
    guard try read(ImportedGraph.exists) else { return }
    throw GraphFileError(
      .otherContents,
      "'\(path)' holds a graph that was imported whole; name another --graph for taxonomies and postings")
  }
}

/// The tables of a graph that is kept as it is. The views `nodes` and `edges` then show them.
struct ImportedGraph {
  let db: Database

  static func exists(_ db: Database) throws -> Bool { try db.tableExists("imported_node") }

  static let tables = """
    DROP TABLE IF EXISTS imported_node; DROP TABLE IF EXISTS imported_label; DROP TABLE IF EXISTS imported_match;
    DROP TABLE IF EXISTS imported_edge; DROP VIEW IF EXISTS nodes; DROP VIEW IF EXISTS edges; DELETE FROM scheme;
    CREATE TABLE imported_node (
      id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, label TEXT NOT NULL, postings INTEGER NOT NULL,
      curated INTEGER NOT NULL) STRICT;
    CREATE TABLE imported_label (
      node INTEGER NOT NULL, position INTEGER NOT NULL, text TEXT NOT NULL, PRIMARY KEY (node, position)
      ) STRICT, WITHOUT ROWID;
    CREATE TABLE imported_match (
      node INTEGER NOT NULL, position INTEGER NOT NULL, closeness TEXT NOT NULL, identifier TEXT NOT NULL,
      PRIMARY KEY (node, position)) STRICT, WITHOUT ROWID;
    CREATE TABLE imported_edge (
      id INTEGER PRIMARY KEY, source INTEGER NOT NULL, relation TEXT NOT NULL, target INTEGER NOT NULL,
      provenance TEXT NOT NULL, scheme INTEGER, row INTEGER, method TEXT, weight REAL NOT NULL,
      required INTEGER NOT NULL, preferred INTEGER NOT NULL, mentioned INTEGER NOT NULL, strength TEXT,
      curated_level TEXT, confidence REAL NOT NULL) STRICT;
    CREATE VIEW nodes AS
      SELECT name AS id, substr(name, 1, instr(name, ':') - 1) AS kind, label, postings, curated, NULL AS scheme,
        NULL AS note, (SELECT group_concat(text, '|') FROM (
          SELECT text FROM imported_label l WHERE l.node = n.id ORDER BY l.position)) AS alt_labels
      FROM imported_node n;
    CREATE VIEW edges AS
      SELECT a.name AS source, e.relation, b.name AS target, e.provenance, e.weight, e.required, e.preferred,
        e.mentioned, e.strength, e.curated_level, e.confidence, s.name AS scheme, e.row
      FROM imported_edge e
        JOIN imported_node a ON a.id = e.source
        JOIN imported_node b ON b.id = e.target
        LEFT JOIN scheme s ON s.position = e.scheme;
    """

  // MARK: Writing

  func write(_ graph: SkillGraph) throws {
    try db.execute(sql: "UPDATE state SET postings = ?", arguments: [graph.postingCount])
    for (position, scheme) in graph.schemes.enumerated() {
      try db.execute(
        sql: "INSERT INTO scheme VALUES (?, ?, ?, ?, ?)",
        arguments: [position, scheme.name, scheme.title, scheme.release, scheme.licence])
    }
    for (number, node) in graph.nodes.enumerated() { try write(node, number) }
    for (number, edge) in graph.edges.enumerated() { try write(edge, number) }
  }

  private func write(_ node: SkillGraph.Node, _ number: Int) throws {
    try db.cachedStatement(sql: "INSERT INTO imported_node VALUES (?, ?, ?, ?, ?)")
      .execute(arguments: [number, node.id.rawValue, node.label, node.postings, node.isCurated])
    for (position, label) in node.altLabels.enumerated() {
      try db.cachedStatement(sql: "INSERT INTO imported_label VALUES (?, ?, ?)")
        .execute(arguments: [number, position, label])
    }
    for (position, match) in node.matches.enumerated() {
      try db.cachedStatement(sql: "INSERT INTO imported_match VALUES (?, ?, ?, ?)")
        .execute(arguments: [number, position, match.closeness.rawValue, match.identifier])
    }
  }

  private func write(_ edge: SkillGraph.Edge, _ number: Int) throws {
    var (scheme, row, method) = (Int?.none, Int?.none, String?.none)
    switch edge.provenance {
    case .curated(let position, let line): (scheme, row) = (position, line)
    case .inferred(let name): method = name
    case .extracted: break
    }
    try db.cachedStatement(sql: "INSERT INTO imported_edge VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
      .execute(arguments: [
        number, edge.source.rawValue, edge.relation.rawValue, edge.target.rawValue, edge.provenance.name, scheme, row,
        method, edge.weight, edge.demand.required, edge.demand.preferred, edge.demand.mentioned,
        edge.strength?.rawValue, edge.curatedLevel?.rawValue, edge.confidence,
      ])
  }

  // MARK: Reading

  func load(schemes: [ConceptScheme]) throws -> SkillGraph {
    let total = try Int.fetchOne(db, sql: "SELECT postings FROM state") ?? 0
    return SkillGraph(sortedNodes: try nodes(), edges: try edges(), postingCount: total, schemes: schemes)
  }

  private func nodes() throws -> [SkillGraph.Node] {
    var nodes: [SkillGraph.Node] = []
    let rows = try Row.fetchCursor(db, sql: "SELECT name, label, postings, curated FROM imported_node ORDER BY id")
    while let row = try rows.next() {
      guard let id = ConceptID(row[0] as String) else { throw damaged }
      nodes.append(SkillGraph.Node(id: id, label: row[1], postings: row[2], isCurated: row[3]))
    }
    let labels = try Row.fetchCursor(db, sql: "SELECT node, text FROM imported_label ORDER BY node, position")
    while let row = try labels.next() { nodes[try position(row[0], nodes.count)].altLabels.append(row[1]) }
    let matches = try Row.fetchCursor(
      db, sql: "SELECT node, closeness, identifier FROM imported_match ORDER BY node, position")
    while let row = try matches.next() {
      guard let closeness = ConceptMatch.Closeness(rawValue: row[1]) else { continue }
      nodes[try position(row[0], nodes.count)].matches.append(ConceptMatch(closeness, row[2]))
    }
    return nodes
  }

  private func edges() throws -> [SkillGraph.Edge] {
    let count = try Int.fetchOne(db, sql: "SELECT count(*) FROM imported_node") ?? 0
    var edges: [SkillGraph.Edge] = []
    edges.reserveCapacity(try Int.fetchOne(db, sql: "SELECT count(*) FROM imported_edge") ?? 0)
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT source, relation, target, provenance, scheme, row, method, weight, required, preferred, mentioned, strength,
          curated_level, confidence FROM imported_edge ORDER BY id
        """)
    while let row = try rows.next() {
      guard let relation = Relation(rawValue: row[1]) else { throw damaged }
      edges.append(
        SkillGraph.Edge(
          source: NodeIndex(rawValue: Int32(try position(row[0], count))), relation: relation,
          target: NodeIndex(rawValue: Int32(try position(row[2], count))), provenance: provenance(row),
          weight: row[7], demand: .init(required: row[8], preferred: row[9], mentioned: row[10]),
          strength: (row[11] as String?).flatMap(Strength.init),
          curatedLevel: (row[12] as String?).flatMap(DemandLevel.init), confidence: row[13]))
    }
    return edges
  }

  private func provenance(_ row: Row) -> SkillGraph.Provenance {
    switch row[3] as String {
    case "curated": .curated(scheme: row[4] ?? 0, row: row[5] ?? 0)
    case "inferred": .inferred(method: row[6] ?? "")
    default: .extracted
    }
  }

  private func position(_ number: Int, _ count: Int) throws -> Int {
    guard (0..<count).contains(number) else { throw damaged }
    return number
  }

  private var damaged: GraphFileError { GraphFileError(.damaged, "the imported graph in the file is damaged") }
}
