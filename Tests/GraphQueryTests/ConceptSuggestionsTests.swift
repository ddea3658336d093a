import Concepts
import GraphModel
import Testing

@testable import GraphQuery

/// What postings ask for and no concept covers.
@Suite struct ConceptSuggestionsTests {
  private let graph = SkillGraph(
    nodes: [
      ("skill:vector-search", "Vector Search"), ("skill:sql", "SQL"), ("framework:postgresql", "PostgreSQL"),
      ("role:account-manager", "Account Manager"), ("skill:data-a", "Data A"), ("skill:data-b", "Data B"),
      ("skill:data-c", "Data C"),
    ].compactMap { id, label in ConceptID(id).map { SkillGraph.Node(id: $0, label: label) } }, edges: [])

  /// Postings as lists of phrases, each after its employer and place if they are known: `Acme, Paris: a, b`.
  private func suggestions(_ postings: [String], minimum: Int = 1) -> [ConceptSuggestion] {
    var counts = ConceptSuggestions()
    for posting in postings {
      let sides = posting.split(separator: ": ").map(String.init)
      let phrases = sides[sides.count - 1].split(separator: ", ").map(String.init)
      var evidence = PostingEvidence(source: "p", unit: 0, posting: .init(syntax: "html"))
      evidence.unknown = phrases.map { .init(phrase: $0, context: "We want \($0).") }
      if sides.count == 2 {
        let facts = sides[0].split(separator: ", ").map(String.init)
        evidence.posting.organization = facts[0]
        evidence.posting.location = facts.count > 1 ? facts[1] : nil
      }
      counts.add(evidence)
    }
    return counts.suggestions(graph, minimum: minimum)
  }

  private func check(_ postings: [String], minimum: Int = 1, gives phrases: [String]) {
    #expect(suggestions(postings, minimum: minimum).map(\.phrase) == phrases)
  }

  @Test func postingsAreCountedOnce() {
    let found = suggestions(["vector quantisation, Vector Quantisation", "vector-quantisation", "green tea"])
    #expect(found.map(\.phrase) == ["vector quantisation", "green tea"])
    #expect(found.map(\.postings) == [2, 1])
    #expect(found[0].examples == ["We want vector quantisation.", "We want vector-quantisation."])
    check(["green tea", "green tea", "cold milk"], minimum: 2, gives: ["green tea"])
  }

  @Test func whatMoreEmployersAskForComesFirst() {
    check(
      ["Acme: green tea", "Acme: green tea", "Acme: green tea", "Acme: cold milk", "Bell: cold milk"],
      gives: ["cold milk", "green tea"])
  }

  @Test func knownNamesAreLeftOut() { check(["sql, vector searches"], gives: []) }

  @Test func nearConceptsAreNamed() {
    #expect(suggestions(["vector serch"])[0].nearest.map(\.rawValue) == ["skill:vector-search"])
  }

  @Test func misspellingsAreTold() {
    let found = suggestions(["Acme: Postrgesql", "Bell: Postrgesql"])
    #expect(found.map { $0.misspelled?.rawValue } == ["framework:postgresql"])
    #expect(suggestions(["vector quantisation"])[0].misspelled == nil)
  }

  @Test(arguments: [
    ["Acme, Paris: Paris", "Bell: Paris"], ["Acme Corp: Acme", "Bell: Acme"], ["Acme: Muscle Booster"],
    ["Acme: Senior Account Manager", "Bell: Senior Account Manager"], ["Acme: data", "Bell: data"],
    ["Acme: identifying", "Bell: identifying"], ["Acme: hitting targets", "Bell: hitting targets"],
    ["Acme: PTO policy", "Bell: PTO policy"], ["Acme: Monday", "Bell: Monday"], ["Acme: Data", "Bell: Data"],
    ["Acme: growth mindset", "Bell: growth mindset"], ["Acme: Search", "Bell: Search"], ["Acme: PMs", "Bell: PMs"],
    ["Acme: C1/C2", "Bell: C1/C2"], ["Acme: tech startup/scaleup", "Bell: tech startup/scaleup"],
    ["Acme: Focus: tea", "Bell: Focus: tea"],
  ])
  func whatNamesNoSkillIsLeftOut(postings: [String]) { check(postings, gives: []) }

  @Test func whatSeveralEmployersCallByANameIsKept() {
    check(["Acme: Hook Canvas", "Bell: Hook Canvas"], gives: ["Hook Canvas"])
    check(["Acme: event schema validation"], gives: ["event schema validation"])
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
