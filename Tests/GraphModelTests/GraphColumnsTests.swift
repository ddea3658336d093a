import TestSupport
import Concepts
import Testing

@testable import GraphModel

@Suite struct GraphColumnsTests {
  /// Up to nine nodes of all kinds with every field varied.
  private func random(_ seed: UInt64) -> SkillGraph {
    var random = SplitMix64(seed: seed)
    func pick<Value>(_ values: [Value]) -> Value {
      let position = Int.random(in: 0..<values.count, using: &random)
      return values[position]
    }
    let nodes = (0..<Int.random(in: 0...9, using: &random)).map { number in
      SkillGraph.Node(
        id: ConceptID(kind: pick(ConceptKind.allCases), label: "n\(number)"), label: pick(["", "é n\(number)", "N"]),
        altLabels: pick([[], ["a", ""], ["ü"]]),
        matches: pick([[], [ConceptMatch(.exactMatch, "x:1"), ConceptMatch(.closeMatch, "=~")]]),
        postings: pick([0, 7]), isCurated: pick([true, false]))
    }
    let edges =
      nodes.isEmpty
      ? []
      : (0..<Int.random(in: 0...30, using: &random)).map { _ in
        UnresolvedEdge(
          pick(nodes).id, pick(Relation.allCases), pick(nodes).id,
          provenance: pick([.curated(scheme: 1, row: 7), .extracted, .inferred(method: "m"), .inferred(method: "")]),
          weight: pick([0, 1, 0.25]), demand: pick([.init(), .init(required: 1, mentioned: 2)]),
          strength: pick([nil, .essential, .helpful]), curatedLevel: pick([nil] + DemandLevel.allCases),
          confidence: pick([1, 0.5]))
      }
    return SkillGraph(
      nodes: nodes, edges: edges, postingCount: pick([0, 9]),
      schemes: pick([[], [.init(name: "s", title: "t", release: "1", licence: "")]]))
  }

  private func isEqual(_ a: SkillGraph, _ b: SkillGraph) -> Bool {
    a.nodes == b.nodes && a.edges == b.edges && a.postingCount == b.postingCount && a.schemes == b.schemes
      && a.nodeIndices.allSatisfy { Array(a.edges(to: $0)) == Array(b.edges(to: $0)) }
  }

  private func image(_ graph: SkillGraph) -> [[UInt8]] { GraphImage.Section.allCases.map { graph.image($0) } }

  private func graph(_ image: [[UInt8]]) -> SkillGraph? {
    SkillGraph(image: { image[$0.rawValue].count }) { section, buffer in
      let bytes = image[section.rawValue].prefix(buffer.count)
      buffer.copyBytes(from: bytes)
      return bytes.count
    }
  }

  @Test(arguments: 0..<100 as Range<UInt64>)
  func anImageIsReadBackEqual(seed: UInt64) throws {
    let original = random(seed)
    #expect(isEqual(try #require(graph(image(original))), original))
  }

  /// Whatever byte is changed: the image is refused, or it gives a graph that can be walked to its end.
  @Test(arguments: 0..<200 as Range<UInt64>)
  func aDamagedImageDoesNoHarm(seed: UInt64) {
    var (damaged, random) = (image(random(seed)), SplitMix64(seed: seed))
    let section = Int.random(in: 0..<damaged.count, using: &random)
    guard !damaged[section].isEmpty else { return }
    let place = Int.random(in: 0..<damaged[section].count, using: &random)
    if Bool.random(using: &random) {
      damaged[section][place] = UInt8.random(in: 0...255, using: &random)
    } else {
      damaged[section].removeLast(place + 1)
    }
    guard let graph = graph(damaged) else { return }
    #expect(graph.nodes.map(\.label).count == graph.nodes.count)
    #expect(graph.edges.map(\.provenance.name).count == graph.edges.count)
    for node in graph.nodeIndices { #expect(graph.edges(from: node).count + graph.edges(to: node).count >= 0) }
  }

  @Test func anotherReleasesImageIsRefused() {
    var other = image(random(3))
    other[0][0] += 1
    #expect(graph(other) == nil)
    #expect(SkillGraph(image: { _ in 0 }, { _, _ in 0 }) == nil)
  }

  /// Twin: what the columns say one by one is what the whole nodes and edges say.
  @Test(arguments: 0..<100 as Range<UInt64>)
  func factsAreThoseOfNodesAndEdges(seed: UInt64) {
    let graph = random(seed)
    for (position, node) in graph.nodes.enumerated() {
      let index = NodeIndex(rawValue: Int32(position))
      #expect(graph.id(of: index) == node.id && graph.kind(of: index) == node.kind && graph[index] == node)
      #expect(graph.label(of: index) == node.label && graph.postings(of: index) == node.postings)
      #expect(graph.index(of: node.id) == index)
      #expect(graph.nodes(of: node.kind).contains(index))
      var names: [String] = []
      graph.forEachName(of: index) { place, isLabel in
        #expect(isLabel == names.isEmpty)
        names.append(String(decoding: graph.nameBytes[place], as: UTF8.self))
        return true
      }
      #expect(names == [node.label] + node.altLabels)
    }
    #expect(ConceptKind.allCases.reduce(0) { $0 + graph.nodes(of: $1).count } == graph.nodes.count)
    #expect(graph.index(of: ConceptID(kind: .skill, label: "nobody")) == nil)
    for (position, edge) in graph.edges.enumerated() {
      let index = EdgeIndex(rawValue: Int32(position))
      #expect(graph.source(of: index) == edge.source && graph.target(of: index) == edge.target && graph[index] == edge)
      #expect(graph.strength(of: index) == edge.strength && graph.curatedLevel(of: index) == edge.curatedLevel)
      #expect(graph.demand(of: index) == edge.demand && graph.isInferred(index) == (edge.provenance.name == "inferred"))
    }
  }

  /// Twin: adjacency is the edges filtered, out by (relation, target), in by (relation, source).
  @Test(arguments: 0..<100 as Range<UInt64>)
  func adjacencyIsTheEdgesFiltered(seed: UInt64) {
    let graph = random(seed)
    for node in graph.nodeIndices {
      let leaving = graph.edges.filter { $0.source == node }
      let arriving = graph.edges.filter { $0.target == node }.sorted {
        ($0.relation, $0.source) < ($1.relation, $1.source)
      }
      #expect(graph.edges(from: node).map { graph[$0] } == leaving)
      #expect(graph.edges(to: node).map { graph[$0] } == arriving)
      for relation in Relation.allCases {
        #expect(graph.edges(from: node, relation).map { graph[$0] } == leaving.filter { $0.relation == relation })
        #expect(graph.sources(of: node, relation) == arriving.filter { $0.relation == relation }.map(\.source))
      }
    }
  }
}
