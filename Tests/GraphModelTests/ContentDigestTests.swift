import Concepts
import Testing

@testable import GraphModel

@Suite struct ContentDigestTests {
  private func digest(_ pieces: [UInt8]...) -> String {
    var digest = ContentDigest()
    for piece in pieces { digest.update(piece) }
    return digest.hexadecimal
  }

  /// Of MurmurHash3 x64 128 with seed 0, as its reference implementation gives them.
  @Test(arguments: [
    ("", "00000000000000000000000000000000"), ("hello", "cbd8a7b341bd9b025b1e906a48ae1d19"),
    ("The quick brown fox jumps over the lazy dog", "e34bbc7bbc071b6c7a433ca9c49a9347"),
  ])
  func isMurmurHash3(text: String, expected: String) { #expect(digest(Array(text.utf8)) == expected) }

  @Test(arguments: [0, 1, 15, 16, 17, 31, 32, 33, 100])
  func piecesDoNotMatter(cut: Int) {
    let bytes = (0..<100).map { UInt8($0) }
    #expect(digest(Array(bytes[..<cut]), Array(bytes[cut...])) == digest(bytes))
  }

  @Test func textsDoNotRunTogether() {
    var one = ContentDigest()
    var other = ContentDigest()
    for text in ["ab", "c"] { one.update(text) }
    for text in ["a", "bc"] { other.update(text) }
    #expect(one.hexadecimal != other.hexadecimal)
  }

  @Test func everyPartOfATaxonomyCounts() {
    let (a, b) = (ConceptID(kind: .skill, label: "a"), ConceptID(kind: .skill, label: "b"))
    func taxonomy(
      scheme: String = "1", label: String = "A", alt: [Label] = [], match: [ConceptMatch] = [], row: Int = 1,
      rules: [AmbiguityRule] = []
    ) -> String {
      Taxonomy(
        schemes: [.init(name: "s", title: "", release: scheme, licence: "")],
        concepts: [Concept(id: a, prefLabel: label, labels: alt, matches: match), Concept(id: b, prefLabel: "B")],
        relations: [.init(a, .prerequisiteOf, b, strength: .essential, row: row)], ambiguities: rules
      ).contentDigest
    }
    let digests = [
      taxonomy(), taxonomy(scheme: "2"), taxonomy(label: "Å"), taxonomy(alt: [Label("x")]),
      taxonomy(alt: [Label("x", .hidden)]), taxonomy(match: [.init(.exactMatch, "x")]), taxonomy(row: 2),
      taxonomy(rules: [.init(label: "A", concept: a, exactCase: true, evidence: .init())]),
    ]
    #expect(Set(digests).count == digests.count)
    #expect(taxonomy() == digests[0])
  }
}
