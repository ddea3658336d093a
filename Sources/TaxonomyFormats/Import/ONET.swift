public import Concepts
internal import Diagnostics

/// Reads the O*NET database from its tab-separated text files.
///
/// Occupations become roles (`exactMatch onet:15-1252.00`), their titles labels, technology skills frameworks with the UNSPSC
/// commodity as broader concept, elements of `Skills` and `Knowledge` skills. A technology is *required* if in demand,
/// *preferred* if hot, else *mentioned*; an element is *required* from importance 4, *preferred* from 3; the level of
/// education most incumbents name is *required*. Related occupations are `related`; job zones become notes.
///
/// Many technologies have names such as *IMPACT*, *Act* or *FIRST*. Those that the descriptions of occupations use as words, and
/// abbreviations, count only as they are written and beside other names.
public enum ONET {
  /// - Parameters:
  ///   - files: the contents of the folder, unzipped; `.gz` in names is passed over.
  ///   - release: what provenance cites; `nil` takes it from `Read Me.txt`.
  /// - Throws: `wrongFolder` unless there is `Occupation Data.txt`.
  /// - Complexity: O(bytes).
  public static func read(_ files: [TaxonomyTables.File], release: String?) throws(ImportError) -> (
    layer: TaxonomyLayer, report: ImportReport
  ) {
    let reader = try ONETReader(files, release)
    reader.readOccupations()
    reader.readTechnologies()
    for name in ["Skills", "Knowledge"] { reader.readElements(name) }
    reader.readEducation()
    reader.readJobZones()
    reader.readRelated()
    reader.reportOtherFiles()
    return (reader.layer, reader.report)
  }
}

/// A class, so that the rows of a table can be taken in by closures without copying what was read before.
private final class ONETReader {
  private(set) var layer: TaxonomyLayer
  private(set) var report = ImportReport()
  private var slugs = SlugBook()
  /// Occupations by code.
  private var roles: [String: Int] = [:]
  /// Technologies by example, commodities and elements by code.
  private var things: [String: ConceptID] = [:]
  /// What is written in small letters in descriptions of occupations.
  private var everydayWords = EverydayWords()
  private let files: [TaxonomyTables.File]
  private var filesRead: Set<String> = []

  init(_ files: [TaxonomyTables.File], _ release: String?) throws(ImportError) {
    self.files = files
    guard files.contains(where: { Self.stem($0.name) == "Occupation Data" }) else {
      throw ImportError(
        .wrongFolder, "there is no 'Occupation Data.txt'; name the folder of the O*NET database in its text form")
    }
    let stated = files.first { Self.stem($0.name) == "Read Me" }.flatMap { Self.release($0.bytes) }
    layer = TaxonomyLayer(
      scheme: .init(
        name: "onet", title: "O*NET Database", release: release ?? stated ?? "unknown", licence: "CC BY 4.0, USDOL/ETA")
    )
  }

  /// `a/b/Job Zones.txt.gz` → `Job Zones`
  private static func stem(_ path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return String(name.prefix { $0 != "." })
  }

  /// "O*NET 29.2 Database" → "29.2"
  private static func release(_ readMe: [UInt8]) -> String? {
    let words = String(decoding: readMe.prefix(200), as: UTF8.self).split(whereSeparator: \.isWhitespace)
    return words.firstIndex { $0.hasPrefix("O*NET") }.flatMap { $0 + 1 < words.count ? String(words[$0 + 1]) : nil }
  }

  // MARK: Occupations

  func readOccupations() {
    forEachRow("Occupation Data", ["O*NET-SOC Code", "Title", "Description?"]) { row, tally in
      let code = row[0]
      everydayWords.note(row[2])
      guard !code.isEmpty, !row.isEmpty(1), roles[code] == nil else { return tally.omit("repeated or without title") }
      roles[code] = layer.concepts.count
      layer.concepts.append(
        Concept(
          id: slugs.id(.role, row[1], suffix: code), prefLabel: row[1],
          matches: [ConceptMatch(.exactMatch, "onet:" + code)]))
      tally.became("concept")
    }
    forEachRow("Alternate Titles", ["O*NET-SOC Code", "Alternate Title", "Short Title?"]) { row, tally in
      guard let role = roles[row[0]] else { return tally.omit("unknown occupation") }
      let before = layer.concepts[role].labels.count
      for title in Self.names(row[1]) + [row[2]] { add(title, to: role) }
      if layer.concepts[role].labels.count > before { tally.became("label") } else { tally.omit("known label") }
    }
  }

