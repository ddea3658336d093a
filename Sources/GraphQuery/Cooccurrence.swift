public import Concepts
public import GraphModel

/// What postings ask for together, from which it is inferred what usually comes first.
///
/// A concept is a candidate prerequisite of another if what belongs to the other refers to it more than the other way round
/// (RefD: Liang, Wu, Huang and Giles 2015, "Measuring Prerequisite Relations Among Concepts"). What belongs to a concept is
/// here what postings name beside it, weighted by the cosine of their occurrences; how much a concept refers to another is the
/// share of its postings that name the other. The confidence is RefD, from 0 to 1. These are candidates to look through: of
/// those about pairs that a curated taxonomy connects, six in seven have its direction.
public struct Cooccurrence: Sendable {
  /// Which pairs are told.
  public struct Options: Hashable, Sendable {
    /// Postings that name both.
    public var minimumPostings = 5
    /// Employers among those: the advertisements of one are copies of each other.
    public var minimumEmployers = 3
    /// How much more often than by chance both are named.
    public var minimumLift = 2.0
    public var minimumConfidence = 0.2
    /// Whether pairs are left out that the graph connects already, by prerequisites or in its hierarchy.
    public var leavesOutKnown = true

    public init() {}
  }

  public static let method = "co-occurrence"

  /// How many of the concepts beside a concept make up what belongs to it.
  private static let neighbours = 20
  /// Families of which every advertisement asks for one: nothing is learned before or after them.
  private static let general = ["skill:soft-skills", "skill:foreign-languages"]

  private var numbers: [ConceptID: Int32] = [:]
  private var concepts: [ConceptID] = []
  private var employers: [String: Int32] = [:]
  private var postings: [(employer: Int32, concepts: [Int32])] = []

  public init() {}

  /// Takes in one posting; skills and frameworks count.
  ///
  /// - Parameter employer: an unknown one is taken for one of its own.
  public mutating func add(_ demands: [ConceptID], employer: String?) {
    let named = Set(demands).filter { $0.kind == .skill || $0.kind == .framework }
    // An empty name cannot be met twice, either.
    let known = employer.flatMap { $0.isEmpty ? nil : $0 } ?? "\u{0}\(postings.count)"
    let number = employers[known] ?? Int32(employers.count)
    employers[known] = number
    postings.append((number, named.map { self.number(of: $0) }.sorted()))
  }

  private mutating func number(of concept: ConceptID) -> Int32 {
    if let known = numbers[concept] { return known }
    numbers[concept] = Int32(concepts.count)
    concepts.append(concept)
    return Int32(concepts.count - 1)
  }

  /// Candidates for `prerequisiteOf` between concepts of `graph`, sorted; the same for any order of the postings.
  ///
  /// With the curated prerequisites they make no cycle.
  ///
  /// - Complexity: O(Σ *k*²) in the *k* concepts of each posting, and a walk in the graph for each candidate.
  public func prerequisites(in graph: SkillGraph, _ options: Options = Options()) -> [InferredRelation] {
    let table = PairTable(postings, concepts: concepts.count, minimum: options.minimumPostings)
    let general = graph.narrower(than: Self.general.compactMap { ConceptID($0).flatMap(graph.index(of:)) })
    var candidates: [Candidate] = []
    for (first, second, pair) in table.pairs {
      let (basic, advanced) = table.count[first] > table.count[second] ? (first, second) : (second, first)
      guard table.count[first] != table.count[second], pair.postings >= options.minimumPostings,
        pair.employers >= options.minimumEmployers, table.lift(pair, first, second) >= options.minimumLift,
        let source = graph.index(of: concepts[basic]), let target = graph.index(of: concepts[advanced]),
        !general.contains(source), !general.contains(target)
      else { continue }
      candidates.append(Candidate(basic: basic, advanced: advanced, source: source, target: target, pair: pair))
    }
    let near = Neighbours(table, concepts, of: Set(candidates.flatMap { [$0.basic, $0.advanced] }), Self.neighbours)
    for index in candidates.indices {
      let (basic, advanced) = (candidates[index].basic, candidates[index].advanced)
      candidates[index].confidence = near.references(of: advanced, to: basic) - near.references(of: basic, to: advanced)
    }
    candidates.removeAll { $0.confidence < options.minimumConfidence }
    candidates.sort { (-$0.confidence, $0.source, $0.target) < (-$1.confidence, $1.source, $1.target) }
    var tenable = TenablePairs(graph, leavesOutKnown: options.leavesOutKnown)
    return candidates.filter { tenable.admit($0.source, $0.target) }.map { relation($0, table, graph) }.sorted()
  }

  private struct Candidate {
    var basic: Int
    var advanced: Int
    var source: NodeIndex
    var target: NodeIndex
    var pair: PairTable.Pair
    var confidence = 0.0
  }

