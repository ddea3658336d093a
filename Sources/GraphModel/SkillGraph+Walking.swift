public import Concepts

extension SkillGraph {
  public subscript(node: NodeIndex) -> Node { nodes[Int(node.rawValue)] }
  public subscript(edge: EdgeIndex) -> Edge { edges[Int(edge.rawValue)] }

  /// - Complexity: O(log *n*)
  public func index(of id: ConceptID) -> NodeIndex? {
    let texts = columns.texts
    let position = GraphColumns.partition(nodes.count) {
      texts.precedes(Int(columns.nodes[$0].firstText), id.rawValue)
    }
    guard position < nodes.count, texts.has(Int(columns.nodes[position].firstText), id.rawValue) else { return nil }
    return NodeIndex(rawValue: Int32(position))
  }

  /// The graph without relations that were computed.
  ///
  /// - Complexity: O(*e*); O(*n* + *e* log *e*) if there are any.
  public var withoutInferred: SkillGraph {
    guard !columns.methods.isEmpty, edgeIndices.contains(where: isInferred) else { return self }
    let vouched = edgeIndices.filter { !isInferred($0) }.map { self[$0] }
    return SkillGraph(sortedNodes: nodes, edges: vouched, postingCount: postingCount, schemes: schemes)
  }

  public var nodeIndices: some RandomAccessCollection<NodeIndex> & Sendable {
    NodeRange(0..<Int32(nodes.count))
  }

  public var edgeIndices: some RandomAccessCollection<EdgeIndex> & Sendable { columns.outgoing.edges }

  /// The nodes of one kind, which are neighbours in the order of ids.
  public func nodes(of kind: ConceptKind) -> NodeRange {
    let position = GraphColumns.kinds.firstIndex(of: kind) ?? 0
    return NodeRange(columns.kindStarts[position]..<columns.kindStarts[position + 1])
  }

  /// The edges that start at `node`, ordered by (relation, target).
  public func edges(from node: NodeIndex) -> ArraySlice<EdgeIndex> { columns.outgoing[node] }

  /// The edges that end at `node`, ordered by (relation, source).
  public func edges(to node: NodeIndex) -> ArraySlice<EdgeIndex> { columns.incoming[node] }

  /// The edges of one relation that start at `node`, by target.
  public func edges(from node: NodeIndex, _ relation: Relation) -> ArraySlice<EdgeIndex> {
    columns.outgoing[node, relation]
  }

  /// The edges of one relation that end at `node`, by source.
  public func edges(to node: NodeIndex, _ relation: Relation) -> ArraySlice<EdgeIndex> {
    columns.incoming[node, relation]
  }

  /// The targets of `node`'s edges of one relation, in node order.
  public func targets(of node: NodeIndex, _ relation: Relation) -> [NodeIndex] {
    edges(from: node, relation).map(target)
  }

  /// The sources of edges of one relation into `node`, in node order.
  public func sources(of node: NodeIndex, _ relation: Relation) -> [NodeIndex] {
    edges(to: node, relation).map(source)
  }
}

/// Nodes that are neighbours in the order of ids.
public struct NodeRange: RandomAccessCollection, Sendable {
  private let range: Range<Int32>

  init(_ range: Range<Int32>) { self.range = range }

  public var startIndex: Int { Int(range.lowerBound) }
  public var endIndex: Int { Int(range.upperBound) }
  /// The index is the node's position in the graph.
  public subscript(position: Int) -> NodeIndex { NodeIndex(rawValue: Int32(position)) }
  public func contains(_ node: NodeIndex) -> Bool { range.contains(node.rawValue) }
}

// MARK: One fact of a node or an edge

extension SkillGraph {
  public func kind(of node: NodeIndex) -> ConceptKind {
    var position = 0
    while position < 4, node.rawValue >= columns.kindStarts[position + 1] { position += 1 }
    return GraphColumns.kinds[position]
  }

  public func label(of node: NodeIndex) -> String { columns.texts[firstText(node) + 1] }

  public func id(of node: NodeIndex) -> ConceptID {
    let text = columns.texts[firstText(node)]
    return ConceptID(text) ?? ConceptID(kind: kind(of: node), label: text)
  }

  public func postings(of node: NodeIndex) -> Int { Int(columns.nodes[Int(node.rawValue)].postings) }

  /// Whether a taxonomy has it.
  public func isCurated(_ node: NodeIndex) -> Bool { columns.nodes[Int(node.rawValue)].isCurated != 0 }

  @inlinable public func source(of edge: EdgeIndex) -> NodeIndex {
    NodeIndex(rawValue: columns.edges[Int(edge.rawValue)].source)
  }

  @inlinable public func target(of edge: EdgeIndex) -> NodeIndex {
    NodeIndex(rawValue: columns.edges[Int(edge.rawValue)].target)
  }

  public func relation(of edge: EdgeIndex) -> Relation { Relation(rank: columns.edges[Int(edge.rawValue)].relation) }

  /// The position in `schemes` of what a curated edge cites; `nil` if it is none.
  public func scheme(of edge: EdgeIndex) -> Int? {
    let record = columns.edges[Int(edge.rawValue)]
    return record.origin == 0 ? Int(record.scheme) : nil
  }

  /// Whether nothing but a taxonomy speaks for it: no postings, the weight of its relation, no doubt.
  public func isPlain(_ edge: EdgeIndex) -> Bool { columns.edges[Int(edge.rawValue)].detail < 0 }

