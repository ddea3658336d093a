public import Concepts
public import GraphModel

/// Something in a graph that its contract forbids (an error) or that a curator should look at (a warning).
public struct IntegrityFinding: Hashable, Sendable {
  public enum Severity: String, Sendable { case error, warning }

  /// What is wrong, by a name that stays.
  public enum Code: String, Sendable, CaseIterable {
    /// Curated edges of one relation lead back to where they started; `nodes` in their order.
    case cycle
    /// An edge from a node to itself.
    case selfLoop = "self-loop"
    /// A relation between kinds it cannot connect.
    case wrongKinds = "wrong-kinds"
    /// A weight or confidence outside 0 to 1, or not a number.
    case outOfRange = "out-of-range"
    /// More postings ask for something than advertise the role, or a negative count.
    case impossibleCount = "impossible-count"
    /// A curated edge cites a scheme the graph does not have.
    case unknownScheme = "unknown-scheme"
    /// A node without a name.
    case noLabel = "no-label"
    /// Several nodes of one kind with the same preferred name, none of them a kind of another.
    case sameLabel = "same-label"
    /// A node without any edge.
    case orphan
  }

  public var severity: Severity
  public var code: Code
  /// The relation, where the finding is about one.
  public var relation: Relation?
  public var nodes: [NodeIndex]
}

extension SkillGraph {
  /// All that is wrong with the graph, errors first, then by code, relation and nodes.
  ///
  /// Dangling edges cannot occur: a graph drops them when it is made. Cycles are looked for among curated `prerequisiteOf`,
  /// `broader` and `precedes`; of each knot one shortest cycle through its first node is reported.
  ///
  /// - Complexity: O(*n* log *n* + *e*); no text is made of names that only one node bears.
  public func integrityFindings() -> [IntegrityFinding] {
    var findings =
      nodeFindings() + edgeIndices.lazy.filter { !self.isBeyondDoubt($0) }.flatMap { self.findings(self[$0]) }
    for relation in [Relation.broader, .precedes, .prerequisiteOf] {
      findings += cycles(relation).map { .init(severity: .error, code: .cycle, relation: relation, nodes: $0) }
    }
    return findings.sorted(by: Self.isBefore)
  }

  private static func isBefore(_ a: IntegrityFinding, _ b: IntegrityFinding) -> Bool {
    let (x, y) = (key(a), key(b))
    return x != y ? x < y : a.nodes.lexicographicallyPrecedes(b.nodes)
  }

  private static func key(_ finding: IntegrityFinding) -> (String, String, String) {
    (finding.severity.rawValue, finding.code.rawValue, finding.relation?.rawValue ?? "")
  }

  private func nodeFindings() -> [IntegrityFinding] {
    var findings: [IntegrityFinding] = []
    for node in nodeIndices {
      if name(of: node).isEmpty { findings.append(.init(severity: .error, code: .noLabel, nodes: [node])) }
      if edges(from: node).isEmpty, edges(to: node).isEmpty {
        findings.append(.init(severity: .warning, code: .orphan, nodes: [node]))
      }
    }
    return findings + namesakes().map { .init(severity: .warning, code: .sameLabel, nodes: $0) }
  }

  /// Where the preferred name stands in `nameBytes`.
  private func name(of node: NodeIndex) -> Range<Int> {
    var name = 0..<0
    forEachName(of: node) { place, _ in
      name = place
      return false
    }
    return name
  }

  /// The nodes of one kind that bear the same preferred name, in node order.
  private func namesakes() -> [[NodeIndex]] {
    let text = nameBytes
    let hashes = nodeIndices.map { text[name(of: $0)].reduce(StableHash.seed) { StableHash.adding($1, to: $0) } }
    let ranked = hashes.sorted()
    let repeated = Set(zip(ranked, ranked.dropFirst()).filter { $0 == $1 }.map(\.0))
    var bearers: [String: [NodeIndex]] = [:]
    for node in nodeIndices where repeated.contains(hashes[Int(node.rawValue)]) && !name(of: node).isEmpty {
      bearers["\(kind(of: node).rawValue) \(label(of: node))", default: []].append(node)
    }
    return bearers.values.map(withoutKinds).filter { $0.count > 1 }
  }

  /// Groups of a classification are often called as the only group, or the occupation, in them: of those the broadest stays.
  private func withoutKinds(_ namesakes: [NodeIndex]) -> [NodeIndex] {
    namesakes.filter { node in !targets(of: node, .broader).contains(where: namesakes.contains) }
  }

  /// Whether the edge, as most are, has nothing that could be wrong; saves making it.
  private func isBeyondDoubt(_ edge: EdgeIndex) -> Bool {
    let (source, target) = (source(of: edge), target(of: edge))
    return isPlain(edge) && source != target && relation(of: edge).connects(kind(of: source), kind(of: target))
      && scheme(of: edge).map(schemes.indices.contains) ?? true
  }

  private func findings(_ edge: Edge) -> [IntegrityFinding] {
    func finding(_ code: IntegrityFinding.Code) -> IntegrityFinding {
      .init(severity: .error, code: code, relation: edge.relation, nodes: [edge.source, edge.target])
    }
    var findings: [IntegrityFinding] = []
    if edge.source == edge.target { findings.append(finding(.selfLoop)) }
    if !edge.relation.connects(kind(of: edge.source), kind(of: edge.target)) { findings.append(finding(.wrongKinds)) }
    if !(0...1).contains(edge.weight) || !(0...1).contains(edge.confidence) { findings.append(finding(.outOfRange)) }
    let counts = DemandLevel.allCases.map { edge.demand[$0] }
    if counts.contains(where: { $0 < 0 })
      || edge.relation == .requires && edge.demand.total > postings(of: edge.source)
    {
      findings.append(finding(.impossibleCount))
    }
    if case .curated(let scheme, _) = edge.provenance, !schemes.indices.contains(scheme) {
      findings.append(finding(.unknownScheme))
    }
    return findings
  }

