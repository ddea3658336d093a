public import Diagnostics
public import GraphModel
internal import Markup

/// Reads GraphML as a stream: the program's own files back exactly, other tools' as generic graphs or mapped to ours.
///
/// Accepted beyond the schema, since tools write it: any or no namespace, old type names, keys without a name, a type or a
/// domain, keys used undeclared, edges before nodes, edges to nodes that never come (the nodes are made), nested graphs (read
/// flat, with a link to the node around them) and several graphs (read as one). Hyperedges, ports and foreign elements are
/// left out; each such thing is reported, with its line where it has one. Nothing outside the file is ever read, and no
/// entities but XML's five have a meaning.
///
/// - Complexity: O(*n*); memory as the result needs.
public struct GraphMLReader: Sendable {
  /// Whether duplicate nodes, dangling edges and untrue counts are errors.
  public var isStrict = false
  /// Whether plain elements are kept from libxml2. Off only to test that it makes no difference.
  package var readsPlainElements = true

  public init() {}

  /// Any GraphML as it is.
  ///
  /// - Parameter pieces: the file in order, best in pieces of 64 KiB or more.
  /// - Throws: `GraphMLError` if the file is no GraphML or no well-formed XML.
  public func readProperties(_ pieces: some Sequence<[UInt8]>) throws(GraphMLError) -> Parsed<PropertyGraph> {
    let builder = PropertyGraphBuilder()
    let diagnostics = try parse(pieces, into: builder)
    return Parsed(builder.graph, diagnostics)
  }

  /// The skill graph a file holds: exactly the one that was written if it is the program's own, in any profile.
  ///
  /// Of other files each node gets the kind, label and id its properties or its id suggest (a skill where nothing does), and
  /// each edge the relation its label names (`related` where it names none); edges cite the file's line.
  public func read(_ pieces: some Sequence<[UInt8]>) throws(GraphMLError) -> Parsed<SkillGraph> {
    let builder = SkillGraphBuilder()
    let diagnostics = try parse(pieces, into: builder)
    let graph = builder.finish()
    return Parsed(graph.value, diagnostics + graph.diagnostics)
  }

  private func parse(_ pieces: some Sequence<[UInt8]>, into sink: any GraphMLSink) throws(GraphMLError) -> [Diagnostic]
  {
    let parser = GraphMLParser(sink)
    let stream = XMLStream(parser, skipsSpace: true)
    stream.readsPlainElements = readsPlainElements
    parser.machine.line = { [unowned stream] in stream.line }
    for piece in pieces where !stream.push(piece) { break }
    stream.finish()
    if let refusal = parser.machine.refusal { throw refusal }
    if let failure = stream.failure {
      throw GraphMLError(code: .malformed, message: failure.message, line: failure.line)
    }
    parser.machine.finish()
    guard parser.machine.hasRoot else { throw GraphMLError(code: .malformed, message: "the file is empty", line: 1) }
    if isStrict, let doubt = parser.machine.doubts.first {
      throw GraphMLError(code: .inconsistent, message: doubt.message, line: doubt.location?.line ?? 0)
    }
    return parser.machine.diagnostics
  }
}

/// A file that gives no graph.
public struct GraphMLError: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Code: String, Sendable {
    /// Not well-formed XML, or a document type with declarations.
    case malformed
    /// XML with another root.
    case notGraphML
    /// Refused by `GraphMLReader.isStrict`.
    case inconsistent
  }

  public var code: Code
  /// What is wrong and what to do.
  public var message: String
  /// 1-based; 0 if it is no one line's fault.
  public var line: Int

  public var description: String { line > 0 ? "line \(line): \(message)" : message }
}
