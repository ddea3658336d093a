import Diagnostics
import Testing

@testable import Concepts

/// What comes of layers, written as lines (`Sample.layer`).
@Suite struct LayerTests {
  static let base = [
    "skill:python = Python, alt Python 3", "framework:kubernetes = Kubernetes, alt K8s", "skill:ops = Operations",
    "role:dev = Developer, alt Programmer", "framework:kubernetes broader skill:ops",
  ]

  private func layered(_ layers: [[String]], edits: [TaxonomyEdit] = []) -> (
    taxonomy: Taxonomy, reports: [LayerReport]
  ) {
    var layers = layers.enumerated().map { Sample.layer($1, name: "layer\($0)") }
    if !edits.isEmpty { layers.append(TaxonomyLayer(scheme: layers[0].scheme, edits: edits)) }
    return Taxonomy.layered(layers)
  }

  private func check(
    _ layers: [[String]], edits: [TaxonomyEdit] = [], gives expected: [String],
    _ place: SourceLocation = #_sourceLocation
  ) {
    let result = layered([Self.base] + layers, edits: edits)
    let plain = Set(lines(layered([Self.base]).taxonomy))
    #expect(lines(result.taxonomy).filter { !plain.contains($0) } == expected, sourceLocation: place)
    #expect(result.taxonomy.integrityFindings().filter(\.isError) == [], sourceLocation: place)
  }

  private func lines(_ taxonomy: Taxonomy) -> [String] {
    taxonomy.concepts.map { concept in
      "\(concept.id) = "
        + ([concept.prefLabel] + concept.labels.map { "\($0.role.rawValue) \($0.text)" }).joined(separator: ", ")
    }
      + taxonomy.relations.map {
        "\(taxonomy[$0.source].id) \($0.relation.rawValue) \(taxonomy[$0.target].id) of \(taxonomy.schemes[$0.scheme].name)"
      }
      + taxonomy.ambiguities.map { "rule \($0.concept) \($0.label)\($0.evidence.never ? " never" : "")" }
  }

  @Test func aConceptWithTheSameNameIsNotAddedAgain() {
    check([["skill:snake = python"]], gives: [])
    check([["framework:python = Python"], ["skill:py = Pythons"]], gives: [])
    check([["skill:kube = K8s, alt Kube"]], gives: ["framework:kubernetes = Kubernetes, alt K8s, alt Kube"])
    check([["role:python = Python"]], gives: ["role:python = Python", "rule role:python Python never"])
  }

  @Test func linksSayHowCloseTheyAre() {
    let report = layered([Self.base, ["skill:snake = python", "skill:kube = K8s", "skill:new = New"]]).reports[1]
    #expect(report.links.map(\.concept.rawValue) == ["skill:python", "framework:kubernetes"])
    #expect(report.links.map(\.closeness) == [.exactMatch, .closeMatch])
    #expect(report.conceptsAdded == 1)
  }

  @Test func matchesOfALinkAreAsCloseAsTheLink() {
    var layer = Sample.layer(["skill:snake = python", "skill:kube = K8s"])
    for index in layer.concepts.indices { layer.concepts[index].matches = [.init(.exactMatch, "x:\(index)")] }
    let taxonomy = Taxonomy.layered([Sample.layer(Self.base), layer]).taxonomy
    #expect(taxonomy[Sample.id("skill:python")]?.matches == [.init(.exactMatch, "x:0")])
    #expect(taxonomy[Sample.id("framework:kubernetes")]?.matches == [.init(.closeMatch, "x:1")])
  }

  @Test func relationsOfLinkedConceptsArePartOfTheOneBelow() {
    check(
      [["skill:snake = Python", "role:coder = Programmer, alt Developer", "role:coder requires skill:snake"]],
      gives: ["role:dev requires skill:python of layer1"])
  }

  @Test func aNameThatIsTakenIsNotGivenAway() {
    let report = layered([Self.base, ["skill:new = New, alt K8s, alt Newer"]]).reports[1]
    #expect(report.labelsTaken == 1)
    check([["skill:new = New, alt K8s, alt Newer"]], gives: ["skill:new = New, alt Newer"])
  }

