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
      commandName: "export",
      abstract: "Write the graph for another tool.",
      discussion: """
        I want to open it in …, so I use --format …
        \(rows(uses.map { ($0.tool, $0.format) }))

        Every format takes every part of the graph: a role, a neighbourhood, what has to be learned before something, a career \
        path, a gap, a walk, or the nodes of any answer: skillgraph similar "data engineer" --format csv | skillgraph export --nodes -

        What has no place in a format is left out:
        \(rows(limits.map { ($0.format, $0.limit) }))

        Formats of two tables make two files, NAME.nodes.csv and so on; on standard output only the edges. sqlite goes into a file; \
        if -o is a folder, into one there with the date in its name. Pictures are drawn by Graphviz.

        Example: skillgraph export --format graphml --role "data engineer" -o data-engineer.graphml
        """)

    /// What opens what, the most asked for first.
    static let uses: [(tool: String, format: String)] =
      ExportFormat.all.flatMap { format in format.opensIn.map { ($0, format.name) } } + [
        ("yEd", "graphml --profile yed"), ("Neo4j, by APOC", "graphml --profile neo4j"),
        ("TinkerPop, JanusGraph", "graphml --profile tinkerpop"), ("a browser, to search and click", "html"),
        ("a page, a slide, a document", "svg, png or pdf, of up to some hundred nodes"),
        ("SQL: sqlite3, DuckDB, Datasette", "sqlite"), ("skillgraph --graph", "sqlite"),
      ]

    static let limits: [(format: String, limit: String)] =
      ExportFormat.all.compactMap { format in format.limitation.map { (format.name, $0) } } + [
        ("html", HTMLViewer.limitation ?? ""), ("sqlite", "of a part: the postings and their sentences"),
        ("svg …", "all but labels, kinds, shares and the relations drawn; long lists are cut, and say so"),
      ]

    private static func rows(_ rows: [(String, String)]) -> String {
      let width = (rows.map(\.0.count).max() ?? 0) + 2
      return rows.map { "  \($0.0.padded(to: width))\($0.1)" }.joined(separator: "\n")
    }

    /// A format's name: one of the registry's, or one that this command makes itself.
    struct Format: ExpressibleByArgument, Equatable {
      static let pictures = ["svg", "png", "pdf"]
      static let allValueStrings = ExportFormat.all.map(\.name) + ["html", "sqlite"] + pictures

      let name: String

      init?(argument: String) {
        guard Self.allValueStrings.contains(argument) else { return nil }
        name = argument
      }

      var isPicture: Bool { Self.pictures.contains(name) }
    }

    @Option(help: ArgumentHelp("The format (default: graphml).", valueName: "format"))
    var format: Format?

    @Option(
      help: ArgumentHelp(
        "Which reader a GraphML file is for: \(profiles) (default: base).", valueName: "profile"),
      transform: { name in
        guard let profile = GraphML.Profile(rawValue: name) else {
          throw ValidationError("unknown profile '\(name)'; known are \(profiles)")
        }
        return profile
      })
    var profile: GraphML.Profile?

    private static let profiles = GraphML.Profile.allCases.map(\.rawValue).joined(separator: ", ")

    @Option(name: [.short, .long], help: ArgumentHelp("The file to write; - is standard output.", valueName: "file"))
    var output = "-"

    @OptionGroup var part: PartOptions
    @OptionGroup var picture: PictureOptions
    @OptionGroup var graph: GraphOptions

    func validate() throws {
      if profile != nil, name != GraphML.name { throw ValidationError("--profile is for --format graphml") }
      if name == "sqlite", output == "-" { throw ValidationError("name the file for --format sqlite with -o") }
      if picture.dark, !isPicture { throw ValidationError("--dark is for --format svg, png or pdf") }
    }

    func run() throws {
      let open = try graph.open()
      if isPicture { return try draw(picture.picture(open, part)) }
      if name == "sqlite" { return try copy(open) }
      let subject = try part.subject(in: open)
      let part = try part.apply(to: open)
      switch name {
      case HTMLViewer.name:
        let viewer = HTMLViewer(
          title: subject.map { open.graph[$0].label } ?? "Skills graph", quotes: try open.quotes(for: part),
          start: subject.map { open.graph[$0].id })
        try write(viewer, part, to: output)
      case GEXF.name: try write(GEXF(months: open.months()), part, to: output)
      default: try ExportFormat.named(name, profile: profile ?? .base).map { try write($0, part) }
      }
    }

    private var name: String { format?.name ?? GraphML.name }
    private var isPicture: Bool { format?.isPicture ?? false }

    /// One file under the name given, or several with their suffixes; to standard output the last alone, which has the edges.
    private func write(_ format: ExportFormat, _ graph: SkillGraph) throws {
      guard format.files.count > 1, output != "-" else {
        return try format.files.last.map { try write($0.format, graph, to: output) } ?? ()
      }
      let ending = "." + format.fileExtension
      let stem = output.hasSuffix(ending) ? String(output.dropLast(ending.count)) : output
      for file in format.files { try write(file.format, graph, to: stem + file.suffix + ending) }
    }

    /// All of the graph file with its evidence; of a part, and of the bundled taxonomy, a graph file without.
    private func copy(_ open: OpenGraph) throws {
      let path = SourceFiles.isFolder(output) ? try datedPath(in: output) : output
      let part = part.isEmpty ? nil : try self.part.apply(to: open)
      let temporary = "\(path).\(getpid()).part"
      unlink(temporary)
      defer { unlink(temporary) }
      do {
        if part == nil, let store = open.store {
          try store.copy(to: temporary)
        } else {
          let store = try GraphFile(path: temporary, mode: .readWrite)
          try store.keep(part ?? open.graph)
          store.close()
        }
      } catch {
        throw Failure.io("cannot write '\(path)': \(error.message)")
      }
      guard rename(temporary, path) == 0 else {
        throw Failure.io("cannot write '\(path)': \(String(cString: strerror(errno)))")
      }
      Console.remark("'\(path)' is written")
    }

    /// `FOLDER/skillgraph-2026-01-31.db`, after the graph file and the day it is in UTC.
    private func datedPath(in folder: String) throws -> String {
      let file = graph.path.split(separator: "/").last.map(String.init) ?? GraphFileOption.defaultFile
      let stem = file.hasSuffix(".db") ? String(file.dropLast(3)) : file
      var (now, day) = (time(nil), tm())
      gmtime_r(&now, &day)
      let parts = [Int(day.tm_year) + 1900, Int(day.tm_mon) + 1, Int(day.tm_mday)].map {
        ($0 < 10 ? "0" : "") + "\($0)"
      }
      return folder + (folder.hasSuffix("/") ? "" : "/") + ([stem] + parts).joined(separator: "-") + ".db"
    }

    private func draw(_ picture: Picture) throws {
      var source: [UInt8] = []
      var dot = ByteOutput { source += $0 }
      picture.writeDOT(to: &dot)
      dot.finish()
      let drawn = try Graphviz.draw(source, engine: picture.arrangement.engine, as: name)
      let file = try OutputFile(output)
      file.write(drawn)
      try file.commit()
    }

    private func write(_ format: any GraphFormat, _ graph: SkillGraph, to path: String) throws {
      let file = try OutputFile(path)
      var output = ByteOutput { file.write($0) }
      format.write(graph, to: &output)
      output.finish()
      try file.commit()
    }
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String { self + String(repeating: " ", count: Swift.max(1, width - count)) }
}

extension OpenGraph {
  /// When the postings of the graph file said what.
  fileprivate func months() throws -> PostingMonths {
    var months = PostingMonths()
    do {
      try store?.forEachMonth { role, concept, month in
        if let month = PostingMonths.Month(month) { months.add(month, role: role, concept: concept) }
      }
    } catch {
      throw Failure.io("\(error)")
    }
    return months
  }

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
