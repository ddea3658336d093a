import TestSupport
import Concepts
import GraphModel
import Testing

@testable import GraphQuery

@Suite struct CareerTests {
  static let careers = """
    A requires a
    A requires b
    B requires b
    B requires c
    B requires d
    C requires c
    C requires d
    C requires e
    A progressesTo B
    B progressesTo C
    """

  private func check(
    _ text: String, _ from: String, _ to: String, count: Int = 1, maxSteps: Int = 4, avoid: [String] = [],
    finds: [String],
    _ place: SourceLocation = #_sourceLocation
  ) {
    let graph = tinyGraph(text)
    var options = CareerPathOptions()
    (options.count, options.maximumSteps, options.avoid) = (count, maxSteps, Set(avoid.map(graph.named)))
    let paths = CareerMap(graph).paths(from: graph.named(from), to: graph.named(to), options)
    let described = paths.map { path in
      path.steps.map { "\(graph.names([$0.role]))+\(graph.names($0.gain.map(\.node)).filter { $0 != " " })" }.joined(
        separator: " ")
    }
    #expect(described == finds, sourceLocation: place)
  }

  @Test func goesOverARelatedRole() { check(Self.careers, "A", "C", finds: ["B+cd C+e"]) }
  @Test func givesDifferentPathsCheapestFirst() {
    check(Self.careers, "A", "C", count: 3, finds: ["B+cd C+e", "C+cde"])
  }
  @Test func keepsToTheStepLimit() { check(Self.careers, "A", "C", maxSteps: 1, finds: ["C+cde"]) }
  @Test func avoidsRoles() { check(Self.careers, "A", "C", avoid: ["B"], finds: ["C+cde"]) }
  @Test func saysNothingOfRolesThatAskForNothing() { check(Self.careers + "\nD: 3", "A", "D", finds: []) }

  /// Every step's gain is new and asked for by its role; nothing is gained twice; costs add up and rise.
  @Test(arguments: 0..<200 as Range<UInt64>)
  func stepsAreJustified(seed: UInt64) {
    let graph = SkillGraph.random(seed: seed)
    let roles = graph.nodeIndices.filter { graph[$0].kind == .role }
    var options = CareerPathOptions()
    options.count = 4
    for from in roles {
      for to in roles {
        let paths = CareerMap(graph).paths(from: from, to: to, options)
        #expect(Set(paths.map { $0.steps.map(\.role) }).count == paths.count)
        #expect(zip(paths, paths.dropFirst()).allSatisfy { $0.cost <= $1.cost })
        for path in paths { checkSteps(of: path, from, to, graph) }
      }
    }
  }

  private func checkSteps(of path: CareerPath, _ from: NodeIndex, _ to: NodeIndex, _ graph: SkillGraph) {
    #expect(path.steps.last?.role == to)
    #expect(!path.steps.map(\.role).contains(from))
    #expect(abs(path.steps.reduce(0) { $0 + $1.cost.total } - path.cost) < 1e-9)
    var known = Set(graph.profile(of: from).demands.map(\.node))
    for step in path.steps {
      let demands = Set(graph.profile(of: step.role).demands.map(\.node))
      let all = graph.knowledge(known)
      #expect(Set(step.gain.map(\.node)) == demands.filter { !all.contains($0) })
      #expect(Set(step.keep.map(\.node)) == demands.filter(all.contains))
      #expect(step.prerequisites.allSatisfy { !demands.contains($0) && !all.contains($0) })
      let previous = path.steps.prefix { $0.role != step.role }.last?.role ?? from
      let isCurated = graph.targets(of: previous, .progressesTo).contains(step.role)
      #expect((step.progression != nil) == isCurated && step.cost.isUsual == isCurated)
      known.formUnion(demands)
    }
  }

