import Concepts
import FoundationEssentials
import GRDB
import GraphModel
import Testing

@testable import GraphStore

@Suite struct StoreFileTests {
  private func check(_ path: String, _ mode: GraphFile.Mode, failsWith code: GraphFileError.Code) {
    let error = #expect(throws: GraphFileError.self) { try GraphFile(path: path, mode: mode) }
    #expect(error?.code == code)
    #expect(error?.message.contains(path) ?? false)
  }

  @Test func aMissingFileIsNamedAndNotMade() {
    let file = ScratchFile()
    check(file.path, .readOnly, failsWith: .noSuchFile)
    #expect(!FileManager.default.fileExists(atPath: file.path))
  }

  @Test(arguments: [GraphFile.Mode.readOnly, .readWrite])
  func aFileThatIsNoDatabaseStaysAsItIs(mode: GraphFile.Mode) throws {
    let file = ScratchFile()
    let text = Data(String(repeating: "not a database\n", count: 100).utf8)
    try text.write(to: URL(filePath: file.path))
    check(file.path, mode, failsWith: .notAGraphFile)
    #expect(try Data(contentsOf: URL(filePath: file.path)) == text)
  }

  @Test(arguments: [GraphFile.Mode.readOnly, .readWrite])
  func anotherProgramsDatabaseStaysAsItIs(mode: GraphFile.Mode) throws {
    let file = ScratchFile()
    let queue = try DatabaseQueue(path: file.path)
    try queue.write { try $0.execute(sql: "CREATE TABLE mine (a)") }
    try queue.close()
    let before = try Data(contentsOf: URL(filePath: file.path))
    check(file.path, mode, failsWith: .notAGraphFile)
    #expect(try Data(contentsOf: URL(filePath: file.path)) == before)
  }

  @Test func aFileOfANewerReleaseIsRefused() throws {
    let file = ScratchFile()
    let store = try file.store()
    try store.queue.write { try $0.execute(sql: "PRAGMA user_version = \(Schema.version + 1)") }
    store.close()
    check(file.path, .readOnly, failsWith: .newerVersion)
    check(file.path, .readWrite, failsWith: .newerVersion)
  }

  @Test func whatWasOpenedForReadingIsNotWritten() throws {
    let file = ScratchFile()
    try file.store().close()
    let error = #expect(throws: GraphFileError.self) { try file.store(.readOnly).add([]) }
    #expect(error?.code == .readOnly)
  }

  @Test func aClosedStoreIsOneFileThatReadersOpen() throws {
    let file = ScratchFile()
    let store = try file.store()
    try store.sync(Sample.taxonomy)
    try store.add([Sample.batch("a", [Sample.posting("a", asking: ["skill:s0 required"])])])
    let graph = try store.loadGraph()
    store.close()
    for suffix in ["-wal", "-shm", "-journal"] { #expect(!FileManager.default.fileExists(atPath: file.path + suffix)) }
    #expect(lines(try file.store(.readOnly).loadGraph()) == lines(graph))
  }

  @Test func aReaderSeesWholeBatchesWhileAnotherWrites() throws {
    let file = ScratchFile()
    let writer = try file.store()
    try writer.add([Sample.batch("a", [Sample.posting("a")])])
    let reader = try file.store(.readOnly)
    #expect(try reader.loadGraph().postingCount == 1)
    try writer.add([Sample.batch("b", [Sample.posting("b")])])
    #expect(try reader.loadGraph().postingCount == 2)
  }
}

@Suite struct TaxonomySyncTests {
  @Test func theGraphOfAFileWithoutPostingsIsThatOfTheTaxonomy() throws {
    let file = ScratchFile()
    let store = try file.store()
    try store.sync(Sample.taxonomy)
    #expect(lines(try store.loadGraph()) == lines(SkillGraph(taxonomy: Sample.taxonomy)))
  }

  @Test func anotherTaxonomyReplacesTheCuratedPartAndKeepsTheCounts() throws {
    let file = ScratchFile()
    let store = try file.store()
    let posting = Sample.posting("a", role: "role:r1", asking: ["skill:s1 required", "skill:new preferred"])
    try store.sync(Sample.taxonomy)
    try store.add([Sample.batch("a", [posting])])
    let other = Taxonomy(
      schemes: [.init(name: "other", title: "", release: "2", licence: "")],
      concepts: [
        Concept(id: Sample.id("skill:new"), prefLabel: "New"), Concept(id: Sample.id("skill:s1"), prefLabel: "S"),
      ],
      relations: [.init(Sample.id("skill:s1"), .related, Sample.id("skill:new"), row: 1)])
    var demand = DemandTable()
    demand.add(posting)
    for taxonomy in [other, Sample.taxonomy, other] {
      try store.sync(taxonomy)
      #expect(lines(try store.loadGraph()) == lines(SkillGraph(taxonomy: taxonomy, demand: demand)))
    }
  }
}

@Suite struct ViewTests {
  /// A file with curated, extracted and doubly founded edges, and a candidate role.
  private func sampleStore(_ file: ScratchFile) throws -> GraphFile {
    let store = try file.store()
    try store.sync(Sample.taxonomy)
    var degree = Sample.posting("c", role: "role:r0", asking: ["skill:s2 mentioned"])
    degree.education = [
      .init(
        level: "bachelor", fields: ["physics"], fieldConcepts: [Sample.id("education:physics")], requirement: .required,
        quote: "BSc")
    ]
    try store.add([
      Sample.batch(
        "b", [Sample.posting("b", asking: ["skill:s0 required", "skill:s1 preferred", "skill:s0 mentioned"])]),
      Sample.batch(
        "a",
        [
          Sample.posting("a", asking: ["skill:s0 preferred"]),
          Sample.posting("a", 1, role: "role:new", asking: ["skill:s0 required"]),
        ]),
      Sample.batch("c", [degree]),
      Sample.batch(
        "d",
        [
          Sample.posting("d", asking: ["skill:s0 required"], identifier: "1"),
          Sample.posting("d", 1, asking: ["skill:s0 required"], identifier: "1"),
        ]),
    ])
    return store
  }

