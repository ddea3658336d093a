public import Concepts

/// Roles, skills, frameworks, certifications and education with typed, directed, explained edges.
///
/// Nodes are ordered by id, edges by (source, relation, target); adjacency is two compressed sparse rows, so that a walk
/// touches only arrays. Equal contents are equal values, whatever order they came in. Copying a graph costs nothing.
public struct SkillGraph: Sendable {
  /// How many postings the graph was built from.
  public let postingCount: Int
  /// The schemes curated edges cite, by `Provenance.curated`'s position.
  public let schemes: [ConceptScheme]
  @usableFromInline let columns: GraphColumns

  init(columns: GraphColumns, postingCount: Int, schemes: [ConceptScheme]) {
    (self.columns, self.postingCount, self.schemes) = (columns, postingCount, schemes)
  }

  /// Sorts, drops duplicates (first kept) and edges whose ends are unknown.
  ///
  /// - Complexity: O(*n* log *n* + *e* log *e*)
  public init(
    nodes: some Sequence<Node>, edges: [UnresolvedEdge], postingCount: Int = 0, schemes: [ConceptScheme] = []
  ) {
    var seen: Set<ConceptID> = []
    let sorted = nodes.filter { seen.insert($0.id).inserted }.sorted { $0.id < $1.id }
    let indices = Dictionary(
      sorted.enumerated().map { ($1.id, NodeIndex(rawValue: Int32($0))) }, uniquingKeysWith: { first, _ in first })
    let resolved = edges.compactMap { $0.resolved { indices[$0] } }.enumerated()
      .map { (key: $1.key, position: $0, edge: $1) }
      .sorted { ($0.key, $0.position) < ($1.key, $1.position) }
    let unique = resolved.indices.filter { $0 == 0 || resolved[$0 - 1].key != resolved[$0].key }
    self.init(
      inOrder: sorted, unique.lazy.map { resolved[$0].edge }, edgeCount: unique.count, postingCount: postingCount,
      schemes: schemes)
  }

  /// A graph of nodes that are in order already and edges between their positions, as a graph file keeps them.
  ///
  /// Edges with the same ends and relation all stay, in the order they came: other tools' graphs may have such.
  ///
  /// - Precondition: `nodes` are sorted by id, without duplicates.
  /// - Complexity: O(*n* + *e* log *d*) for at most *d* edges from one node.
  public init(
    sortedNodes nodes: some Collection<Node>, edges: some RandomAccessCollection<Edge>, postingCount: Int,
    schemes: [ConceptScheme]
  ) {
    let keys = edges.map(\.key)
    let isSorted = zip(keys, keys.dropFirst()).allSatisfy { $0 <= $1 }
    let order = isSorted ? Array(keys.indices) : Self.order(keys, nodeCount: nodes.count)
    self.init(
      inOrder: nodes, order.lazy.map { edges[edges.index(edges.startIndex, offsetBy: $0)] }, edgeCount: edges.count,
      postingCount: postingCount, schemes: schemes)
  }

  /// The positions of edges in the order of their keys, equal ones as they came: by source first, a counting sort.
  private static func order(_ keys: [UInt64], nodeCount: Int) -> [Int] {
    func source(_ key: UInt64) -> Int { Int(key >> 33) }
    var starts = [Int](repeating: 0, count: nodeCount + 1)
    for key in keys { starts[source(key) + 1] += 1 }
    for node in 0..<nodeCount { starts[node + 1] += starts[node] }
    var (order, next) = ([Int](repeating: 0, count: keys.count), starts)
    for position in keys.indices {
      let source = source(keys[position])
      order[next[source]] = position
      next[source] += 1
    }
    for node in 0..<nodeCount {
      order[starts[node]..<starts[node + 1]].sort { (keys[$0], $0) < (keys[$1], $1) }
    }
    return order
  }

  private init(
    inOrder nodes: some Collection<Node>, _ edges: some Sequence<Edge>, edgeCount: Int, postingCount: Int,
    schemes: [ConceptScheme]
  ) {
    var builder = GraphColumnsBuilder(nodeCount: nodes.count, edgeCount: edgeCount)
    for node in nodes { builder.append(node) }
    for edge in edges { builder.append(edge) }
    self.init(columns: builder.finish(), postingCount: postingCount, schemes: schemes)
  }

  public struct Node: Hashable, Sendable {
    public var id: ConceptID
    public var label: String
    public var altLabels: [String]
    public var matches: [ConceptMatch]
    /// In how many postings it was mentioned; for a role, how many postings advertise it.
    public var postings: Int
    /// Whether a taxonomy has it; otherwise it is a candidate found in postings.
    public var isCurated: Bool