  /// Twin: with up to five roles every path can be listed; the cheapest that differ are those found, in their order.
  @Test(arguments: 0..<200 as Range<UInt64>)
  func findsTheCheapestPathsThatDiffer(seed: UInt64) {
    let graph = SkillGraph.random(seed: seed)
    let map = CareerMap(graph)
    var options = CareerPathOptions()
    (options.count, options.maximumSteps) = (3, Int(1 + seed % 4))
    options.have = Set(graph.nodeIndices.filter { graph[$0].kind == .skill }.prefix(1))
    let roles = map.profiles.roles
    for from in roles {
      for to in roles where to != from {
        let all = routes(map, [from], to, options).sorted {
          ($0.cost, $0.roles.count, names($0)) < ($1.cost, $1.roles.count, names($1))
        }
        var expected: [CareerSearch.Route] = []
        for route in all where expected.count < 3 && expected.allSatisfy({ CareerSearch.differ($0.roles, route.roles) })
        {
          expected.append(route)
        }
        let found = map.paths(from: from, to: to, options)
        #expect(found.map { [from] + $0.steps.map(\.role) } == expected.map(\.roles))
        #expect(found.map { Int(($0.cost * 1e6).rounded()) } == expected.map(\.cost))
      }
    }
  }

  private func names(_ route: CareerSearch.Route) -> String { route.roles.map { "\($0.rawValue + 100)" }.joined() }

  private func routes(
    _ map: CareerMap, _ visited: [NodeIndex], _ goal: NodeIndex, _ options: CareerPathOptions
  ) -> [CareerSearch.Route] {
    let last = visited[visited.count - 1]
    if last == goal { return [.init(roles: visited, cost: 0)] }
    guard visited.count <= options.maximumSteps else { return [] }
    return map.profiles.roles.filter { !visited.contains($0) }.flatMap { next in
      let units = map.cost(from: last, to: next, have: options.have).units
      return routes(map, visited + [next], goal, options).map {
        CareerSearch.Route(roles: $0.roles, cost: $0.cost + units)
      }
    }
  }

  /// Twin: the effort as its definition has it, over dictionaries.
  @Test(arguments: 0..<200 as Range<UInt64>)
  func effortIsWhatIsMissing(seed: UInt64) {
    let graph = SkillGraph.random(seed: seed)
    let map = CareerMap(graph, presuming: .none)
    var essential = PrerequisiteOptions()
    essential.essentialOnly = true
    for from in map.profiles.roles {
      for to in map.profiles.roles where to != from {
        let known = graph.knowledge(Set(graph.profile(of: from).demands.map(\.node)), presuming: .none)
        let demands = graph.profile(of: to).demands
        var weights: [NodeIndex: Double] = [:]
        for item in demands {
          for need in graph.prerequisites(of: item.node, essential).items {
            weights[need.node] = max(weights[need.node] ?? 0, item.weight / 3)
          }
        }
        for item in demands { weights[item.node] = item.weight }
        let missing = weights.filter { !known.contains($0.key) }.values.reduce(0, +)
        let cost = map.cost(from: from, to: to, have: [])
        #expect(abs(cost.effort - missing / demands.reduce(0) { $0 + $1.weight }) < 1e-9)
      }
    }
  }

  @Test func jumpsInSeniorityAndEducationCost() {
    let graph = tinyGraph(
      """
      role:analyst requires a
      role:senior-analyst requires a
      role:head-of-analysis requires a
      role:doctor requires a
      role:doctor requires education:master required
      education:bachelor precedes education:master
      education:school precedes education:bachelor
      """)
    let map = CareerMap(graph)
    func cost(_ from: String, _ to: String, _ have: String...) -> String {
      let cost = map.cost(from: graph.named(from), to: graph.named(to), have: Set(have.map(graph.named)))
      return "\(cost.rungs) \(cost.degrees) \(cost.units)"
    }
    #expect(cost("role:analyst", "role:senior-analyst") == "1 0 250000")
    #expect(cost("role:analyst", "role:head-of-analysis") == "3 0 550000")
    #expect(cost("role:head-of-analysis", "role:analyst") == "0 0 100000")
    #expect(cost("role:analyst", "role:doctor") == "0 2 700000")
    #expect(cost("role:analyst", "role:doctor", "education:bachelor") == "0 1 400000")
    #expect(cost("role:doctor", "role:analyst") == "0 0 100000")
  }
}

@Suite struct SkillGapTests {
  static let roles = """
    R: 4
    R requires python 4/0/0
    R requires torch 2/1/0
    R requires git preferred
    python prerequisiteOf torch
    calculus prerequisiteOf torch
    """

