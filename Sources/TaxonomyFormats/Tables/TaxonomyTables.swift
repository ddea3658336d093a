public import Concepts
public import Diagnostics

/// Reads a concept scheme in the project's own tables, the form a curator edits in a spreadsheet and reviews in a diff.
///
/// Six tab-separated files: `scheme.tsv` (key, value), `concepts.tsv` (id, prefLabel, note), `labels.tsv` (concept, type,
/// language, label), `relations.tsv` (source, relation, target, strength), `matches.tsv` (concept, relation, identifier) and
/// `ambiguity.tsv` (label, concept, case, evidence, words). Only `concepts.tsv` must be there. Computed relations stand apart
/// in `inferred.tsv` (source, relation, target, method, confidence, figures).
public struct TaxonomyTables: Sendable {
  /// A table's name (`concepts.tsv`, with or without folders before it) and contents.
  public typealias File = (name: String, bytes: [UInt8])

  let files: [File]
  /// Whether rows may speak of concepts that only a lower layer has.
  private let isLayer: Bool
  private var diagnostics: [Diagnostic] = []

  /// - Returns: the taxonomy of the rows that can be used, and a diagnostic for each other row: file, line, column, mend.
  /// - Complexity: O(bytes).
  public static func read(_ files: [File]) -> Parsed<Taxonomy> {
    var tables = TaxonomyTables(files: files, isLayer: false)
    let layer = tables.readLayer()
    let taxonomy = Taxonomy(
      schemes: [layer.scheme], concepts: layer.concepts, relations: layer.relations, ambiguities: layer.ambiguities,
      inferred: layer.inferred)
    return Parsed(taxonomy, tables.diagnostics)
  }

  /// The same tables as a layer: rows may also speak of concepts that only a lower layer has, and `overlay.tsv`
  /// (`OverlayTable`) may change those.
  public static func readLayer(_ files: [File]) -> Parsed<TaxonomyLayer> {
    var tables = TaxonomyTables(files: files, isLayer: true)
    var layer = tables.readLayer()
    if let overlay = tables.file("overlay.tsv") {
      tables.diagnostics += OverlayTable.read(overlay.name, overlay.bytes, into: &layer)
    }
    return Parsed(layer, tables.diagnostics)
  }

  /// A single table of changes as a layer.
  public static func readOverlay(_ name: String, _ bytes: [UInt8]) -> Parsed<TaxonomyLayer> {
    var layer = TaxonomyLayer(scheme: .init(name: "own", title: "", release: "", licence: ""))
    let diagnostics = OverlayTable.read(name, bytes, into: &layer)
    return Parsed(layer, diagnostics)
  }

  private init(files: [File], isLayer: Bool) {
    self.files = files
    self.isLayer = isLayer
  }

