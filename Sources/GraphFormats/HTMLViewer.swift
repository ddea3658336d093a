internal import BundledData
public import Concepts
public import GraphModel
internal import JSONText

/// One page that shows the graph in any browser, from `file://` too: search, pan and zoom, filters, cards with quotes, prerequisites,
/// paths. Everything is inside; nothing is fetched.
///
/// The page, its style and its script are `Data/viewer/`; this fills in the graph.
public struct HTMLViewer: GraphFormat {
  public static let name = "html"
  public static let fileExtension = "html"
  public static let limitation: String? = "matches to other schemes"

  /// A place in a posting that is a reason for a `requires` edge.
  public struct Quote: Hashable, Sendable {
    public var level: DemandLevel
    /// The words themselves, which are marked in `context`.
    public var words: String
    /// The sentence around them.
    public var context: String
    /// What is cited: the posting's title, its source.
    public var source: String

    public init(level: DemandLevel, words: String, context: String, source: String) {
      self.level = level
      self.words = words
      self.context = context
      self.source = source
    }
  }

  /// The page's heading.
  public var title: String
  /// Shown where an edge is explained, in this order.
  public var quotes: [DemandTable.Key: [Quote]]
  /// What the page is about: it opens with this node's card and neighbours, or its prerequisites if the graph has nothing else.
  public var start: ConceptID?

  public init(title: String = "Skills graph", quotes: [DemandTable.Key: [Quote]] = [:], start: ConceptID? = nil) {
    self.title = title
    self.quotes = quotes
    self.start = start
  }

  public func write(_ graph: SkillGraph, to output: inout ByteOutput) {
    let files = BundledFile.all(in: "viewer")
    for part in Self.parts(of: files.first { $0.name == "viewer/viewer.html" }?.bytes ?? []) {
      switch part {
      case .text(let bytes): output.write(bytes)
      case .mark("graph"): write(data: graph, &output)
      case .mark(let name): output.write(files.first { $0.name == "viewer/" + name }?.bytes ?? [])
      }
    }
  }

  private enum Part {
    case text([UInt8])
    /// What stands between `/*{` and `}*/`.
    case mark(String)
  }

  private static func parts(of page: [UInt8]) -> [Part] {
    var (parts, start, offset) = ([Part](), 0, 0)
    while offset + 3 <= page.count {
      guard page[offset..<(offset + 3)].elementsEqual("/*{".utf8), let end = page[offset...].firstIndex(of: 0x7D) else {
        offset += 1
        continue
      }
      parts += [.text(Array(page[start..<offset])), .mark(String(decoding: page[(offset + 3)..<end], as: UTF8.self))]
      offset = end + 3
      start = offset
    }
    return parts + [.text(Array(page[start...]))]
  }

  // MARK: The graph as the script reads it

  private func write(data graph: SkillGraph, _ output: inout ByteOutput) {
    let places = MapLayout(graph).positions
    var evidence = EvidenceTables()
    output.write(script: header(graph).utf8().dropLast())
    write(rows: "nodes", graph.nodes.indices.lazy.map { row(graph.nodes[$0], places[$0]) }, &output)
    write(rows: "edges", graph.edges.lazy.map(row), &output)
    let cited = graph.edges.enumerated().flatMap { position, edge in
      quotes(of: edge, in: graph).map { evidence.row(position, $0) }
    }
    write(rows: "quotes", cited, &output)
    write(rows: "texts", evidence.texts.values.map(JSONValue.string), &output)
    write(rows: "sources", evidence.sources.values.map(JSONValue.string), &output)
    output.write("\n}\n")
  }

  private func header(_ graph: SkillGraph) -> JSONValue {
    .record([
      "title": .string(title), "postings": .integer(graph.postingCount), "start": .string(start?.rawValue ?? ""),
      "schemes": .array(graph.citations.map(JSONValue.string)),
      "kinds": .array(ConceptKind.allCases.map { .string($0.rawValue) }),
      "relations": .array(Relation.allCases.map { .string($0.rawValue) }),
    ])
  }

