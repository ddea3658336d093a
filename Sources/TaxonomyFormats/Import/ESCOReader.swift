internal import Concepts
internal import Diagnostics

/// How a form of ESCO's tables calls its files and columns.
struct ESCODialect {
  struct Concepts {
    /// The file's name without ending.
    var file: String
    var kind: ConceptKind
    var isGroup: Bool
    /// Before the keys of its rows, where those of different files may be equal.
    var scope = ""
  }

  struct Relations {
    var file: String
    /// Source, target, the type of the relation, and the types of source and target where they have scopes.
    var columns: [String]
    var relation: Relation
    /// Where no column says it.
    var scopes = (source: "", target: "")

    init(file: String, columns: [String], _ relation: Relation, scopes: (source: String, target: String) = ("", "")) {
      self.file = file
      self.columns = columns
      self.relation = relation
      self.scopes = scopes
    }
  }

  var concepts: [Concepts]
  /// Key, preferred label, further labels, hidden labels, status, code, ISCO group, URI, description.
  var columns: [String]
  var relations: [Relations]
  /// The scope a type of object stands for.
  var scope: (String) -> String = { _ in "" }
}

/// Reads ESCO's tables in any of their forms.
///
/// A class, so that the rows of a table can be taken in by closures without copying what was read before.
final class ESCOReader {
  private var layer: TaxonomyLayer
  private var report = ImportReport()
  private var slugs = SlugBook()
  /// Concepts by scope and key.
  private var positions: [String: Int] = [:]
  private var everydayWords = EverydayWords()
  /// Skills whose labels have no rules by what they are.
  private var plainSkills: [Int] = []
  private let files: [TaxonomyTables.File]
  private let dialect: ESCODialect
  private let language: String

  init(_ files: [TaxonomyTables.File], _ scheme: ConceptScheme, _ dialect: ESCODialect, language: String) {
    self.files = files
    self.dialect = dialect
    self.language = language
    layer = TaxonomyLayer(scheme: scheme)
  }

  func read() -> (layer: TaxonomyLayer, report: ImportReport) {
    for table in dialect.concepts { readConcepts(table) }
    for file in files where Self.stem(file.name).contains("SkillsCollection_") { readCollection(file) }
    for position in plainSkills {
      let concept = layer.concepts[position]
      for text in [concept.prefLabel] + concept.labels.map(\.text) { ruleEveryday(text, of: concept) }
    }
    for table in dialect.relations { readRelations(table) }
    reportOtherFiles()
    return (layer, report)
  }

  /// `a/b/skills_en.csv.gz` → `skills_en`
  static func stem(_ path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return String(name.prefix { $0 != "." })
  }

  // MARK: Concepts

  private func readConcepts(_ table: ESCODialect.Concepts) {
    forEachRow(table.file, dialect.columns) { row, tally in
      guard row.isEmpty(4) || row.has("released", at: 4) else { return tally.omit("not released") }
      guard !row.isEmpty(0), !row.isEmpty(1) else { return tally.omit("without URI or label") }
      let key = table.scope + row[0]
      guard positions[key] == nil else { return tally.omit("repeated") }
      positions[key] = layer.concepts.count
      if table.kind == .role { everydayWords.note(row[8]) }
      add(row, table.kind, table.isGroup)
      tally.became(table.isGroup ? "group" : "concept")
    }
  }

  private func add(_ row: Table.Row, _ kind: ConceptKind, _ isGroup: Bool) {
    let (label, isQualified) = Self.unqualified(row[1])
    let uri = row[7]
    let code = row.isEmpty(5) ? String((uri.isEmpty ? row[0] : uri).suffix { $0 != "/" }.prefix(8)) : row[5]
    var concept = Concept(id: slugs.id(kind, isGroup ? "\(label) \(code)" : label, suffix: code), prefLabel: label)
    if !uri.isEmpty { concept.matches.append(ConceptMatch(.exactMatch, uri)) }
    if !row.isEmpty(6) { concept.matches.append(ConceptMatch(.closeMatch, "isco08:" + row[6])) }
    if isQualified { concept.labels.append(Label(row[1], .hidden, language: language)) }
    add(row[2], .alt, to: &concept)
    add(row[3], .hidden, to: &concept)
    if isGroup {
      for text in [label] + concept.labels.map(\.text) { rule(text, concept.id, .init(never: true)) }
    } else if isQualified {
      rule(label, concept.id, .init(peers: true))
    } else if kind == .skill {
      plainSkills.append(layer.concepts.count)
    }
    layer.concepts.append(concept)
  }

  /// See `ESCO`.
  private func ruleEveryday(_ name: String, of concept: Concept) {
    let words = name.split(separator: " ")
    if words.count == 2, words[0] == "be" { return rule(name, concept.id, .init(never: true)) }
    guard words.count == 1 else { return }
    if name.contains(where: \.isUppercase) {
      let isAcronym = name.count <= 3
      if isAcronym || concept.prefLabel.contains(" ") { rule(name, concept.id, .init(peers: isAcronym)) }
    } else if concept.prefLabel.contains(" ") {
      rule(name, concept.id, .init(never: true))
    } else if everydayWords.contains(name) {
      // "Security" is not the plural of "securities".
      layer.ambiguities.append(
        AmbiguityRule(
          label: name, concept: concept.id, exactCase: name.hasSuffix("s"), evidence: .init(peers: true)))
    }
  }