  private mutating func readLayer() -> TaxonomyLayer {
    var layer = TaxonomyLayer(scheme: readScheme())
    var concepts = readConcepts()
    layer.edits = readLabels(into: &concepts) + readMatches(into: &concepts)
    layer.concepts = concepts.concepts
    layer.relations = readRelations(concepts)
    layer.ambiguities = readAmbiguities(concepts)
    layer.inferred = readInferred(concepts)
    return layer
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

    /// - Parameter isLayer: whether a lower layer may have it.
    mutating func id(_ row: Table.Row, _ column: Int, _ isLayer: Bool) -> ConceptID? {
      position(row, column).map { concepts[$0].id } ?? (isLayer ? ConceptID(row[column]) : nil)
    }
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

  private mutating func readLabels(into draft: inout Draft) -> [TaxonomyEdit] {
    var edits: [TaxonomyEdit] = []
    let isLayer = isLayer
    forEachRow("labels.tsv", ["concept", "type", "language?", "label"]) { row, problems in
      guard let role = Label.Role(rawValue: row[1]) else {
        return problems.add("bad-label-type", "'\(row[1])' is no label type; use alt, hidden or pref", row, column: 2)
      }
      guard !row[3].isEmpty else {
        return problems.add("missing-label", "the label is empty; delete the row", row, column: 4)
      }
      let label = Label(row[3], role, language: row[2].isEmpty ? "en" : row[2])
      if let position = draft.position(row, 0) {
        draft.concepts[position].labels.append(label)
      } else if isLayer, let id = ConceptID(row[0]) {
        edits.append(TaxonomyEdit(id, .addLabel(label), at: problems.place(row)))
      } else {
        problems.unknownConcept(row[0], row, column: 1)
      }
    }
    return edits
  }

  private mutating func readMatches(into draft: inout Draft) -> [TaxonomyEdit] {
    var edits: [TaxonomyEdit] = []
    let isLayer = isLayer
    forEachRow("matches.tsv", ["concept", "relation", "identifier"]) { row, problems in
      guard let closeness = ConceptMatch.Closeness(rawValue: row[1]) else {
        return problems.add("bad-match", "'\(row[1])' is no match; use exactMatch or closeMatch", row, column: 2)
      }
      if let position = draft.position(row, 0) {
        draft.concepts[position].matches.append(ConceptMatch(closeness, row[2]))
      } else if isLayer, let id = ConceptID(row[0]) {
        edits.append(TaxonomyEdit(id, .addMatch(ConceptMatch(closeness, row[2])), at: problems.place(row)))
      } else {
        problems.unknownConcept(row[0], row, column: 1)
      }
    }
    return edits
  }

  private mutating func readRelations(_ sources: Draft) -> [UnresolvedRelation] {
    var relations: [UnresolvedRelation] = []
    var (sources, targets) = (sources, sources)
    let isLayer = isLayer
    forEachRow("relations.tsv", ["source", "relation", "target", "strength?", "row?"]) { row, problems in
      guard let source = sources.id(row, 0, isLayer) else { return problems.unknownConcept(row[0], row, column: 1) }
      guard let target = targets.id(row, 2, isLayer) else { return problems.unknownConcept(row[2], row, column: 3) }
      guard let relation = Relation(rawValue: row[1]) else {
        return problems.badRelation(row[1], row, column: 2)
      }
      relations.append(
        Self.relation(source, relation, target, row[3], line: row.isEmpty(4) ? row.line : Int(row[4]) ?? row.line))
    }
    return relations
  }

  private mutating func readAmbiguities(_ concepts: Draft) -> [AmbiguityRule] {
    var rules: [AmbiguityRule] = []
    var concepts = concepts
    let isLayer = isLayer
    forEachRow("ambiguity.tsv", ["label", "concept", "case", "evidence", "words?"]) { row, problems in
      guard let concept = concepts.id(row, 1, isLayer) else { return problems.unknownConcept(row[1], row, column: 2) }
      let words = row[4].split(separator: ",").map { $0.trimmingSpaces.lowercased() }.filter { !$0.isEmpty }
      let kinds = row[3].split(separator: "+").map(String.init)
      rules.append(
        AmbiguityRule(
          label: row[0], concept: concept, exactCase: row[2] == "exact",
          evidence: .init(peers: kinds.contains("peers"), words: words, never: kinds.contains("never"))))
    }
    return rules
  }

  private mutating func readInferred(_ sources: Draft) -> [InferredRelation] {
    var relations: [InferredRelation] = []
    var (sources, targets) = (sources, sources)
    let isLayer = isLayer
    let columns = ["source", "relation", "target", "method", "confidence", "figures?"]
    forEachRow("inferred.tsv", columns) { row, problems in
      guard let source = sources.id(row, 0, isLayer) else { return problems.unknownConcept(row[0], row, column: 1) }
      guard let target = targets.id(row, 2, isLayer) else { return problems.unknownConcept(row[2], row, column: 3) }
      guard let relation = Relation(rawValue: row[1]) else { return problems.badRelation(row[1], row, column: 2) }
      guard let confidence = Double(row[4]), (0...1).contains(confidence) else {
        return problems.add("bad-confidence", "'\(row[4])' is no number from 0 to 1", row, column: 5)
      }
      relations.append(
        InferredRelation(source, relation, target, method: row[3], confidence: confidence, figures: row[5]))
    }
    return relations
  }

  private mutating func forEachRow(_ name: String, _ columns: [String], _ body: (Table.Row, inout RowProblems) -> Void)
  {
    guard let file = file(name) else {
      if name == "concepts.tsv", !isLayer {
        diagnostics.append(Diagnostic(.error, "taxonomy.missing-table", "there is no concepts.tsv"))
      }
      return
    }
    var problems = RowProblems(file: file.name)
    diagnostics += Table(name: file.name, bytes: file.bytes).forEachRow(columns) { body($0, &problems) }
    diagnostics += problems.diagnostics
  }
}

extension TaxonomyTables {
  /// A relation with what its row says about its strength or level, `essential` and `required` where it says nothing.
  static func relation(_ source: ConceptID, _ relation: Relation, _ target: ConceptID, _ detail: String, line: Int)
    -> UnresolvedRelation
  {
    UnresolvedRelation(
      source, relation, target,
      strength: relation == .prerequisiteOf ? Strength(rawValue: detail) ?? .essential : nil,
      level: relation == .requires ? DemandLevel(rawValue: detail) ?? .required : nil, row: line)
  }

  /// The file of that name, whatever folder it is in.
  func file(_ name: String) -> File? { files.first { $0.name == name || $0.name.hasSuffix("/" + name) } }
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

  /// Where the row starts.
  func place(_ row: Table.Row) -> Location { Location(file: file, line: row.line, column: 1) }

  mutating func badID(_ id: String, _ row: Table.Row, column: Int) {
    add(
      "bad-id",
      "'\(id)' is no concept id; write kind:slug with a kind of role, skill, framework, certification, education", row,
      column: column)
  }

  mutating func badRelation(_ name: String, _ row: Table.Row, column: Int) {
    let known = Relation.allCases.map(\.rawValue).joined(separator: ", ")
    add("bad-relation", "'\(name)' is no relation; use one of \(known)", row, column: column)
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
