import TestSupport
import Concepts
import GraphModel
import Testing

@testable import GraphStore

/// `merge` as its promise has it: associative, commutative, and the same as ingesting everything at once.
@Suite struct MergingTests {
  /// A few sources that share postings; some pages also in a later version.
  private func sources(_ random: inout SplitMix64) -> [SourceBatch] {
    (0..<Int.random(in: 1...5, using: &random)).map { number in
      let postings = (0..<Int.random(in: 0...3, using: &random)).map { unit in
        Sample.posting(
          "page\(number)", unit, role: ["role:r0", "role:r1", "role:new", nil].randomElement(using: &random) ?? nil,
          asking: ["skill:s\(Int.random(in: 0...2, using: &random)) \(random.oneIn(2) ? "required" : "mentioned")"],
          url: random.oneIn(3) ? "u\(Int.random(in: 0...2, using: &random))" : nil,
          text: random.oneIn(2) ? UInt64.random(in: 0...3, using: &random) : nil)
      }
      return Sample.batch("page\(number)", postings)
    }
  }

  private func file(of batches: [SourceBatch]) throws -> (ScratchFile, GraphFile) {
    let scratch = ScratchFile()
    let file = try scratch.store()
    try file.sync(Sample.taxonomy)
    try file.add(batches)
    return (scratch, file)
  }

  private func merged(_ files: [GraphFile]) throws -> (ScratchFile, GraphFile) {
    let (scratch, target) = try file(of: [])
    for file in files { try target.absorb(file) }
    return (scratch, target)
  }

  private func check(_ file: GraphFile, equals other: GraphFile) throws {
    #expect(try lines(file.loadGraph()) == lines(other.loadGraph()))
    #expect(try file.viewRows() == other.viewRows())
  }

  @Test(arguments: 0..<30 as Range<UInt64>)
  func equalsIngestingEverythingAtOnce(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let batches = sources(&random)
    let whole = try file(of: batches)
    // Each source is in one part or in several.
    let parts = try (0..<3).map { part in
      let chosen = batches.indices.filter { $0 % 3 == part || random.oneIn(3) }
      return try file(of: chosen.map { batches[$0] })
    }
    for order in [[0, 1, 2], [2, 0, 1], [1, 2, 0], [2, 1, 0]] {
      let result = try merged(order.map { parts[$0].1 })
      try check(result.1, equals: whole.1)
    }
  }

  /// Also where files have different versions of a page.
  @Test(arguments: 0..<30 as Range<UInt64>)
  func orderAndGroupingDoNotMatter(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let (a, b, c) = (try file(of: sources(&random)), try file(of: sources(&random)), try file(of: sources(&random)))
    let all = try merged([a.1, b.1, c.1])
    let (ab, bc) = (try merged([a.1, b.1]), try merged([b.1, c.1]))
    let (left, right) = (try merged([ab.1, c.1]), try merged([a.1, bc.1]))
    for other in [left, right, try merged([c.1, b.1, a.1]), try merged([b.1, c.1, a.1])] {
      try check(other.1, equals: all.1)
    }
    let twice = try merged([a.1, a.1, b.1, c.1, b.1])
    try check(twice.1, equals: all.1)
  }
}

/// Questions about a span of time.
@Suite struct PeriodTests {
  private func posting(_ source: String, _ date: String?, _ demands: String...) -> PostingEvidence {
    var posting = Sample.posting(source, asking: demands)
    posting.posting.datePosted = date
    posting.posting.seniority = demands.count > 1 ? "senior" : nil
    posting.posting.experienceYears = demands.count > 1 ? .init(min: Double(demands.count), max: nil) : nil
    return posting
  }

  private func store(_ scratch: ScratchFile) throws -> GraphFile {
    let store = try scratch.store()
    try store.sync(Sample.taxonomy)
    try store.add([
      Sample.batch("a", [posting("a", "2025-01-31", "skill:s0 required")]),
      Sample.batch("b", [posting("b", "2025-02-01T10:00:00Z", "skill:s0 preferred", "skill:s1 required")]),
      Sample.batch("c", [posting("c", "2025-02-28", "skill:s2 required", "skill:s1 mentioned", "skill:s0 required")]),
      Sample.batch("d", [posting("d", nil, "skill:s0 required")]),
    ])
    return store
  }

