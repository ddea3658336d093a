import ArgumentParser
import Containers
import GraphModel
import Ingestion

/// What somebody knows.
struct KnownOptions: ParsableArguments {
  @Option(help: ArgumentHelp("What is known: skills, tools, certifications, degrees.", valueName: "a,b,…"))
  var have: String?

  @Option(
    help: ArgumentHelp(
      "The same from a file: names on lines or between commas, # starts a remark, - is standard input.",
      valueName: "file"))
  var haveFile: String?

  @Option(
    help: ArgumentHelp(
      "A CV as text, Markdown or HTML, read as job pages are; - is standard input. Not PDF or Word: save it as one of those.",
      valueName: "file"))
  var cv: String?

  /// Whether anything is said.
  var isEmpty: Bool { have == nil && haveFile == nil && cv == nil }

  func nodes(_ open: OpenGraph) throws -> Set<NodeIndex> { try known(open).nodes }

  /// A mistake on the command line ends the program; one in a file is reported and skipped.
  func known(_ open: OpenGraph) throws -> Known {
    var known = Known(nodes: try open.known(have))
    for name in try haveFile.map({ Self.names(in: try Self.text(of: $0)) }) ?? [] {
      do {
        try known.nodes.insert(open.known(name: name))
      } catch let failure as Failure {
        Console.remark("\(haveFile ?? ""): warning: \(failure.message); skipped")
      }
    }
    if let cv { known.add(try CurriculumVitae.read(cv, open)) }
    return known
  }

  static func names(in text: String) -> [String] {
    text.split(whereSeparator: \.isNewline).flatMap { line in
      line.prefix { $0 != "#" }.split(separator: ",").map { String($0).trimmed }.filter { !$0.isEmpty }
    }
  }

  static func text(of path: String) throws -> String {
    do {
      var bytes: [UInt8] = []
      for source in try SourceFiles.expand([path]) {
        let next = try source.open()
        while let piece = try next() { bytes += piece }
      }
      return String(decoding: bytes, as: UTF8.self)
    } catch let error as UnreadableFile {
      throw Failure.io("cannot read '\(path)': \(error)")
    }
  }
}

/// What somebody knows, and what in a CV says so.
struct Known {
  var nodes: Set<NodeIndex>
  /// The words of a CV, in its order; empty if there was none.
  var quotes: [(node: NodeIndex, quote: String)] = []

  init(nodes: Set<NodeIndex> = []) { self.nodes = nodes }

  mutating func add(_ found: [(node: NodeIndex, quote: String)]) {
    quotes += found
    nodes.formUnion(found.map(\.node))
  }

  func quote(for node: NodeIndex) -> String? { quotes.first { $0.node == node }?.quote }
}