  @Test func splitsDemandsIntoMetAndMissing() {
    let graph = tinyGraph(Self.roles)
    let gap = graph.gap(to: graph.named("R"), known: [graph.named("python")])
    #expect(graph.names(gap.have.map(\.demand.node)) == "python")
    #expect(graph.names(gap.missing.map(\.demand.node)) == "torch git")
    #expect(graph.names(gap.missing[0].prerequisites) == "calculus")
    #expect(graph.names(gap.order) == "calculus torch git")
  }

  @Test func whatIsEssentialForSomethingKnownIsKnown() {
    let graph = tinyGraph(Self.roles)
    let gap = graph.gap(to: graph.named("R"), known: [graph.named("torch")])
    #expect(graph.names(gap.have.map(\.demand.node)) == "python torch")
    #expect(gap.have.map { $0.impliedBy.map { graph.names([$0]) } } == ["torch", nil])
  }

  /// Learning what the gap lists closes it.
  @Test(arguments: 0..<200 as Range<UInt64>)
  func gapAfterLearningIsEmpty(seed: UInt64) {
    let graph = SkillGraph.random(seed: seed)
    for role in graph.nodeIndices where graph[role].kind == .role {
      let gap = graph.gap(to: role, known: [])
      #expect((0...1).contains(gap.coverage))
      let after = graph.gap(to: role, known: Set(gap.order))
      #expect(after.missing.isEmpty && after.coverage > 1 - 1e-9)
    }
  }
}

@Suite struct NameIndexTests {
  let graph = SkillGraph(
    nodes: [
      ("framework:node-js", "Node.js", ["NodeJS"]), ("framework:scikit-learn", "scikit-learn", ["sklearn"]),
      ("skill:statistics", "Statistics", ["stats"]), ("education:statistics", "Statistics", []),
      ("role:ml-engineer", "Machine Learning Engineer", ["ML Engineer"]),
    ].compactMap { id, label, labels in
      ConceptID(id).map { SkillGraph.Node(id: $0, label: label, altLabels: labels) }
    }, edges: [])

  private func check(
    _ name: String, _ expected: String, kinds: Set<ConceptKind>? = nil, _ place: SourceLocation = #_sourceLocation
  ) {
    let described =
      switch NameIndex(graph).resolve(name, kinds: kinds) {
      case .found(let node): graph[node].id.rawValue
      case .ambiguous(let nodes): "? " + nodes.map { graph[$0].id.rawValue }.joined(separator: " ")
      case .unknown(let near): "- " + near.map { graph[$0].id.rawValue }.joined(separator: " ")
      }
    #expect(described == expected, sourceLocation: place)
  }

  @Test func findsNamesHoweverTheyAreWritten() {
    check("NODE.JS", "framework:node-js")
    check("nodejs", "framework:node-js")
    check("Scikit Learn", "framework:scikit-learn")
    check(" machine_learning  engineer ", "role:ml-engineer")
    check("framework:node-js", "framework:node-js")
  }

  @Test func idsOfOtherKindsAreUnknown() { check("skill:statistics", "- ", kinds: [.role]) }

  /// Twin: the measure as its documentation has it, over whole folded names.
  @Test(arguments: 0..<300 as Range<UInt64>)
  func scoresAsTheNaiveMeasureDoes(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    func word(_ lengths: ClosedRange<Int>) -> String {
      String(
        (0..<Int.random(in: lengths, using: &random)).map { _ in
          Array("abcDé -_")[Int.random(in: 0..<8, using: &random)]
        })
    }
    let query = seed % 10 == 0 ? word(10...24) : word(0...9)
    var scorer = NameScorer(query)
    for _ in 0..<40 {
      var label = Bool.random(using: &random) ? word(0...12) : edited(query, &random)
      if Int.random(in: 0..<3, using: &random) == 0 { label = edited(label, &random) }
      if Int.random(in: 0..<5, using: &random) == 0 {
        label = label.split(separator: " ").reversed().joined(separator: " ")
      }
      #expect(abs(scorer.similarity(to: label) - naiveSimilarity(query, label)) < 1e-12, "\(query) \(label)")
      #expect(FoldedName(query).matches(label) == (FoldedName(query) == FoldedName(label)), "\(query) \(label)")
    }
  }