  @Test(arguments: [
    (String?.none, String?.none, 4, "s0 3/1/0, s1 1/0/1, s2 1/0/0"),
    ("2025-02", nil, 2, "s0 1/1/0, s1 1/0/1, s2 1/0/0"),
    (nil, "2025-01", 1, "s0 1/0/0"), ("2025-02-01", "2025-02-01", 1, "s0 0/1/0, s1 1/0/0"),
    ("2025", "2025", 3, "s0 2/1/0, s1 1/0/1, s2 1/0/0"),
    ("2026", nil, 0, ""), (nil, "2025-02-27", 2, "s0 1/1/0, s1 1/0/0"),
  ])
  func countsThePostingsOfAPeriod(since: String?, until: String?, postings: Int, demands: String) throws {
    let scratch = ScratchFile()
    let store = try store(scratch)
    let period = PostingPeriod(since: since, until: until)
    let table = try store.demandTable(in: period, roles: [Sample.id("role:r0")])
    let found = table.demands.sorted { $0.key < $1.key }.map {
      "\($0.key.concept.rawValue.dropFirst(6)) \($0.value.required)/\($0.value.preferred)/\($0.value.mentioned)"
    }
    #expect(table.postings == postings && found.joined(separator: ", ") == demands)
    #expect(try store.demandTable(in: period).demands == table.demands)
    #expect(try store.facts(of: Sample.id("role:r0"), in: period).postings == postings)
  }

  /// Twin: without limits a period's demands are the graph's own.
  @Test func everythingIsAPeriod() throws {
    let scratch = ScratchFile()
    let store = try store(scratch)
    let (graph, table) = (try store.loadGraph(), try store.demandTable(in: PostingPeriod()))
    let part = graph.demands(of: [Sample.id("role:r0"), Sample.id("role:r1")], in: table)
    for node in part.nodeIndices where part.kind(of: node) == .role {
      let own = try #require(graph.index(of: part.id(of: node)))
      let pairs = [(part, node), (graph, own)].map { graph, node in
        graph.edges(from: node, .requires).map {
          "\(graph.id(of: graph.target(of: $0))) \(graph.demand(of: $0)) \(graph[$0].weight) \(graph[$0].curatedLevel?.rawValue ?? "")"
        }
      }
      #expect(pairs[0] == pairs[1])
      #expect(part.postings(of: node) == graph.postings(of: own))
    }
  }

  @Test func monthsAndFacts() throws {
    let scratch = ScratchFile()
    let store = try store(scratch)
    let months = try store.months(naming: Sample.id("skill:s1")).map { "\($0.month) \($0.postings)/\($0.total)" }
    #expect(months == ["2025-01 0/1", "2025-02 2/2"])
    #expect(try store.months(naming: Sample.id("role:r0")).map(\.postings) == [1, 2])
    let facts = try store.facts(of: Sample.id("role:r0"))
    #expect(facts.years == [2, 3] && facts.dated == 3 && facts.dates == "2025-01-31"..."2025-02-28")
    #expect(facts.seniorities.map { "\($0.name) \($0.count)" } == ["senior 2"])
    #expect(try store.undatedPostings() == 1)
  }

  @Test func everyRowIsCited() throws {
    let scratch = ScratchFile()
    let store = try store(scratch)
    let rows = try store.citations(of: Sample.id("role:r0"), .requires, Sample.id("skill:s0"))
    #expect(rows.map(\.row) == [8, 7] || rows.map(\.row) == [7, 8])
    #expect(try store.citations(of: Sample.id("skill:s0")).map(\.scheme.name) == ["sample"])
    #expect(try store.citations(of: Sample.id("skill:s9")).isEmpty)
    #expect(try store.postings(advertising: Sample.id("role:r0")).map(\.source) == ["a", "b", "c", "d"])
  }
}

/// The image a closed file keeps of its graph.
@Suite struct ImageTests {
  private func hasImage(_ store: GraphFile) throws -> Bool { try store.read { try GraphImageTable.exists($0) } }

  @Test func aClosedFileGivesTheSameGraphAndAChangedOneItsOwn() throws {
    let scratch = ScratchFile()
    let first = try scratch.store()
    try first.sync(Sample.taxonomy)
    try first.add([Sample.batch("a", [Sample.posting("a", asking: ["skill:s0 required"])])])
    #expect(try !hasImage(first))
    let fromTables = lines(try first.loadGraph())
    first.close()
    let second = try scratch.store()
    #expect(try hasImage(second))
    #expect(lines(try second.loadGraph()) == fromTables)
    // What changes nothing keeps the image, what changes something drops it.
    try second.sync(Sample.taxonomy)
    try second.add([Sample.batch("a", [Sample.posting("a", asking: ["skill:s0 required"])])])
    #expect(try hasImage(second))
    try second.add([Sample.batch("b", [Sample.posting("b", asking: ["skill:s1 required"])])])
    #expect(try !hasImage(second))
    #expect(lines(try second.loadGraph()) != fromTables)
    second.close()
    #expect(try scratch.store(.readOnly).loadGraph().postingCount == 2)
  }
}
