import Testing

@testable import Concepts

@Suite struct DifferenceTests {
  private func check(_ old: [String], _ new: [String], gives expected: [String]) {
    let found = TaxonomyDifference(from: Sample.taxonomy(old), to: Sample.taxonomy(new))
    let lines =
      found.removedConcepts.map { "- \($0)" } + found.addedConcepts.map { "+ \($0)" }
      + found.changedConcepts.map {
        "~ \($0.concept) \($0.oldLabel)→\($0.newLabel) -\($0.removedLabels) +\($0.addedLabels)"
      } + found.removedRelations.map { "- \($0.source) \($0.relation) \($0.target)" }
      + found.addedRelations.map { "+ \($0.source) \($0.relation) \($0.target)" }
    #expect(lines == expected)
    #expect(found.isEmpty == expected.isEmpty)
  }

  @Test func sameTaxonomiesDoNotDiffer() {
    check(
      ["skill:a = A, alt B", "skill:a related skill:a"], ["skill:a related skill:a", "skill:a = A, alt B"], gives: [])
  }

  @Test func everyChangeIsNamed() {
    let old = [
      "skill:a = A, alt B", "skill:b = Bee", "skill:c = C", "skill:a related skill:b", "skill:a related skill:c",
    ]
    let new = [
      "skill:a = Aa, alt D", "skill:b = Bee", "skill:d = Dee", "skill:b related skill:a", "skill:a related skill:d",
    ]
    check(
      old, new,
      gives: [
        "- skill:c", "+ skill:d", "~ skill:a A→Aa -[\"B\"] +[\"D\"]", "- skill:a related skill:b",
        "+ skill:b related skill:a",
      ])
  }
}
