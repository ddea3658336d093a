import Concepts
import FoundationEssentials
import GRDB
import GraphModel
import Testing

@testable import GraphStore

/// Imported schemes and the taxonomy in a graph file.
@Suite struct LayerTests {
  private func layer(_ name: String, _ text: String) -> StoredLayer {
    StoredLayer(name: name, files: [.init(name: "concepts.tsv", bytes: Array(text.utf8))])
  }

  @Test func layersKeepTheirOrderAndAreReplacedInPlace() throws {
    let file = ScratchFile()
    let store = try file.store()
    #expect(try store.layers() == [])
    for name in ["one", "two"] { try store.keep(layer(name, "old")) }
    try store.keep(layer("one", "new"))
    #expect(try store.layers() == [layer("one", "new"), layer("two", "old")])
    #expect(try store.forgetLayer("one"))
    #expect(try !store.forgetLayer("one"))
    #expect(try store.layers() == [layer("two", "old")])
  }

  /// It counts for the taxonomy it was made of, as long as no layer changes.
  @Test func theIndexOfNamesIsForgottenWithItsTaxonomy() throws {
    let file = ScratchFile()
    let store = try file.store()
    try store.sync(Sample.taxonomy)
    #expect(try store.index("key") == nil)
    func keep() throws { try store.keepIndex([1, 2, 3], seal: "seal", "key") }
    try keep()
    let stored = StoredIndex(bytes: [1, 2, 3], seal: "seal", taxonomyDigest: Sample.taxonomy.contentDigest)
    #expect(try store.index("key") == stored)
    #expect(try store.index("other") == nil)
    try store.sync(Taxonomy(schemes: [], concepts: [], relations: []))
    #expect(try store.index("key") == nil)
    try store.sync(Sample.taxonomy)
    for change in [{ try store.keep(layer("one", "text")) }, { _ = try store.forgetLayer("one") }] {
      try keep()
      #expect(try store.index("key") == stored)
      try change()
      #expect(try store.index("key") == nil)
    }
  }

  @Test func theTaxonomyIsReadBackEqual() throws {
    let file = ScratchFile()
    let store = try file.store()
    let rules = [
      AmbiguityRule(
        label: "Go", concept: Sample.id("skill:s0"), exactCase: true, evidence: .init(peers: true, words: ["a", "b c"])),
      AmbiguityRule(label: "Go", concept: Sample.id("skill:s0"), exactCase: false, evidence: .init(words: ["gopher"])),
      AmbiguityRule(label: "R", concept: Sample.id("skill:s1"), exactCase: false, evidence: .init(never: true)),
    ]
    let taxonomy = Taxonomy(
      schemes: Sample.taxonomy.schemes, concepts: Sample.taxonomy.concepts,
      relations: Sample.taxonomy.relations.map { UnresolvedRelation($0, in: Sample.taxonomy) }, ambiguities: rules)
    try store.sync(Sample.taxonomy)
    try store.sync(taxonomy)
    let again = try store.loadTaxonomy()
    #expect(again.contentDigest == taxonomy.contentDigest)
    #expect(again.ambiguities == taxonomy.ambiguities)
  }

  @Test func filesOfTheFirstFormatAreBroughtUpToDate() throws {
    let file = ScratchFile()
    let store = try file.store()
    try store.sync(Sample.taxonomy)
    try store.queue.write {
      try $0.execute(
        sql: "DROP TABLE concept_rule; DROP TABLE layer; DROP TABLE layer_file; PRAGMA user_version = 1")
    }
    store.close()
    #expect(try file.store(.readOnly).layers() == [])
    #expect(try file.store(.readOnly).loadTaxonomy().concepts == Sample.taxonomy.concepts)
    let newer = try file.store()
    try newer.keep(layer("one", "text"))
    try newer.sync(Sample.taxonomy)
    #expect(try newer.loadTaxonomy().contentDigest == Sample.taxonomy.contentDigest)
  }
}
