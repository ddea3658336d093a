public import Concepts
public import Diagnostics

extension TaxonomyTables {
  /// What is wrong with the tables: unusable rows, then everything that breaks a rule of SKOS or ours, each with its place.
  ///
  /// Concepts without a relation are notes; what does no harm is a warning.
  ///
  /// - Complexity: O(*n* log *n*); the tables are read a second time only if something is wrong.
  public static func check(_ files: [File]) -> [Diagnostic] {
    let read = read(files)
    let findings = read.value.integrityFindings()
    guard !findings.isEmpty else { return read.diagnostics }
    let places = TablePlaces(files, of: findings, scheme: 0)
    return read.diagnostics + findings.map { $0.diagnostic(at: places[$0.subject]) }
  }

  /// What is wrong with tables that are meant to lie on `base`: the same, without what is wrong with `base` alone.
  public static func check(_ files: [File], on base: TaxonomyLayer) -> [Diagnostic] {
    let read = readLayer(files)
    let (taxonomy, reports) = Taxonomy.layered([base, read.value])
    let known = Set(Taxonomy.layered([base]).taxonomy.integrityFindings())
    let findings = taxonomy.integrityFindings().filter { !known.contains($0) }
    let places = TablePlaces(files, of: findings, scheme: 1)
    return read.diagnostics + reports[1].diagnostics + findings.map { $0.diagnostic(at: places[$0.subject]) }
  }
}

extension TaxonomyFinding {
  /// The finding as a remark on an input.
  public func diagnostic(at place: Location? = nil) -> Diagnostic {
    Diagnostic(
      rule == .orphan ? .note : isError ? .error : .warning, "taxonomy." + rule.rawValue, message, at: place)
  }
}

/// Where in the tables things are said.
private struct TablePlaces {
  private var places: [TaxonomyFinding.Subject: Location] = [:]
  private let relations: String
  private let scheme: Int

  /// - Parameters:
  ///   - findings: what is looked for.
  ///   - scheme: the position of the tables' scheme in the taxonomy.
  init(_ files: [TaxonomyTables.File], of findings: [TaxonomyFinding], scheme: Int) {
    self.scheme = scheme
    func file(_ name: String) -> TaxonomyTables.File? {
      files.first { $0.name == name || $0.name.hasSuffix("/" + name) }
    }
    relations = file("relations.tsv")?.name ?? "relations.tsv"
    let wanted = Set(findings.map(\.subject))
    add(file("concepts.tsv"), ["id", "prefLabel"]) { row in
      guard let id = ConceptID(row[0]) else { return [] }
      return [(.concept(id), 1), (.label(id, row[1]), 2)].filter { wanted.contains($0.0) }
    }
    add(file("labels.tsv"), ["concept", "label"]) { row in
      guard let id = ConceptID(row[0]) else { return [] }
      return [(.label(id, row[1]), 4)].filter { wanted.contains($0.0) }
    }
    add(file("ambiguity.tsv"), ["concept", "label"]) { row in
      guard let id = ConceptID(row[0]) else { return [] }
      return [(.rule(id, row[1]), 1)].filter { wanted.contains($0.0) }
    }
  }

  subscript(subject: TaxonomyFinding.Subject) -> Location? {
    guard case .relation(let scheme, let row) = subject else { return places[subject] }
    guard scheme == self.scheme else { return nil }
    return Location(file: relations, line: row, column: 1)
  }

  /// The last place wins: of a label that stands twice the second is the one too many.
  private mutating func add(
    _ file: TaxonomyTables.File?, _ columns: [String],
    _ subjects: (Table.Row) -> [(TaxonomyFinding.Subject, Int)]
  ) {
    guard let file else { return }
    var found: [(TaxonomyFinding.Subject, Location)] = []
    _ = Table(name: file.name, bytes: file.bytes).forEachRow(columns) { row in
      found += subjects(row).map { ($0, Location(file: file.name, line: row.line, column: $1)) }
    }
    for (subject, place) in found { places[subject] = place }
  }
}
