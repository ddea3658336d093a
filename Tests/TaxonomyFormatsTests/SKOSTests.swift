import Concepts
import Diagnostics
import JSONText
import Testing

@testable import TaxonomyFormats

/// SKOS in, a layer out, and the way back.
@Suite struct SKOSTests {
  private func read(_ body: String) throws -> (layer: TaxonomyLayer, report: ImportReport) {
    let text = """
      <?xml version="1.0"?>
      <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:skos="http://www.w3.org/2004/02/skos/core#">
      \(body)</rdf:RDF>
      """
    return try SKOS.read(Array(text.utf8), name: "x.rdf")
  }

  private func check(_ body: String, gives expected: [String], _ place: SourceLocation = #_sourceLocation) throws {
    let layer = try read(body).layer
    let found =
      layer.concepts.map { concept in
        "\(concept.id) = "
          + ([concept.prefLabel] + concept.labels.map { "\($0.role.rawValue)@\($0.language) \($0.text)" }
          + concept.matches.map(\.identifier)).joined(separator: ", ")
      } + layer.relations.map { "\($0.source) \($0.relation.rawValue) \($0.target)" }
    #expect(found == expected, sourceLocation: place)
  }

  @Test func labelsHaveTheirLanguages() throws {
    try check(
      """
      <skos:Concept rdf:about="http://x/1"><skos:prefLabel xml:lang="de">Käse &amp; Wein</skos:prefLabel>
      <skos:prefLabel xml:lang="en">Cheese</skos:prefLabel><skos:altLabel>Fromage</skos:altLabel>
      <skos:hiddenLabel xml:lang="en">Chese</skos:hiddenLabel></skos:Concept>
      """, gives: ["skill:cheese = Cheese, pref@de Käse & Wein, alt@en Fromage, hidden@en Chese, http://x/1"])
  }

  @Test func relationsMayBeSaidFromEitherEnd() throws {
    let concepts = ["a", "b"].map { "<skos:Concept rdf:about=\"#\($0)\"><skos:prefLabel>\($0)</skos:prefLabel>" }
    let end = "</skos:Concept>"
    let expected = ["skill:a = a, #a", "skill:b = b, #b", "skill:b broader skill:a"]
    try check(concepts[0] + end + concepts[1] + "<skos:broader rdf:resource=\"#a\"/>" + end, gives: expected)
    try check(concepts[0] + "<skos:narrower rdf:resource=\"#b\"/>" + end + concepts[1] + end, gives: expected)
    try check(
      concepts[0] + "<skos:narrower rdf:resource=\"#b\"/>" + end + concepts[1] + "<skos:broader rdf:resource=\"#a\"/>"
        + end, gives: expected)
    try check(concepts[0] + "<skos:narrower>" + concepts[1] + end + "</skos:narrower>" + end, gives: expected)
  }

  @Test func descriptionsOfTypeConceptAreConcepts() throws {
    try check(
      """
      <rdf:Description rdf:about="http://x/1"><rdf:type rdf:resource="http://www.w3.org/2004/02/skos/core#Concept"/>
      <skos:prefLabel>One</skos:prefLabel></rdf:Description><rdf:Description rdf:about="http://x/2"/>
      """, gives: ["skill:one = One, http://x/1"])
  }

  @Test(arguments: ["", "<html><body>no</body></html>", "@prefix skos: <http://www.w3.org/2004/02/skos/core#> ."])
  func whatIsNoSKOSIsRefused(text: String) {
    let error = #expect(throws: ImportError.self) { try SKOS.read(Array(text.utf8), name: "x") }
    #expect(error?.code == .malformedFile)
  }

  @Test func relationsToUnknownConceptsAreAccountedFor() throws {
    let report = try read(
      "<skos:Concept rdf:about=\"#a\"><skos:prefLabel>A</skos:prefLabel><skos:broader rdf:resource=\"#z\"/></skos:Concept>"
    ).report
    #expect(report.files[0].outcomes.map(\.name) == ["concept", "relation to an unknown concept"])
  }

  /// The bundled scheme, written and read back, differs in nothing but its rules.
  @Test func whatIsWrittenIsReadBackEqual() throws {
    let taxonomy = BundledTaxonomyTests.bundled.value
    let layer = try SKOS.read(SKOS.write(taxonomy), name: "x").layer
    let again = Taxonomy(schemes: [layer.scheme], concepts: layer.concepts, relations: layer.relations)
    #expect(again.schemes == taxonomy.schemes)
    #expect(TaxonomyDifference(from: taxonomy, to: again).isEmpty)
    #expect(again.concepts.map(\.note) == taxonomy.concepts.map(\.note))
    #expect(again.relations.map(\.strength) == taxonomy.relations.map(\.strength))
    #expect(again.relations.map(\.level) == taxonomy.relations.map(\.level))
  }

  @Test func jsonNamesItsMembers() {
    let a = Concept(id: ConceptID(kind: .skill, label: "a"), prefLabel: "A", labels: [Label("Aa", .hidden)])
    let taxonomy = Taxonomy(
      schemes: [.init(name: "s", title: "", release: "1", licence: "")], concepts: [a],
      relations: [.init(a.id, .related, a.id, row: 4)])
    let json = TaxonomyJSON.json(taxonomy)
    #expect(json["concepts"]?.elements[0]["labels"]?.elements[0]["type"] == "hidden")
    #expect(json["concepts"]?.elements[0]["relations"]?.elements[0]["row"] == 4)
    #expect(json["schemes"]?.elements[0]["release"] == "1")
  }
}
