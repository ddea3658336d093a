internal import Concepts

/// The relations of a table. Concepts are named by their position among those of the table beside it, foreign ones by a
/// negative number.
struct RelationRows {
  /// What the column `strength` says: how much a prerequisite matters, or how strongly something is asked for.
  struct Detail {
    var strength: Strength?
    var level: DemandLevel?

    init(_ text: String) { (strength, level) = (Strength(rawValue: text), DemandLevel(rawValue: text)) }
  }

  /// In the order of the table.
  private(set) var indexed: [ConceptRelation] = []
  private var foreignIDs: [ConceptID] = []

  /// The number of a concept that only a lower layer may have.
  mutating func foreign(_ id: ConceptID) -> Int {
    foreignIDs.append(id)
    return -foreignIDs.count
  }

  @inline(__always)
  mutating func add(_ source: Int, _ relation: Relation, _ target: Int, _ detail: Detail?, _ row: Int) {
    indexed.append(
      ConceptRelation(
        source: ConceptIndex(rawValue: Int32(source)), relation: relation,
        target: ConceptIndex(rawValue: Int32(target)),
        strength: relation == .prerequisiteOf ? detail?.strength ?? .essential : nil,
        level: relation == .requires ? detail?.level ?? .required : nil, scheme: 0, row: row))
  }

  /// The same relations by their concepts' ids.
  func unresolved(_ concepts: [Concept]) -> [UnresolvedRelation] {
    func id(_ index: ConceptIndex) -> ConceptID {
      index.rawValue < 0 ? foreignIDs[-Int(index.rawValue) - 1] : concepts[Int(index.rawValue)].id
    }
    return indexed.map {
      UnresolvedRelation(
        id($0.source), $0.relation, id($0.target), strength: $0.strength, level: $0.level, row: $0.row)
    }
  }
}

/// Values of rows about the same concept, collected so that they are given to it at once.
struct Run<Value> {
  private var position = -1
  private var values: [Value] = []

  /// Takes in a value; returns those of the concept before if it is about another one.
  @inline(__always)
  mutating func add(_ value: Value, _ position: Int) -> (position: Int, values: [Value])? {
    let whole = position == self.position ? nil : end()
    self.position = position
    values.append(value)
    return whole
  }

  /// The values of the last concept.
  mutating func end() -> (position: Int, values: [Value])? {
    guard !values.isEmpty else { return nil }
    defer { values = [] }
    return (position, values)
  }
}

/// The comma-separated words of a rule, in small letters and without spaces around them.
enum EvidenceWords {
  static func read(_ row: Table.Row, _ column: Int) -> String {
    let text = row[column]
    let isPlain = text.utf8.allSatisfy { ($0 < 0x80 && $0 &- UInt8(ascii: "A") >= 26) } && !hasSpareMarks(text.utf8)
    if isPlain { return text }
    let words = text.split(separator: ",").map { $0.trimmingSpaces.lowercased() }
    return words.filter { !$0.isEmpty }.joined(separator: ",")
  }

  /// Whether a comma stands beside another one or a space, or one of them at an end.
  private static func hasSpareMarks(_ text: String.UTF8View) -> Bool {
    var previous = UInt8(ascii: ",")
    for byte in text {
      let isBeside = previous == UInt8(ascii: ",") && (byte == UInt8(ascii: ",") || byte == UInt8(ascii: " "))
      if isBeside || previous == UInt8(ascii: " ") && byte == UInt8(ascii: ",") { return true }
      previous = byte
    }
    return !text.isEmpty && (previous == UInt8(ascii: ",") || previous == UInt8(ascii: " "))
  }
}