  private func write(rows name: StaticString, _ rows: some Sequence<JSONValue>, _ output: inout ByteOutput) {
    output.write(",\n\"")
    output.write(name)
    output.write("\":[")
    for (position, row) in rows.enumerated() {
      output.write(position == 0 ? "\n" : ",\n")
      output.write(script: row.utf8()[...])
    }
    output.write("\n]")
  }

  /// id, label, kind, postings, x, y, candidate, alternative labels
  private func row(_ node: SkillGraph.Node, _ place: Layout.Point) -> JSONValue {
    .array([
      .string(node.id.rawValue), .string(node.label), .integer(Self.position(node.kind)), .integer(node.postings),
      .rounded(place.x, digits: 1), .rounded(place.y, digits: 1), .integer(node.isCurated ? 0 : 1),
      .array(node.altLabels.map(JSONValue.string)),
    ])
  }

  /// source, relation, target, weight, mark, origin, row, required, preferred, mentioned; zeros at the end are cut.
  private func row(_ edge: SkillGraph.Edge) -> JSONValue {
    let (origin, row) =
      switch edge.provenance {
      case .curated(let scheme, let row): (scheme + 1, row)
      case .extracted: (0, 0)
      case .inferred: (-1, 0)
      }
    var cells: [JSONValue] = [
      .integer(Int(edge.source.rawValue)), .integer(Self.position(edge.relation)),
      .integer(Int(edge.target.rawValue)), .rounded(edge.visibleWeight, digits: 3), .integer(Self.mark(edge)),
      .integer(origin), .integer(row),
    ]
    cells += DemandLevel.allCases.map { .integer(edge.demand[$0]) }
    while cells.count > 4, cells.last == .integer(0) { cells.removeLast() }
    return .array(cells)
  }

  private static func position<Value: CaseIterable & Equatable>(_ value: Value) -> Int {
    Value.allCases.enumerated().first { $0.element == value }?.offset ?? 0
  }

  /// 1 to 3 for the taxonomy's level, 4 and 5 for the strength, 0 for neither.
  private static func mark(_ edge: SkillGraph.Edge) -> Int {
    if let strength = edge.strength { return 4 + position(strength) }
    return edge.curatedLevel.map { 1 + position($0) } ?? 0
  }

  private func quotes(of edge: SkillGraph.Edge, in graph: SkillGraph) -> [Quote] {
    guard edge.relation == .requires, !quotes.isEmpty else { return [] }
    return quotes[DemandTable.Key(role: graph[edge.source].id, concept: graph[edge.target].id)] ?? []
  }
}

/// Sentences and sources, each kept once and referred to by position: a sentence often names several things.
private struct EvidenceTables {
  struct Table {
    private(set) var values: [String] = []
    private var positions: [String: Int] = [:]

    mutating func position(of value: String) -> Int {
      if let known = positions[value] { return known }
      positions[value] = values.count
      values.append(value)
      return values.count - 1
    }
  }

  var texts = Table()
  var sources = Table()

  /// edge, level, text, words, source
  mutating func row(_ edge: Int, _ quote: HTMLViewer.Quote) -> JSONValue {
    let level = DemandLevel.allCases.firstIndex(of: quote.level) ?? 0
    return .array([
      .integer(edge), .integer(level), .integer(texts.position(of: quote.context)), .string(quote.words),
      .integer(sources.position(of: quote.source)),
    ])
  }
}

extension ByteOutput {
  /// JSON inside a `script` element, which only `<` could end.
  fileprivate mutating func write(script json: ArraySlice<UInt8>) {
    for piece in json.split(separator: UInt8(ascii: "<"), omittingEmptySubsequences: false).enumerated() {
      if piece.offset > 0 { write("\\u003c") }
      write(Array(piece.element))
    }
  }
}