  @Test func nodesAndEdgesAreThoseOfTheGraph() throws {
    let file = ScratchFile()
    let store = try sampleStore(file)
    let graph = try store.loadGraph()
    let nodes = try store.read {
      try Row.fetchAll($0, sql: "SELECT id, kind, label, postings, curated, alt_labels FROM nodes ORDER BY id")
    }
    #expect(
      nodes.map {
        "\($0[0] as String) \($0[1] as String) \($0[2] as String) \($0[3] as Int) \($0[4] as Bool) \($0[5] as String? ?? "")"
      }
        == graph.nodes.map {
          "\($0.id) \($0.kind) \($0.label) \($0.postings) \($0.isCurated) \($0.altLabels.joined(separator: "|"))"
        })
    let edges = try store.read {
      try Row.fetchAll(
        $0,
        sql: """
          SELECT source, relation, target, provenance, weight, required, preferred, mentioned, strength, curated_level
          FROM edges ORDER BY source, relation, target
          """)
    }
    #expect(
      edges.map { row in
        "\(row[0] as String) \(row[1] as String) \(row[2] as String) \(row[3] as String) \(row[4] as Double) "
          + "\(row[5] as Int)/\(row[6] as Int)/\(row[7] as Int) \(row[8] as String? ?? "-") \(row[9] as String? ?? "-")"
      }
        == graph.edges.map { edge in
          "\(graph[edge.source].id) \(edge.relation) \(graph[edge.target].id) \(edge.provenance.name) \(edge.weight) "
            + "\(edge.demand.required)/\(edge.demand.preferred)/\(edge.demand.mentioned) "
            + "\(edge.strength?.rawValue ?? "-") \(edge.curatedLevel?.rawValue ?? "-")"
        })
  }

  private func check(_ evidence: [StoredEvidence], _ expected: [String]) {
    #expect(evidence.map { "\($0.posting.source)/\($0.posting.unit) \($0.level) \($0.quote) \($0.method)" } == expected)
  }

  @Test func theReasonsOfAnEdgeAreItsCountingPostings() throws {
    let file = ScratchFile()
    let store = try sampleStore(file)
    check(
      try store.evidence(for: Sample.id("role:r0"), Sample.id("skill:s0")),
      [
        "b/0 required the quote label", "d/0 required the quote label", "a/0 preferred the quote label",
        "b/0 mentioned the quote label",
      ])
    check(
      try store.evidence(for: Sample.id("role:r0"), Sample.id("skill:s0"), limit: 1), ["b/0 required the quote label"])
    check(try store.evidence(for: Sample.id("role:r0"), Sample.id("education:physics")), ["c/0 required BSc education"])
    check(try store.evidence(for: Sample.id("role:r1"), Sample.id("skill:s0")), [])
    #expect(try store.evidence(for: Sample.id("skill:s0")).count == 5)
  }

  /// For every edge what `evidence` says, but one place in each posting.
  @Test(arguments: [1, 2, 3]) func onePassFindsTheReasonsOfAllEdges(limit: Int) throws {
    let file = ScratchFile()
    let store = try sampleStore(file)
    var found: [DemandTable.Key: [StoredEvidence]] = [:]
    try store.forEachReason(limit: limit) { role, reason in
      found[DemandTable.Key(role: role, concept: reason.concept), default: []].append(reason)
    }
    let graph = try store.loadGraph()
    let demands = graph.edges.filter { $0.demand.total > 0 }.map {
      DemandTable.Key(role: graph[$0.source].id, concept: graph[$0.target].id)
    }
    #expect(!demands.isEmpty)
    for key in demands {
      var seen: Set<Int64> = []
      let wanted = try store.evidence(for: key.role, key.concept).filter { seen.insert($0.posting.id).inserted }
      #expect(found.removeValue(forKey: key) == Array(wanted.prefix(limit)), "\(key.role) \(key.concept)")
    }
    #expect(found.isEmpty)
  }

  @Test func theEvidenceViewHasTheSameReasons() throws {
    let file = ScratchFile()
    let store = try sampleStore(file)
    for concept in ["skill:s0", "skill:s1", "education:bachelor"] {
      let rows = try store.read {
        try Row.fetchAll(
          $0, sql: "SELECT source, unit, level, quote, method FROM evidence WHERE concept = ?", arguments: [concept])
      }
      let found = try store.evidence(for: Sample.id(concept))
      #expect(
        rows.map { "\($0[0] as String)/\($0[1] as Int) \($0[2] as String) \($0[3] as String) \($0[4] as String)" }
          .sorted()
          == found.map { "\($0.posting.source)/\($0.posting.unit) \($0.level) \($0.quote) \($0.method)" }.sorted())
    }
  }

  @Test func theReportCountsWhatIsThere() throws {
    let file = ScratchFile()
    let report = try sampleStore(file).report()
    #expect(report.sources == 4)
    #expect(report.postings == 5)
    #expect(report.duplicates == 1)
    #expect(report.mentions == 8)
    #expect(report.educationDemands == 1)
    #expect(report.syntaxes == [.init(name: "html", count: 6)])
  }
}
