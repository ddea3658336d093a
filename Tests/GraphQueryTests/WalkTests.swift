import TestSupport
import Concepts
import GraphModel
import Testing

@testable import GraphQuery

@Suite struct WalkTests {
  static let careers = """
    A progressesTo B
    B progressesTo C
    C progressesTo A
    A requires a
    B requires a preferred
    B requires framework:b
    C requires c preferred
    a prerequisiteOf c
    """

  private func check(
    _ start: String, _ pattern: String, where condition: String? = nil, finds expected: String,
    _ place: SourceLocation = #_sourceLocation
  ) throws {
    let graph = tinyGraph(Self.careers)
    let walks = graph.walks(
      from: graph.named(start), along: try WalkPattern(pattern), where: try condition.map { try WalkCondition($0) })
    let described = walks.map { walk in walk.steps.map { graph.names([$0.node]) }.joined() }.joined(separator: " ")
    #expect(described == expected, sourceLocation: place)
  }

  @Test func followsRelations() throws {
    try check("A", "requires", finds: "a")
    try check("A", "progressesTo requires", finds: "Bb Ba")
    try check("A", "progressesTo requires:framework", finds: "Bb")
    try check("a", "^requires", finds: "A B")
    try check("a", "^ requires : role", finds: "A B")
    try check("A", "any", finds: "B a")
  }

  @Test func repeatsSteps() throws {
    try check("A", "progressesTo*", finds: "B BC")
    try check("A", "progressesTo *2 requires", finds: "BCc")
    try check("A", "progressesTo *1..2 requires", finds: "Bb Ba BCc")
    try check("A", "progressesTo *0.. requires", finds: "a Bb BCc")
    try check("A", "progressesTo *..2", finds: "B BC")
    try check("A", "progressesTo *3", finds: "")
  }

  @Test func conditionsHoldForEveryEdge() throws {
    try check("B", "requires", where: "weight>0.5", finds: "b")
    try check("B", "requires", where: "weight <= 0.5", finds: "a")
    try check("B", "requires", where: "level=preferred or kind=framework", finds: "b a")
    try check("B", "requires", where: "level=preferred and kind=framework", finds: "")
    try check("A", "progressesTo requires", where: "level = required", finds: "Bb")
    try check("A", "requires", where: "label = 'A'", finds: "a")
    try check("A", "requires", where: "id != skill", finds: "a")
    try check("A", "requires prerequisiteOf", where: "strength=essential and confidence>=1", finds: "ac")
  }

  private func check(_ text: String, fails message: String, _ place: SourceLocation = #_sourceLocation) {
    let error = #expect(throws: QueryTextError.self, sourceLocation: place) {
      if text.contains("~") {
        _ = try WalkCondition(String(text.dropFirst()))
      } else {
        _ = try WalkPattern(text)
      }
    }
    #expect(error?.description == message, sourceLocation: place)
  }

  @Test func mistakesArePointedAt() {
    check(
      "requires requres",
      fails: "unknown relation 'requres'; did you mean 'requires'?\n  requires requres\n           ^")
    check(
      "requires:",
      fails: "expected a kind; known are role, skill, framework, certification, education\n  requires:\n           ^")
    check("", fails: "expected a relation; known are \(relations), any\n  \n  ^")
    check("requires *..", fails: "expected a number after '..'\n  requires *..\n              ^")
    check("requires *3..2", fails: "at most 2 times is less than at least 3\n  requires *3..2\n            ^")
    check("any *99", fails: "at most 32 times\n  any *99\n       ^")
    check("~weight>x", fails: "expected a number, since 'weight' is one\n  weight>x\n         ^")
    check("~level>a", fails: "'level' is a text; compare it by = or !=\n  level>a\n       ^")
    check("~label='é", fails: "this quote is not closed\n  label='é\n        ^")
    check("~weight 3", fails: "expected one of = != < <= > >=\n  weight 3\n         ^")
    check("~weight=3 xor", fails: "expected 'and', 'or' or the end\n  weight=3 xor\n           ^")
    check("~kind=", fails: "expected a word, or a text in quotes\n  kind=\n       ^")
  }

  private var relations: String { Relation.allCases.map(\.rawValue).joined(separator: ", ") }

  /// Whatever the text, it is read or refused at a place in it.
  @Test(arguments: 0..<500 as Range<UInt64>)
  func anyTextIsReadOrRefused(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let pieces = [
      "requires", "any", "^", ":", "skill", "*", "..", "2", "weight", ">", "=", "'", "and", " ", "é", "9999999999",
    ]
    let text = (0..<Int.random(in: 0...8, using: &random)).map { _ in
      pieces[Int.random(in: 0..<pieces.count, using: &random)]
    }
    .joined()
    do { _ = try WalkPattern(text) } catch { #expect(0...text.utf8.count ~= error.offset) }
    do { _ = try WalkCondition(text) } catch { #expect(0...text.utf8.count ~= error.offset) }
  }

  /// Twin: the sets of nodes after each step, repeated steps written out; every walk uses real edges.
  @Test(arguments: 0..<300 as Range<UInt64>)
  func findsWhatStepsOverSetsFind(seed: UInt64) throws {
    let graph = SkillGraph.random(seed: seed)
    var random = SplitMix64(seed: seed)
    let words = (0..<Int.random(in: 1...3, using: &random)).map { _ in
      ["", "^"][Int.random(in: 0...1, using: &random)]
        + ["requires", "progressesTo", "prerequisiteOf", "any"][Int.random(in: 0...3, using: &random)]
        + ["", "*2", "*0..", "*1..3"][Int.random(in: 0...3, using: &random)]
    }
    let pattern = try WalkPattern(words.joined(separator: " "))
    for start in graph.nodeIndices {
      let walks = graph.walks(from: start, along: pattern)
      let ends = pattern.steps.reduce(Set([start])) { repeated($1, from: $0, graph) }
      #expect(Set(walks.map(\.end)) == ends.subtracting([start]))
      #expect(zip(walks, walks.dropFirst()).allSatisfy { $0.steps.count <= $1.steps.count })
      for walk in walks { checkEdges(of: walk, start, graph) }
    }
  }

  private func repeated(_ step: WalkPattern.Step, from nodes: Set<NodeIndex>, _ graph: SkillGraph) -> Set<NodeIndex> {
    var (current, reached) = (nodes, step.minimum == 0 ? nodes : [])
    for count in 1...(step.maximum ?? 2 * graph.nodes.count) {
      current = Set(
        graph.edges.filter { step.relation ?? $0.relation == $0.relation }
          .filter { current.contains(step.isReversed ? $0.target : $0.source) }
          .map { step.isReversed ? $0.source : $0.target })
      if count >= step.minimum { reached.formUnion(current) }
    }
    return reached
  }

  private func checkEdges(of walk: Walk, _ start: NodeIndex, _ graph: SkillGraph) {
    var place = start
    for step in walk.steps {
      let edge = graph[step.edge]
      #expect((step.isReversed ? edge.target : edge.source) == place)
      place = step.isReversed ? edge.source : edge.target
      #expect(step.node == place)
    }
    #expect(place == walk.end)
  }
}
