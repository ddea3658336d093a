import ArgumentParser
import Concepts
import Diagnostics
import GraphStore
import JSONText
import TaxonomyFormats

extension SkillGraphCommand {
  struct Import: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "import",
      abstract: "Put another taxonomy, or a whole graph, into a graph file.",
      discussion: """
        Concepts with the name of a known one are linked to it, not added again. Importing a scheme a second time replaces it; \
        what was read from postings stays.

        Example: skillgraph import esco ESCO-dataset-v1.2.0 --graph jobs.db
        """,
      subcommands: [
        ImportESCO.self, ImportONET.self, ImportTables.self, ImportSKOS.self, ImportGraphML.self, ImportRemove.self,
      ])
  }
}

/// Where an imported scheme goes, and how the import is reported.
struct ImportOptions: ParsableArguments {
  @OptionGroup var graph: GraphFileOption
  @OptionGroup var output: OutputOptions

  @Flag(inversion: .prefixedNo, help: "Use the bundled taxonomy beside imported ones, from now on.")
  var bundled: Bool?

  /// Stores the scheme, makes the file's taxonomy anew and reports.
  func store(_ read: TaxonomySource.Read) throws {
    Console.remark(read.diagnostics)
    do {
      let store = try GraphFile(path: graph.path, mode: .readWrite)
      defer { store.close() }
      try GraphTaxonomy.keep(read.layer, in: store)
      let (taxonomy, reports) = try GraphTaxonomy.compose(store, bundled: bundled)
      try GraphTaxonomy.keep(taxonomy, in: store)
      try remarkOnSources(store)
      guard let report = reports.first(where: { $0.scheme.name == read.layer.scheme.name }) else { return }
      Console.remark(report.diagnostics)
      try output.print(
        ImportAnswer(
          files: read.report?.files ?? [], layer: report, inferred: read.layer.inferred.count, taxonomy: taxonomy))
    } catch let error as GraphFileError {
      throw Failure.io(error.message)
    }
  }

  /// What was read before was read with other names.
  private func remarkOnSources(_ store: GraphFile) throws(GraphFileError) {
    let count = try store.sourceCount()
    guard count > 0 else { return }
    Console.remark(
      "\(counted(count, "source")) in '\(graph.path)' still \(count == 1 ? "has" : "have") the mentions found with the names "
        + "of before; 'skillgraph ingest' of the same paths reads them again")
  }
}

struct ImportESCO: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "esco", abstract: "Import ESCO from the folder of its CSV files, packed (.gz) or not.",
    discussion: "Example: skillgraph import esco ESCO-dataset-v1.2.0 --graph jobs.db")

  @Argument(help: "The folder with skills_en.csv, occupations_en.csv and the others.")
  var folder: String

  @Option(help: ArgumentHelp("ESCO's version (default: from the folder's name).", valueName: "version"))
  var release: String?

  @OptionGroup var options: ImportOptions

  func run() throws { try options.store(TaxonomySource.esco(folder, release: release)) }
}

struct ImportONET: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "onet", abstract: "Import the O*NET database from the folder of its text files, packed (.gz) or not.",
    discussion: "Example: skillgraph import onet db_29_2_text --graph jobs.db")

  @Argument(help: "The folder with 'Occupation Data.txt' and the others.")
  var folder: String

  @Option(help: ArgumentHelp("O*NET's version (default: from 'Read Me.txt').", valueName: "version"))
  var release: String?

  @OptionGroup var options: ImportOptions

  func run() throws { try options.store(TaxonomySource.onet(folder, release: release)) }
}

struct ImportTables: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tables", abstract: "Import own tables, or a table of changes to what is there (an overlay).",
    discussion: """
      A folder holds concepts.tsv, labels.tsv, relations.tsv, matches.tsv, ambiguity.tsv, scheme.tsv, overlay.tsv, each if \
      needed; or Tabiya's open taxonomy as CSV: skills.csv, occupations.csv, the groups, hierarchies and relations. A single \
      file is an overlay; its columns are action, concept, value, target, detail:

        add       skill:vector-quantisation  Vector Quantisation
        alias     framework:kubernetes       kube                     (detail hidden: matched, not shown)
        rename    skill:ai                   AI
        relate    skill:linear-algebra       prerequisiteOf           skill:vector-quantisation  essential
        forbid    framework:chef                                      (or a name, or a relation and its target)
        override  skill:ml                   Machine Learning         (forget what is below; rows here define it)

      Example: skillgraph import tables own-skills.tsv --graph jobs.db
      """)

  @Argument(help: "A folder of tables, or an overlay.")
  var path: String

  @OptionGroup var options: ImportOptions

  func run() throws { try options.store(TaxonomySource.tables(path)) }
}

