import Concepts
import Postings
import Testing

@testable import Mentions

/// A finder made of its own bytes finds the same.
struct CompiledFinderTests {
  private static let posting = JobPosting(
    syntax: .text, title: "Senior Data Analyst",
    blocks: [
      Block(.heading, .requirements, "Requirements"),
      Block(.listItem, .requirements, "Python, Go or Node.js, spreadsheets in Excel, 3+ years of Java", heading: 0),
      Block(.listItem, .requirements, "BSc in anything; CKA is a plus", heading: 0),
    ])

  @Test func findsTheSame() throws {
    let finder = MentionFinder(taxonomy: small)
    let again = try #require(MentionFinder(compiled: finder.compiled))
    #expect(again.findings(in: Self.posting) == finder.findings(in: Self.posting))
    #expect(again.findings(in: Self.posting).mentions.count > 3)
    #expect(again.labelCount == finder.labelCount)
    #expect(again.compiled == finder.compiled)
  }

  @Test func isNotMadeOfBytesThatEndTooEarly() {
    let bytes = MentionFinder(taxonomy: small).compiled
    for count in stride(from: 0, to: bytes.count, by: 997) {
      #expect(MentionFinder(compiled: Array(bytes.prefix(count))) == nil)
    }
  }
}

/// Label tables that outgrow what was reserved for them keep all labels.
struct LabelTrieTests {
  @Test(arguments: [0, 1, 300, 5000])
  func growsWithItsLabels(expected: Int) {
    var trie = LabelTrie(expectedLabels: expected)
    var scratch = LabelWords()
    for number in 0..<5000 {
      scratch.scan("label \(number % 70) of \(number)")
      if let node = trie.insert(scratch.words) { trie.add(Int32(number), to: node) }
    }
    let automaton = LabelAutomaton(trie, trie.grouped()) { $0 }
    for number in 0..<5000 {
      scratch.scan("label \(number % 70) of \(number)")
      let values = automaton.values(of: scratch.words.map(\.hash))
      #expect(values.map { automaton.values[$0] }?.elementsEqual([Int32(number)]) == true)
    }
    scratch.scan("label 1 of 2")
    #expect(automaton.values(of: scratch.words.map(\.hash)) == nil)
  }
}
