import Concepts
import GraphModel
import Testing

@testable import GraphQuery

@Suite struct PrerequisitesTests {
  static let learning = """
    algebra prerequisiteOf calculus
    calculus prerequisiteOf learning
    python prerequisiteOf torch
    learning prerequisiteOf torch
    plotting prerequisiteOf torch helpful
    python prerequisiteOf plotting
    """

  private func check(
    _ graph: String, _ concept: String, known: [String] = [], depth: Int? = nil, essentialOnly: Bool = false,
    finds items: String, inOrder order: String, _ place: SourceLocation = #_sourceLocation
  ) {
    let graph = tinyGraph(graph)
    var options = PrerequisiteOptions()
    options.known = Set(known.map(graph.named))
    options.maximumDepth = depth
    options.essentialOnly = essentialOnly
    let found = graph.prerequisites(of: graph.named(concept), options)
    let described = found.items.map { "\(graph.names([$0.node]))/\($0.depth)" }.joined(separator: " ")
    #expect(described == items, sourceLocation: place)
    #expect(graph.names(found.order) == order, sourceLocation: place)
  }

  @Test func listsNearestFirstAndOrdersForLearning() {
    check(
      Self.learning, "torch", finds: "learning/1 plotting/1 python/1 calculus/2 algebra/3",
      inOrder: "algebra python calculus plotting learning")
  }

  @Test func leavesOutWhatIsKnownAndWhatOnlyThatNeeds() {
    check(
      Self.learning, "torch", known: ["calculus"], finds: "learning/1 plotting/1 python/1",
      inOrder: "learning python plotting")
  }

  @Test func stopsAtTheDepth() {
    check(
      Self.learning, "torch", depth: 1, finds: "learning/1 plotting/1 python/1", inOrder: "learning python plotting")
  }

  @Test func leavesOutWhatOnlyHelps() {
    check(
      Self.learning, "torch", essentialOnly: true, finds: "learning/1 python/1 calculus/2 algebra/3",
      inOrder: "algebra python calculus learning")
  }

  @Test func endsOnCycles() {
    check("a prerequisiteOf b\nb prerequisiteOf a\nb prerequisiteOf c", "c", finds: "b/1 a/2", inOrder: "a b")
  }

  @Test func hierarchyAndDemandsAreNoPrerequisites() {
    check("a broader b\nR requires b\na related b\nb prerequisiteOf c", "c", finds: "b/1", inOrder: "b")
  }

  @Test func unlocksIsTheOtherWayRound() {
    let graph = tinyGraph(Self.learning)
    #expect(graph.names(graph.unlocked(by: graph.named("python")).map(\.node)) == "plotting torch")
  }

  /// Twin: the closure by repeated relaxation over all edges.
  @Test(arguments: 0..<300 as Range<UInt64>)
  func findsWhatTheNaiveClosureFinds(seed: UInt64) {
    let graph = SkillGraph.random(seed: seed)
    for node in graph.nodeIndices {
      var closure: Set<NodeIndex> = [node]
      for _ in graph.nodes {
        for edge in graph.edges where edge.relation == .prerequisiteOf && closure.contains(edge.target) {
          closure.insert(edge.source)
        }
      }
      let found = graph.prerequisites(of: node)
      #expect(Set(found.items.map(\.node)) == closure.subtracting([node]))
      #expect(Set(found.order) == Set(found.items.map(\.node)))
      #expect(found.order.count == found.items.count)
    }
  }

  /// Where there is no cycle, nothing stands before what it needs.
  @Test(arguments: 0..<300 as Range<UInt64>)
  func orderRespectsEveryPrerequisite(seed: UInt64) {
    let graph = SkillGraph.random(seed: seed)
    for node in graph.nodeIndices {
      let order = graph.prerequisites(of: node).order
      let isAcyclic = order.allSatisfy { member in
        !graph.prerequisites(of: member).items.contains { item in
          graph.prerequisites(of: item.node).items.contains { $0.node == member }
        }
      }
      guard isAcyclic else { continue }
      let positions = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
      for edge in graph.edges where edge.relation == .prerequisiteOf && edge.source != edge.target {
        guard let before = positions[edge.source], let after = positions[edge.target] else { continue }
        #expect(before < after)
      }
    }
  }

  /// Twin: the search that also tells depths and edges; one after another, with what is known and what only helps.
  @Test(arguments: 0..<300 as Range<UInt64>, [0, UInt32.max - 4])
  func closuresAloneAreTheSame(seed: UInt64, searches: UInt32) {
    let graph = SkillGraph.random(seed: seed)
    var options = PrerequisiteOptions()
    options.essentialOnly = seed % 2 == 0
    options.known = seed % 3 == 0 ? Set(graph.nodeIndices.filter { ($0.rawValue + Int32(seed)) % 4 == 0 }) : []
    var closures = PrerequisiteClosures(graph, options)
    closures.search = searches
    for node in graph.nodeIndices {
      let found = closures.before(node)
      #expect(Set(found) == Set(graph.needed(for: node, options).map(\.node)))
      #expect(found.count == Set(found).count)
    }
  }
}