  public func strength(of edge: EdgeIndex) -> Strength? { .init(code: columns.edges[Int(edge.rawValue)].strength) }

  public func isInferred(_ edge: EdgeIndex) -> Bool { columns.edges[Int(edge.rawValue)].origin == 2 }

  public func curatedLevel(of edge: EdgeIndex) -> DemandLevel? { .init(code: columns.edges[Int(edge.rawValue)].level) }

  public func demand(of edge: EdgeIndex) -> Demand { columns.demand(columns.edges[Int(edge.rawValue)]) }

  private func firstText(_ node: NodeIndex) -> Int { Int(columns.nodes[Int(node.rawValue)].firstText) }
}

// MARK: Names as bytes

extension SkillGraph {
  /// The UTF-8 of all names; `forEachName` tells where they are. For searches that make no `String`.
  public var nameBytes: [UInt8] { columns.texts.bytes }

  /// Calls `body` with the place of the label and of each alternative label in `nameBytes`; ends when it returns `false`.
  public func forEachName(of node: NodeIndex, _ body: (_ place: Range<Int>, _ isLabel: Bool) -> Bool) {
    let first = firstText(node) + 1
    for text in first...(first + Int(columns.nodes[Int(node.rawValue)].alternatives)) {
      guard body(columns.texts.range(text), text == first) else { return }
    }
  }

  /// The same for all of `nodes`, in their order.
  ///
  /// - Complexity: O(names); nothing is allocated.
  public func forEachName(
    of nodes: NodeRange, _ body: (_ node: NodeIndex, _ place: Range<Int>, _ isLabel: Bool) -> Void
  ) {
    for node in nodes {
      let record = columns.nodes[Int(node.rawValue)]
      let first = Int(record.firstText) + 1
      var start = Int(columns.texts.ends[first - 1])
      for text in first...(first + Int(record.alternatives)) {
        let end = Int(columns.texts.ends[text])
        body(node, start..<end, text == first)
        start = end
      }
    }
  }
}

extension TextColumn {
  fileprivate func has(_ index: Int, _ other: String) -> Bool { bytes[range(index)].elementsEqual(other.utf8) }
}

extension GraphColumns {
  fileprivate func demand(_ edge: EdgeRecord) -> SkillGraph.Demand {
    guard edge.detail >= 0 else { return .init() }
    let detail = details[Int(edge.detail)]
    return .init(required: Int(detail.required), preferred: Int(detail.preferred), mentioned: Int(detail.mentioned))
  }
}

// MARK: Whole nodes and edges

extension SkillGraph {
  /// All nodes, ordered by id; each is made when it is asked for.
  public var nodes: Nodes { Nodes(columns: columns) }

  /// All edges, ordered by (source, relation, target); each is made when it is asked for.
  public var edges: Edges { Edges(columns: columns) }

  /// The nodes of a graph.
  public struct Nodes: RandomAccessCollection, Equatable, Sendable {
    fileprivate let columns: GraphColumns

    public var startIndex: Int { 0 }
    public var endIndex: Int { columns.nodes.count - 1 }

    public subscript(position: Int) -> Node {
      let (record, texts) = (columns.nodes[position], columns.texts)
      let first = Int(record.firstText)
      let firstMatch = first + 2 + Int(record.alternatives)
      let text = texts[first]
      return Node(
        id: ConceptID(text) ?? ConceptID(kind: .skill, label: text), label: texts[first + 1],
        altLabels: (first + 2..<firstMatch).map { texts[$0] },
        matches: (firstMatch..<Int(columns.nodes[position + 1].firstText)).map { Self.match(texts[$0]) },
        postings: Int(record.postings), isCurated: record.isCurated != 0)
    }

    private static func match(_ text: String) -> ConceptMatch {
      ConceptMatch(text.utf8.first == UInt8(ascii: "=") ? .exactMatch : .closeMatch, String(text.dropFirst()))
    }

    public static func == (a: Nodes, b: Nodes) -> Bool { a.columns === b.columns || a.elementsEqual(b) }
  }

  /// The edges of a graph.
  public struct Edges: RandomAccessCollection, Equatable, Sendable {
    fileprivate let columns: GraphColumns

    public var startIndex: Int { 0 }
    public var endIndex: Int { columns.edges.count }

    public subscript(position: Int) -> Edge {
      let record = columns.edges[position]
      let relation = Relation(rank: record.relation)
      let detail = record.detail < 0 ? nil : columns.details[Int(record.detail)]
      return Edge(
        source: NodeIndex(rawValue: record.source), relation: relation, target: NodeIndex(rawValue: record.target),
        provenance: provenance(record, detail), weight: detail?.weight ?? relation.plainWeight,
        demand: columns.demand(record), strength: .init(code: record.strength),
        curatedLevel: .init(code: record.level), confidence: detail?.confidence ?? 1)
    }

    private func provenance(_ record: EdgeRecord, _ detail: EdgeDetail?) -> Provenance {
      switch record.origin {
      case 0: .curated(scheme: Int(record.scheme), row: Int(record.row))
      case 1: .extracted
      default: .inferred(method: detail.map { columns.methods[Int($0.method)] } ?? "")
      }
    }

    public static func == (a: Edges, b: Edges) -> Bool { a.columns === b.columns || a.elementsEqual(b) }
  }
}