    public init(
      id: ConceptID, label: String, altLabels: [String] = [], matches: [ConceptMatch] = [], postings: Int = 0,
      isCurated: Bool = true
    ) {
      self.id = id
      self.label = label
      self.altLabels = altLabels
      self.matches = matches
      self.postings = postings
      self.isCurated = isCurated
    }

    public var kind: ConceptKind { id.kind }
  }

  public struct Edge: Hashable, Sendable {
    public var source: NodeIndex
    public var relation: Relation
    public var target: NodeIndex
    public var provenance: Provenance
    /// `requires`: share of the role's postings, or 0 where only the taxonomy says so. Other relations: 1.
    public var weight: Double
    /// `requires`: how many postings of the role said so, per level.
    public var demand: Demand
    public var strength: Strength?
    /// `requires`: the level the taxonomy gives, beside what postings say.
    public var curatedLevel: DemandLevel?
    /// 0 to 1; curated edges have 1.
    public var confidence: Double

    public init(
      source: NodeIndex, relation: Relation, target: NodeIndex, provenance: Provenance, weight: Double = 1,
      demand: Demand = .init(), strength: Strength? = nil, curatedLevel: DemandLevel? = nil, confidence: Double = 1
    ) {
      self.source = source
      self.relation = relation
      self.target = target
      self.provenance = provenance
      self.weight = weight
      self.demand = demand
      self.strength = strength
      self.curatedLevel = curatedLevel
      self.confidence = confidence
    }
  }

  /// How many postings ask for something, per level.
  public struct Demand: Hashable, Sendable {
    public var required: Int
    public var preferred: Int
    public var mentioned: Int

    public init(required: Int = 0, preferred: Int = 0, mentioned: Int = 0) {
      self.required = required
      self.preferred = preferred
      self.mentioned = mentioned
    }

    public var total: Int { required + preferred + mentioned }
  }

  /// Why an edge exists.
  public enum Provenance: Hashable, Sendable {
    /// A line of a taxonomy release: position in `schemes`, 1-based row.
    case curated(scheme: Int, row: Int)
    /// Mentions in postings.
    case extracted
    /// Computed; the method's name.
    case inferred(method: String)

    /// `curated`, `extracted` or `inferred`.
    public var name: String {
      switch self {
      case .curated: "curated"
      case .extracted: "extracted"
      case .inferred: "inferred"
      }
    }
  }
}

/// A node's position in one graph; never written to a file.
public struct NodeIndex: Hashable, Comparable, Sendable {
  public let rawValue: Int32
  @inlinable public init(rawValue: Int32) { self.rawValue = rawValue }
  @inlinable public static func < (a: NodeIndex, b: NodeIndex) -> Bool { a.rawValue < b.rawValue }
}

/// An edge's position in one graph; never written to a file.
public struct EdgeIndex: Hashable, Comparable, Sendable {
  public let rawValue: Int32
  @inlinable public init(rawValue: Int32) { self.rawValue = rawValue }
  @inlinable public static func < (a: EdgeIndex, b: EdgeIndex) -> Bool { a.rawValue < b.rawValue }
}

extension SkillGraph.Edge {
  /// The order of edges as a number, for graphs of up to 2^30 nodes.
  var key: UInt64 { Self.key(source.rawValue, relation.rank, target.rawValue) }

  static func key(_ source: Int32, _ relation: UInt8, _ target: Int32) -> UInt64 {
    UInt64(UInt32(bitPattern: source)) << 33 | UInt64(relation) << 30 | UInt64(UInt32(bitPattern: target))
  }
}

extension EdgeRecord {
  var key: UInt64 { SkillGraph.Edge.key(source, relation, target) }
}

/// An edge before its ends are looked up.
public struct UnresolvedEdge: Hashable, Sendable {
  public var source: ConceptID
  public var relation: Relation
  public var target: ConceptID
  public var provenance: SkillGraph.Provenance
  public var weight: Double
  public var demand: SkillGraph.Demand
  public var strength: Strength?
  public var curatedLevel: DemandLevel?
  public var confidence: Double

  public init(
    _ source: ConceptID, _ relation: Relation, _ target: ConceptID, provenance: SkillGraph.Provenance,
    weight: Double = 1, demand: SkillGraph.Demand = .init(), strength: Strength? = nil,
    curatedLevel: DemandLevel? = nil, confidence: Double = 1
  ) {
    self.source = source
    self.relation = relation
    self.target = target
    self.provenance = provenance
    self.weight = weight
    self.demand = demand
    self.strength = strength
    self.curatedLevel = curatedLevel
    self.confidence = confidence
  }

  func resolved(_ index: (ConceptID) -> NodeIndex?) -> SkillGraph.Edge? {
    guard let source = index(source), let target = index(target) else { return nil }
    return SkillGraph.Edge(
      source: source, relation: relation, target: target, provenance: provenance, weight: weight, demand: demand,
      strength: strength, curatedLevel: curatedLevel, confidence: confidence)
  }
}