  /// One shortest cycle for each strongly connected component of the relation's curated edges, from its smallest node.
  private func cycles(_ relation: Relation) -> [[NodeIndex]] {
    let next = { (node: NodeIndex) -> [NodeIndex] in
      self.edges(from: node, relation).filter(self.mayClose).map(self.target)
    }
    return knots(relation, next).map { shortestCycle(in: $0, next) }
  }

  /// Whether an edge may be part of a cycle.
  private func mayClose(_ edge: EdgeIndex) -> Bool { scheme(of: edge) != nil && source(of: edge) != target(of: edge) }

  /// The strongly connected components of more than one node (Tarjan 1972, with an explicit stack), each in node order.
  private func knots(_ relation: Relation, _ next: (NodeIndex) -> [NodeIndex]) -> [[NodeIndex]] {
    let cyclic = behindCycles(relation)
    guard !cyclic.isEmpty else { return [] }
    var search = ComponentSearch(nodeCount: nodes.count)
    for node in cyclic { search.visit(node, next) }
    return search.components.filter { $0.count > 1 }.map { $0.sorted() }
  }

  /// The nodes on cycles and those that are led to from there: what is left when nodes that nothing leads to are taken away,
  /// again and again. Where there is no cycle, nothing is.
  private func behindCycles(_ relation: Relation) -> [NodeIndex] {
    var arriving = [Int32](repeating: 0, count: nodes.count)
    for node in nodeIndices {
      for edge in edges(from: node, relation) where mayClose(edge) { arriving[Int(target(of: edge).rawValue)] += 1 }
    }
    var free = nodeIndices.filter { arriving[Int($0.rawValue)] == 0 }
    var position = 0
    while position < free.count {
      for edge in edges(from: free[position], relation) where mayClose(edge) {
        let target = target(of: edge)
        arriving[Int(target.rawValue)] -= 1
        if arriving[Int(target.rawValue)] == 0 { free.append(target) }
      }
      position += 1
    }
    return nodeIndices.filter { arriving[Int($0.rawValue)] > 0 }
  }

  private func shortestCycle(in knot: [NodeIndex], _ next: (NodeIndex) -> [NodeIndex]) -> [NodeIndex] {
    let (start, members) = (knot[0], Set(knot))
    var before: [NodeIndex: NodeIndex] = [:]
    var frontier = [start]
    var position = 0
    while position < frontier.count {
      let node = frontier[position]
      position += 1
      for target in next(node) where members.contains(target) {
        if target == start {
          var cycle = [node]
          while let last = cycle.last, last != start, let previous = before[last] { cycle.append(previous) }
          return cycle.reversed()
        }
        if before[target] == nil {
          before[target] = node
          frontier.append(target)
        }
      }
    }
    return knot
  }
}

private struct ComponentSearch {
  private(set) var components: [[NodeIndex]] = []
  /// 0 is unvisited.
  private var number: [Int32]
  private var low: [Int32]
  private var isOnStack: [Bool]
  private var stack: [NodeIndex] = []
  private var count: Int32 = 0

  private struct Frame {
    var node: NodeIndex
    var targets: [NodeIndex]
    var position = 0
  }

  init(nodeCount: Int) {
    number = Array(repeating: 0, count: nodeCount)
    low = number
    isOnStack = Array(repeating: false, count: nodeCount)
  }

  mutating func visit(_ start: NodeIndex, _ next: (NodeIndex) -> [NodeIndex]) {
    guard number[Int(start.rawValue)] == 0 else { return }
    var frames = [open(start, next)]
    while var frame = frames.popLast() {
      if frame.position < frame.targets.count {
        let target = frame.targets[frame.position]
        frame.position += 1
        frames.append(frame)
        if number[Int(target.rawValue)] == 0 {
          frames.append(open(target, next))
        } else if isOnStack[Int(target.rawValue)] {
          lower(frame.node, to: number[Int(target.rawValue)])
        }
      } else {
        close(frame.node)
        if let parent = frames.last { lower(parent.node, to: low[Int(frame.node.rawValue)]) }
      }
    }
  }

  private mutating func open(_ node: NodeIndex, _ next: (NodeIndex) -> [NodeIndex]) -> Frame {
    count += 1
    number[Int(node.rawValue)] = count
    low[Int(node.rawValue)] = count
    isOnStack[Int(node.rawValue)] = true
    stack.append(node)
    return Frame(node: node, targets: next(node))
  }

  private mutating func lower(_ node: NodeIndex, to value: Int32) {
    low[Int(node.rawValue)] = min(low[Int(node.rawValue)], value)
  }

  private mutating func close(_ node: NodeIndex) {
    guard low[Int(node.rawValue)] == number[Int(node.rawValue)] else { return }
    var component: [NodeIndex] = []
    while let last = stack.popLast() {
      isOnStack[Int(last.rawValue)] = false
      component.append(last)
      if last == node { break }
    }
    components.append(component)
  }
}
