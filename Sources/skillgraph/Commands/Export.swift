import ArgumentParser
import GraphFormats
import GraphModel

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension SkillGraphCommand {
  struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Write the graph for another tool.",
      discussion: """
        I want to open it in …            → use …
          Gephi, Cytoscape, yEd, igraph   → --format graphml
          NetworkX                        → --format graphml, or json
          D3 and other JavaScript         → --format json
          a spreadsheet, pandas, R        → --format csv (a folder's nodes.csv and edges.csv)
          Graphviz                        → --format dot

        Example: skillgraph export --format graphml --role "data engineer" -o data-engineer.graphml
        """)

    enum Format: String, ExpressibleByArgument, CaseIterable { case graphml, json, csv, dot }

    @Option(help: ArgumentHelp("graphml, json, csv or dot.", valueName: "format"))
    var format = Format.graphml

    @Option(name: [.short, .long], help: ArgumentHelp("The file to write; - is standard output.", valueName: "file"))
    var output = "-"

    @OptionGroup var part: PartOptions
    @OptionGroup var graph: GraphOptions

    func run() throws {
      let open = try graph.open()
      let part = try part.apply(to: open)
      switch format {
      case .graphml: try write(GraphML(), part, to: output)
      case .json: try write(NodeLinkJSON(), part, to: output)
      case .dot: try write(DOT(), part, to: output)
      case .csv: try writeTables(part)
      }
    }

    /// Two tables: to standard output edges alone, otherwise `name.nodes.csv` and `name.edges.csv`.
    private func writeTables(_ graph: SkillGraph) throws {
      guard output != "-" else { return try write(GraphCSV(.edges), graph, to: "-") }
      let stem = output.hasSuffix(".csv") ? String(output.dropLast(4)) : output
      try write(GraphCSV(.nodes), graph, to: stem + ".nodes.csv")
      try write(GraphCSV(.edges), graph, to: stem + ".edges.csv")
    }

    private func write(_ format: some GraphFormat, _ graph: SkillGraph, to path: String) throws {
      let file = try OutputFile(path)
      var output = ByteOutput { file.write($0) }
      format.write(graph, to: &output)
      output.finish()
      try file.commit()
    }
  }
}
