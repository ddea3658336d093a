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
    let scheme = tables.readScheme()
    var concepts = tables.readConcepts()
    _ = tables.readLabels(into: &concepts)
    _ = tables.readMatches(into: &concepts)
    let relations = tables.readRelations(concepts)
    let ambiguities = tables.readAmbiguities(concepts)
    let taxonomy = Taxonomy(
      schemes: [scheme], distinct: concepts.concepts, relations: relations.indexed, ambiguities: ambiguities,
      inferred: tables.readInferred(concepts))
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
    let relations = readRelations(concepts)
    layer.relations = relations.unresolved(concepts.concepts)
    layer.ambiguities = readAmbiguities(concepts)
    layer.inferred = readInferred(concepts)
    layer.concepts = concepts.concepts
    return layer
  }

  /// Concepts under construction, found by id.
  private struct Draft {
    var concepts: [Concept] = []
    var ids = IDTable()
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
      guard !row.isEmpty(1) || draft.ids.position(row, 0) != nil else {
        return problems.add("missing-label", "'\(row[0])' has no prefLabel", row, column: 2)
      }
      guard draft.ids.insert(row, 0) else {
        return problems.add("duplicate-concept", "'\(row[0])' is defined twice; keep one row", row, column: 1)
      }
      draft.concepts.append(Concept(id: id, prefLabel: row[1], note: row.isEmpty(2) ? nil : row[2]))
    }
    return draft
  }

  private mutating func readLabels(into draft: inout Draft) -> [TaxonomyEdit] {
    var edits: [TaxonomyEdit] = []
    let isLayer = isLayer
    var (concept, type, language) = (RepeatedCell<Int>(), RepeatedCell<Label.Role>(), RepeatedCell<String>())
    var run = Run<Label>()
    forEachRow("labels.tsv", ["concept", "type", "language?", "label"]) { row, problems in
      guard let role = type.value(row, 1, { Label.Role(rawValue: row[1]) }) else {
        return problems.add("bad-label-type", "'\(row[1])' is no label type; use alt, hidden or pref", row, column: 2)
      }
      guard !row.isEmpty(3) else {
        return problems.add("missing-label", "the label is empty; delete the row", row, column: 4)
      }
      let language = language.value(row, 2) { row.isEmpty(2) ? "en" : row[2] }
      let label = Label(row[3], role, language: language ?? "en")
      if let position = concept.value(row, 0, { draft.ids.position(row, 0) }) {
        if let whole = run.add(label, position) { draft.concepts[whole.position].labels += whole.values }
      } else if isLayer, let id = ConceptID(row[0]) {
        edits.append(TaxonomyEdit(id, .addLabel(label), at: problems.place(row)))
      } else {
        problems.unknownConcept(row[0], row, column: 1)
      }
    }
    if let last = run.end() { draft.concepts[last.position].labels += last.values }
    return edits
  }

  private mutating func readMatches(into draft: inout Draft) -> [TaxonomyEdit] {
    var edits: [TaxonomyEdit] = []
    let isLayer = isLayer
    forEachRow("matches.tsv", ["concept", "relation", "identifier"]) { row, problems in
      guard let closeness = ConceptMatch.Closeness(rawValue: row[1]) else {
        return problems.add("bad-match", "'\(row[1])' is no match; use exactMatch or closeMatch", row, column: 2)
      }
      if let position = draft.ids.position(row, 0) {
        draft.concepts[position].matches.append(ConceptMatch(closeness, row[2]))
      } else if isLayer, let id = ConceptID(row[0]) {
        edits.append(TaxonomyEdit(id, .addMatch(ConceptMatch(closeness, row[2])), at: problems.place(row)))
      } else {
        problems.unknownConcept(row[0], row, column: 1)
      }
    }
    return edits
  }

  private mutating func readRelations(_ concepts: Draft) -> RelationRows {
    var rows = RelationRows()
    let isLayer = isLayer
    var (source, kind, details) = (RepeatedCell<Int>(), RepeatedCell<Relation>(), RepeatedCell<RelationRows.Detail>())
    func position(_ row: Table.Row, _ column: Int) -> Int? {
      concepts.ids.position(row, column) ?? (isLayer ? ConceptID(row[column]).map { rows.foreign($0) } : nil)
    }
    forEachRow("relations.tsv", ["source", "relation", "target", "strength?", "row?"]) { row, problems in
      guard let source = source.value(row, 0, { position(row, 0) }) else {
        return problems.unknownConcept(row[0], row, column: 1)
      }
      guard let target = position(row, 2) else { return problems.unknownConcept(row[2], row, column: 3) }
      guard let relation = kind.value(row, 1, { Relation(rawValue: row[1]) }) else {
        return problems.badRelation(row[1], row, column: 2)
      }
      let detail = details.value(row, 3) { RelationRows.Detail(row[3]) }
      rows.add(source, relation, target, detail, row.isEmpty(4) ? row.line : Int(row[4]) ?? row.line)
    }
    return rows
  }

  private mutating func readAmbiguities(_ concepts: Draft) -> [AmbiguityRule] {
    var rules: [AmbiguityRule] = []
    let isLayer = isLayer
    forEachRow("ambiguity.tsv", ["label", "concept", "case", "evidence", "words?"]) { row, problems in
      guard
        let concept = concepts.ids.position(row, 1).map({ concepts.concepts[$0].id })
          ?? (isLayer ? ConceptID(row[1]) : nil)
      else { return problems.unknownConcept(row[1], row, column: 2) }
      let kinds = row[3].utf8.split(separator: UInt8(ascii: "+"))
      rules.append(
        AmbiguityRule(
          label: row[0], concept: concept, exactCase: row.has("exact", at: 2),
          evidence: .init(
            peers: kinds.contains { $0.elementsEqual("peers".utf8) }, wordList: EvidenceWords.read(row, 4),
            never: kinds.contains { $0.elementsEqual("never".utf8) })))
    }
    return rules
  }

  private mutating func readInferred(_ concepts: Draft) -> [InferredRelation] {
    var relations: [InferredRelation] = []
    let isLayer = isLayer
    func id(_ row: Table.Row, _ column: Int) -> ConceptID? {
      concepts.ids.position(row, column).map { concepts.concepts[$0].id } ?? (isLayer ? ConceptID(row[column]) : nil)
    }
    let columns = ["source", "relation", "target", "method", "confidence", "figures?"]
    forEachRow("inferred.tsv", columns) { row, problems in
      guard let source = id(row, 0) else { return problems.unknownConcept(row[0], row, column: 1) }
      guard let target = id(row, 2) else { return problems.unknownConcept(row[2], row, column: 3) }
      guard let relation = Relation(rawValue: row[1]) else { return problems.badRelation(row[1], row, column: 2) }
      guard let confidence = Double(row[4]), (0...1).contains(confidence) else {
        return problems.add("bad-confidence", "'\(row[4])' is no number from 0 to 1", row, column: 5)
      }
      relations.append(
        InferredRelation(source, relation, target, method: row[3], confidence: confidence, figures: row[5]))
    }
    return relations
  }

  @inline(__always)
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
