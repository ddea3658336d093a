public import Concepts
public import Diagnostics

/// Reads a concept scheme in the project's own tables, the form a curator edits in a spreadsheet and reviews in a diff.
///
/// Six tab-separated files: `scheme.tsv` (key, value), `concepts.tsv` (id, prefLabel, note), `labels.tsv` (concept, type,
/// language, label), `relations.tsv` (source, relation, target, strength), `matches.tsv` (concept, relation, identifier) and
/// `ambiguity.tsv` (label, concept, case, peers, words). Only `concepts.tsv` must be there.
public struct TaxonomyTables: Sendable {
  /// A table's name (`concepts.tsv`, with or without folders before it) and contents.
  public typealias File = (name: String, bytes: [UInt8])

  private let files: [File]
  private var diagnostics: [Diagnostic] = []

  /// - Returns: the taxonomy of the rows that can be used, and a diagnostic for each other row: file, line, column, mend.
  /// - Complexity: O(bytes).
  public static func read(_ files: [File]) -> Parsed<Taxonomy> {
    var tables = TaxonomyTables(files: files)
    return tables.read()
  }

  private init(files: [File]) { self.files = files }

  private mutating func read() -> Parsed<Taxonomy> {
    let scheme = readScheme()
    var concepts = readConcepts()
    readLabels(into: &concepts)
    readMatches(into: &concepts)
    let taxonomy = Taxonomy(
      schemes: [scheme], concepts: concepts.concepts, relations: readRelations(concepts),
      ambiguities: readAmbiguities(concepts))
    return Parsed(taxonomy, diagnostics)
  }

  /// Concepts under construction, found by id.
  private struct Draft {
    var concepts: [Concept] = []
    var positions: [String: Int] = [:]

    /// The concept looked up last: tables are sorted, so the next row is often about the same one.
    private var last: (id: String, position: Int)?

    /// The position of the concept in column `column` of `row`.
    mutating func position(_ row: Table.Row, _ column: Int) -> Int? {
      if let last, row.has(last.id, at: column) { return last.position }
      let id = row[column]
      guard let position = positions[id] else { return nil }
      last = (id, position)
      return position
    }

    mutating func id(_ row: Table.Row, _ column: Int) -> ConceptID? { position(row, column).map { concepts[$0].id } }
  }

  private mutating func readScheme() -> ConceptScheme {
    var values: [String: String] = [:]
    forEachRow("scheme.tsv", ["key", "value"]) { row, _ in values[row[0]] = row[1] }
    return ConceptScheme(
      name: values["name"] ?? "own", title: values["title"] ?? "", release: values["release"] ?? "",
      licence: values["licence"] ?? "")
  }

  private mutating func readConcepts() -> Draft {
    var draft = Draft()
    forEachRow("concepts.tsv", ["id", "prefLabel", "note?"]) { row, problems in
      guard let id = ConceptID(row[0]) else { return problems.badID(row[0], row, column: 1) }
      guard draft.positions[row[0]] == nil else {
        return problems.add("duplicate-concept", "'\(row[0])' is defined twice; keep one row", row, column: 1)
      }
      guard !row[1].isEmpty else {
        return problems.add("missing-label", "'\(row[0])' has no prefLabel", row, column: 2)
      }
      draft.positions[row[0]] = draft.concepts.count
      draft.concepts.append(Concept(id: id, prefLabel: row[1], note: row[2].isEmpty ? nil : row[2]))
    }
    return draft
  }

  private mutating func readLabels(into draft: inout Draft) {
    forEachRow("labels.tsv", ["concept", "type", "language?", "label"]) { row, problems in
      guard let position = draft.position(row, 0) else { return problems.unknownConcept(row[0], row, column: 1) }
      guard let role = Label.Role(rawValue: row[1]) else {
        return problems.add("bad-label-type", "'\(row[1])' is no label type; use alt or hidden", row, column: 2)
      }
      guard !row[3].isEmpty else {
        return problems.add("missing-label", "the label is empty; delete the row", row, column: 4)
      }
      draft.concepts[position].labels.append(Label(row[3], role, language: row[2].isEmpty ? "en" : row[2]))
    }
  }

