import Concepts
import GraphModel
import Testing

@testable import GraphQuery

@Suite struct IntegrityTests {
  private func check(_ graph: SkillGraph, _ expected: [String], _ place: SourceLocation = #_sourceLocation) {
    let described = graph.integrityFindings().map { finding in
      [finding.code.rawValue, finding.relation?.rawValue, graph.names(finding.nodes)].compactMap(\.self).joined(
        separator: " ")
    }
    #expect(described == expected, sourceLocation: place)
  }

  private func check(_ text: String, _ expected: [String], _ place: SourceLocation = #_sourceLocation) {
    let tiny = tinyGraph(text)
    let schemes = [ConceptScheme(name: "tiny", title: "", release: "1", licence: "")]
    let edges = tiny.edges.map { edge in
      UnresolvedEdge(
        tiny[edge.source].id, edge.relation, tiny[edge.target].id, provenance: edge.provenance, weight: edge.weight,
        demand: edge.demand)
    }
    check(SkillGraph(nodes: tiny.nodes, edges: edges, schemes: schemes), expected, place)
  }

  @Test func aSoundGraphHasNoFindings() {
    check("a prerequisiteOf b\nb prerequisiteOf certification:c\nR requires b\nR progressesTo S\nS requires a", [])
  }

  @Test func cyclesAreReportedOnceAndShort() {
    check(
      "a prerequisiteOf b\nb prerequisiteOf c\nc prerequisiteOf a\nb prerequisiteOf a", ["cycle prerequisiteOf a b"])
    check(
      "a broader b\nb broader a\nc broader d\nd broader e\ne broader c\ne broader a",
      ["cycle broader a b", "cycle broader c d e"])
    check("A progressesTo B\nB progressesTo A\na related b\nb related a", [])
    check("a prerequisiteOf a", ["self-loop prerequisiteOf a a"])
  }

  @Test func relationsConnectOnlyTheirKinds() {
    check(
      "a requires b\nR prerequisiteOf a\nR progressesTo a\na certifies b\nR broader a",
      [
        "wrong-kinds broader R a", "wrong-kinds certifies a b", "wrong-kinds prerequisiteOf R a",
        "wrong-kinds progressesTo R a", "wrong-kinds requires a b",
      ])
  }

  @Test func numbersStayInTheirRanges() {
    let nodes = ["role:r", "skill:a", "skill:b", "skill:c"].compactMap { ConceptID($0) }
    let ids = (nodes[0], nodes[1], nodes[2], nodes[3])
    check(
      SkillGraph(
        nodes: nodes.map { .init(id: $0, label: $0 == ids.3 ? "" : slug($0), postings: 1) },
        edges: [
          UnresolvedEdge(ids.0, .requires, ids.1, provenance: .extracted, weight: 1.5, demand: .init(required: 2)),
          UnresolvedEdge(ids.1, .related, ids.2, provenance: .inferred(method: "m"), confidence: .nan),
          UnresolvedEdge(ids.1, .broader, ids.2, provenance: .curated(scheme: 0, row: 1)),
        ]),
      [
        "impossible-count requires R a", "no-label c", "out-of-range related a b", "out-of-range requires R a",
        "unknown-scheme broader a b", "orphan c",
      ])
  }

  @Test func equalNamesOfOneKindAreReported() {
    let ids = ["skill:a", "skill:b", "framework:a"].compactMap { ConceptID($0) }
    let edges = [
      UnresolvedEdge(ids[0], .related, ids[1], provenance: .extracted),
      .init(ids[2], .related, ids[0], provenance: .extracted),
    ]
    check(SkillGraph(nodes: ids.map { .init(id: $0, label: "A") }, edges: edges), ["same-label a b"])
    // A group and what is in it may be called the same.
    let kinds = [
      UnresolvedEdge(ids[0], .broader, ids[1], provenance: .extracted),
      .init(ids[2], .related, ids[0], provenance: .extracted),
    ]
    check(SkillGraph(nodes: ids.map { .init(id: $0, label: "A") }, edges: kinds), [])
  }

  /// Twin: a relation has a cycle exactly where something is its own prerequisite, and every cycle is made of edges.
  @Test(arguments: 0..<300 as Range<UInt64>)
  func findsCyclesWhereThereAreSome(seed: UInt64) {
    let graph = SkillGraph.random(seed: seed)
    let cycles = graph.integrityFindings().filter { $0.code == .cycle && $0.relation == .prerequisiteOf }.map(\.nodes)
    let knotted = graph.nodeIndices.filter { node in
      graph.prerequisites(of: node).items.contains { item in
        graph.prerequisites(of: item.node).items.contains { $0.node == node }
      }
    }
    #expect(cycles.isEmpty == knotted.isEmpty)
    for cycle in cycles {
      #expect(Set(cycle).isSubset(of: knotted) && Set(cycle).count == cycle.count)
      for (node, next) in zip(cycle, cycle.dropFirst() + cycle.prefix(1)) {
        #expect(graph.targets(of: node, .prerequisiteOf).contains(next))
      }
    }
  }
}

