import Postings
import Testing

@testable import Ingestion

@Suite struct SimilarityDigestTests {
  private static let text = (0..<400).map { "word\($0 * 7919 % 1000)" }

  private func digest(_ text: String, title: String = "Data Engineer", about: String = "") -> UInt64? {
    let blocks = [Block(.paragraph, .requirements, text), Block(.paragraph, .about, about)]
    return SimilarityDigest.digest(of: JobPosting(syntax: .html, title: title, blocks: blocks))
  }

  private func distance(_ a: UInt64?, _ b: UInt64?) -> Int { ((a ?? 0) ^ (b ?? ~0)).nonzeroBitCount }

  @Test func aWordChangedInALongTextChangesAtMostThreeBits() {
    for position in stride(from: 0, to: 400, by: 40) {
      var words = Self.text
      words[position] = "other"
      let changed = distance(digest(Self.text.joined(separator: " ")), digest(words.joined(separator: " ")))
      #expect(changed <= 3, "at word \(position)")
    }
  }

  /// The definition, bit by bit, with the hash of a text of two words as the feature of a pair.
  @Test(arguments: [16, 17, 100, 1000])
  func eachBitIsWhatMostPairsOfWordsHaveThere(count: Int) {
    let words = (0..<count).map { "w\($0 * 31 % 57)" }
    let features = zip(words, words.dropFirst()).map { digest("\($0) \($1)", title: "") ?? 0 }
    var expected: UInt64 = 0
    for bit in 0..<64 as Range<UInt64> where 2 * features.count(where: { $0 >> bit & 1 == 1 }) > features.count {
      expected |= 1 << bit
    }
    #expect(digest(words.joined(separator: " "), title: "") == expected)
  }

  @Test func differentTextsAreFarApart() {
    let other = Self.text.map { $0 + "x" }
    #expect(distance(digest(Self.text.joined(separator: " ")), digest(other.joined(separator: " "))) > 16)
  }

  @Test func caseAndPunctuationDoNotCount() {
    #expect(digest("Know Python, SQL and (Bash)!") == digest("• know\u{A0}python – sql “AND” bash"))
    #expect(digest("Müller") != digest("Möller"))
  }

  @Test func blocksMakeNoDifference() {
    let words = Self.text
    let halves = [words[..<200], words[200...]].map { Block(.listItem, .other, $0.joined(separator: " ")) }
    let one = SimilarityDigest.digest(of: JobPosting(syntax: .html, title: "Data Engineer", blocks: halves))
    #expect(one == digest(words.joined(separator: " ")))
  }

  @Test func whatACompanySaysOfItselfDoesNotCount() {
    let text = Self.text.joined(separator: " ")
    #expect(digest(text, about: "We are a family of makers.") == digest(text))
  }

  @Test func shortTextsAreTheSameOnlyIfEveryWordAgrees() {
    #expect(digest("Needs Python") == digest("needs: python"))
    #expect(distance(digest("Needs Python"), digest("Needs Java")) > 3)
    #expect(distance(digest("Needs Python", about: "at Acme"), digest("Needs Python", about: "at Initech")) > 3)
  }

  @Test func aPostingWithoutWordsHasNone() {
    #expect(digest(" – ", title: "") == nil)
  }
}
