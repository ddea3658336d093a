/// The relations of one kind as lists by source, for walks.
struct ConceptLinks {
  private var outgoing: [ConceptIndex: [ConceptRelation]] = [:]

  init(_ taxonomy: Taxonomy, _ relation: Relation) {
    for edge in taxonomy.relations where edge.relation == relation && edge.source != edge.target {
      outgoing[edge.source, default: []].append(edge)
    }
  }

  /// Whether a way leads from `start` to `goal`.
  ///
  /// - Complexity: the part that is reached.
  func reaches(_ start: ConceptIndex, _ goal: ConceptIndex) -> Bool {
    var open = [start]
    var seen: Set<ConceptIndex> = [start]
    while let node = open.popLast() {
      for edge in outgoing[node] ?? [] where seen.insert(edge.target).inserted {
        if edge.target == goal { return true }
        open.append(edge.target)
      }
    }
    return false
  }

  /// One cycle for each relation that closes one in a depth-first walk in concept order; each as its relations in turn.
  ///
  /// Without these closing relations there is no cycle.
  ///
  /// - Complexity: O(concepts + relations), and the length of what is reported.
  func cycles() -> [[ConceptRelation]] {
    var walk = Walk(outgoing: outgoing)
    for start in outgoing.keys.sorted() { walk.visit(start) }
    return walk.cycles
  }

  private struct Walk {
    let outgoing: [ConceptIndex: [ConceptRelation]]
    var cycles: [[ConceptRelation]] = []
    /// The relations from the start to where the walk is.
    private var path: [ConceptRelation] = []
    /// How deep an open concept is on the path; `done` ones are not looked at again.
    private var depths: [ConceptIndex: Int] = [:]
    private var done: Set<ConceptIndex> = []

    init(outgoing: [ConceptIndex: [ConceptRelation]]) { self.outgoing = outgoing }

    mutating func visit(_ start: ConceptIndex) {
      guard !done.contains(start) else { return }
      var open: [(node: ConceptIndex, next: Int)] = [(start, 0)]
      depths[start] = 0
      while let (node, next) = open.last {
        guard let edges = outgoing[node], next < edges.count else {
          leave(node)
          open.removeLast()
          continue
        }
        open[open.count - 1].next += 1
        let edge = edges[next]
        if let depth = depths[edge.target] {
          cycles.append(Array(path[depth...]) + [edge])
        } else if !done.contains(edge.target) {
          path.append(edge)
          depths[edge.target] = path.count
          open.append((edge.target, 0))
        }
      }
    }

    private mutating func leave(_ node: ConceptIndex) {
      depths[node] = nil
      done.insert(node)
      if !path.isEmpty { path.removeLast() }
    }
  }
}
