import Concepts
import Diagnostics
import Testing

@testable import TaxonomyFormats

/// Tables in, a taxonomy and the places of bad rows out.
@Suite struct TaxonomyTablesTests {
  static let concepts = "id\tprefLabel\tnote\nskill:a\tA\t\nskill:b\tB\tremark\n"

  @Test func readsAllTables() {
    let read = TaxonomyTables.read([
      ("x/concepts.tsv", Array(Self.concepts.utf8)),
      (
        "labels.tsv",
        Array("concept\ttype\tlanguage\tlabel\nskill:a\talt\tde\tAh\r\n\n# remark\nskill:a\thidden\t\t\"Aaa\"\n".utf8)
      ),
      ("relations.tsv", Array("source\trelation\ttarget\tstrength\nskill:a\tprerequisiteOf\tskill:b\thelpful\n".utf8)),
      ("matches.tsv", Array("concept\trelation\tidentifier\nskill:b\texactMatch\twikidata:Q1\n".utf8)),
      (
        "ambiguity.tsv",
        Array("label\tconcept\tcase\tevidence\twords\nA\tskill:a\texact\tpeers+words\tGrade, Letter\n".utf8)
      ),
      ("scheme.tsv", Array("key\tvalue\nname\tmine\nrelease\t7\n".utf8)),
    ])
    #expect(read.diagnostics.isEmpty)
    let taxonomy = read.value
    #expect(taxonomy.schemes.map(\.release) == ["7"])
    #expect(taxonomy.concepts.map(\.prefLabel) == ["A", "B"])
    #expect(taxonomy.concepts[0].labels == [Label("Ah", .alt, language: "de"), Label("Aaa", .hidden)])
    #expect(taxonomy.concepts[1].matches == [ConceptMatch(.exactMatch, "wikidata:Q1")])
    #expect(taxonomy.concepts[1].note == "remark")
    #expect(taxonomy.relations.map(\.strength) == [.helpful])
    #expect(taxonomy.relations.map(\.row) == [2])
    #expect(taxonomy.ambiguities.map(\.evidence) == [.init(peers: true, words: ["grade", "letter"])])
    #expect(taxonomy.ambiguities.map(\.exactCase) == [true])
  }

  /// A bad row is reported with its place and costs nothing else.
  @Test(arguments: [
    ("concepts.tsv", "id\tprefLabel\nskill:a\tA\nnonsense\tN\nskill:b\tB\n", "taxonomy.bad-id", 3, 1),
    ("concepts.tsv", "id\tprefLabel\nskill:a\tA\nskill:a\tA2\nskill:b\tB\n", "taxonomy.duplicate-concept", 3, 1),
    ("concepts.tsv", "id\tprefLabel\nskill:a\tA\nskill:c\t\nskill:b\tB\n", "taxonomy.missing-label", 3, 2),
    ("labels.tsv", "concept\ttype\tlabel\nskill:zz\talt\tZ\n", "taxonomy.unknown-concept", 2, 1),
    ("labels.tsv", "concept\ttype\tlabel\nskill:a\tnick\tZ\n", "taxonomy.bad-label-type", 2, 2),
    ("relations.tsv", "source\trelation\ttarget\nskill:a\tloves\tskill:b\n", "taxonomy.bad-relation", 2, 2),
    ("relations.tsv", "source\trelation\ttarget\nskill:a\trelated\tskill:zz\n", "taxonomy.unknown-concept", 2, 3),
  ])
  func reportsBadRows(table: String, text: String, code: String, line: Int, column: Int) {
    let others = table == "concepts.tsv" ? [] : [("concepts.tsv", Array(Self.concepts.utf8))]
    let read = TaxonomyTables.read(others + [(table, Array(text.utf8))])
    #expect(read.diagnostics.map(\.code) == [code])
    #expect(read.diagnostics.map(\.location) == [Location(file: table, line: line, column: column)])
    #expect(read.value.concepts.map(\.id.rawValue) == ["skill:a", "skill:b"])
  }

