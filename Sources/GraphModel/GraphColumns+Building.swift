internal import Concepts

/// Fills the columns node by node and edge by edge, both in their order.
struct GraphColumnsBuilder {
  private var texts = TextColumn()
  private var nodes: [NodeRecord] = []
  /// Where the texts of the last node end; `nil` for where all end.
  private var end: NodeRecord?
  private var edges: [EdgeRecord] = []
  private var details: [EdgeDetail] = []
  private var methods: [String] = []
  private var methodPositions: [String: Int32] = [:]

  init(nodeCount: Int, edgeCount: Int) {
    nodes.reserveCapacity(nodeCount + 1)
    edges.reserveCapacity(edgeCount)
  }

  /// Those of `columns` with more edges among them, each behind what has the same key.
  ///
  /// - Precondition: `added` are sorted by key, and so are the edges of `columns`.
  /// - Complexity: O(*n* + *e*)
  init(_ columns: GraphColumns, adding added: [SkillGraph.Edge]) {
    (texts, nodes, details, methods) = (columns.texts, columns.nodes.dropLast(), columns.details, columns.methods)
    // Behind the texts of nodes an image has others.
    end = columns.nodes.last
    methodPositions = Dictionary(zip(methods, 0...), uniquingKeysWith: { first, _ in first })
    edges.reserveCapacity(columns.edges.count + added.count)
    var start = 0
    for edge in added {
      let key = edge.key
      let end = GraphColumns.partition(columns.edges.count) { columns.edges[$0].key <= key }
      edges += columns.edges[start..<end]
      append(edge)
      start = end
    }
    edges += columns.edges[start...]
  }

  mutating func append(_ node: SkillGraph.Node) {
    nodes.append(
      NodeRecord(
        firstText: Int32(texts.ends.count), alternatives: Int32(node.altLabels.count),
        postings: Int32(clamping: node.postings), isCurated: node.isCurated ? 1 : 0))
    texts.append(node.id.rawValue)
    texts.append(node.label)
    for label in node.altLabels { texts.append(label) }
    for match in node.matches { texts.append((match.closeness == .exactMatch ? "=" : "~") + match.identifier) }
  }

  mutating func append(_ edge: SkillGraph.Edge) {
    var record = EdgeRecord(
      source: edge.source.rawValue, target: edge.target.rawValue, scheme: 0, row: 0, detail: detail(of: edge),
      relation: edge.relation.rank, strength: edge.strength.code, level: edge.curatedLevel.code, origin: 0)
    switch edge.provenance {
    case .curated(let scheme, let row):
      (record.scheme, record.row) = (Int32(clamping: scheme), Int32(clamping: row))
    case .extracted: record.origin = 1
    case .inferred: record.origin = 2
    }
    edges.append(record)
  }

  /// Most edges have the weight of their relation, no postings and no doubt.
  private mutating func detail(of edge: SkillGraph.Edge) -> Int32 {
    var method: Int32 = -1
    if case .inferred(let name) = edge.provenance { method = position(of: name) }
    let isPlain =
      edge.demand == .init() && method < 0 && edge.confidence == 1 && edge.weight == edge.relation.plainWeight
    guard !isPlain else { return -1 }
    details.append(
      EdgeDetail(
        required: Int32(clamping: edge.demand.required), preferred: Int32(clamping: edge.demand.preferred),
        mentioned: Int32(clamping: edge.demand.mentioned), method: method, weight: edge.weight,
        confidence: edge.confidence))
    return Int32(details.count - 1)
  }

  private mutating func position(of method: String) -> Int32 {
    if let known = methodPositions[method] { return known }
    methodPositions[method] = Int32(methods.count)
    methods.append(method)
    return Int32(methods.count - 1)
  }

  func finish() -> GraphColumns {
    GraphColumns(
      texts: texts, nodes: nodes + [end ?? NodeRecord(firstText: Int32(texts.ends.count))], edges: edges,
      details: details,
      methods: methods, outgoing: Adjacency(nodeCount: nodes.count, sorted: edges),
      incoming: Adjacency(nodeCount: nodes.count, byTarget: edges))
  }
}

extension Relation {
  /// The weight of an edge that no posting says anything about.
  var plainWeight: Double { self == .requires ? 0 : 1 }
}

extension Optional<Strength> {
  var code: UInt8 {
    switch self {
    case nil: 0
    case .essential?: 1
    case .helpful?: 2
    }
  }

  init(code: UInt8) { self = code == 1 ? .essential : code == 2 ? .helpful : nil }
}

extension Optional<DemandLevel> {
  var code: UInt8 {
    switch self {
    case nil: 0
    case .required?: 1
    case .preferred?: 2
    case .mentioned?: 3
    }
  }

  init(code: UInt8) { self = code == 1 ? .required : code == 2 ? .preferred : code == 3 ? .mentioned : nil }
}
