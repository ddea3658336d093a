import ArgumentParser
import GraphFormats
import GraphModel
import GraphStore

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
          a browser, to search and click  → --format html
          a page, a slide, a document     → --format svg, png or pdf (drawn by Graphviz) of a part: --role, --focus,
                                            --prerequisites, --path; up to some hundred nodes

        Example: skillgraph export --format graphml --role "data engineer" -o data-engineer.graphml
        """)

    enum Format: String, ExpressibleByArgument, CaseIterable { case graphml, json, csv, dot, html, svg, png, pdf }

    @Option(help: ArgumentHelp("graphml, json, csv, dot, html, svg, png or pdf.", valueName: "format"))
    var format = Format.graphml

    @Option(name: [.short, .long], help: ArgumentHelp("The file to write; - is standard output.", valueName: "file"))
    var output = "-"

    @OptionGroup var part: PartOptions
    @OptionGroup var picture: PictureOptions
    @OptionGroup var graph: GraphOptions

    func validate() throws {
      if !picture.isEmpty, ![.svg, .png, .pdf].contains(format) {
        throw ValidationError("--prerequisites and --path are for pictures: --format svg, png or pdf")
      }
    }

    func run() throws {
      let open = try graph.open()
      if [.svg, .png, .pdf].contains(format) { return try draw(picture.picture(open, part)) }
      let part = try part.apply(to: open)
      switch format {
      case .graphml: try write(GraphML(), part, to: output)
      case .json: try write(NodeLinkJSON(), part, to: output)
      case .dot: try write(DOT(), part, to: output)
      case .csv: try writeTables(part)
      case .html: try write(HTMLViewer(quotes: open.quotes(for: part)), part, to: output)
      case .svg, .png, .pdf: break
      }
    }

    /// Two tables: to standard output edges alone, otherwise `name.nodes.csv` and `name.edges.csv`.
    private func writeTables(_ graph: SkillGraph) throws {
      guard output != "-" else { return try write(GraphCSV(.edges), graph, to: "-") }
      let stem = output.hasSuffix(".csv") ? String(output.dropLast(4)) : output
      try write(GraphCSV(.nodes), graph, to: stem + ".nodes.csv")
      try write(GraphCSV(.edges), graph, to: stem + ".edges.csv")
    }

    private func draw(_ picture: Picture) throws {
      var source: [UInt8] = []
      var dot = ByteOutput { source += $0 }
      picture.writeDOT(to: &dot)
      dot.finish()
      let drawn = try Graphviz.draw(source, engine: picture.arrangement.engine, as: format.rawValue)
      let file = try OutputFile(output)
      file.write(drawn)
      try file.commit()
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

extension OpenGraph {
  /// What the graph file cites for the demands in a part of the graph, at most three places each.
  fileprivate func quotes(for part: SkillGraph) throws -> [DemandTable.Key: [HTMLViewer.Quote]] {
    var quotes: [DemandTable.Key: [HTMLViewer.Quote]] = [:]
    do {
      try store?.forEachReason(limit: 3) { role, found in
        guard part.index(of: role) != nil, part.index(of: found.concept) != nil else { return }
        let posting = [found.posting.title, found.posting.organization, found.posting.source].compactMap(\.self)
        quotes[DemandTable.Key(role: role, concept: found.concept), default: []].append(
          HTMLViewer.Quote(
            level: found.level, words: found.quote, context: found.context, source: posting.joined(separator: ", ")))
      }
    } catch {
      throw Failure.io("\(error)")
    }
    return quotes
  }
}
