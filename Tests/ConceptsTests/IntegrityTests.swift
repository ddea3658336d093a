import Testing

@testable import Concepts

/// What `integrityFindings` reports, for taxonomies written as lines.
@Suite struct IntegrityTests {
  /// - Parameter lines: `skill:a = A, alt B, hidden C, pref@de D` defines a concept, `skill:a broader skill:b` a relation,
  ///   `rule skill:a A` a rule.
  private func check(
    _ lines: [String], finds expected: [TaxonomyFinding.Rule], _ place: SourceLocation = #_sourceLocation
  ) {
    let rules = Sample.taxonomy(lines).integrityFindings().map(\.rule).filter { $0 != .orphan }
    #expect(rules == expected, sourceLocation: place)
  }

  @Test func aSoundTaxonomyHasNoFindings() {
    check(
      [
        "skill:a = A, alt Aa, hidden Aaa, pref@de Ah", "skill:b = B", "skill:c = C", "role:r = R",
        "skill:a broader skill:b",
        "skill:a related skill:c", "skill:a prerequisiteOf skill:c", "role:r requires skill:a",
      ], finds: [])
  }

  @Test func aLanguageHasOnePreferredLabel() {
    check(["skill:a = A, pref@de B, pref@de C"], finds: [.severalPrefLabels])
    check(["skill:a = A, pref@en B"], finds: [.severalPrefLabels])
  }

  @Test func labelsOfAConceptAreDisjoint() {
    check(["skill:a = A, alt A"], finds: [.repeatedLabel])
    check(["skill:a = A, alt B, hidden B"], finds: [.repeatedLabel])
    check(["skill:a = A, alt a"], finds: [])
    check(["skill:a = A, alt@de A"], finds: [])
  }

  @Test func sharedNamesNeedARuleForEach() {
    let shared = ["skill:go = Go", "framework:go = Go (game), alt go"]
    check(shared, finds: [.ambiguousLabel, .ambiguousLabel])
    check(shared + ["rule skill:go Go"], finds: [.ambiguousLabel])
    check(shared + ["rule skill:go Go", "rule framework:go go"], finds: [])
    check(["skill:a = Data Set", "role:b = X, alt data-sets"], finds: [.ambiguousLabel, .ambiguousLabel])
  }

  @Test func educationSharesNamesWithSkills() {
    check(["skill:statistics = Statistics", "education:statistics = Statistics"], finds: [])
  }

  @Test func aRuleNeedsItsLabel() {
    check(["skill:a = A", "rule skill:a B"], finds: [.strayRule])
  }

  @Test func relationsJoinWhatTheyMay() {
    check(["skill:a = A", "role:r = R", "skill:a requires role:r"], finds: [.wrongKind])
    check(["skill:a = A", "role:r = R", "role:r prerequisiteOf skill:a"], finds: [.wrongKind])
    check(["certification:c = C", "skill:a = A", "certification:c certifies skill:a"], finds: [])
    check(["skill:a = A", "skill:a related skill:a"], finds: [.selfRelation])
    check(
      ["skill:a = A", "skill:b = B", "skill:a related skill:b", "skill:a related skill:b"], finds: [.repeatedRelation])
  }

  @Test(arguments: ["prerequisiteOf", "broader"])
  func cyclesAreNamedInTurn(relation: String) {
    let taxonomy = Sample.taxonomy(
      ["skill:a = A", "skill:b = B", "skill:c = C", "skill:d = D"]
        + ["a b", "b c", "c b", "c d", "d a"].map { pair in
          pair.split(separator: " ").map { "skill:\($0)" }.joined(separator: " \(relation) ")
        })
    let cycles = taxonomy.integrityFindings().filter { $0.rule == .cycle }.map(\.message)
    #expect(
      cycles == [
        "\(relation) has a cycle: skill:b → skill:c → skill:b; delete one of its relations",
        "\(relation) has a cycle: skill:a → skill:b → skill:c → skill:d → skill:a; delete one of its relations",
      ])
  }

  @Test func aLongChainIsNoCycle() {
    let ids = (0..<20_000).map { "skill:n\($0)" }
    check(ids.map { "\($0) = \($0)" } + zip(ids, ids.dropFirst()).map { "\($0) prerequisiteOf \($1)" }, finds: [])
  }

  @Test func relatedContradictsBroader() {
    let chain = ["skill:a = A", "skill:b = B", "skill:c = C", "skill:a broader skill:b", "skill:b broader skill:c"]
    check(chain + ["skill:a related skill:c"], finds: [.relatedInHierarchy])
    check(chain + ["skill:c related skill:a"], finds: [.relatedInHierarchy])
  }

  @Test func orphansAreNoErrors() {
    let findings = Sample.taxonomy(["skill:a = A"]).integrityFindings()
    #expect(findings.map(\.rule) == [.orphan])
    #expect(findings.map(\.isError) == [false])
  }
}