  @Test func aNameThatConceptsOfALayerShareNeverCountsAlone() {
    check(
      [["role:a = A, alt Boss", "role:b = B, alt Boss"]],
      gives: ["role:a = A, alt Boss", "role:b = B, alt Boss", "rule role:a Boss never", "rule role:b Boss never"])
  }

  @Test func anotherTitleMakesARoleTheSameOnlyMutually() {
    let below = ["role:physician = Physician, alt Doctor, alt Urologist", "role:guide = Tour Guide, alt Tourist Guide"]
    let result = layered([
      below,
      [
        "role:urologist = Urologist, alt Kidney Doctor", "role:tourist-guide = Tourist Guide, alt Tour Guide",
        "role:doc = Doctor",
      ],
    ])
    #expect(result.reports[1].links.map(\.label) == ["Tourist Guide"])
    #expect(result.reports[1].ambiguous.map(\.label) == ["Urologist", "Doctor"])
    #expect(result.taxonomy.concepts.map(\.id.rawValue).contains("role:urologist"))
    #expect(result.taxonomy.integrityFindings().filter(\.isError) == [])
  }

  @Test func aRoleIsOnlyOneOfALayer() {
    let links = layered([
      ["role:guide = Guide, alt A, alt B"],
      ["role:a = A, alt Guide", "role:b = B, alt Guide"],
    ]).reports[1].links
    #expect(links == [])
    let exact = layered([["role:guide = Guide, alt A"], ["role:a = A, alt Guide", "role:g = Guides"]]).reports[1].links
    #expect(exact.map(\.label) == ["Guides"])
  }

  @Test func theSameIdentifierIsTheSameConcept() {
    var below = Sample.layer(["skill:go = Go"])
    below.concepts[0].matches = [.init(.exactMatch, "u/1")]
    var layer = Sample.layer(["skill:golang = Golang", "role:gopher = Gopher"])
    for index in layer.concepts.indices { layer.concepts[index].matches = [.init(.exactMatch, "u/1")] }
    let result = Taxonomy.layered([below, layer])
    #expect(result.taxonomy.concepts.map(\.id.rawValue) == ["role:gopher", "skill:go"], "a role is no skill")
    #expect(result.taxonomy[Sample.id("skill:go")]?.labels.map(\.text) == ["Golang"])
  }

  /// Each of a label's rules is enough by itself, so none may go when another scheme comes on top, or rule what was there.
  @Test func aLabelKeepsAllItsRules() {
    func rule(_ exactCase: Bool, _ words: [String]) -> AmbiguityRule {
      AmbiguityRule(label: "Go", concept: Sample.id("skill:go"), exactCase: exactCase, evidence: .init(words: words))
    }
    var below = Sample.layer(["skill:go = Go, alt Gopher"])
    below.ambiguities = [rule(true, []), rule(false, ["a"])]
    var layer = Sample.layer(["skill:golang = Go, alt Gopher, alt Goph"])
    layer.ambiguities = ["Gopher", "Goph"].map {
      AmbiguityRule(label: $0, concept: Sample.id("skill:golang"), exactCase: true, evidence: .init(peers: true))
    }
    let rules = Taxonomy.layered([below, layer]).taxonomy.ambiguities
    #expect(rules.filter { $0.label == "Go" }.count == 2)
    #expect(rules.filter { $0.label != "Go" }.map(\.label) == ["Goph"])
  }

  @Test func aGroupIsNotLinkedByItsLabel() {
    var layer = Sample.layer(["role:devs-25 = Developers"])
    layer.ambiguities = [
      .init(label: "Developers", concept: Sample.id("role:devs-25"), exactCase: false, evidence: .init(never: true))
    ]
    let result = Taxonomy.layered([Sample.layer(Self.base), layer])
    #expect(result.reports[1].links == [])
    #expect(result.taxonomy[Sample.id("role:devs-25")] != nil)
  }

