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
        I want to open it in …, so I use --format …
        \(ExportFormat.all.map { "  \($0.name.padded(to: 10))\($0.opensIn)" }.joined(separator: "\n"))
          html      a browser, to search and click
          svg, png, pdf
                    a page, a slide, a document (drawn by Graphviz); a part of up to some hundred nodes: --role, --focus,
                    --prerequisites, --path

        What has no place in a format is left out:
        \(ExportFormat.all.compactMap { format in format.limitation.map { "  \(format.name.padded(to: 10))\($0)" } }
          .joined(separator: "\n"))

        Formats of two tables make two files, NAME.nodes.csv and so on; on standard output only the edges.

        Example: skillgraph export --format graphml --role "data engineer" -o data-engineer.graphml
        """)

    /// A format's name: one of the registry's, or one that this command makes itself.
    struct Format: ExpressibleByArgument, Equatable {
      static let pictures = ["svg", "png", "pdf"]
      static let allValueStrings = ExportFormat.all.map(\.name) + ["html"] + pictures

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
      if !picture.isEmpty, !isPicture {
        throw ValidationError("--prerequisites and --path are for pictures: --format svg, png or pdf")
      }
    }

    func run() throws {
      let open = try graph.open()
      if isPicture { return try draw(picture.picture(open, part)) }
      let part = try part.apply(to: open)
      if name == "html" { return try write(HTMLViewer(quotes: open.quotes(for: part)), part, to: output) }
      guard let format = ExportFormat.named(name, profile: profile ?? .base) else { return }
      try write(format, part)
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