  /// "CEO (Chief Executive Officer)" → both; a long remark in brackets is no name.
  private static func names(_ title: String) -> [String] {
    guard title.hasSuffix(")"), let open = title.lastIndex(of: "(") else { return [title] }
    return [String(title[..<open].trimmingSpaces), String(title[title.index(after: open)...].dropLast())]
  }

  private func add(_ text: String, to position: Int) {
    let concept = layer.concepts[position]
    let isKnown = text == concept.prefLabel || concept.labels.contains { $0.text == text }
    if !text.isEmpty, !isKnown { layer.concepts[position].labels.append(Label(text)) }
  }

  // MARK: Technologies

  private static let technologyColumns = [
    "O*NET-SOC Code", "Example", "Commodity Code", "Commodity Title", "Hot Technology?", "In Demand?",
  ]

  func readTechnologies() {
    forEachRow("Technology Skills", Self.technologyColumns) { row, tally in
      guard let role = roles[row[0]] else { return tally.omit("unknown occupation") }
      guard !row.isEmpty(1) else { return tally.omit("without name") }
      let technology = technology(row)
      let level: DemandLevel = row.has("Y", at: 5) ? .required : row.has("Y", at: 4) ? .preferred : .mentioned
      require(role, technology, level, row)
      tally.became("requires")
    }
  }

  private func technology(_ row: Table.Row) -> ConceptID {
    if let known = things[row[1]] { return known }
    let names = TechnologyName(row[1])
    let id = slugs.id(.framework, names.preferred, suffix: row[2])
    let concept = Concept(
      id: id, prefLabel: names.preferred,
      labels: names.further.map { Label($0) }
        + (names.further.contains(row[1]) || names.preferred == row[1] ? [] : [Label(row[1], .hidden)]))
    layer.concepts.append(concept)
    things[row[1]] = id
    let all = names.preferred == row[1] ? [row[1]] : [names.preferred, row[1]]
    for name in all + names.further {
      guard let evidence = evidence(for: name, isShort: names.further.contains(name)) else { continue }
      layer.ambiguities.append(AmbiguityRule(label: name, concept: id, exactCase: true, evidence: evidence))
    }
    if let commodity = commodity(row) {
      layer.relations.append(UnresolvedRelation(id, .broader, commodity, row: row.line))
    }
    return id
  }

  /// What a technology's name needs beside its own letter case; `nil` if nothing, not even that.
  ///
  /// An abbreviation and an everyday word need other names beside them; of "FastEST" and of everyday words that make a title, such
  /// as "Getting Things Done", the letter case is enough.
  private func evidence(for name: String, isShort: Bool) -> AmbiguityRule.Evidence? {
    let isOneWord = !(name.hasSuffix(" software") ? name.dropLast(" software".count) : name[...]).contains(" ")
    if isShort || isOneWord && everydayWords.contains(name) { return .init(peers: true) }
    let hasOwnCase = isOneWord && name.dropFirst().contains(where: \.isUppercase)
    let isTitle = !isOneWord && !name.hasSuffix("system") && everydayWords.contains(name)
    return hasOwnCase || isTitle ? .init() : nil
  }

  private func commodity(_ row: Table.Row) -> ConceptID? {
    guard !row.isEmpty(2), !row.isEmpty(3) else { return nil }
    let key = "unspsc:" + row[2]
    if let known = things[key] { return known }
    let id = slugs.id(.skill, row[3], suffix: row[2])
    layer.concepts.append(Concept(id: id, prefLabel: row[3], matches: [ConceptMatch(.exactMatch, key)]))
    things[key] = id
    return id
  }

  // MARK: Skills and knowledge

  private static let elementColumns = [
    "O*NET-SOC Code", "Element ID", "Element Name", "Scale ID", "Data Value", "Recommend Suppress?",
  ]

  func readElements(_ name: String) {
    forEachRow(name, Self.elementColumns) { row, tally in
      guard row.has("IM", at: 3) else { return tally.omit("level, not importance") }
      guard let role = roles[row[0]] else { return tally.omit("unknown occupation") }
      guard !row.has("Y", at: 5) else { return tally.omit("suppression recommended") }
      guard let importance = Double(row[4]), importance >= 3 else { return tally.omit("importance below 3") }
      require(role, element(row), importance >= 4 ? .required : .preferred, row)
      tally.became("requires")
    }
  }

  private func element(_ row: Table.Row) -> ConceptID {
    let key = "onet:" + row[1]
    if let known = things[key] { return known }
    let id = slugs.id(.skill, row[2], suffix: row[1])
    layer.concepts.append(Concept(id: id, prefLabel: row[2], matches: [ConceptMatch(.exactMatch, key)]))
    // "Speaking", "Administrative"
    if !row[2].contains(" ") {
      layer.ambiguities.append(
        AmbiguityRule(label: row[2], concept: id, exactCase: false, evidence: .init(peers: true)))
    }
    things[key] = id
    return id
  }

