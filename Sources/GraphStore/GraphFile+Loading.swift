internal import Concepts
public import GraphModel
internal import GRDB

extension GraphFile {
  /// The graph of the file's taxonomy and of the postings that count: `SkillGraph(taxonomy:demand:)` of the same. Of a file that
  /// holds a graph as it was given (`keep(_:)`), that graph.
  ///
  /// - Parameter inferred: whether computed relations are wanted beside curated and extracted ones, each with its method and
  ///   confidence as provenance.
  /// - Complexity: one copy of the image that `close()` left; without one O(*n* + *e* log *e*) over tables. Reads no evidence.
  public func loadGraph(inferred: Bool = false) throws(GraphFileError) -> SkillGraph {
    try read { db in
      if let graph = try GraphImageTable.graph(db, inferred: inferred) {
        return try inferred && !GraphImageTable.hasInferred(db) ? graph.adding(db.inferences(where: "true")) : graph
      }
      return try inferred ? Self.graph(db).adding(db.inferences(where: "true")) : Self.graph(db)
    }
  }

  /// The graph as the tables have it, without what was computed.
  static func graph(_ db: Database) throws -> SkillGraph {
    if try ImportedGraph.exists(db) { return try ImportedGraph(db: db).load(schemes: GraphLoader(db).schemes()) }
    var loader = GraphLoader(db)
    return try loader.load()
  }
}

/// Reads each table once, in the order of its key, into arrays addressed by the tables' concept numbers.
private struct GraphLoader {
  private let db: Database
  private var nodes: [SkillGraph.Node] = []
  private var edges: [SkillGraph.Edge] = []
  /// A concept's position in `nodes`, by its number; -1 for those the graph does not have.
  private var positions: [Int32] = []
  /// How many postings advertise a role, by concept number.
  private var rolePostings: [Int] = []

  init(_ db: Database) { self.db = db }

  mutating func load() throws -> SkillGraph {
    let size = try (Int.fetchOne(db, sql: "SELECT max(id) FROM concept") ?? 0) + 1
    positions = [Int32](repeating: -1, count: size)
    rolePostings = [Int](repeating: 0, count: size)
    try loadNodes(postings: conceptPostings(size), candidates: candidateLabels())
    try loadLabels()
    try loadMatches()
    try loadEdges()
    let total = try Int.fetchOne(db, sql: "SELECT postings FROM state") ?? 0
    return try SkillGraph(sortedNodes: nodes, edges: edges, postingCount: total, schemes: schemes())
  }

  private func rows(_ sql: String) throws -> RowCursor { try Row.fetchCursor(db, sql: sql) }

  func schemes() throws -> [ConceptScheme] {
    try Row.fetchAll(db, sql: "SELECT name, title, release, licence FROM scheme ORDER BY position").map {
      ConceptScheme(name: $0[0], title: $0[1], release: $0[2], licence: $0[3])
    }
  }

  private func conceptPostings(_ size: Int) throws -> [Int] {
    var counts = [Int](repeating: 0, count: size)
    let rows = try rows("SELECT concept, postings FROM counter_concept")
    while let row = try rows.next() { counts[row[0]] = row[1] }
    return counts
  }

  /// The smallest label of each role that postings name, which a candidate is called by.
  private mutating func candidateLabels() throws -> [Int: String] {
    var labels: [Int: String] = [:]
    let rows = try rows("SELECT role, min(label), sum(postings) FROM counter_role GROUP BY role")
    while let row = try rows.next() {
      labels[row[0]] = row[1] as String
      rolePostings[row[0]] = row[2]
    }
    return labels
  }