struct ImportSKOS: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "skos", abstract: "Import a concept scheme in SKOS, as RDF/XML.",
    discussion: """
      Turtle and JSON-LD are not read; turn them into RDF/XML first, with rapper or riot.

      Example: skillgraph import skos scheme.rdf --graph jobs.db
      """)

  @Argument(help: "The file, packed (.gz) or not; - is standard input.")
  var file: String

  @Option(help: ArgumentHelp("What concepts are whose URI does not say.", valueName: "kind"), transform: conceptKind)
  var kind = ConceptKind.skill

  @OptionGroup var options: ImportOptions

  func run() throws { try options.store(TaxonomySource.skos(file, try SourceFiles.read(file), kind: kind)) }
}

struct ImportRemove: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove", abstract: "Take an imported taxonomy out of the graph file again.",
    discussion: "Example: skillgraph import remove esco --graph jobs.db")

  @Argument(help: "The scheme's name, as 'skillgraph taxonomy stats' lists it.")
  var scheme: String

  @OptionGroup var graph: GraphFileOption

  func run() throws {
    do {
      let store = try GraphFile(path: graph.path, mode: .readWrite)
      defer { store.close() }
      guard try store.forgetLayer(scheme) else {
        throw Failure.notFound("no scheme '\(scheme)' was imported into '\(graph.path)'")
      }
      try GraphTaxonomy.keep(GraphTaxonomy.compose(store).taxonomy, in: store)
    } catch let error as GraphFileError {
      throw Failure.io(error.message)
    }
  }
}

/// What became of the rows and concepts of a scheme.
private struct ImportAnswer: Answer {
  let files: [ImportReport.File]
  let layer: LayerReport
  /// How many relations were computed from the scheme's data.
  let inferred: Int
  let taxonomy: Taxonomy

  private var exact: Int { layer.links.count { $0.closeness == .exactMatch } }

  var text: String {
    let rows = files.map { file in
      let outcomes = file.outcomes.map { ($0.isImported ? "" : "not imported, ") + "\($0.name): \($0.count)" }
      return [name(file), "\(file.rows) rows", outcomes.joined(separator: "; ")]
    }
    let summary = [
      "\(layer.scheme.name) \(layer.scheme.release)",
      "  concepts: \(layer.conceptsAdded) added, \(layer.links.count) linked to known ones "
        + "(\(exact) exactMatch, \(layer.links.count - exact) closeMatch), \(layer.ambiguous.count) ambiguous and not linked "
        + "(--format json lists them)",
      "  labels: \(layer.labelsAdded) added, \(layer.labelsKnown) known, \(layer.labelsTaken) taken by other concepts",
      "  relations: \(layer.relationsAdded) added, \(layer.relationsKnown) known, "
        + "\(layer.relationsRefused) refused (they contradict the hierarchy); "
        + "\(inferred) inferred, kept apart for --include-inferred",
      "The graph's taxonomy now has \(taxonomy.concepts.count) concepts and \(taxonomy.relations.count) relations.",
    ]
    return (rows.isEmpty ? "" : Listing(columns: [], rows: rows).padded) + summary.joined(separator: "\n") + "\n"
  }

  private func name(_ file: ImportReport.File) -> String { file.name.split(separator: "/").last.map(String.init) ?? "" }

  var json: JSONValue {
    .record([
      "scheme": .string(layer.scheme.name), "release": .string(layer.scheme.release),
      "files": .array(files.map(json)),
      "conceptsAdded": .integer(layer.conceptsAdded),
      "linked": .array(
        layer.links.map {
          .record([
            "label": .string($0.label), "concept": .string($0.concept.rawValue),
            "match": .string($0.closeness.rawValue),
          ])
        }),
      "ambiguous": .array(
        layer.ambiguous.map {
          .record([
            "label": .string($0.label), "candidates": .array($0.candidates.map { .string($0.rawValue) }),
          ])
        }),
      "labels": counts(layer.labelsAdded, layer.labelsKnown, "taken", layer.labelsTaken),
      "relations": counts(layer.relationsAdded, layer.relationsKnown, "refused", layer.relationsRefused),
      "inferred": .integer(inferred),
    ])
  }

  private func counts(_ added: Int, _ known: Int, _ other: String, _ count: Int) -> JSONValue {
    .object([
      .init("added", .integer(added)), .init("known", .integer(known)), .init(other, .integer(count)),
    ])
  }

  private func json(_ file: ImportReport.File) -> JSONValue {
    .record([
      "file": .string(name(file)), "rows": .integer(file.rows),
      "outcomes": .array(
        file.outcomes.map {
          .record(["name": .string($0.name), "count": .integer($0.count), "imported": .bool($0.isImported)])
        }),
    ])
  }
}
