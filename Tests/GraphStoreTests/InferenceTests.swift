import Concepts
import GRDB
import GraphModel
import TestSupport
import Testing

@testable import GraphStore

/// What was computed, beside what is curated and extracted.
@Suite struct InferenceTests {
  private func inferred(
    _ source: String, _ target: String, _ method: String, _ confidence: Double = 0.5, _ figures: String = "figures"
  ) -> InferredRelation {
    InferredRelation(
      Sample.id(source), .prerequisiteOf, Sample.id(target), method: method, confidence: confidence, figures: figures)
  }

  private func taxonomy(_ inferred: [InferredRelation]) -> Taxonomy {
    Taxonomy(
      schemes: Sample.taxonomy.schemes, concepts: Sample.taxonomy.concepts,
      relations: Sample.taxonomy.relations.map { UnresolvedRelation($0, in: Sample.taxonomy) }, inferred: inferred)
  }

  @Test func graphsHaveItOnlyIfItIsWanted() throws {
    let file = ScratchFile()
    let store = try file.store()
    let all = [
      inferred("skill:s0", "skill:s1", "m"), inferred("skill:s0", "skill:s2", "a", 0.4),
      inferred("skill:s0", "skill:s2", "b", 0.6),
    ]
    let taxonomy = taxonomy(all)
    try store.sync(taxonomy)
    let plain = try store.loadGraph()
    #expect(plain.nodes == SkillGraph(taxonomy: taxonomy).nodes && plain.edges == SkillGraph(taxonomy: taxonomy).edges)
    #expect(plain.edges.allSatisfy { $0.provenance.name != "inferred" })
    let twin = SkillGraph(taxonomy: taxonomy, inferred: taxonomy.inferred)
    let found = try store.loadGraph(inferred: true)
    #expect(found.edges == twin.edges)
    let added = found.edges.filter { $0.provenance.name == "inferred" }
    #expect(added.map(\.provenance) == [.inferred(method: "b")], "curated edges stay, the surest method counts")
    #expect(added.map(\.confidence) == [0.6])
    #expect(try store.loadTaxonomy().contentDigest == taxonomy.contentDigest)
  }