  @Test func inferredRelationsStayApartAndContradictNothing() {
    func inferred(_ source: String, _ target: String, _ confidence: Double) -> InferredRelation {
      InferredRelation(
        Sample.id(source), .prerequisiteOf, Sample.id(target), method: "m", confidence: confidence, figures: "f")
    }
    let below = Sample.layer(["skill:a = A", "skill:b = B", "skill:c = C", "skill:a prerequisiteOf skill:b"])
    var layer = Sample.layer(["skill:letter-a = A", "skill:d = D"])
    layer.inferred = [
      inferred("skill:letter-a", "skill:b", 0.9), inferred("skill:b", "skill:letter-a", 0.9),
      inferred("skill:b", "skill:c", 0.5), inferred("skill:c", "skill:letter-a", 0.4),
      inferred("skill:letter-a", "skill:d", 0.6), inferred("skill:letter-a", "skill:nobody", 0.6),
    ]
    let taxonomy = Taxonomy.layered([below, layer]).taxonomy
    #expect(taxonomy.relations.count == 1)
    #expect(taxonomy.inferred == [inferred("skill:a", "skill:d", 0.6), inferred("skill:b", "skill:c", 0.5)])
  }

  @Test func anAmbiguousNameIsReportedAndNotLinked() {
    let below = ["skill:x = X, alt Same", "skill:y = Y, alt Same", "rule skill:x Same", "rule skill:y Same"]
    let result = layered([below, ["skill:same = Same"]])
    #expect(result.reports[1].ambiguous.map { $0.candidates.map(\.rawValue) } == [["skill:x", "skill:y"]])
    #expect(result.taxonomy[Sample.id("skill:same")] != nil)
    #expect(result.taxonomy.integrityFindings().filter(\.isError) == [])
  }

  @Test func relationsThatContradictTheHierarchyAreRefused() {
    let result = layered([
      Self.base,
      [
        "skill:ops = Operations", "framework:kubernetes = Kubernetes", "skill:ops broader framework:kubernetes",
        "skill:ops related framework:kubernetes",
      ],
    ])
    #expect(result.reports[1].relationsRefused == 2)
    #expect(result.taxonomy.integrityFindings().filter(\.isError) == [])
  }

  @Test func aLayerMaySpeakOfConceptsBelow() {
    check(
      [["skill:new = New", "skill:python prerequisiteOf skill:new"]],
      gives: ["skill:new = New", "skill:python prerequisiteOf skill:new of layer1"])
    let report = layered([Self.base, ["skill:python prerequisiteOf skill:nobody"]]).reports[1]
    #expect(report.diagnostics.map(\.code) == ["taxonomy.unknown-concept"])
  }

  @Test func editsChangeWhatIsBelow() {
    let python = Sample.id("skill:python")
    let kubernetes = Sample.id("framework:kubernetes")
    check([], edits: [.init(python, .rename("Py"))], gives: ["skill:python = Py, alt Python 3, alt Python"])
    check(
      [], edits: [.init(python, .addLabel(Label("Snake", .hidden)))],
      gives: ["skill:python = Python, alt Python 3, hidden Snake"])
    check([], edits: [.init(python, .forbidLabel("python-3"))], gives: ["skill:python = Python"])
    check([], edits: [.init(kubernetes, .override("Kube"))], gives: ["framework:kubernetes = Kube"])
    let forbidden = layered([Self.base], edits: [.init(kubernetes, .forbid)]).taxonomy
    #expect(forbidden[kubernetes] == nil)
    #expect(forbidden.relations == [])
    let apart = layered([Self.base], edits: [.init(kubernetes, .forbidRelation(.broader, Sample.id("skill:ops")))])
    #expect(apart.taxonomy.relations == [])
  }

  @Test(arguments: [TaxonomyEdit.Change.forbid, .rename("X"), .forbidLabel("X")])
  func editsOfUnknownConceptsAreReported(change: TaxonomyEdit.Change) {
    let result = layered([Self.base], edits: [.init(Sample.id("skill:nobody"), change)])
    #expect(result.reports[1].diagnostics.map(\.code) == ["taxonomy.bad-edit"])
  }

  @Test func oneLayerStaysAsItIs() {
    let taxonomy = Sample.taxonomy(Self.base)
    let result = Taxonomy.layered([TaxonomyLayer(taxonomy)]).taxonomy
    #expect(lines(result) == lines(taxonomy))
  }
}
