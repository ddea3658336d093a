import TestSupport
import Concepts
import GraphModel
import Testing

@testable import GraphFormats

@Suite struct MapLayoutTests {
  /// Two rings of `size` skills with chords, and one edge between them.
  private func clusters(of size: Int) -> SkillGraph {
    let ids = (0..<(2 * size)).map { ConceptID(kind: .skill, label: "n\(1000 + $0)") }
    let edges = (0..<2).flatMap { ring in
      (0..<size).flatMap { place in
        [1, 2, 5].map {
          UnresolvedEdge(
            ids[ring * size + place], .related, ids[ring * size + (place + $0) % size], provenance: .extracted)
        }
      }
    }
    return SkillGraph(
      nodes: ids.map { .init(id: $0, label: $0.rawValue) },
      edges: edges + [UnresolvedEdge(ids[0], .related, ids[size], provenance: .extracted)])
  }

  private func distance(_ a: Layout.Point, _ b: Layout.Point) -> Double {
    ((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)).squareRoot()
  }

  @Test func whatIsConnectedLiesTogether() {
    let positions = MapLayout(clusters(of: 60)).positions
    func middle(_ part: ArraySlice<Layout.Point>) -> Layout.Point {
      .init(x: part.reduce(0) { $0 + $1.x } / Double(part.count), y: part.reduce(0) { $0 + $1.y } / Double(part.count))
    }
    let middles = [middle(positions[..<60]), middle(positions[60...])]
    for (node, at) in positions.enumerated() {
      let (own, other) = (middles[node / 60], middles[1 - node / 60])
      #expect(distance(at, own) < distance(at, other), "node \(node)")
    }
  }

  @Test func noTwoNodesLieOnOnePoint() {
    let positions = MapLayout(clusters(of: 40)).positions
    for (node, at) in positions.enumerated() {
      for other in positions[(node + 1)...] { #expect(distance(at, other) > 15) }
    }
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func placesAreFiniteAndTheSameEachTime(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let graph = SkillGraph.random(using: &random)
    let positions = MapLayout(graph).positions
    #expect(positions.count == graph.nodes.count)
    #expect(positions.allSatisfy { $0.x.isFinite && $0.y.isFinite })
    #expect(positions == MapLayout(graph).positions)
  }

  /// The tree's sums are those of the naive sum over all pairs, but for what far cells blur.
  @Test(arguments: 1...10 as ClosedRange<UInt64>)
  func theTreeAddsUpWhatAllPairsDo(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let points = (0..<200).map { _ in
      Layout.Point(x: .random(in: -500...500, using: &random), y: .random(in: -500...500, using: &random))
    }
    let tree = QuadTree(points)
    var open: [Int] = []
    for (node, at) in points.enumerated() {
      var naive = Layout.Point(x: 0, y: 0)
      for (other, there) in points.enumerated() where other != node {
        let squared = max(1, (there.x - at.x) * (there.x - at.x) + (there.y - at.y) * (there.y - at.y))
        naive.x += (there.x - at.x) / squared
        naive.y += (there.y - at.y) / squared
      }
      #expect(distance(tree.force(on: node, at: at, open: &open), naive) < 0.1, "node \(node)")
    }
  }

  @Test func pointsOnOneSpotEndTheTree() {
    let points = [Layout.Point](repeating: .init(x: 3, y: 3), count: 50)
    var open: [Int] = []
    let force = QuadTree(points).force(on: 0, at: points[0], open: &open)
    #expect(force.x == 0 && force.y == 0)
  }
}