  private func relation(_ candidate: Candidate, _ table: PairTable, _ graph: SkillGraph) -> InferredRelation {
    let (both, few, many) = (
      candidate.pair.postings, table.count[candidate.advanced], table.count[candidate.basic]
    )
    let figures =
      "named in \(both) of \(few) postings with \(graph[candidate.target].label), which is in \(both) of its \(many); "
      + "\(candidate.pair.employers) employers, \(postings.count) postings in all"
    return InferredRelation(
      concepts[candidate.basic], .prerequisiteOf, concepts[candidate.advanced], method: Self.method,
      confidence: min(1, (candidate.confidence * 1000).rounded() / 1000), figures: figures)
  }
}

/// How often concepts are named, alone and in pairs.
private struct PairTable {
  struct Pair {
    var postings = 0
    var employers = 0
    fileprivate var lastEmployer: Int32 = -1
  }

  /// In how many postings a concept is.
  private(set) var count: [Int]
  /// Of concepts that are in at least the minimum of postings; the smaller number first, in order.
  private(set) var pairs: [(first: Int, second: Int, pair: Pair)] = []
  private let total: Int

  init(_ postings: [(employer: Int32, concepts: [Int32])], concepts: Int, minimum: Int) {
    total = postings.count
    count = [Int](repeating: 0, count: concepts)
    for posting in postings { for concept in posting.concepts { count[Int(concept)] += 1 } }
    var found: [UInt64: Pair] = [:]
    // By employer, so that each is counted once without a set for each pair.
    for posting in postings.sorted(by: { $0.employer < $1.employer }) {
      let frequent = posting.concepts.filter { count[Int($0)] >= minimum }
      for (position, first) in frequent.enumerated() {
        for second in frequent[(position + 1)...] {
          found[UInt64(first) << 32 | UInt64(second), default: Pair()].add(posting.employer)
        }
      }
    }
    pairs = found.sorted { $0.key < $1.key }.map { (Int($0.key >> 32), Int($0.key & 0xFFFF_FFFF), $0.value) }
  }

  /// How much more often both are named than if they had nothing to do with each other.
  func lift(_ pair: Pair, _ first: Int, _ second: Int) -> Double {
    Double(pair.postings * total) / Double(count[first] * count[second])
  }
}

extension PairTable.Pair {
  fileprivate mutating func add(_ employer: Int32) {
    postings += 1
    if employer != lastEmployer { employers += 1 }
    lastEmployer = employer
  }
}

/// What belongs to concepts.
private struct Neighbours {
  private var near: [Int: [(concept: Int, weight: Double)]] = [:]
  private var together: [UInt64: Int] = [:]
  private let count: [Int]

  init(_ table: PairTable, _ concepts: [ConceptID], of wanted: Set<Int>, _ limit: Int) {
    count = table.count
    for (first, second, pair) in table.pairs {
      together[Self.key(first, second)] = pair.postings
      guard pair.employers >= 2, table.lift(pair, first, second) > 1 else { continue }
      let weight = Double(pair.postings) / Double(table.count[first] * table.count[second]).squareRoot()
      if wanted.contains(first) { near[first, default: []].append((second, weight)) }
      if wanted.contains(second) { near[second, default: []].append((first, weight)) }
    }
    near = near.mapValues { list in
      // By id, not by number: numbers depend on the order of the postings.
      Array(list.sorted { (-$0.weight, concepts[$0.concept]) < (-$1.weight, concepts[$1.concept]) }.prefix(limit))
    }
  }

  /// How much what belongs to `concept` refers to `other`, 0 to 1.
  func references(of concept: Int, to other: Int) -> Double {
    guard let list = near[concept] else { return 0 }
    let total = list.reduce(0) { $0 + $1.weight }
    return list.reduce(0) { $0 + $1.weight * share(of: $1.concept, naming: other) } / total
  }

  private func share(of concept: Int, naming other: Int) -> Double {
    concept == other ? 1 : Double(together[Self.key(concept, other)] ?? 0) / Double(count[concept])
  }

  private static func key(_ a: Int, _ b: Int) -> UInt64 { UInt64(min(a, b)) << 32 | UInt64(max(a, b)) }
}

/// Keeps prerequisites free of cycles while candidates come in.
private struct TenablePairs {
  private let graph: SkillGraph
  private let leavesOutKnown: Bool
  private var added: [NodeIndex: [NodeIndex]] = [:]

  init(_ graph: SkillGraph, leavesOutKnown: Bool) {
    self.graph = graph
    self.leavesOutKnown = leavesOutKnown
  }

  mutating func admit(_ source: NodeIndex, _ target: NodeIndex) -> Bool {
    if reaches(target, source, .prerequisiteOf, added) { return false }
    if leavesOutKnown {
      guard !reaches(source, target, .prerequisiteOf, [:]), !reaches(source, target, .broader, [:]),
        !reaches(target, source, .broader, [:])
      else { return false }
    }
    added[source, default: []].append(target)
    return true
  }

  private func reaches(
    _ start: NodeIndex, _ goal: NodeIndex, _ relation: Relation, _ further: [NodeIndex: [NodeIndex]]
  ) -> Bool {
    var (seen, open): (Set<NodeIndex>, [NodeIndex]) = ([start], [start])
    while let node = open.popLast() {
      if node == goal { return true }
      open += (graph.targets(of: node, relation) + (further[node] ?? [])).filter { seen.insert($0).inserted }
    }
    return false
  }
}
