import Concepts
import GraphModel
import Testing

@testable import GraphQuery

/// What postings ask for and no concept covers.
@Suite struct ConceptSuggestionsTests {
  private let graph = SkillGraph(
    nodes: [("skill:vector-search", "Vector Search"), ("skill:sql", "SQL")].compactMap { id, label in
      ConceptID(id).map { SkillGraph.Node(id: $0, label: label) }
    }, edges: [])

  private func suggestions(_ postings: [[String]], minimum: Int = 1) -> [ConceptSuggestion] {
    var counts = ConceptSuggestions()
    for phrases in postings { counts.add(phrases.map { .init(phrase: $0, context: "We want \($0).") }) }
    return counts.suggestions(graph, minimum: minimum)
  }

  @Test func postingsAreCountedOnce() {
    let found = suggestions([["vector quantisation", "Vector Quantisation"], ["vector-quantisation"], ["tea"]])
    #expect(found.map(\.phrase) == ["vector quantisation", "tea"])
    #expect(found.map(\.postings) == [2, 1])
    #expect(found[0].examples == ["We want vector quantisation.", "We want vector-quantisation."])
    #expect(suggestions([["tea"], ["tea"], ["milk"]], minimum: 2).map(\.phrase) == ["tea"])
  }

  @Test func knownNamesAreLeftOut() { #expect(suggestions([["sql", "vector searches"]]) == []) }

  @Test func nearConceptsAreNamed() {
    #expect(suggestions([["vector serch"]])[0].nearest.map(\.rawValue) == ["skill:vector-search"])
  }

  @Test(arguments: [
    ("vector quantisation", ConceptKind.skill), ("NumPyro", .framework), ("Vue.js", .framework), ("K3s", .framework),
    ("Acme Cloud Console", .framework), ("Acme certification", .certification), ("certified welder", .certification),
    ("MLIR", .skill),
  ])
  func kindsAreGuessedFromSpelling(phrase: String, kind: ConceptKind) {
    #expect(ConceptSuggestions.likelyKind(phrase) == kind)
  }
}