  /// Twin: the graph made with them from the start; from tables and from the image of a closed file.
  @Test(arguments: 0..<40 as Range<UInt64>)
  func addingIsBuildingWith(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let all = (0..<Int.random(in: 0...12, using: &random)).map { _ in
      var relation = inferred(
        "skill:s\(Int.random(in: 0...3, using: &random))", "skill:s\(Int.random(in: 0...3, using: &random))",
        "m\(Int.random(in: 0...2, using: &random))", Double(Int.random(in: 1...9, using: &random)) / 10)
      if random.oneIn(3) { relation.relation = .related }
      return relation
    }
    let twin = SkillGraph(taxonomy: Sample.taxonomy, inferred: all)
    let added = SkillGraph(taxonomy: Sample.taxonomy).adding(all)
    #expect(added.nodes == twin.nodes && added.edges == twin.edges)
    for node in twin.nodeIndices {
      #expect(added.edges(from: node) == twin.edges(from: node) && added.edges(to: node) == twin.edges(to: node))
    }
    #expect(added.withoutInferred.edges == SkillGraph(taxonomy: Sample.taxonomy).edges)
    let file = ScratchFile()
    let store = try file.store()
    try store.sync(Sample.taxonomy)
    try store.keep(all.filter { $0.method == "m0" }, method: "m0")
    let fromTables = try store.loadGraph(inferred: true)
    store.close()
    let fromImage = try file.store(.readOnly).loadGraph(inferred: true)
    #expect(fromImage.nodes == fromTables.nodes && fromImage.edges == fromTables.edges)
    // An image of it is one like any other.
    let again = SkillGraph(image: { fromImage.image($0).count }) { section, buffer in
      let bytes = fromImage.image(section).prefix(buffer.count)
      buffer.copyBytes(from: bytes)
      return bytes.count
    }
    #expect(
      again.map { $0.nodes == fromImage.nodes && $0.edges == fromImage.edges && $0.schemes == fromImage.schemes }
        == true)
    #expect(fromImage.edges.contains { $0.provenance.name == "inferred" } == twinHas(all))
  }

  /// Whether something of the first method is no curated edge.
  private func twinHas(_ all: [InferredRelation]) -> Bool {
    all.contains {
      let isKnown = $0.source.rawValue < "skill:s3" && $0.target.rawValue < "skill:s3"
      let isCurated =
        $0.relation == .prerequisiteOf && $0.source.rawValue == "skill:s0" && $0.target.rawValue == "skill:s1"
      return $0.method == "m0" && isKnown && !isCurated
    }
  }

  @Test func eachMethodIsReplacedByItself() throws {
    let file = ScratchFile()
    let store = try file.store()
    try store.sync(taxonomy([inferred("skill:s2", "skill:s1", "scheme")]))
    try store.keep([inferred("skill:s1", "skill:s2", "x"), inferred("skill:s0", "skill:s2", "x")], method: "x")
    try store.keep([inferred("skill:s0", "skill:s2", "y")], method: "y")
    try store.keep([inferred("skill:s0", "skill:s2", "x", 0.9, "new")], method: "x")
    #expect(
      try store.inferences() == [
        inferred("skill:s0", "skill:s2", "x", 0.9, "new"), inferred("skill:s0", "skill:s2", "y"),
        inferred("skill:s2", "skill:s1", "scheme"),
      ])
    #expect(try store.inferences(between: Sample.id("skill:s2"), Sample.id("skill:s0")).map(\.method) == ["x", "y"])
    try store.sync(Sample.taxonomy)
    #expect(try store.inferences().map(\.method) == ["x", "y"], "what postings gave stays")
    #expect(try store.methodsOverPostings() == ["x", "y"])
    let rows = try store.read { try Row.fetchAll($0, sql: "SELECT source, target, figures FROM inferred") }
    #expect(rows.count == 2)
  }

  @Test func demandsComeByPostingWithTheirEmployer() throws {
    let file = ScratchFile()
    let store = try file.store()
    try store.sync(Sample.taxonomy)
    try store.add([
      SourceBatch(
        source: "a", digest: "1",
        evidence: [
          Sample.posting("a", 0, asking: ["skill:s1 required", "skill:s0 preferred"], identifier: "7"),
          Sample.posting("a", 1, asking: ["skill:s2 required"]),
        ])
    ])
    var found: [String] = []
    try store.forEachDemand { found.append("\($0.map(\.rawValue).joined(separator: " ")) of \($1 ?? "nobody")") }
    #expect(found == ["skill:s0 skill:s1 of Acme", "skill:s2 of nobody"])
    #expect(try store.sourceCount() == 1)
  }

  @Test func filesOfTheSecondFormatHaveNone() throws {
    let file = ScratchFile()
    let store = try file.store()
    try store.sync(Sample.taxonomy)
    try store.queue.write {
      try $0.execute(sql: "DROP VIEW inferred; DROP TABLE inference; PRAGMA user_version = 2")
    }
    store.close()
    #expect(try file.store(.readOnly).inferences() == [])
    #expect(try file.store(.readOnly).loadGraph(inferred: true).edges.count == 3)
  }

  @Test func layersAreReadInPartAndMatchesFound() throws {
    let file = ScratchFile()
    let store = try file.store()
    let files = ["a.tsv", "b.tsv"].map { StoredLayer.File(name: $0, bytes: Array($0.utf8)) }
    try store.keep(StoredLayer(name: "one", files: files))
    #expect(try store.layer("one", files: ["b.tsv", "c.tsv"]) == StoredLayer(name: "one", files: [files[1]]))
    #expect(try store.layer("two", files: ["b.tsv"]) == nil)
    try store.sync(Sample.taxonomy)
    var found: [String] = []
    try store.forEachMatch(outside: "other") { found.append("\($0) \($1.identifier) \($2)") }
    #expect(found.count == Sample.taxonomy.concepts.count)
    #expect(
      found.first == "education:bachelor x:education:bachelor [\"EDUCATION:BACHELOR\", \"education:bachelor too\"]")
    found = []
    try store.forEachMatch(outside: "sample") { id, _, _ in found.append(id.rawValue) }
    #expect(found == [])
  }
}
