import ArgumentParser
import Containers
import Diagnostics
import GraphFormats
import GraphModel
import GraphStore
import Ingestion

struct ImportGraphML: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "graphml", abstract: "Read a graph from GraphML into a graph file of its own.",
    discussion: """
      A file that 'export' wrote comes back exactly, from any --profile. Of other tools' files each node gets the kind, label and id \
      that its properties or its id suggest (a skill where nothing does), and each edge the relation its label names ('related' \
      where it names none). All commands then answer from it. What an earlier import put into the graph file is replaced; a file \
      with postings or a taxonomy is left alone.

      Example: skillgraph import graphml graph.graphml --graph copy.db
      """)

  @Argument(help: "The file, packed (.gz) or not; - is standard input.")
  var file: String

  @Flag(help: "Refuse duplicate nodes, edges to nodes that never come, undeclared keys and untrue counts.")
  var strict = false

  @OptionGroup var graph: GraphOptions
  @OptionGroup var output: OutputOptions

  func run() throws { try output.print(StatsAnswer(graph: load())) }

  /// Reads the file into the graph file.
  func load() throws -> SkillGraph {
    let graph = try read()
    do {
      let store = try GraphStore(path: self.graph.path, mode: .readWrite)
      defer { store.close() }
      try store.keep(graph)
    } catch {
      throw Failure.io("\(error)")
    }
    return graph
  }

  private func read() throws -> SkillGraph {
    var reader = GraphMLReader()
    reader.isStrict = strict
    guard !SourceFiles.isFolder(file), let source = try SourceFiles.expand([file]).first else {
      throw Failure.io("'\(file)' is a folder; name a file")
    }
    let pieces: FilePieces
    do {
      let opened = try OpenedSource(source)
      pieces = FilePieces(opened.unwrapped(opened.rawChunks()))
    } catch { throw Failure.io("cannot read '\(file)': \(error)") }
    let read: Parsed<SkillGraph>
    do throws(GraphMLError) { read = try reader.read(pieces) } catch {
      if let failure = pieces.failure { throw Failure.io("cannot read '\(file)': \(failure)") }
      throw Failure.io(error.line > 0 ? "\(file):\(error.line): \(error.message)" : "\(file): \(error.message)")
    }
    if let failure = pieces.failure { throw Failure.io("cannot read '\(file)': \(failure)") }
    Console.remark(read.diagnostics.map(located))
    return read.value
  }

  private func located(_ diagnostic: Diagnostic) -> Diagnostic {
    var diagnostic = diagnostic
    diagnostic.location = Location(file: file, line: diagnostic.location?.line)
    return diagnostic
  }
}

/// A file's pieces as a sequence; it ends where reading fails, and then says why.
private final class FilePieces: Sequence, IteratorProtocol {
  private let read: () throws -> [UInt8]?
  private(set) var failure: (any Error)?

  init(_ read: @escaping () throws -> [UInt8]?) { self.read = read }

  func next() -> [UInt8]? {
    do { return try read() } catch {
      failure = error
      return nil
    }
  }
}
