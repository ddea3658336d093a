import Concepts
import Diagnostics
import GraphModel
import Testing

@testable import TaxonomyFormats

/// What the bundled concept scheme promises.
@Suite struct BundledTaxonomyTests {
  static let bundled = Taxonomy.bundled()
  var taxonomy: Taxonomy { Self.bundled.value }

  @Test func everyRowIsUsable() {
    #expect(Self.bundled.diagnostics.map(\.description) == [])
  }

  @Test func isLargeEnough() {
    func concepts(_ kinds: Set<ConceptKind>) -> [Concept] { taxonomy.concepts.filter { kinds.contains($0.kind) } }
    func relations(_ relation: Relation) -> Int { taxonomy.relations.count { $0.relation == relation } }
    let skills = concepts([.skill, .framework])
    #expect(skills.count >= 3_500)
    #expect(skills.reduce(0) { $0 + 1 + $1.labels.count } >= 9_000)
    #expect(concepts([.role]).count >= 220)
    #expect(concepts([.role]).reduce(0) { $0 + $1.labels.count } >= 1_500)
    #expect(concepts([.certification]).count >= 350)
    #expect(concepts([.education]).count >= 6 + 150)
    #expect(relations(.prerequisiteOf) >= 5_000)
    #expect(relations(.broader) >= 4_000)
    #expect(relations(.certifies) >= 1_000)
    #expect(relations(.progressesTo) >= 500)
  }

  @Test(arguments: [Relation.prerequisiteOf, .broader, .precedes])
  func hasNoCycle(relation: Relation) {
    #expect(longestChain(relation) != nil, "the relation \(relation) has a cycle")
  }

  @Test func prerequisiteChainsAreDeep() {
    #expect(longestChain(.prerequisiteOf) ?? 0 >= 8)
  }

  /// The number of edges on the longest chain, or `nil` if there is a cycle (Kahn's algorithm).
  private func longestChain(_ relation: Relation) -> Int? {
    var open: [ConceptIndex: Int] = [:]
    var next: [ConceptIndex: [ConceptIndex]] = [:]
    for edge in taxonomy.relations where edge.relation == relation {
      open[edge.target, default: 0] += 1
      next[edge.source, default: []].append(edge.target)
    }
    var depth: [ConceptIndex: Int] = [:]
    var ready = next.keys.filter { open[$0] == nil }
    while let node = ready.popLast() {
      for target in next[node] ?? [] {
        depth[target] = max(depth[target] ?? 0, (depth[node] ?? 0) + 1)
        open[target, default: 0] -= 1
        if open[target] == 0 { ready.append(target) }
      }
    }
    return open.values.allSatisfy { $0 == 0 } ? depth.values.max() ?? 0 : nil
  }

  @Test func essentialPrerequisitesAreThere() {
    check("skill:python", .prerequisiteOf, "framework:pytorch")
    check("skill:linear-algebra", .prerequisiteOf, "skill:machine-learning")
    check("education:bachelor", .precedes, "education:master")
  }

  private func check(
    _ source: String, _ relation: Relation, _ target: String, _ place: SourceLocation = #_sourceLocation
  ) {
    let found = taxonomy.relations.contains {
      taxonomy[$0.source].id.rawValue == source && $0.relation == relation && taxonomy[$0.target].id.rawValue == target
    }
    #expect(found, sourceLocation: place)
  }
}