  /// Each breach of a rule has the place of the row to look at.
  @Test(arguments: [
    ("labels.tsv", "concept\ttype\tlabel\nskill:b\talt\tX\nskill:b\thidden\tX\n", "repeated-label", 3, 4),
    ("labels.tsv", "concept\ttype\tlanguage\tlabel\nskill:b\talt\ten\ta\n", "ambiguous-label", 2, 4),
    ("relations.tsv", "source\trelation\ttarget\n# remark\nskill:a\tcertifies\tskill:b\n", "wrong-kind", 3, 1),
    ("ambiguity.tsv", "label\tconcept\tcase\tevidence\nC\tskill:a\tany\tnever\n", "stray-rule", 2, 1),
  ])
  func checksPlaceTheirFindings(table: String, text: String, code: String, line: Int, column: Int) {
    let found = TaxonomyTables.check([("concepts.tsv", Array(Self.concepts.utf8)), (table, Array(text.utf8))])
    #expect(
      found.contains {
        $0.code == "taxonomy." + code && $0.location == Location(file: table, line: line, column: column)
      }, "\(found)")
  }

  @Test func inferredRelationsHaveATableOfTheirOwn() throws {
    let table = """
      source\trelation\ttarget\tmethod\tconfidence\tfigures
      skill:a\tprerequisiteOf\tskill:b\tco-occurrence\t0.25\t3 of 4
      skill:a\tprerequisiteOf\tskill:b\tco-occurrence\t2\t
      """
    let files: [TaxonomyTables.File] = [
      ("concepts.tsv", Array(Self.concepts.utf8)), ("inferred.tsv", Array(table.utf8)),
    ]
    let read = TaxonomyTables.readLayer(files)
    #expect(read.diagnostics.map(\.code) == ["taxonomy.bad-confidence"])
    #expect(read.value.relations.isEmpty)
    #expect(read.value.inferred.map(\.confidence) == [0.25])
    #expect(read.value.inferred.map(\.figures) == ["3 of 4"])
    #expect(TaxonomyTables.readLayer(TaxonomyTables.write(read.value)).value.inferred == read.value.inferred)
    #expect(TaxonomyTables.read(files).value.inferred == read.value.inferred)
  }

  @Test func writtenTablesAreReadBackEqual() {
    let overlay = """
      action\tconcept\tvalue\ttarget\tdetail
      add\tskill:new\tNew\t\tremark
      alias\tskill:new\tNovel\t\thidden
      rename\tskill:py\tPython
      relate\tskill:new\tprerequisiteOf\tskill:py\thelpful
      forbid\tskill:x
      forbid\tskill:y\tWhy
      forbid\tskill:y\tbroader\tskill:x
      match\tskill:y\twikidata:Q1\t\tcloseMatch
      override\tskill:z\tZed

      """
    let concepts = "id\tprefLabel\tnote\nskill:a\t\"\"\"A\"\" b\"\t\n"
    let rules = "label\tconcept\tcase\tevidence\twords\n\"#a\"\tskill:a\texact\tpeers+words\tone,two\n"
    let first = TaxonomyTables.readLayer([
      ("overlay.tsv", Array(overlay.utf8)), ("concepts.tsv", Array(concepts.utf8)),
      ("ambiguity.tsv", Array(rules.utf8)),
    ])
    #expect(first.diagnostics == [])
    #expect(first.value.concepts.map(\.prefLabel) == ["\"A\" b", "New"])
    #expect(first.value.edits.count == 7)
    let again = TaxonomyTables.readLayer(TaxonomyTables.write(first.value))
    #expect(again.diagnostics == [])
    #expect(again.value.concepts == first.value.concepts)
    #expect(again.value.edits.map(\.change) == first.value.edits.map(\.change))
    #expect(again.value.ambiguities == first.value.ambiguities)
    #expect(again.value.relations.map(\.strength) == first.value.relations.map(\.strength))
  }

  @Test func badOverlayRowsAreReported() {
    let overlay =
      "action\tconcept\tvalue\ttarget\nlove\tskill:a\nadd\tskill:a\nadd\tnobody\tX\nrelate\tskill:a\tloves\tskill:b\n"
    let read = TaxonomyTables.readLayer([("overlay.tsv", Array(overlay.utf8))])
    #expect(
      read.diagnostics.map(\.code)
        == ["bad-action", "missing-label", "bad-id", "bad-relation"].map { "taxonomy." + $0 })
    #expect(read.diagnostics.map(\.location?.line) == [2, 3, 4, 5])
  }

  @Test func reportsMissingTablesAndColumns() {
    #expect(TaxonomyTables.read([]).diagnostics.map(\.code) == ["taxonomy.missing-table"])
    let read = TaxonomyTables.read([("concepts.tsv", Array("id\tname\nskill:a\tA\n".utf8))])
    #expect(read.diagnostics.first?.code == "taxonomy.missing-column")
  }
}