  private mutating func loadNodes(postings: [Int], candidates: [Int: String]) throws {
    nodes.reserveCapacity(positions.count)
    let rows = try rows("SELECT id, name, label FROM concept ORDER BY name")
    while let row = try rows.next() {
      let number: Int = row[0]
      let curated: String? = row[2]
      guard let label = curated ?? candidates[number], let id = ConceptID(row[1] as String) else { continue }
      positions[number] = Int32(nodes.count)
      nodes.append(
        SkillGraph.Node(
          id: id, label: label, postings: candidates[number] == nil ? postings[number] : rolePostings[number],
          isCurated: curated != nil))
    }
  }

  private mutating func loadLabels() throws {
    let rows = try rows("SELECT concept, text FROM concept_label WHERE role = 'alt' ORDER BY concept, position")
    while let row = try rows.next() {
      guard let position = position(row[0]) else { continue }
      nodes[position].altLabels.append(row[1])
    }
  }

  private mutating func loadMatches() throws {
    let rows = try rows("SELECT concept, closeness, identifier FROM concept_match ORDER BY concept, position")
    while let row = try rows.next() {
      guard let position = position(row[0]), let closeness = ConceptMatch.Closeness(rawValue: row[1]) else { continue }
      nodes[position].matches.append(ConceptMatch(closeness, row[2]))
    }
  }

  private func position(_ number: Int) -> Int? { positions[number] < 0 ? nil : Int(positions[number]) }

  // MARK: Edges

  private struct Pair: Hashable {
    var role: Int
    var concept: Int
  }

  private mutating func loadEdges() throws {
    var demands = try demands()
    edges.reserveCapacity(try (Int.fetchOne(db, sql: "SELECT count(*) FROM relation") ?? 0) + demands.count)
    for relation in Relation.allCases { try loadCurated(relation, &demands) }
    for (pair, demand) in demands {
      append(pair, .requires, .extracted, weight: share(of: demand, pair.role), demand: demand)
    }
  }

  private func demands() throws -> [Pair: SkillGraph.Demand] {
    var demands: [Pair: SkillGraph.Demand] = [:]
    let rows = try rows("SELECT role, concept, required, preferred, mentioned FROM counter_demand")
    while let row = try rows.next() {
      demands[Pair(role: row[0], concept: row[1])] = .init(required: row[2], preferred: row[3], mentioned: row[4])
    }
    return demands
  }

  /// What the taxonomy says too is taken out of `demands`, what postings say.
  private mutating func loadCurated(_ relation: Relation, _ demands: inout [Pair: SkillGraph.Demand]) throws {
    let rows = try Row.fetchCursor(
      db, sql: "SELECT source, target, strength, level, scheme, row FROM relation WHERE relation = ? AND rank = 0",
      arguments: [relation.rawValue])
    while let row = try rows.next() {
      let pair = Pair(role: row[0], concept: row[1])
      let demand = relation == .requires ? demands.removeValue(forKey: pair) : nil
      let weight = relation != .requires ? 1 : demand.map { share(of: $0, pair.role) } ?? 0
      append(
        pair, relation, demand == nil ? .curated(scheme: row[4], row: row[5]) : .extracted, weight: weight,
        demand: demand ?? .init(), strength: (row[2] as String?).flatMap(Strength.init),
        curatedLevel: (row[3] as String?).flatMap(DemandLevel.init))
    }
  }

  private func share(of demand: SkillGraph.Demand, _ role: Int) -> Double {
    rolePostings[role] == 0 ? 0 : Double(demand.total) / Double(rolePostings[role])
  }

  private mutating func append(
    _ pair: Pair, _ relation: Relation, _ provenance: SkillGraph.Provenance, weight: Double, demand: SkillGraph.Demand,
    strength: Strength? = nil, curatedLevel: DemandLevel? = nil
  ) {
    guard positions[pair.role] >= 0, positions[pair.concept] >= 0 else { return }
    edges.append(
      SkillGraph.Edge(
        source: NodeIndex(rawValue: positions[pair.role]), relation: relation,
        target: NodeIndex(rawValue: positions[pair.concept]), provenance: provenance, weight: weight, demand: demand,
        strength: strength, curatedLevel: curatedLevel))
  }
}
