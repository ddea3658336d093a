import ArgumentParser
import Concepts
import Diagnostics
import GraphModel
import GraphQuery
import GraphStore
import TaxonomyFormats

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Which graph a command asks.
struct GraphOptions: ParsableArguments {
  static let defaultFile = "skillgraph.db"

  @Option(
    name: .customLong("graph"),
    help: ArgumentHelp("The graph file (default: $SKILLGRAPH_GRAPH, or \(defaultFile)).", valueName: "file"))
  var file: String?

  /// The file named by the option, by the environment, or by default.
  var path: String { file ?? getenv("SKILLGRAPH_GRAPH").map { String(cString: $0) } ?? Self.defaultFile }

  private var isNamed: Bool { file != nil || getenv("SKILLGRAPH_GRAPH") != nil }

  /// The graph in the file. Without a file, and none asked for by name, the graph of the bundled taxonomy alone.
  func open() throws -> OpenGraph {
    if !isNamed, access(path, F_OK) != 0 {
      return OpenGraph(SkillGraph(taxonomy: Taxonomy.bundled().value), store: nil)
    }
    do {
      let store = try GraphStore(path: path, mode: .readOnly)
      return OpenGraph(try store.loadGraph(), store: store)
    } catch {
      throw Failure.io("\(error)")
    }
  }
}

/// A graph and what finds things in it.
struct OpenGraph {
  let graph: SkillGraph
  let names: NameIndex
  /// Where the evidence is; `nil` for the bundled taxonomy alone.
  let store: GraphStore?

  init(_ graph: SkillGraph, store: GraphStore?) {
    self.graph = graph
    self.store = store
    names = NameIndex(graph)
  }

  /// The node somebody means by `name`.
  ///
  /// - Throws: an exit with near names, or with the candidates of an ambiguous one.
  func node(_ name: String, kinds: Set<ConceptKind>? = nil) throws -> NodeIndex {
    let what = kinds == [.role] ? "role" : "name"
    switch names.resolve(name, kinds: kinds) {
    case .found(let node): return node
    case .ambiguous(let nodes):
      throw Failure.notFound("the \(what) '\(name)' is ambiguous; say which: \(ids(nodes))")
    case .unknown(let suggestions):
      let hint = suggestions.isEmpty ? "; try 'skillgraph search'" : "; did you mean \(labels(suggestions))?"
      throw Failure.notFound("unknown \(what) '\(name)'\(hint)")
    }
  }

  /// The nodes of a comma-separated list.
  func nodes(_ list: String?) throws -> Set<NodeIndex> {
    try Set((list ?? "").split(separator: ",").map { try node(String($0).trimmed) })
  }

  private func ids(_ nodes: [NodeIndex]) -> String { nodes.map { graph[$0].id.rawValue }.joined(separator: ", ") }

  private func labels(_ nodes: [NodeIndex]) -> String {
    nodes.prefix(4).map { "'\(graph[$0].label)'" }.joined(separator: " or ")
  }
}

extension String {
  var trimmed: String {
    let start = drop(while: \.isWhitespace)
    return String(start[..<(start.lastIndex { !$0.isWhitespace }.map { start.index(after: $0) } ?? start.startIndex)])
  }
}
