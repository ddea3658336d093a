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
      [["skill:snake = Python", "role:coder = Programmer", "role:coder requires skill:snake"]],
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