  private func edited(_ text: String, _ random: inout SplitMix64) -> String {
    var characters = Array(text)
    let place = Int.random(in: 0...characters.count, using: &random)
    switch Int.random(in: 0..<4, using: &random) {
    case 0: characters.insert("x", at: place)
    case 1 where place < characters.count: characters.remove(at: place)
    case 2 where place + 1 < characters.count: characters.swapAt(place, place + 1)
    default: characters += " more"
    }
    return String(characters)
  }

  private func naiveSimilarity(_ query: String, _ label: String) -> Double {
    let (a, b) = (FoldedName(query).bytes, FoldedName(label).bytes)
    let ratio = Double(min(a.count, b.count)) / Double(max(a.count, b.count, 1))
    if a == b { return 1 }
    if b.starts(with: a) { return 0.8 + 0.15 * ratio }
    let words = b.indices.filter { $0 > 0 && b[$0 - 1] == 0x20 }
    if a.count >= 2, words.contains(where: { b[$0...].starts(with: a) }) { return 0.6 + 0.15 * ratio }
    let edits = naiveDistance(a[...], b[...])
    let (ours, theirs) = (a.split(separator: 0x20), b.split(separator: 0x20))
    let agree =
      ours.count == theirs.count
      ? zip(ours, theirs).allSatisfy { naiveDistance($0, $1) <= $0.count / 4 } : edits <= 2
    if a.count >= 4, edits <= a.count / 4, edits <= 1 || ours.count == 1 || agree {
      return 0.75 - 0.25 * Double(edits) / Double(a.count / 4 + 1)
    }
    let isHeld = ours.allSatisfy { word in theirs.contains { $0.starts(with: word) } }
    return ours.count > 1 && b.count >= a.count && isHeld ? 0.4 + 0.1 * ratio : 0
  }

  /// Optimal string alignment by its definition, table by table.
  private func naiveDistance(_ a: ArraySlice<UInt8>, _ b: ArraySlice<UInt8>) -> Int {
    var table = (0...a.count).map { row in (0...b.count).map { column in row == 0 ? column : column == 0 ? row : 0 } }
    let (a, b) = (Array(a), Array(b))
    for row in a.indices.map({ $0 + 1 }) {
      for column in b.indices.map({ $0 + 1 }) {
        var edits = [
          table[row - 1][column] + 1, table[row][column - 1] + 1,
          table[row - 1][column - 1] + (a[row - 1] == b[column - 1] ? 0 : 1),
        ]
        if row > 1, column > 1, a[row - 1] == b[column - 2], a[row - 2] == b[column - 1] {
          edits.append(table[row - 2][column - 2] + 1)
        }
        table[row][column] = edits.min() ?? 0
      }
    }
    return table[a.count][b.count]
  }

  @Test func listsTheCandidatesOfAmbiguousNames() {
    check("statistics", "? education:statistics skill:statistics")
    check("statistics", "skill:statistics", kinds: [.skill])
  }

  private func check(
    search text: String, _ labels: [String], finds expected: [String], _ place: SourceLocation = #_sourceLocation
  ) {
    let graph = SkillGraph(
      nodes: labels.map { SkillGraph.Node(id: ConceptID(kind: .role, label: $0), label: $0) }, edges: [])
    #expect(NameIndex(graph).search(text).map(\.label) == expected, sourceLocation: place)
  }

  /// The words of a name may come in another order and each with a mistake, but one word is not taken for another.
  @Test func findsNamesOfSeveralWords() {
    let labels = [
      "Machine Learning Engineer", "machine-packing engineer", "fair machine learning", "Learning Designer",
    ]
    check(search: "machine learning engineer", labels, finds: ["Machine Learning Engineer"])
    check(search: "machne learnin enginer", labels, finds: ["Machine Learning Engineer"])
    check(search: "machinelearning engineer", labels, finds: ["Machine Learning Engineer"])
    check(search: "engineer machine", labels, finds: ["machine-packing engineer", "Machine Learning Engineer"])
    check(search: "learning mach", labels, finds: ["fair machine learning", "Machine Learning Engineer"])
  }

  @Test func suggestsNearNames() {
    check("sckit-learn", "- framework:scikit-learn")
    check("machine", "- role:ml-engineer")
    check("zzzz", "- ")
  }
}