  private mutating func readMatches(into draft: inout Draft) {
    forEachRow("matches.tsv", ["concept", "relation", "identifier"]) { row, problems in
      guard let position = draft.position(row, 0) else { return problems.unknownConcept(row[0], row, column: 1) }
      guard let closeness = ConceptMatch.Closeness(rawValue: row[1]) else {
        return problems.add("bad-match", "'\(row[1])' is no match; use exactMatch or closeMatch", row, column: 2)
      }
      draft.concepts[position].matches.append(ConceptMatch(closeness, row[2]))
    }
  }

  private mutating func readRelations(_ sources: Draft) -> [UnresolvedRelation] {
    var relations: [UnresolvedRelation] = []
    var (sources, targets) = (sources, sources)
    forEachRow("relations.tsv", ["source", "relation", "target", "strength?"]) { row, problems in
      guard let source = sources.id(row, 0) else { return problems.unknownConcept(row[0], row, column: 1) }
      guard let target = targets.id(row, 2) else { return problems.unknownConcept(row[2], row, column: 3) }
      guard let relation = Relation(rawValue: row[1]) else {
        let known = Relation.allCases.map(\.rawValue).joined(separator: ", ")
        return problems.add("bad-relation", "'\(row[1])' is no relation; use one of \(known)", row, column: 2)
      }
      let strength = relation == .prerequisiteOf ? Strength(rawValue: row[3]) ?? .essential : nil
      let level = relation == .requires ? DemandLevel(rawValue: row[3]) ?? .required : nil
      relations.append(
        UnresolvedRelation(source, relation, target, strength: strength, level: level, row: row.line))
    }
    return relations
  }

  private mutating func readAmbiguities(_ concepts: Draft) -> [AmbiguityRule] {
    var rules: [AmbiguityRule] = []
    var concepts = concepts
    forEachRow("ambiguity.tsv", ["label", "concept", "case", "evidence", "words?"]) { row, problems in
      guard let concept = concepts.id(row, 1) else { return problems.unknownConcept(row[1], row, column: 2) }
      let words = row[4].split(separator: ",").map { $0.trimmingSpaces.lowercased() }.filter { !$0.isEmpty }
      let kinds = row[3].split(separator: "+").map(String.init)
      rules.append(
        AmbiguityRule(
          label: row[0], concept: concept, exactCase: row[2] == "exact",
          evidence: .init(peers: kinds.contains("peers"), words: words, never: kinds.contains("never"))))
    }
    return rules
  }

  private mutating func forEachRow(_ name: String, _ columns: [String], _ body: (Table.Row, inout RowProblems) -> Void)
  {
    guard let file = files.first(where: { $0.name == name || $0.name.hasSuffix("/" + name) }) else {
      if name == "concepts.tsv" {
        diagnostics.append(Diagnostic(.error, "taxonomy.missing-table", "there is no concepts.tsv"))
      }
      return
    }
    var problems = RowProblems(file: file.name)
    diagnostics += Table(name: file.name, bytes: file.bytes).forEachRow(columns) { body($0, &problems) }
    diagnostics += problems.diagnostics
  }
}

/// What is wrong with the rows of one table.
struct RowProblems {
  let file: String
  private(set) var diagnostics: [Diagnostic] = []

  init(file: String) { self.file = file }

  mutating func add(_ code: String, _ message: String, _ row: Table.Row, column: Int) {
    diagnostics.append(
      Diagnostic(.error, "taxonomy." + code, message, at: Location(file: file, line: row.line, column: column)))
  }

  mutating func badID(_ id: String, _ row: Table.Row, column: Int) {
    add(
      "bad-id",
      "'\(id)' is no concept id; write kind:slug with a kind of role, skill, framework, certification, education", row,
      column: column)
  }

  mutating func unknownConcept(_ id: String, _ row: Table.Row, column: Int) {
    add("unknown-concept", "no row of concepts.tsv defines '\(id)'; add one or correct the id", row, column: column)
  }
}

extension Substring {
  var trimmingSpaces: Substring {
    let start = drop { $0 == " " }
    return start[..<(start.lastIndex { $0 != " " }.map { start.index(after: $0) } ?? start.startIndex)]
  }
}
