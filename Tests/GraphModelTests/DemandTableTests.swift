import TestSupport
import Concepts
import Testing

@testable import GraphModel

@Suite struct DemandTableTests {
  private func table(_ postings: [PostingEvidence]) -> DemandTable {
    postings.reduce(into: DemandTable()) { $0.add($1) }
  }

  private func randomPostings(_ random: inout SplitMix64) -> [PostingEvidence] {
    (0..<30).map { number in
      var evidence = PostingEvidence(source: "p\(number)", unit: 0, posting: .init(syntax: "html"))
      if let role = ["x", "y", nil].randomElement(using: &random) ?? nil {
        // The same role under labels that differ, two of them only in how a letter is composed.
        let label = ["Café", "Cafe\u{301}", "Barista"].randomElement(using: &random) ?? ""
        evidence.posting.role = .init(id: ConceptID(kind: .role, label: role), label: label)
      }
      for _ in 0..<Int.random(in: 0...6, using: &random) {
        let concept = ConceptID(kind: .skill, label: "s\(Int.random(in: 0..<5, using: &random))")
        evidence.mentions.append(.sample(concept, DemandLevel.allCases.randomElement(using: &random) ?? .required))
      }
      return evidence
    }
  }

  @Test(arguments: 0..<50 as Range<UInt64>)
  func orderDoesNotMatter(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let postings = randomPostings(&random)
    let (one, other) = (table(postings), table(postings.shuffled(using: &random)))
    #expect(one == other)
    #expect(one.roles.mapValues { Array($0.label.utf8) } == other.roles.mapValues { Array($0.label.utf8) })
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func countsAreThoseOfPostingsOneByOne(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let postings = randomPostings(&random)
    let table = table(postings)
    #expect(table.postings == postings.count)
    for (key, demand) in table.demands {
      let naming = postings.filter { posting in
        posting.posting.role?.id == key.role && posting.mentions.contains { $0.concept == key.concept }
      }
      #expect(demand.total == naming.count)
      let required = naming.filter { posting in
        posting.mentions.contains { $0.concept == key.concept && $0.level == .required }
      }
      #expect(demand.required == required.count)
    }
  }
}
