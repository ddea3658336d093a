import Concepts
import FoundationEssentials
import GRDB
import GraphModel
import Testing

@testable import GraphStore

@Suite struct ImportedGraphTests {
  /// Every field varied, parallel edges, candidates, matches in any order.
  private static let graph: SkillGraph = {
    let (role, skill) = (NodeIndex(rawValue: 0), NodeIndex(rawValue: 1))
    return SkillGraph(
      sortedNodes: [
        .init(id: Sample.id("role:r"), label: "R", postings: 3, isCurated: false),
        .init(
          id: Sample.id("skill:s"), label: "", altLabels: ["b", "a", ""],
          matches: [.init(.closeMatch, "x:1"), .init(.exactMatch, "x:2"), .init(.closeMatch, "x:1")]),
      ],
      edges: [
        .init(
          source: role, relation: .requires, target: skill, provenance: .extracted, weight: 1.0 / 3,
          demand: .init(required: 1, preferred: 2, mentioned: 3), curatedLevel: .preferred),
        .init(
          source: role, relation: .requires, target: skill, provenance: .inferred(method: "m"), weight: 0,
          confidence: 0.1),
        .init(
          source: skill, relation: .prerequisiteOf, target: skill, provenance: .curated(scheme: 1, row: 7),
          strength: .helpful),
      ], postingCount: 9,
      schemes: ["a", "b"].map { .init(name: $0, title: "T", release: "1", licence: "") })
  }()

  @Test func comesBackAsItWas() throws {
    let file = ScratchFile()
    let store = try file.store()
    try store.keep(Self.graph)
    store.close()
    #expect(lines(try file.store(.readOnly).loadGraph()) == lines(Self.graph))
  }

  @Test func replacesTheOneBefore() throws {
    let store = try ScratchFile().store()
    try store.keep(Self.graph)
    try store.keep(SkillGraph(nodes: [], edges: []))
    #expect(lines(try store.loadGraph()) == lines(SkillGraph(nodes: [], edges: [])))
  }

  @Test func theDocumentedViewsShowIt() throws {
    let store = try ScratchFile().store()
    try store.keep(Self.graph)
    let rows = try store.read { db in
      try Row.fetchAll(db, sql: "SELECT id, kind, label, postings, curated, alt_labels FROM nodes ORDER BY id").map {
        "\($0)"
      }
        + Row.fetchAll(
          db, sql: "SELECT source, relation, target, provenance, required, curated_level, scheme, row FROM edges"
        ).map { "\($0)" }
    }
    #expect(rows.count == 5)
    let columns = { (view: String) in try store.read { try $0.columns(in: view).map(\.name) } }
    let other = try ScratchFile().store()
    for view in ["nodes", "edges"] {
      #expect(try columns(view) == other.read { try $0.columns(in: view).map(\.name) }, "the columns of every file")
    }
  }

  @Test func aFileHoldsEitherAGraphOrATaxonomyAndPostings() throws {
    func code(_ body: () throws -> Void) -> GraphFileError.Code? {
      #expect(throws: GraphFileError.self) { try body() }?.code
    }
    let imported = try ScratchFile().store()
    try imported.keep(Self.graph)
    #expect(code { try imported.sync(Sample.taxonomy) } == .otherContents)
    #expect(code { try imported.forEachSource { _ in } } == .otherContents)
    let own = try ScratchFile().store()
    try own.sync(Sample.taxonomy)
    let before = lines(try own.loadGraph())
    #expect(code { try own.keep(Self.graph) } == .otherContents)
    #expect(lines(try own.loadGraph()) == before)
  }

  @Test func aDamagedOneIsReported() throws {
    let store = try ScratchFile().store()
    try store.keep(Self.graph)
    try store.queue.write { try $0.execute(sql: "UPDATE imported_edge SET target = 99") }
    let error = #expect(throws: GraphFileError.self) { try store.loadGraph() }
    #expect(error?.code == .damaged)
  }
}

@Suite struct MonthTests {
  private func check(_ postings: [(date: String?, role: String?, asks: [String])], _ expected: [String]) throws {
    let store = try ScratchFile().store()
    let evidence = postings.enumerated().map { unit, posting in
      var evidence = Sample.posting("a", unit, role: posting.role, asking: posting.asks)
      evidence.posting.datePosted = posting.date
      return evidence
    }
    try store.add([Sample.batch("a", evidence)])
    var found: [String] = []
    try store.forEachMonth { role, concept, month in
      found.append("\(role?.rawValue ?? "-") \(concept?.rawValue ?? "-") \(month)")
    }
    #expect(found == expected)
  }

  @Test func saysWhenPostingsNamedWhat() throws {
    try check(
      [
        ("2026-01-05", "role:r0", ["skill:s0 required"]), ("2026-01-30T10:00:00Z", "role:r0", ["skill:s0 preferred"]),
        ("2026-02-01", nil, ["skill:s1 required"]), (nil, "role:r1", ["skill:s1 required"]),
        ("last week", "role:r1", ["skill:s1 required"]),
      ],
      [
        "- skill:s1 2026-02", "role:r0 - 2026-01", "role:r0 skill:s0 2026-01",
      ])
  }
}

@Suite struct CopyTests {
  @Test func aCopyHoldsTheSame() throws {
    let (file, copy) = (ScratchFile(), ScratchFile())
    let store = try file.store()
    try store.sync(Sample.taxonomy)
    try store.add([Sample.batch("a", [Sample.posting("a", asking: ["skill:s0 required"])])])
    store.close()
    try file.store(.readOnly).copy(to: copy.path)
    #expect(try copy.store(.readOnly).everyRow() == file.store(.readOnly).everyRow())
    #expect(throws: GraphFileError.self) { try file.store(.readOnly).copy(to: copy.path) }
  }
}