@Suite struct GraphDifferenceTests {
  @Test func listsWhatChanged() {
    let old = tinyGraph("R: 4\nR requires a 4/0/0\nR requires b 2/0/0\nR requires c 1/0/0\ngone related a")
    let new = tinyGraph("R: 8\nR requires a 4/0/0\nR requires b 8/0/0\nR requires d 2/0/0\nfresh related a")
    let found = new.difference(from: old)
    #expect(found.newNodes.map(\.rawValue) == ["skill:d", "skill:fresh"])
    #expect(found.goneNodes.map(\.rawValue) == ["skill:c", "skill:gone"])
    #expect(found.newEdges.map { "\(slug($0.source)) \(slug($0.target))" } == ["R d", "fresh a"])
    #expect(found.goneEdges.map { "\(slug($0.source)) \(slug($0.target))" } == ["R c", "gone a"])
    #expect(found.rising.map { "\(slug($0.concept)) \($0.difference)" } == ["b 0.5", "d 0.25"])
    #expect(found.falling.map { "\(slug($0.concept)) \($0.difference)" } == ["a -0.5", "c -0.25"])
    #expect(new.difference(from: old, minimumChange: 0.3).rising.map { slug($0.concept) } == ["b"])
  }

  /// Nothing changes from a graph to itself, and backwards everything is turned round.
  @Test(arguments: 0..<200 as Range<UInt64>)
  func isAntisymmetric(seed: UInt64) {
    let (a, b) = (SkillGraph.random(seed: seed), SkillGraph.random(seed: seed + 1000))
    #expect(a.difference(from: a).isEmpty)
    let (there, back) = (b.difference(from: a), a.difference(from: b))
    #expect(there.newNodes == back.goneNodes && there.goneNodes == back.newNodes)
    #expect(there.newEdges == back.goneEdges && there.goneEdges == back.newEdges)
    #expect(there.rising.map(\.concept) == back.falling.map(\.concept))
    #expect(there.rising.map(\.weight.old) == back.falling.map(\.weight.new))
    #expect(a.edges.count - there.goneEdges.count + there.newEdges.count == b.edges.count)
  }

  /// Twin: sets of nodes, edges and weights by their names.
  @Test(arguments: 0..<200 as Range<UInt64>)
  func findsWhatSetsDifferIn(seed: UInt64) {
    let (old, new) = (SkillGraph.random(seed: seed), SkillGraph.random(seed: seed + 500))
    let found = new.difference(from: old, minimumChange: 0.05)
    let (before, after) = (Contents(old), Contents(new))
    #expect(found.newNodes == after.nodes.subtracting(before.nodes).sorted())
    #expect(found.goneNodes == before.nodes.subtracting(after.nodes).sorted())
    #expect(found.newEdges.map { "\($0)" } == after.edges.filter { !before.edges.contains($0) })
    #expect(found.goneEdges.map { "\($0)" } == before.edges.filter { !after.edges.contains($0) })
    var changes: Set<String> = []
    for key in Set(before.weights.keys).union(after.weights.keys) where before.nodes.isSuperset(of: [key.role]) {
      guard after.nodes.contains(key.role) else { continue }
      let difference = (after.weights[key] ?? 0) - (before.weights[key] ?? 0)
      if abs(difference) >= 0.05 { changes.insert("\(key) \(difference)") }
    }
    let reported = (found.rising + found.falling).map {
      "\(DemandTable.Key(role: $0.role, concept: $0.concept)) \($0.difference)"
    }
    #expect(Set(reported) == changes && reported.count == changes.count)
    #expect(found.rising.allSatisfy { $0.difference > 0 } && found.falling.allSatisfy { $0.difference < 0 })
  }

  private struct Contents {
    var nodes: Set<ConceptID>
    /// In edge order.
    var edges: [String]
    var weights: [DemandTable.Key: Double] = [:]

    init(_ graph: SkillGraph) {
      nodes = Set(graph.nodes.map(\.id))
      edges = graph.edges.map {
        "\(GraphDifference.EdgeName(source: graph[$0.source].id, relation: $0.relation, target: graph[$0.target].id))"
      }
      for role in graph.nodeIndices where graph[role].kind == .role {
        for item in graph.profile(of: role).demands {
          weights[.init(role: graph[role].id, concept: graph[item.node].id)] = item.weight
        }
      }
    }
  }
}
