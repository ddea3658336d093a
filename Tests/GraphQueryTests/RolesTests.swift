import Concepts
import Foundation
import GraphModel
import Testing

@testable import GraphQuery

@Suite struct RolesTests {
  static let roles = """
    R: 4
    R requires python 4/0/0
    R requires torch 2/1/0
    S requires python required
    S requires excel preferred
    T requires python preferred
    T requires excel required
    T requires word required
    """

  @Test func listsWhoAsksForSomethingHeaviestFirst() {
    let graph = tinyGraph(Self.roles)
    let asking = RoleProfiles(graph).asking(for: graph.named("python"))
    #expect(graph.names(asking.map(\.role)) == "R S T")
    #expect(asking.map(\.item.weight) == [1, 1, 0.5])
    #expect(asking.map(\.item.level) == [.required, .required, .preferred])
    #expect(RoleProfiles(graph).asking(for: graph.named("R")).isEmpty)
  }

  /// Twin: every profile asked in turn.
  @Test(arguments: 0..<200 as Range<UInt64>)
  func profilesAgreeWithAskingEachRole(seed: UInt64) {
    let graph = SkillGraph.random(seed: seed)
    let profiles = RoleProfiles(graph)
    for node in graph.nodeIndices {
      let asking = graph.nodeIndices.flatMap { role in
        graph.profile(of: role).demands.filter { $0.node == node }.map { RoleProfiles.Demand(role: role, item: $0) }
      }
      #expect(Set(profiles.asking(for: node)) == Set(asking))
      #expect(profiles.count(askingFor: node) == asking.count)
      #expect(abs(profiles.demand(for: node) - asking.reduce(0) { $0 + $1.item.weight }) < 1e-9)
      let position = profiles.position(of: node)
      #expect(position.map { profiles.roles[$0] == node } ?? graph.profile(of: node).demands.isEmpty)
    }
  }

  @Test func partsOfAComparison() {
    let graph = tinyGraph(Self.roles)
    let found = graph.compare(["R", "S", "T", "S"].map(graph.named))
    #expect(graph.names(found.roles) == "R S T")
    #expect(graph.names(found.shared.map(\.node)) == "python")
    #expect(graph.names(found.partly.map(\.node)) == "excel")
    #expect(found.partly[0].items.map { $0?.weight } == [nil, 0.5, 1])
    #expect(found.only.map { graph.names($0.map(\.node)) } == ["torch", "", "word"])
    #expect(found.similarities.map { graph.names([$0.first, $0.second]) } == ["R S", "R T", "S T"])
  }

  /// Every demand stands in exactly one part, and the order of the roles changes no part.
  @Test(arguments: 0..<200 as Range<UInt64>)
  func aComparisonLosesNothing(seed: UInt64) {
    let graph = SkillGraph.random(seed: seed)
    let roles = graph.nodeIndices.filter { graph[$0].kind == .role }
    let found = graph.compare(roles)
    let all = found.shared.map(\.node) + found.partly.map(\.node) + found.only.flatMap { $0.map(\.node) }
    #expect(all.count == Set(all).count)
    #expect(Set(all) == Set(roles.flatMap { graph.profile(of: $0).demands.map(\.node) }))
    let turned = graph.compare(roles.reversed())
    #expect(turned.only.reversed() == found.only)
    #expect(turned.shared.map(\.node) == found.shared.map(\.node))
  }

  /// Twin: the formulas over dictionaries and the C library's logarithm.
  @Test(arguments: 0..<200 as Range<UInt64>)
  func similarityAgreesWithItsFormula(seed: UInt64) {
    let graph = SkillGraph.random(seed: seed)
    let similarity = RoleSimilarity(RoleProfiles(graph))
    let roles = graph.nodeIndices.filter { graph[$0].kind == .role }
    for a in roles {
      for b in roles where a != b {
        let (found, naive) = (similarity.measures(a, b), naiveMeasures(graph, a, b))
        #expect(abs(found.cosine - naive.cosine) < 1e-9)
        #expect(abs(found.weightedJaccard - naive.weightedJaccard) < 1e-9)
        #expect(abs(found.names - naive.names) < 1e-9)
        #expect(found == similarity.measures(b, a))
      }
      let similar = similarity.similar(to: a)
      #expect(similar.allSatisfy { $0.role != a && $0.measures.likeness > 0 })
      #expect(zip(similar, similar.dropFirst()).allSatisfy { $0.measures.likeness >= $1.measures.likeness - 1e-12 })
      #expect(similar.count == roles.count { $0 != a && similarity.measures(a, $0).likeness > 0 })
    }
  }

  private func naiveMeasures(_ graph: SkillGraph, _ a: NodeIndex, _ b: NodeIndex) -> RoleSimilarity.Measures {
    let profiles = graph.nodeIndices.map { graph.profile(of: $0) }.filter { !$0.demands.isEmpty }
    func rarity(_ count: Int) -> Double { log(1 + Double(profiles.count) / Double(max(1, count))) }
    func demands(_ role: NodeIndex) -> [String: Double] {
      Dictionary(
        uniqueKeysWithValues: graph.profile(of: role).demands.map { item in
          let count = profiles.count { $0.demands.contains { $0.node == item.node } }
          return ("\(item.node)", item.weight * rarity(count))
        })
    }
    func words(_ role: NodeIndex) -> [Substring] {
      graph[role].label.lowercased().split { !$0.isLetter && !$0.isNumber }
    }
    func names(_ role: NodeIndex) -> [String: Double] {
      Dictionary(grouping: words(role)) { String($0) }.mapValues { found in
        Double(found.count).squareRoot() * rarity(profiles.count { words($0.role).contains(found[0]) })
      }
    }
    func cosine(_ x: [String: Double], _ y: [String: Double]) -> Double {
      let lengths = [x, y].map { $0.values.reduce(0) { $0 + $1 * $1 }.squareRoot() }.reduce(1, *)
      return lengths == 0 ? 0 : x.reduce(0) { $0 + $1.value * (y[$1.key] ?? 0) } / lengths
    }
    guard profiles.contains(where: { $0.role == a }), profiles.contains(where: { $0.role == b }) else {
      return .init(cosine: 0, weightedJaccard: 0, names: 0)
    }
    let (x, y) = (demands(a), demands(b))
    let keys = Set(x.keys).union(y.keys)
    let greater = keys.reduce(0) { $0 + max(x[$1] ?? 0, y[$1] ?? 0) }
    return .init(
      cosine: cosine(x, y),
      weightedJaccard: greater == 0 ? 0 : keys.reduce(0) { $0 + min(x[$1] ?? 0, y[$1] ?? 0) } / greater,
      names: cosine(names(a), names(b)))
  }

  @Test func whatEverybodyAsksForCountsLess() {
    let graph = tinyGraph(
      """
      A requires talk
      B requires talk
      C requires talk
      D requires talk
      A requires rust
      B requires rust
      A requires go
      C requires java
      """)
    let similar = RoleSimilarity(RoleProfiles(graph)).similar(to: graph.named("A"))
    #expect(graph.names(similar.map(\.role)) == "B D C")
    let similarity = RoleSimilarity(RoleProfiles(graph))
    #expect(graph.names(similarity.shared(graph.named("A"), graph.named("B"))) == "rust talk")
  }

  @Test(arguments: [1, 1.5, 2, 3, 10, 243, 3001, 1e9])
  func logarithmIsThatOfTheCLibrary(x: Double) { #expect(abs(naturalLogarithm(x) - log(x)) < 1e-13 * max(1, log(x))) }
}
