import TestSupport
import Concepts
import GraphModel
import Testing

@testable import GraphQuery

/// What is inferred from what postings ask for together.
@Suite struct CooccurrenceTests {
  /// Everyone who asks for Docker asks for Linux, few who ask for Linux ask for Docker; cooking stands apart.
  private static let postings =
    Array(repeating: ["docker", "linux", "kubernetes"], count: 4) + Array(repeating: ["docker", "linux"], count: 4)
    + Array(repeating: ["linux", "bash"], count: 8) + Array(repeating: ["linux"], count: 6)
    + Array(repeating: ["cooking", "teamwork"], count: 40)

  private static let graph = tinyGraph(
    "docker related linux\nkubernetes related bash\ncooking related knives\nteamwork broader soft-skills")

  private func found(
    _ postings: [[String]] = postings, _ graph: SkillGraph = graph, employers: Int = 10,
    _ change: (inout Cooccurrence.Options) -> Void = { _ in }
  ) -> [InferredRelation] {
    var together = Cooccurrence()
    for (number, names) in postings.enumerated() {
      together.add(names.map { ConceptID(kind: .skill, label: $0) }, employer: "E\(number % employers)")
    }
    var options = Cooccurrence.Options()
    options.minimumPostings = 3
    options.minimumLift = 1.5
    change(&options)
    return together.prerequisites(in: graph, options)
  }

  private func pairs(_ relations: [InferredRelation]) -> [String] {
    relations.map { "\($0.source.rawValue.dropFirst(6)) before \($0.target.rawValue.dropFirst(6))" }
  }

  @Test func whatIsNamedWithSomethingButNotConverselyComesFirst() {
    let relations = found()
    #expect(pairs(relations).contains("linux before docker"))
    #expect(!pairs(relations).contains("docker before linux"))
    #expect(!pairs(relations).contains { $0.contains("teamwork") }, "every posting asks for soft skills")
    for relation in relations {
      #expect(relation.relation == .prerequisiteOf && relation.method == "co-occurrence")
      #expect((0.2...1).contains(relation.confidence))
    }
    let figures = relations.first { $0.target.rawValue == "skill:docker" }?.figures
    #expect(figures == "named in 8 of 8 postings with docker, which is in 8 of its 22; 8 employers, 62 postings in all")
  }

  @Test func thresholdsHold() {
    #expect(found { $0.minimumPostings = 9 }.isEmpty)
    #expect(found(employers: 2).isEmpty, "two employers are too few")
    #expect(found { $0.minimumConfidence = 1 }.isEmpty)
    #expect(found { $0.minimumLift = 60 }.isEmpty)
  }

  @Test func whatIsKnownIsLeftOutUnlessWanted() {
    for known in ["linux prerequisiteOf docker", "docker broader linux", "linux broader docker"] {
      let graph = tinyGraph(known + "\nkubernetes related bash")
      #expect(!pairs(found(Self.postings, graph)).contains("linux before docker"), "\(known)")
      #expect(pairs(found(Self.postings, graph) { $0.leavesOutKnown = false }).contains("linux before docker"))
    }
    let reverse = tinyGraph("docker prerequisiteOf linux")
    #expect(!pairs(found(Self.postings, reverse) { $0.leavesOutKnown = false }).contains("linux before docker"))
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func theOrderOfPostingsDoesNotMatterAndNothingTurnsInACircle(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let names = (0..<8).map { "s\($0)" }
    let postings = (0..<60).map { number in
      (names.filter { _ in Int.random(in: 0..<3, using: &random) == 0 }, "E\(number % 7)")
    }
    let graph = tinyGraph(zip(names, names.dropFirst()).map { "\($0) related \($1)" }.joined(separator: "\n"))
    var options = Cooccurrence.Options()
    options.minimumPostings = 2
    options.minimumLift = 0
    options.minimumConfidence = 0
    let results = [postings, postings.shuffled(using: &random)].map { order in
      var together = Cooccurrence()
      for (names, employer) in order {
        together.add(names.map { ConceptID(kind: .skill, label: $0) }, employer: employer)
      }
      return together.prerequisites(in: graph, options)
    }
    #expect(results[0] == results[1])
    let edges = results[0].map {
      UnresolvedEdge($0.source, $0.relation, $0.target, provenance: .inferred(method: $0.method))
    }
    let inferred = SkillGraph(nodes: graph.nodes, edges: edges)
    let order = inferred.learningOrder(of: Array(inferred.nodeIndices))
    for edge in inferred.edges {
      #expect(order.firstIndex(of: edge.source) ?? 0 < order.firstIndex(of: edge.target) ?? 0)
    }
  }

  @Test func knowingSomethingProvesNothingThatWasOnlyInferred() {
    let base = tinyGraph("a prerequisiteOf b")
    let edges = base.edges.map {
      UnresolvedEdge(base[$0.source].id, .prerequisiteOf, base[$0.target].id, provenance: .inferred(method: "m"))
    }
    let inferred = SkillGraph(nodes: base.nodes, edges: edges)
    #expect(base.knowledge([base.named("b")]).contains(base.named("a")))
    #expect(!inferred.knowledge([inferred.named("b")]).contains(inferred.named("a")))
    #expect(inferred.prerequisites(of: inferred.named("b")).order == [inferred.named("a")])
  }
}
