/// Relations between positions, without repetitions and, where it matters, without cycles.
struct RelationDraft {
  struct Edge {
    var source: Int
    var relation: Relation
    var target: Int
    var strength: Strength?
    var level: DemandLevel?
    var scheme: Int
    var row: Int
  }

  enum Outcome { case added, known, refused }

  private(set) var all: [Edge] = []
  private var keys: Set<UInt64> = []
  /// The targets of `broader`, `prerequisiteOf` and `precedes`, by source.
  private var ways: [Relation: [Int: [Int]]] = [:]

  private static let acyclic: [Relation] = [.broader, .prerequisiteOf, .precedes]

  /// Takes in an edge as it is.
  mutating func insert(_ edge: Edge) {
    all.append(edge)
    keys.insert(Self.key(edge.source, edge.relation, edge.target))
    if Self.acyclic.contains(edge.relation) {
      ways[edge.relation, default: [:]][edge.source, default: []].append(edge.target)
    }
  }

  /// Takes in an edge unless it is there already or closes a cycle. What is related is so in both directions.
  mutating func add(_ edge: Edge) -> Outcome {
    let isThere = keys.contains(Self.key(edge.source, edge.relation, edge.target))
    let isReversed = edge.relation == .related && keys.contains(Self.key(edge.target, .related, edge.source))
    if edge.source == edge.target || isThere || isReversed { return .known }
    if Self.acyclic.contains(edge.relation), reaches(edge.relation, edge.target, edge.source) { return .refused }
    insert(edge)
    return .added
  }

  /// Removes edges; returns how many.
  mutating func remove(_ isUnwanted: (Edge) -> Bool) -> Int {
    let kept = all.filter { !isUnwanted($0) }
    let count = all.count - kept.count
    guard count > 0 else { return 0 }
    self = RelationDraft()
    for edge in kept { insert(edge) }
    return count
  }

  /// Removes what is related though one is broader than the other; returns how many.
  mutating func dropRelatedInHierarchy() -> Int {
    let walks = self
    return remove { edge in
      edge.relation == .related
        && (walks.reaches(.broader, edge.source, edge.target) || walks.reaches(.broader, edge.target, edge.source))
    }
  }

  private func reaches(_ relation: Relation, _ start: Int, _ goal: Int) -> Bool {
    guard let ways = ways[relation], ways[start] != nil else { return false }
    var open = [start]
    var seen: Set<Int> = [start]
    while let node = open.popLast() {
      if node == goal { return true }
      for target in ways[node] ?? [] where seen.insert(target).inserted { open.append(target) }
    }
    return false
  }

  /// Positions are far below 2³⁰.
  private static func key(_ source: Int, _ relation: Relation, _ target: Int) -> UInt64 {
    let number = UInt64(Relation.allCases.firstIndex(of: relation) ?? 0)
    return UInt64(source) << 34 | number << 31 | UInt64(target)
  }
}
