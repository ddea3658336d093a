import Concepts
import Diagnostics
import GraphModel
import TaxonomyFormats
import Testing

@testable import GraphQuery

/// What the answers on the bundled taxonomy promise, whatever its release: each is one a career coach could give.
@Suite struct BundledAnswerTests {
  static let graph = SkillGraph(taxonomy: Taxonomy.bundled().value)

  private func nodes(_ names: [String]) -> [NodeIndex] {
    names.compactMap { name in
      guard case .found(let node) = NameIndex(Self.graph).resolve(name) else {
        Issue.record("nothing is called \(name)")
        return nil
      }
      return node
    }
  }

  @Test func whatIsPresumedExists() {
    for (holder, skills) in Presumptions.standard.taught.merging(Presumptions.standard.families, uniquingKeysWith: +) {
      for id in [holder] + skills { #expect(Self.graph.index(of: id) != nil, "\(id)") }
    }
  }

  @Test func aPlanDoesNotBeginAtSchool() throws {
    let role = try #require(nodes(["machine learning engineer"]).first)
    let gap = Self.graph.gap(to: role, known: Set(nodes(["python", "skill:sql"])))
    let school = Set(nodes(["skill:arithmetic", "skill:algebra", "skill:boolean-algebra", "skill:trigonometry"]))
    #expect(school.isDisjoint(with: gap.order))
    #expect(Set(nodes(["skill:linear-algebra", "skill:probability"])).isSubset(of: gap.order))
    #expect(Self.graph.gap(to: role, known: [], presuming: .none).order.contains { school.contains($0) })
  }

  @Test func skillsComeBeforeDegreesAndNothingBeforeWhatItNeeds() throws {
    for role in Self.graph.nodeIndices where Self.graph[role].kind == .role {
      let order = Self.graph.gap(to: role, known: []).order
      let firstDegree = order.firstIndex { Self.graph[$0].kind == .education } ?? order.count
      #expect(order[firstDegree...].allSatisfy { Self.graph[$0].kind == .education })
      let positions = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
      for (position, node) in order.enumerated() {
        for need in Self.graph.sources(of: node, .prerequisiteOf) { #expect(positions[need] ?? -1 < position) }
      }
    }
  }

  @Test func likeRolesAreAlike() throws {
    let scientist = try #require(nodes(["data scientist"]).first)
    let similar = RoleSimilarity(RoleProfiles(Self.graph)).similar(to: scientist, limit: 10).map(\.role)
    #expect(similar.contains { nodes(["data analyst"]).contains($0) })
    #expect(similar.contains { nodes(["machine learning engineer"]).contains($0) })
  }

  @Test func pathsExistBetweenUsualRoles() throws {
    let ends = nodes(["data analyst", "machine learning engineer"])
    var options = CareerPathOptions()
    options.count = 3
    #expect(CareerMap(Self.graph).paths(from: ends[0], to: ends[1], options).count == 3)
  }
}