  private func rule(_ label: String, _ concept: ConceptID, _ evidence: AmbiguityRule.Evidence) {
    layer.ambiguities.append(
      AmbiguityRule(label: label, concept: concept, exactCase: !evidence.never, evidence: evidence))
  }

  /// Labels stand on lines of their own, in the collections between bars.
  private func add(_ list: String, _ role: Label.Role, to concept: inout Concept) {
    for part in list.split(whereSeparator: { $0 == "\n" || $0 == "|" || $0 == "\r\n" }) {
      let label = Label(String(part.trimmingSpaces), role, language: language)
      let isKnown = label.text == concept.prefLabel || concept.labels.contains { $0.text == label.text }
      if !label.text.isEmpty, !isKnown { concept.labels.append(label) }
    }
  }

  /// "Ruby (computer programming)" → "Ruby"; an abbreviation in brackets is no qualifier.
  private static func unqualified(_ label: String) -> (String, Bool) {
    guard label.hasSuffix(")"), let open = label.lastIndex(of: "("), open > label.startIndex else {
      return (label, false)
    }
    let qualifier = label[label.index(after: open)...].dropLast()
    let name = label[..<open].trimmingSpaces
    return !name.isEmpty && qualifier.allSatisfy({ $0.isLowercase || $0 == " " })
      ? (String(name), true) : (label, false)
  }

  /// A collection repeats skills, sometimes with labels that the list of skills lacks.
  private func readCollection(_ file: TaxonomyTables.File) {
    forEachRow(file, ["conceptUri", "altLabels?"]) { row, tally in
      guard let position = positions[row[0]] else { return tally.omit("skill not in skills_….csv") }
      let before = layer.concepts[position].labels.count
      add(row[1], .alt, to: &layer.concepts[position])
      if layer.concepts[position].labels.count > before {
        tally.became("labels")
      } else {
        tally.omit("known from skills_….csv")
      }
    }
  }

  // MARK: Relations

  /// The share of ESCO's essential skills of skills that are learned first, in a sample of 70 read one by one.
  private static let confidenceInEssential = 0.7

  private func readRelations(_ table: ESCODialect.Relations) {
    var last: (uri: String, id: ConceptID)?
    let hasTypes = table.columns.count > 4
    forEachRow(table.file, table.columns) { row, tally in
      // Rows are sorted by their first concept.
      if hasTypes || last.map({ !row.has($0.uri, at: 0) }) ?? true {
        let uri = row[0]
        let scope = hasTypes ? dialect.scope(row[3]) : table.scopes.source
        last = positions[scope + uri].map { (uri, layer.concepts[$0].id) }
      }
      let scope = hasTypes ? dialect.scope(row[4]) : table.scopes.target
      guard let source = last?.id, let target = positions[scope + row[1]].map({ layer.concepts[$0].id }) else {
        return tally.omit("unknown concept")
      }
      guard source != target else { return tally.omit("of a concept to itself") }
      tally.became(add(source, table.relation, target, row))
    }
  }

  /// Says what became of the row.
  private func add(_ source: ConceptID, _ relation: Relation, _ target: ConceptID, _ row: Table.Row) -> String {
    let level = relation == .requires ? level(row) : nil
    layer.relations.append(UnresolvedRelation(source, relation, target, level: level, row: row.line))
    guard relation == .related, row.has("essential", at: 2) else { return relation.rawValue }
    layer.inferred.append(
      InferredRelation(
        target, .prerequisiteOf, source, method: "esco-essential", confidence: Self.confidenceInEssential,
        figures: "\(layer.scheme.name) \(layer.scheme.release) has it as essential for the other, row \(row.line)"))
    return "\(relation.rawValue), and inferred prerequisiteOf"
  }

  /// Essential or optional; where a local occupation has a signal instead, a high one is as good as optional.
  private func level(_ row: Table.Row) -> DemandLevel {
    if row.has("essential", at: 2) { return .required }
    return row.has("optional", at: 2) || row.has("high", at: 3) ? .preferred : .mentioned
  }

  // MARK: Files

  private func forEachRow(
    _ name: String, _ columns: [String], _ body: (Table.Row, inout RowTally) -> Void
  ) {
    if let file = files.first(where: { Self.stem($0.name) == name }) {
      forEachRow(file, columns, body)
    } else {
      report.diagnostics.append(
        Diagnostic(.warning, "taxonomy.missing-file", "there is no \(name).csv; what it says is missing"))
    }
  }

  private func forEachRow(
    _ file: TaxonomyTables.File, _ columns: [String], _ body: (Table.Row, inout RowTally) -> Void
  ) {
    var tally = RowTally(file.name)
    let problems = Table(name: file.name, bytes: file.bytes, syntax: .commas).forEachRow(columns) { body($0, &tally) }
    report.files.append(tally.report)
    report.diagnostics += problems
  }

  private func reportOtherFiles() {
    let known = dialect.concepts.map(\.file) + dialect.relations.map(\.file) + ["model_info"]
    for file in files {
      let stem = Self.stem(file.name)
      guard !stem.contains("SkillsCollection_"), !known.contains(stem) else { continue }
      report.diagnostics.append(
        Diagnostic(.note, "taxonomy.file-not-read", "nothing in it is used", at: Location(file: file.name)))
    }
  }
}

extension String {
  fileprivate func suffix(_ isWanted: (Character) -> Bool) -> Substring {
    self[(lastIndex { !isWanted($0) }.map { index(after: $0) } ?? startIndex)...]
  }
}
