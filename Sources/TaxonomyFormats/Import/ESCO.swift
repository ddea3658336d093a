public import Concepts
internal import Diagnostics

/// Reads ESCO (European Skills, Competences, Qualifications and Occupations) from its official CSV files.
///
/// Occupations become roles, skills and knowledge become skills, each with its URI as `exactMatch`; occupations have their
/// ISCO-08 group as `closeMatch`. ISCO and skill groups become concepts that are never found in text. Essential and optional
/// skills of occupations become `requires` (required, preferred); the essential ones of skills `prerequisiteOf`, the optional
/// ones `related`. ESCO's qualifiers in brackets ("Ruby (computer programming)") are taken off the preferred label.
public enum ESCO {
  /// - Parameters:
  ///   - files: the contents of the folder, unzipped; `.gz` in names is passed over.
  ///   - release: what provenance cites; ESCO's files do not say their version.
  /// - Throws: `wrongFolder` unless there are `skills_….csv` and `occupations_….csv`.
  /// - Complexity: O(bytes).
  public static func read(_ files: [TaxonomyTables.File], release: String) throws(ImportError) -> (
    layer: TaxonomyLayer, report: ImportReport
  ) {
    let reader = try ESCOReader(files, release)
    reader.readConcepts()
    reader.readRelations()
    reader.reportOtherFiles()
    return (reader.layer, reader.report)
  }
}

/// A class, so that the rows of a table can be taken in by closures without copying what was read before.
private final class ESCOReader {
  private(set) var layer: TaxonomyLayer
  private(set) var report = ImportReport()
  private var slugs = SlugBook()
  /// Concepts by URI.
  private var positions: [String: Int] = [:]
  private let files: [TaxonomyTables.File]
  private let language: String

  init(_ files: [TaxonomyTables.File], _ release: String) throws(ImportError) {
    self.files = files
    let stems = files.map { Self.stem($0.name) }
    for needed in ["skills_", "occupations_"] where !stems.contains(where: { $0.hasPrefix(needed) }) {
      throw ImportError(
        .wrongFolder, "there is no \(needed)….csv; name the folder with ESCO's CSV files as downloaded and unpacked")
    }
    language = stems.first { $0.hasPrefix("skills_") }.map { String($0.dropFirst("skills_".count)) } ?? "en"
    layer = TaxonomyLayer(
      scheme: .init(
        name: "esco", title: "European Skills, Competences, Qualifications and Occupations", release: release,
        licence: "European Commission, reuse with attribution (Decision 2011/833/EU)"))
  }

  /// `a/b/skills_en.csv.gz` → `skills_en`
  private static func stem(_ path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return String(name.prefix { $0 != "." })
  }

  // MARK: Concepts

  func readConcepts() {
    readConcepts("ISCOGroups", .role, isGroup: true)
    readConcepts("occupations", .role, isGroup: false)
    readConcepts("skillGroups", .skill, isGroup: true)
    readConcepts("skills", .skill, isGroup: false)
    for file in files where Self.stem(file.name).contains("SkillsCollection_") { readCollection(file) }
  }

  private static let conceptColumns = [
    "conceptUri", "preferredLabel", "altLabels?", "hiddenLabels?", "status?", "code?", "iscoGroup?",
  ]

  private func readConcepts(_ name: String, _ kind: ConceptKind, isGroup: Bool) {
    forEachRow(name, Self.conceptColumns) { row, tally in
      guard row.isEmpty(4) || row.has("released", at: 4) else { return tally.omit("not released") }
      let uri = row[0]
      guard !uri.isEmpty, !row.isEmpty(1) else { return tally.omit("without URI or label") }
      guard positions[uri] == nil else { return tally.omit("repeated") }
      add(uri, row, kind, isGroup)
      tally.became(isGroup ? "group" : "concept")
    }
  }

  private func add(_ uri: String, _ row: Table.Row, _ kind: ConceptKind, _ isGroup: Bool) {
    let (label, isQualified) = Self.unqualified(row[1])
    let code = row.isEmpty(5) ? String(uri.suffix { $0 != "/" }.prefix(8)) : row[5]
    var concept = Concept(id: slugs.id(kind, isGroup ? "\(label) \(code)" : label, suffix: code), prefLabel: label)
    concept.matches.append(ConceptMatch(.exactMatch, uri))
    if !row.isEmpty(6) { concept.matches.append(ConceptMatch(.closeMatch, "isco08:" + row[6])) }
    if isQualified { concept.labels.append(Label(row[1], .hidden, language: language)) }
    add(row[2], .alt, to: &concept)
    add(row[3], .hidden, to: &concept)
    if isGroup {
      for text in [label] + concept.labels.map(\.text) { rule(text, concept.id, .init(never: true)) }
    } else if isQualified {
      rule(label, concept.id, .init(peers: true))
    }
    positions[uri] = layer.concepts.count
    layer.concepts.append(concept)
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

  func readRelations() {
    for name in ["broaderRelationsOccPillar", "broaderRelationsSkillPillar"] {
      relate(name, ["conceptUri", "broaderUri"]) { _ in (.broader, nil, nil, isReversed: false) }
    }
    relate("occupationSkillRelations", ["occupationUri", "skillUri", "relationType"]) { row in
      (.requires, nil, row.has("essential", at: 2) ? .required : .preferred, isReversed: false)
    }
    // "Original has essential related": what is related comes first.
    relate("skillSkillRelations", ["originalSkillUri", "relatedSkillUri", "relationType"]) { row in
      row.has("essential", at: 2)
        ? (.prerequisiteOf, .essential, nil, isReversed: true) : (.related, nil, nil, isReversed: false)
    }
  }

  private typealias Meaning = (relation: Relation, strength: Strength?, level: DemandLevel?, isReversed: Bool)

  private func relate(_ name: String, _ columns: [String], _ meaning: (Table.Row) -> Meaning) {
    var last: (uri: String, id: ConceptID)?
    forEachRow(name, columns) { row, tally in
      // Rows are sorted by their first concept.
      if last.map({ !row.has($0.uri, at: 0) }) ?? true {
        let uri = row[0]
        last = positions[uri].map { (uri, layer.concepts[$0].id) }
      }
      guard let source = last?.id, let target = positions[row[1]].map({ layer.concepts[$0].id }) else {
        return tally.omit("unknown concept")
      }
      guard source != target else { return tally.omit("of a concept to itself") }
      let meaning = meaning(row)
      let (first, second) = meaning.isReversed ? (target, source) : (source, target)
      layer.relations.append(
        UnresolvedRelation(
          first, meaning.relation, second, strength: meaning.strength, level: meaning.level, row: row.line))
      tally.became(meaning.relation.rawValue)
    }
  }

  // MARK: Files

  private static let known = [
    "ISCOGroups", "occupations", "skillGroups", "skills", "broaderRelationsOccPillar", "broaderRelationsSkillPillar",
    "occupationSkillRelations", "skillSkillRelations",
  ]

  private func forEachRow(
    _ name: String, _ columns: [String], _ body: (Table.Row, inout RowTally) -> Void
  ) {
    if let file = files.first(where: { Self.stem($0.name) == "\(name)_\(language)" }) {
      forEachRow(file, columns, body)
    } else {
      report.diagnostics.append(
        Diagnostic(.warning, "taxonomy.missing-file", "there is no \(name)_\(language).csv; what it says is missing"))
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

  func reportOtherFiles() {
    for file in files {
      let stem = Self.stem(file.name)
      let isRead = stem.contains("SkillsCollection_") || Self.known.contains { stem == "\($0)_\(language)" }
      guard !isRead else { continue }
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
