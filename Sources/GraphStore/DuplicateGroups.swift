internal import GRDB

/// Finds the postings that are the same, and decides which of them counts.
///
/// Two postings are *linked* if they have the same source and unit, the same identifier and organization, the same address
/// and title, or the same role and near-identical texts (a company may write much the same for all its jobs). Postings connected by links, directly or over others, are one group; the smallest by
/// (source, unit) counts for it. Groups are connected components, so they depend on what is in the file, not on the order in
/// which it came. Only groups touched by a change are looked at: those that lost a member are taken apart and linked anew.
struct DuplicateGroups {
  /// Postings that have begun or ceased to count.
  struct Changes {
    var counted: [Int64] = []
    var uncounted: [Int64] = []
  }

  private let db: Database
  /// Of the postings to link: whether they have been counted so far.
  private let pending: [Int64: Bool]
  /// A union-find forest over pending postings and over the representatives of groups nothing has changed in.
  private var parents: [Int64: Int64] = [:]

  /// Takes postings that are new in the file and not yet counted, and what is left of groups that lost a member.
  init(_ db: Database, added: Set<Int64>, loosened: Set<Int64>) throws {
    self.db = db
    var pending: [Int64: Bool] = [:]
    for posting in loosened {
      pending[posting] =
        try Int64.fetchOne(
          db.cachedStatement(sql: "SELECT duplicate_of FROM posting WHERE id = ?"), arguments: [posting]) == nil
    }
    for posting in added { pending[posting] = false }
    self.pending = pending
  }

  /// Links the pending postings and writes `duplicate_of` of all postings concerned.
  ///
  /// - Complexity: O(*pending*) look-ups, plus the members of groups whose representative changes.
  mutating func resolve() throws -> Changes {
    let postings = pending.keys.sorted()
    for posting in postings { try link(posting) }
    var groups: [Int64: [Int64]] = [:]
    for posting in parents.keys.sorted() { groups[root(of: posting), default: []].append(posting) }
    var changes = Changes()
    for root in groups.keys.sorted() { try settle(groups[root] ?? [], &changes) }
    return changes
  }

  // MARK: Links

  private mutating func link(_ posting: Int64) throws {
    parents[posting] = parents[posting] ?? posting
    let keys = try db.cachedStatement(
      sql: "SELECT source, unit, identifier_key, url_key, text_key, role FROM posting WHERE id = ?")
    guard let row = try Row.fetchOne(keys, arguments: [posting]) else { return }
    try link(posting, "source = ?2 AND unit = ?3", [row[0] as String, row[1] as Int])
    if let key: Int64 = row[2] { try link(posting, "identifier_key = ?2", [key]) }
    if let key: Int64 = row[3] { try link(posting, "url_key = ?2", [key]) }
    if let key: Int64 = row[4] { try linkTexts(posting, key, role: row[5]) }
  }

  /// Links to the first other posting that agrees; the others are linked to that one as well.
  @discardableResult
  private mutating func link(_ posting: Int64, _ condition: String, _ values: StatementArguments) throws -> Int64? {
    let other = try db.cachedStatement(
      sql: "SELECT id, duplicate_of FROM posting WHERE \(condition) AND id <> ?1 ORDER BY id LIMIT 1")
    guard let row = try Row.fetchOne(other, arguments: [posting] + values) else { return nil }
    let id: Int64 = row[0]
    join(posting, pending[id] == nil ? row[1] ?? id : id)
    return id
  }

  /// Texts near this one are looked for once per text and role, for the first posting that has them.
  private mutating func linkTexts(_ posting: Int64, _ text: Int64, role: Int64?) throws {
    let condition = "text_key = ?2 AND role IS ?3"
    if let twin = try link(posting, condition, [text, role]), twin < posting { return }
    let near = try Int64.fetchCursor(db.cachedStatement(sql: Self.sharingBand), arguments: [text])
    var others: [Int64] = []
    while let other = try near.next() {
      if other != text, DuplicateKeys.areNear(text, other) { others.append(other) }
    }
    for other in others { try link(posting, condition, [other, role]) }
  }

  private static let sharingBand = """
    SELECT value FROM text_key WHERE value & 65535 = ?1 & 65535
    UNION ALL SELECT value FROM text_key WHERE value >> 16 & 65535 = ?1 >> 16 & 65535
    UNION ALL SELECT value FROM text_key WHERE value >> 32 & 65535 = ?1 >> 32 & 65535
    UNION ALL SELECT value FROM text_key WHERE value >> 48 & 65535 = ?1 >> 48 & 65535
    """

  private mutating func root(of posting: Int64) -> Int64 {
    var root = posting
    while let parent = parents[root], parent != root { root = parent }
    var step = posting
    while let parent = parents[step], parent != root {
      parents[step] = root
      step = parent
    }
    parents[posting] = root
    return root
  }

  private mutating func join(_ a: Int64, _ b: Int64) {
    let (a, b) = (root(of: a), root(of: b))
    parents[max(a, b)] = min(a, b)
  }

  // MARK: Representatives

  private func settle(_ group: [Int64], _ changes: inout Changes) throws {
    guard let representative = try representative(of: group) else { return }
    for posting in group {
      let wasCounted = pending[posting] ?? true
      if posting == representative {
        if !wasCounted { changes.counted.append(posting) }
        try setRepresentative(nil, of: posting)
      } else {
        if wasCounted {
          changes.uncounted.append(posting)
          try db.cachedStatement(sql: "UPDATE posting SET duplicate_of = ? WHERE duplicate_of = ?")
            .execute(arguments: [representative, posting])
        }
        try setRepresentative(representative, of: posting)
      }
    }
  }

  private func setRepresentative(_ representative: Int64?, of posting: Int64) throws {
    try db.cachedStatement(sql: "UPDATE posting SET duplicate_of = ?1 WHERE id = ?2 AND duplicate_of IS NOT ?1")
      .execute(arguments: [representative, posting])
  }

  private func representative(of group: [Int64]) throws -> Int64? {
    guard group.count > 1 else { return group.first }
    let places = try db.cachedStatement(
      sql: """
        SELECT p.source, p.unit, p.source <> o.name, o.name FROM posting p JOIN origin o ON o.id = p.origin WHERE p.id = ?
        """)
    var smallest: (place: Place, posting: Int64)?
    for posting in group {
      guard let row = try Row.fetchOne(places, arguments: [posting]) else { continue }
      let place = Place(source: row[0], unit: row[1], isCopied: row[2], origin: row[3])
      if smallest.map({ place < $0.place }) ?? true { smallest = (place, posting) }
    }
    return smallest?.posting
  }
}

/// Where a posting was read. Texts are compared by bytes: Swift takes differently composed letters for equal.
private struct Place: Comparable {
  var source: String
  var unit: Int
  /// Whether it came as an extracted line, not from the page itself.
  var isCopied: Bool
  var origin: String

  static func < (a: Place, b: Place) -> Bool {
    if !a.source.utf8.elementsEqual(b.source.utf8) { return a.source.utf8.lexicographicallyPrecedes(b.source.utf8) }
    if a.unit != b.unit { return a.unit < b.unit }
    if a.isCopied != b.isCopied { return b.isCopied }
    return a.origin.utf8.lexicographicallyPrecedes(b.origin.utf8)
  }
}
