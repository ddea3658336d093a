import ArgumentParser
import Concepts
import JSONText
import TaxonomyFormats

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

struct TaxonomyExport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write a taxonomy as SKOS (RDF/XML), as tables or as JSON.",
    discussion: """
      Tables go into a folder, of which each scheme has one of its own; they can be edited and imported again.

      Example: skillgraph taxonomy export --format skos -o skills.rdf
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case skos, tables, json }

  @Argument(help: "bundled, a graph file, a folder of tables, or any other taxonomy.")
  var taxonomy = "bundled"

  @Option(help: ArgumentHelp("skos, tables or json.", valueName: "format"))
  var format = Format.skos

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("The file to write, for tables the folder; - is standard output.", valueName: "path"))
  var output = "-"

  func validate() throws {
    if format == .tables, output == "-" { throw ValidationError("name the folder for the tables with -o") }
  }

  func run() throws {
    let taxonomy = try TaxonomySource.open(taxonomy)
    switch format {
    case .skos: try write(SKOS.write(taxonomy), to: output)
    case .json: try write(TaxonomyJSON.json(taxonomy).utf8(indented: true) + [UInt8(ascii: "\n")], to: output)
    case .tables: try writeTables(taxonomy)
    }
  }

  private func write(_ bytes: [UInt8], to path: String) throws {
    let file = try OutputFile(path)
    file.write(bytes)
    try file.commit()
  }

  private func writeTables(_ taxonomy: Taxonomy) throws {
    try makeFolder(output)
    for (position, scheme) in taxonomy.schemes.enumerated() {
      let folder = taxonomy.schemes.count == 1 ? output : output + "/" + scheme.name
      try makeFolder(folder)
      for file in TaxonomyTables.write(TaxonomyLayer(taxonomy, scheme: position)) {
        try write(file.bytes, to: folder + "/" + file.name)
      }
    }
  }

  private func makeFolder(_ path: String) throws {
    if mkdir(path, 0o777) != 0, errno != EEXIST {
      throw Failure.io("cannot make the folder '\(path)': \(String(cString: strerror(errno)))")
    }
  }
}
