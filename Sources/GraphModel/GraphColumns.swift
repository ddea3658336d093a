internal import Concepts

/// A graph as flat arrays of numbers and one run of text: what is asked for is made from them when it is asked for, so that
/// opening a graph costs no more than copying it, and walking it touches only arrays.
@usableFromInline
final class GraphColumns: Sendable {
  let texts: TextColumn
  /// One more than there are nodes: the last tells where the texts of the one before end.
  let nodes: [NodeRecord]
  @usableFromInline let edges: [EdgeRecord]
  /// What few edges have.
  let details: [EdgeDetail]
  /// Names of methods of inferred edges.
  let methods: [String]
  @usableFromInline let outgoing: Adjacency
  @usableFromInline let incoming: Adjacency
  /// Where the nodes of each kind begin, in the order of their names, and where the last ones end.
  let kindStarts: [Int32]

  init(
    texts: TextColumn, nodes: [NodeRecord], edges: [EdgeRecord], details: [EdgeDetail], methods: [String],
    outgoing: Adjacency, incoming: Adjacency
  ) {
    (self.texts, self.nodes, self.edges, self.details, self.methods) = (texts, nodes, edges, details, methods)
    (self.outgoing, self.incoming) = (outgoing, incoming)
    kindStarts = Self.kindStarts(texts, nodes)
  }

  /// Kinds in the order of ids.
  static let kinds: [ConceptKind] = [.certification, .education, .framework, .role, .skill]

  /// Ids begin with the kind, so nodes of one kind are neighbours.
  private static func kindStarts(_ texts: TextColumn, _ nodes: [NodeRecord]) -> [Int32] {
    let count = nodes.count - 1
    // A damaged file may have lost the order; the kinds are then wrong, but no range ends before it begins.
    return kinds.map { kind in
      partition(count) { texts.precedes(Int(nodes[$0].firstText), kind.rawValue) }
    }.sorted().map { Int32($0) } + [Int32(count)]
  }

  /// The first of `0..<count` for which `isBefore` is false; it must be true before and false after it.
  static func partition(_ count: Int, _ isBefore: (Int) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isBefore(middle) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// Texts one after the other.
struct TextColumn: Sendable {
  var bytes: [UInt8] = []
  /// Where each text ends; it begins where the one before ends.
  var ends: [UInt32] = []

  mutating func append(_ text: String) {
    bytes.append(contentsOf: text.utf8)
    ends.append(UInt32(bytes.count))
  }

  func range(_ index: Int) -> Range<Int> { (index == 0 ? 0 : Int(ends[index - 1]))..<Int(ends[index]) }

  subscript(index: Int) -> String { String(decoding: bytes[range(index)], as: UTF8.self) }

  /// Whether the text comes before `other` by bytes.
  func precedes(_ index: Int, _ other: String) -> Bool {
    bytes[range(index)].lexicographicallyPrecedes(other.utf8)
  }
}

/// A node's texts are its id, label, alternative labels and matches, in this order.
struct NodeRecord: Sendable {
  var firstText: Int32
  var alternatives: Int32 = 0
  var postings: Int32 = 0
  var isCurated: Int32 = 0
}

@usableFromInline
struct EdgeRecord: Sendable {
  @usableFromInline var source: Int32
  @usableFromInline var target: Int32
  var scheme: Int32
  var row: Int32
  /// The position of its `EdgeDetail`; -1 for what most edges are.
  var detail: Int32
  var relation: UInt8
  /// 0 for none, then in the order of declaration; so is the level.
  var strength: UInt8
  var level: UInt8
  /// 0 curated, 1 extracted, 2 inferred.
  var origin: UInt8
}

struct EdgeDetail: Sendable {
  var required: Int32
  var preferred: Int32
  var mentioned: Int32
  /// Position of the method, or -1.
  var method: Int32
  var weight: Double
  var confidence: Double
}

/// Edges grouped by one of their ends and their relation (compressed sparse rows).
@usableFromInline
struct Adjacency: Sendable {
  static let relations = Relation.allCases.count
  /// `edges[starts[7 n + r]..<starts[7 n + r + 1]]` are those of node *n* and relation *r*.
  @usableFromInline let starts: [Int32]
  @usableFromInline let edges: [EdgeIndex]

  init(starts: [Int32], edges: [EdgeIndex]) { (self.starts, self.edges) = (starts, edges) }

  /// Edges that are in order of their sources and relations.
  init(nodeCount: Int, sorted edges: [EdgeRecord]) {
    self.init(
      starts: Self.starts(nodeCount, edges) { Int($0.source) * Self.relations + Int($0.relation) },
      edges: Self.identity(edges.count))
  }

  /// All edges in their order.
  static func identity(_ count: Int) -> [EdgeIndex] { (0..<Int32(count)).map(EdgeIndex.init(rawValue:)) }

  /// Where each row begins, and where the last ends.
  private static func starts(_ nodeCount: Int, _ edges: [EdgeRecord], _ row: (EdgeRecord) -> Int) -> [Int32] {
    var starts = [Int32](repeating: 0, count: nodeCount * relations + 1)
    for edge in edges { starts[row(edge) + 1] += 1 }
    for index in 1..<starts.count { starts[index] += starts[index - 1] }
    return starts
  }

  /// Groups `edges` by their targets and relations; within a group their order is kept.
  ///
  /// - Complexity: O(*nodeCount* + *edges*), a counting sort.
  init(nodeCount: Int, byTarget edges: [EdgeRecord]) {
    func row(_ edge: EdgeRecord) -> Int { Int(edge.target) * Self.relations + Int(edge.relation) }
    let starts = Self.starts(nodeCount, edges, row)
    var next = starts
    var grouped = [EdgeIndex](repeating: EdgeIndex(rawValue: 0), count: edges.count)
    for (position, edge) in edges.enumerated() {
      grouped[Int(next[row(edge)])] = EdgeIndex(rawValue: Int32(position))
      next[row(edge)] += 1
    }
    self.init(starts: starts, edges: grouped)
  }

  subscript(node: NodeIndex) -> ArraySlice<EdgeIndex> {
    let row = Int(node.rawValue) * Self.relations
    return edges[Int(starts[row])..<Int(starts[row + Self.relations])]
  }

  subscript(node: NodeIndex, relation: Relation) -> ArraySlice<EdgeIndex> {
    let row = Int(node.rawValue) * Self.relations + Int(relation.rank)
    return edges[Int(starts[row])..<Int(starts[row + 1])]
  }
}

extension Relation {
  /// What is no rank counts as `requires`; images are checked when they are read.
  init(rank: UInt8) {
    self =
      switch rank {
      case 0: .broader
      case 1: .certifies
      case 2: .precedes
      case 3: .prerequisiteOf
      case 4: .progressesTo
      case 5: .related
      default: .requires
      }
  }
}