  private func require(_ role: Int, _ concept: ConceptID, _ level: DemandLevel, _ row: Table.Row) {
    layer.relations.append(
      UnresolvedRelation(layer.concepts[role].id, .requires, concept, level: level, row: row.line))
  }

  // MARK: Education

  /// The slugs and names of levels by O*NET's category.
  private static let levels: [String: (slug: String, name: String)] = [
    "2": ("high-school", "High School Diploma"), "4": ("high-school", "High School Diploma"),
    "5": ("associate", "Associate Degree"), "6": ("bachelor", "Bachelor's Degree"),
    "7": ("bachelor", "Bachelor's Degree"), "8": ("master", "Master's Degree"), "9": ("master", "Master's Degree"),
    "10": ("professional", "Professional Degree"), "11": ("doctorate", "Doctorate"), "12": ("doctorate", "Doctorate"),
  ]

  /// What an occupation's incumbents say most often.
  private struct Answer {
    var category: String
    var share: Double
    var line: Int
  }

  func readEducation() {
    var answers: [String: Answer] = [:]
    let columns = ["O*NET-SOC Code", "Scale ID", "Category", "Data Value"]
    let name = "Education, Training, and Experience"
    // Two readings: which answer is the most frequent is known only at the end.
    if let file = file(name) {
      _ = Table(name: file.name, bytes: file.bytes).forEachRow(columns) { row in
        guard row.has("RL", at: 1), let share = Double(row[3]), share > answers[row[0]]?.share ?? 0 else { return }
        answers[row[0]] = Answer(category: row[2], share: share, line: row.line)
      }
    }
    forEachRow(name, columns) { row, tally in
      guard row.has("RL", at: 1) else { return tally.omit("experience or training") }
      guard let role = roles[row[0]] else { return tally.omit("unknown occupation") }
      guard answers[row[0]]?.line == row.line else { return tally.omit("not the most frequent answer") }
      guard let level = Self.levels[row[2]] else { return tally.omit("no level of education") }
      require(role, education(level), .required, row)
      tally.became("requires")
    }
  }

  private func education(_ level: (slug: String, name: String)) -> ConceptID {
    let id = ConceptID(kind: .education, label: level.slug)
    if things.updateValue(id, forKey: id.rawValue) == nil {
      layer.concepts.append(Concept(id: id, prefLabel: level.name))
    }
    return id
  }

  // MARK: Facts and relations between occupations

  func readJobZones() {
    forEachRow("Job Zones", ["O*NET-SOC Code", "Job Zone"]) { row, tally in
      guard let role = roles[row[0]] else { return tally.omit("unknown occupation") }
      layer.concepts[role].note = "O*NET job zone \(row[1])"
      tally.became("note")
    }
  }

  func readRelated() {
    var seen: Set<String> = []
    forEachRow("Related Occupations", ["O*NET-SOC Code", "Related O*NET-SOC Code"]) { row, tally in
      guard let role = roles[row[0]], let related = roles[row[1]] else { return tally.omit("unknown occupation") }
      let pair = row[0] < row[1] ? row[0] + row[1] : row[1] + row[0]
      guard seen.insert(pair).inserted else { return tally.omit("said by the other occupation") }
      layer.relations.append(
        UnresolvedRelation(layer.concepts[role].id, .related, layer.concepts[related].id, row: row.line))
      tally.became("related")
    }
  }

  // MARK: Files

  private func file(_ name: String) -> TaxonomyTables.File? { files.first { Self.stem($0.name) == name } }

  private func forEachRow(_ name: String, _ columns: [String], _ body: (Table.Row, inout RowTally) -> Void) {
    guard let file = file(name) else {
      report.diagnostics.append(
        Diagnostic(.warning, "taxonomy.missing-file", "there is no '\(name).txt'; what it says is missing"))
      return
    }
    filesRead.insert(file.name)
    var tally = RowTally(file.name)
    report.diagnostics += Table(name: file.name, bytes: file.bytes).forEachRow(columns) { body($0, &tally) }
    report.files.append(tally.report)
  }

  func reportOtherFiles() {
    for file in files where !filesRead.contains(file.name) {
      report.diagnostics.append(
        Diagnostic(.note, "taxonomy.file-not-read", "nothing in it is used", at: Location(file: file.name)))
    }
  }
}
