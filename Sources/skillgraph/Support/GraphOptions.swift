import ArgumentParser
import Concepts
import Diagnostics
import Dispatch
import GraphModel
import GraphQuery
import GraphStore
import Synchronization
import TaxonomyFormats

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Which graph file a command reads or writes.
struct GraphFileOption: ParsableArguments {
  static let defaultFile = "skillgraph.db"

  @Option(
    name: .customLong("graph"),
    help: ArgumentHelp("The graph file (default: $SKILLGRAPH_GRAPH, or \(defaultFile)).", valueName: "file"))
  var file: String?

  /// The file named by the option, by the environment, or by default.
  var path: String { file ?? getenv("SKILLGRAPH_GRAPH").map { String(cString: $0) } ?? Self.defaultFile }

  /// Whether somebody named one, so that it must be there.
  var isNamed: Bool { file != nil || getenv("SKILLGRAPH_GRAPH") != nil }
}

/// Which graph a command asks.
struct GraphOptions: ParsableArguments {
  @OptionGroup var file: GraphFileOption

  @Flag(help: "Use relations that were computed, too, not only curated and extracted ones.")
  var includeInferred = false

  var path: String { file.path }

  /// The graph in the file. Without a file, and none asked for by name, the graph of the bundled taxonomy alone.
  ///
  /// - Parameter inferred: whether computed relations are wanted though the question does not ask for them.
  func open(inferred: Bool = false) throws -> OpenGraph {
    if !file.isNamed, access(path, F_OK) != 0 {
      return OpenGraph(SkillGraph(taxonomy: Taxonomy.bundled().value), store: nil)
    }
    return try Self.open(path, inferred: inferred || includeInferred)
  }

  /// The graphs in several files, read side by side.
  ///
  /// - Throws: an exit for the first that cannot be read.
  static func open(all paths: [String]) throws -> [OpenGraph] {
    let opened = Mutex([Result<OpenGraph, any Error>?](repeating: nil, count: paths.count))
    DispatchQueue.concurrentPerform(iterations: paths.count) { position in
      let result = Result { try open(paths[position]) }
      opened.withLock { $0[position] = result }
    }
    return try opened.withLock { try $0.compactMap { try $0?.get() } }
  }

  /// The graph in the file at `path`.
  static func open(_ path: String, inferred: Bool = false) throws -> OpenGraph {
    do {
      let store = try GraphFile(path: path, mode: .readOnly)
      let graph = try store.loadGraph(inferred: inferred)
      // A graph that was imported whole may have some of its own.
      return OpenGraph(inferred ? graph : graph.withoutInferred, store: store)
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
  let store: GraphFile?

  init(_ graph: SkillGraph, store: GraphFile?) {
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
      throw Failure.notFound("the \(what) '\(name)' may be any of these; say which:\n\(candidates(nodes))")
    case .unknown(let suggestions):
      let hint = suggestions.isEmpty ? "; try 'skillgraph search'" : "; did you mean \(labels(suggestions))?"
      throw Failure.notFound("unknown \(what) '\(name)'\(hint)")
    }
  }

  /// All nodes that somebody may mean by `name`, at least one.
  ///
  /// - Throws: an exit with near names.
  func bearers(of name: String) throws -> [NodeIndex] {
    switch names.resolve(name) {
    case .found(let node): [node]
    case .ambiguous(let nodes): nodes
    case .unknown: [try node(name)]
    }
  }

  /// Something that can be learned.
  func concept(_ name: String) throws -> NodeIndex {
    if case .unknown = names.resolve(name, kinds: [.skill, .framework, .certification]),
      case .found(let other) = names.resolve(name)
    {
      let hint =
        graph[other].kind == .role ? "a role; try 'skillgraph gap'" : "education, which has no prerequisites here"
      throw Failure.notFound("'\(graph[other].label)' is \(hint)")
    }
    return try node(name, preferring: [[.skill, .framework], [.certification]])
  }

  /// What the file says beside the graph; `nil` for the bundled taxonomy alone.
  ///
  /// - Throws: an exit if the file cannot be read.
  func stored<Value>(_ body: (GraphFile) throws -> Value) throws -> Value? {
    do { return try store.map(body) } catch let error as GraphFileError { throw Failure.io(error.message) }
  }

  /// What somebody knows by `name`, or may be asked for.
  func known(name: String) throws -> NodeIndex {
    try node(name, preferring: [[.skill, .framework], [.certification], [.education]])
  }

  /// The node somebody means by `name` among those of the first of `kinds` that has one: "statistics" is the skill, not the
  /// field of study, where skills are meant.
  private func node(_ name: String, preferring kinds: [Set<ConceptKind>]) throws -> NodeIndex {
    for kinds in kinds {
      if case .unknown = names.resolve(name, kinds: kinds) { continue }
      return try node(name, kinds: kinds)
    }
    return try node(name, kinds: kinds.reduce([]) { $0.union($1) })
  }

  /// What somebody knows, by the names of a comma-separated list.
  func known(_ list: String?) throws -> Set<NodeIndex> {
    try Set((list ?? "").split(separator: ",").map { String($0).trimmed }.filter { !$0.isEmpty }.map(known(name:)))
  }

  /// A line for each: id, label, kind, how many postings.
  private func candidates(_ nodes: [NodeIndex]) -> String {
    let rows = nodes.prefix(10).map { node in
      let postings = graph.postings(of: node)
      return [
        graph.id(of: node).rawValue, graph.label(of: node), graph.kind(of: node).rawValue,
        postings == 0 ? "" : counted(postings, "posting"),
      ]
    }
    let more = nodes.count > rows.count ? "\n  and \(nodes.count - rows.count) more" : ""
    return String(Listing(columns: [], rows: rows).padded.dropLast()) + more
  }

  private func labels(_ nodes: [NodeIndex]) -> String {
    nodes.prefix(4).map { "'\(graph.label(of: $0))'" }.joined(separator: " or ")
  }
}

extension String {
  var trimmed: String {
    let start = drop(while: \.isWhitespace)
    return String(start[..<(start.lastIndex { !$0.isWhitespace }.map { start.index(after: $0) } ?? start.startIndex)])
  }
}
