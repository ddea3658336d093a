import Concepts
import Diagnostics
import Foundation
import GraphModel
import GraphStore
import Ingestion
import Postings
import TaxonomyFormats
import Testing

@testable import skillgraph

/// A text is read with the part of a taxonomy it may name.
@Suite struct NamedPartTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Data/postings")

  private static let texts = [
    "Data analyst: Python3, ReactJS, (Py)Spark, k8s, front-end and backend development, T-SQL.",
    "Skills: machine and deep learning; unit, integration and system testing; supervised/unsupervised learning.",
    "I drafted and reviewed contracts, gathered requirements, and led testing (unit, regression). Word, Go, R, C++.",
    "AWS Professional Certification. BSc in Mathematics, MSc in data science. Data interpretation and visualization.",
  ]

  /// Twin: all names of the taxonomy.
  @Test func nothingIsLostWithTheOtherNames() throws {
    let path = FileManager.default.temporaryDirectory.path + "/skillgraph-named-\(UUID().uuidString).db"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let store = try GraphFile(path: path, mode: .readWrite)
    defer { store.close() }
    let taxonomy = Taxonomy.bundled().value
    try GraphTaxonomy.sync(taxonomy, in: store)
    let whole = Extractor(taxonomy: taxonomy)
    let pages = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path).sorted()
    #expect(pages.count > 50)
    let sources =
      try stride(from: 0, to: pages.count, by: 3).map { try Data(contentsOf: Self.folder.appending(path: pages[$0])) }
      + Self.texts.map { Data($0.utf8) }
    var (found, kept) = (0, 0)
    for source in sources {
      let text = PostingReader().document(Array(source), name: "cv").value
      let part = try #require(try GraphTaxonomy.part(namedIn: text, store))
      let all = whole.evidence(of: text, source: "cv", unit: 0)
      let some = Extractor(taxonomy: part).evidence(of: text, source: "cv", unit: 0)
      let lost =
        all.mentions.filter { !some.mentions.contains($0) } + some.mentions.filter { !all.mentions.contains($0) }
      #expect(lost.isEmpty, "\(lost.map { "\($0.label): \($0.quote) in \($0.context)" })")
      #expect(some.education == all.education)
      found += all.mentions.count
      kept = max(kept, part.concepts.count)
    }
    #expect(found > 200)
    // The point of it: a page needs few of them.
    #expect(kept * 8 < taxonomy.concepts.count)
  }

  @Test func anotherReleasesNamesAreNotUsed() throws {
    let path = FileManager.default.temporaryDirectory.path + "/skillgraph-named-\(UUID().uuidString).db"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let store = try GraphFile(path: path, mode: .readWrite)
    defer { store.close() }
    let taxonomy = Taxonomy(
      schemes: [.init(name: "own", title: "", release: "1", licence: "")],
      concepts: [Concept(id: ConceptID(kind: .skill, label: "a"), prefLabel: "a")], relations: [])
    try GraphTaxonomy.sync(taxonomy, in: store)
    #expect(try store.taxonomy(namedBy: [], seal: "another") == nil)
    let text = PostingReader().document(Array("a".utf8), name: "cv").value
    #expect(try GraphTaxonomy.part(namedIn: text, store)?.concepts.map(\.prefLabel) == ["a"])
    // Nor those of a taxonomy that the file no longer has.
    try store.sync(Taxonomy(schemes: taxonomy.schemes, concepts: [], relations: []))
    #expect(try GraphTaxonomy.part(namedIn: text, store) == nil)
  }
}
