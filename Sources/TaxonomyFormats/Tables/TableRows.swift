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
  static func read(_ row: Table.Row, _ column: Int) -> [String] {
    var words: [String] = []
    var word: [UInt8] = []
    row.withBytes { bytes in
      for offset in row.range(column) {
        let byte = bytes.unsafeLoad(fromByteOffset: offset, as: UInt8.self)
        if byte == UInt8(ascii: ",") {
          end(&word, &words)
        } else if byte != UInt8(ascii: " ") || !word.isEmpty {
          word.append((UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte)
        }
      }
    }
    end(&word, &words)
    return words
  }

  private static func end(_ word: inout [UInt8], _ words: inout [String]) {
    while word.last == UInt8(ascii: " ") { word.removeLast() }
    if word.isEmpty { return }
    let text = String(decoding: word, as: UTF8.self)
    words.append(word.contains { $0 >= 0x80 } ? text.lowercased() : text)
    word.removeAll(keepingCapacity: true)
  }
}
