import ArgumentParser
import Containers
import GraphModel
import Ingestion

/// What somebody knows. Other ways to say it, such as a CV, become further options here.
struct KnownOptions: ParsableArguments {
  @Option(help: ArgumentHelp("What is known: skills, tools, certifications, degrees.", valueName: "a,b,…"))
  var have: String?

  @Option(
    help: ArgumentHelp(
      "The same from a file: names on lines or between commas, # starts a remark, - is standard input.",
      valueName: "file"))
  var haveFile: String?

  /// A mistake on the command line ends the program; one in a file is reported and skipped, for such files come from CVs.
  func nodes(_ open: OpenGraph) throws -> Set<NodeIndex> {
    var nodes = try open.known(have)
    for name in try haveFile.map({ Self.names(in: try Self.text(of: $0)) }) ?? [] {
      do {
        try nodes.insert(open.known(name: name))
      } catch let failure as Failure {
        Console.remark("\(haveFile ?? ""): warning: \(failure.message); skipped")
      }
    }
    return nodes
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
