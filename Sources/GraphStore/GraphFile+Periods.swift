public import Concepts
public import GraphModel
internal import GRDB

/// A span of days: `since` and `until` are dates or beginnings of dates (`2025`, `2025-06`, `2025-06-30`), both included.
public struct PostingPeriod: Hashable, Sendable {
  public var since: String?
  public var until: String?

  public init(since: String? = nil, until: String? = nil) { (self.since, self.until) = (since, until) }

  /// Whether nothing is left out; postings without a date are in no other period.
  public var isEverything: Bool { since == nil && until == nil }
}

/// What the postings of a role say beside what they ask for.
public struct RoleFacts: Hashable, Sendable {
  public var postings = 0
  /// The first and the last day on which one was posted, of those that have a date.
  public var dates: ClosedRange<String>?
  public var dated = 0
  /// The least years of experience of each posting that names any, in order.
  public var years: [Double] = []
  /// How many postings name each seniority, the most frequent first.
  public var seniorities: [StoreReport.Count] = []
}

/// How often something occurs in the postings of a month.
public struct MonthCount: Hashable, Sendable {
  /// `2025-06`
  public var month: String
  public var postings: Int
  /// All postings of the month.
  public var total: Int
}

extension GraphFile {
  /// How many postings of a period count, and how many of them advertise each role.
  public func postings(in period: PostingPeriod) throws(GraphFileError) -> (total: Int, roles: [ConceptID: Int]) {
    try read { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT r.name, count(*) FROM posting p LEFT JOIN concept r ON r.id = p.role \(Self.inPeriod(nil))
          GROUP BY p.role
          """, arguments: [period.since, period.until])
      let roles = rows.compactMap { row in (row[0] as String?).flatMap(ConceptID.init).map { ($0, row[1] as Int) } }
      return (rows.reduce(0) { $0 + ($1[1] as Int) }, Dictionary(roles, uniquingKeysWith: +))
    }
  }

  /// What the postings of a period ask for; those of some roles, or all.
  ///
  /// - Complexity: O(*demands* of the postings), in SQLite.
  public func demandTable(
    in period: PostingPeriod, roles wanted: [ConceptID]? = nil
  ) throws(GraphFileError) -> DemandTable {
    try read { db in
      var table = DemandTable()
      let arguments: StatementArguments = [period.since, period.until]
      let inPeriod = Self.inPeriod(wanted)
      table.add(
        postings: try Int.fetchOne(db, sql: "SELECT count(*) FROM posting p \(inPeriod)", arguments: arguments)
          ?? 0)
      let roles = try Row.fetchCursor(
        db,
        sql:
          "SELECT r.name, p.role_label, count(*) FROM posting p JOIN concept r ON r.id = p.role \(inPeriod) GROUP BY 1, 2",
        arguments: arguments)
      while let row = try roles.next() {
        guard let id = ConceptID(row[0] as String) else { continue }
        table.add(role: id, label: row[1] ?? id.rawValue, postings: row[2])
      }
      // Names only of what was counted: there are fewer of those than demands.
      let demands = try Row.fetchCursor(
        db,
        sql: """
          SELECT r.name, c.name, t.level, t.postings FROM (
            SELECT p.role, d.concept, d.level, count(*) AS postings FROM posting p JOIN demand d ON d.posting = p.id
            \(inPeriod) GROUP BY p.role, d.concept, d.level) t
            JOIN concept c ON c.id = t.concept LEFT JOIN concept r ON r.id = t.role
          """, arguments: arguments)
      while let row = try demands.next() {
        guard let concept = ConceptID(row[1] as String) else { continue }
        table.add(concept: concept, postings: row[3])
        guard let id = (row[0] as String?).flatMap(ConceptID.init) else { continue }
        var demand = SkillGraph.Demand()
        demand[DemandLevel(number: row[2])] = row[3]
        table.add(demand, role: id, concept: concept)
      }
      return table
    }
  }

  /// What the postings of a role say beside what they ask for.
  public func facts(of role: ConceptID, in period: PostingPeriod = PostingPeriod()) throws(GraphFileError) -> RoleFacts
  {
    try read { db in
      var (facts, seniorities) = (RoleFacts(), [String: Int]())
      let rows = try Row.fetchCursor(
        db, sql: "SELECT p.date_posted, p.experience_min, p.seniority FROM posting p \(Self.inPeriod([role]))",
        arguments: [period.since, period.until])
      while let row = try rows.next() {
        facts.postings += 1
        if let day: String = row[0] {
          facts.dated += 1
          let day = String(day.prefix(10))
          facts.dates = min(facts.dates?.lowerBound ?? day, day)...max(facts.dates?.upperBound ?? day, day)
        }
        if let years: Double = row[1] { facts.years.append(years) }
        if let seniority: String = row[2] { seniorities[seniority, default: 0] += 1 }
      }
      facts.years.sort()
      facts.seniorities = seniorities.sorted { (-$0.value, $0.key) < (-$1.value, $1.key) }
        .map { StoreReport.Count(name: $0.key, count: $0.value) }
      return facts
    }
  }

  /// In how many postings of each month, in order, a role was advertised or something else was named; months without any
  /// posting are left out.
  public func months(naming concept: ConceptID) throws(GraphFileError) -> [MonthCount] {
    try read { db in
      let named =
        concept.kind == .role
        ? "p.role = (SELECT id FROM concept WHERE name = ?1)"
        : "EXISTS (SELECT 1 FROM demand d WHERE d.posting = p.id AND d.concept = (SELECT id FROM concept WHERE name = ?1))"
      return try Row.fetchAll(
        db,
        sql: """
          SELECT substr(p.date_posted, 1, 7) AS month, sum(\(named)), count(*) FROM posting p
          WHERE p.duplicate_of IS NULL AND p.date_posted GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]*' GROUP BY month ORDER BY month
          """, arguments: [concept.rawValue]
      ).map { MonthCount(month: $0[0], postings: $0[1], total: $0[2]) }
    }
  }

  /// How many postings that count have no date.
  public func undatedPostings() throws(GraphFileError) -> Int {
    try read {
      try Int.fetchOne($0, sql: "SELECT count(*) FROM posting WHERE duplicate_of IS NULL AND date_posted IS NULL") ?? 0
    }
  }

  /// Postings *p* that count, of the period ?1 to ?2, each if not NULL, and of some roles.
  private static func inPeriod(_ roles: [ConceptID]?) -> String {
    // Without an alternative SQLite finds the roles' postings by their index. An id has nothing to quote.
    let ofRoles = roles.map { roles in
      let names = roles.map { "'\($0.rawValue)'" }.joined(separator: ",")
      return "AND p.role IN (SELECT id FROM concept WHERE name IN (\(names)))"
    }
    return """
      WHERE p.duplicate_of IS NULL AND (?1 IS NULL OR p.date_posted >= ?1)
        AND (?2 IS NULL OR substr(p.date_posted, 1, length(?2)) <= ?2) \(ofRoles ?? "")
      """
  }
}

/// A row of a taxonomy that says something.
public struct Citation: Hashable, Sendable {
  public var scheme: ConceptScheme
  /// 1-based, in the scheme's table of relations; `nil` where a concept is cited.
  public var row: Int?
}

extension GraphFile {
  /// All rows of taxonomies that say *source relation target*, the graph's own first; also where postings say the same.
  public func citations(
    of source: ConceptID, _ relation: Relation, _ target: ConceptID
  ) throws(GraphFileError) -> [Citation] {
    try citations(
      """
      SELECT s.name, s.title, s.release, s.licence, r.row FROM relation r JOIN scheme s ON s.position = r.scheme
      WHERE r.relation = ?2 AND r.source = (SELECT id FROM concept WHERE name = ?1)
        AND r.target = (SELECT id FROM concept WHERE name = ?3) ORDER BY r.rank
      """, [source.rawValue, relation.rawValue, target.rawValue])
  }

  /// The taxonomy a concept is from; empty for candidates of postings.
  public func citations(of concept: ConceptID) throws(GraphFileError) -> [Citation] {
    try citations(
      """
      SELECT s.name, s.title, s.release, s.licence, NULL FROM concept c JOIN scheme s ON s.position = c.scheme
      WHERE c.name = ?1 AND c.label IS NOT NULL
      """, [concept.rawValue])
  }

  private func citations(_ sql: String, _ arguments: StatementArguments) throws(GraphFileError) -> [Citation] {
    try read { db in
      try Row.fetchAll(db, sql: sql, arguments: arguments).map {
        Citation(scheme: ConceptScheme(name: $0[0], title: $0[1], release: $0[2], licence: $0[3]), row: $0[4])
      }
    }
  }
}
