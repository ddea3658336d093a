import GraphModel
import Testing

@testable import GraphQuery

@Suite struct ShortestWalkTests {
  private func check(_ text: String, _ from: String, _ to: String, _ expected: String?) {
    let graph = tinyGraph(text)
    let walk = graph.shortestWalk(from: graph.named(from), to: graph.named(to))
    #expect(
      walk.map { $0.steps.map { ($0.isReversed ? "^" : "") + graph.names([$0.node]) }.joined(separator: " ") }
        == expected)
  }

  @Test func goesAlongAndAgainstEdges() {
    check("R requires a\nS requires a\na related b", "R", "S", "a ^S")
    check("R requires a\nS requires b", "R", "S", nil)
    check("a related b", "a", "a", "")
  }

  @Test func ofSeveralTheFirstInNodeOrder() {
    check("R requires b\nR requires a\nS requires a\nS requires b", "R", "S", "a ^S")
  }

  /// Twin: distances by adding one round of neighbours after the other; every walk is as long, and made of edges.
  @Test(arguments: 0..<200 as Range<UInt64>)
  func isAsShortAsCanBe(seed: UInt64) {
    let graph = SkillGraph.random(seed: seed)
    for start in graph.nodeIndices {
      var rounds = [Set([start])]
      for _ in graph.nodes {
        let reached = rounds[rounds.count - 1]
        rounds.append(
          reached.union(graph.edges.filter { reached.contains($0.source) }.map(\.target))
            .union(graph.edges.filter { reached.contains($0.target) }.map(\.source)))
      }
      let distances = GraphConnections(graph).distances(from: start)
      for end in graph.nodeIndices {
        let naive = rounds.firstIndex { $0.contains(end) } ?? -1
        #expect(Int(distances[Int(end.rawValue)]) == naive)
        let walk = graph.shortestWalk(from: start, to: end)
        #expect((walk?.steps.count ?? -1) == naive)
        var node = start
        for step in walk?.steps ?? [] {
          let edge = graph[step.edge]
          #expect((step.isReversed ? edge.target : edge.source) == node)
          #expect((step.isReversed ? edge.source : edge.target) == step.node)
          node = step.node
        }
        #expect(walk == nil || node == end)
      }
    }
  }
}
