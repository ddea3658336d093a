import TestSupport
import Concepts
import GraphModel
import Testing

@testable import GraphStore

/// The same contents kept in a dictionary, duplicates found by comparing everything with everything.
private struct NaiveStore {
  private(set) var sources: [String: SourceBatch] = [:]

  mutating func add(_ batch: SourceBatch) { sources[batch.source] = batch }

  private struct Entry {
    var origin: String
    var evidence: PostingEvidence
    var isKept: Bool

    var place: [String] {
      let unit = String(evidence.unit)
      let padded = String(repeating: "0", count: 9 - unit.count) + unit
      return [evidence.source, padded, evidence.source == origin ? "0" : "1", origin]
    }

    func isLinked(to other: Entry) -> Bool {
      let (a, b) = (evidence.posting, other.evidence.posting)
      if (evidence.source, evidence.unit) == (other.evidence.source, other.evidence.unit) { return true }
      if isKept || other.isKept { return false }
      if let id = a.identifier, !id.isEmpty, id == b.identifier, a.organization == b.organization { return true }
      if let url = a.url, !url.isEmpty, url == b.url, a.title == b.title { return true }
      guard a.role?.id == b.role?.id, let x = a.digest, let y = b.digest else { return false }
      return ((UInt64(x, radix: 16) ?? 0) ^ (UInt64(y, radix: 16) ?? 0)).nonzeroBitCount <= 3
    }
  }

  func demand() -> DemandTable {
    var rest = sources.values.flatMap { batch in
      batch.evidence.map { Entry(origin: batch.source, evidence: $0, isKept: batch.keepsDuplicates) }
    }
    rest.sort { $0.place.lexicographicallyPrecedes($1.place) }
    var table = DemandTable()
    while let representative = rest.first {
      table.add(representative.evidence)
      var group = [rest.removeFirst()]
      var next = 0
      while next < group.count {
        let member = group[next]
        group += rest.filter { member.isLinked(to: $0) }
        rest.removeAll { member.isLinked(to: $0) }
        next += 1
      }
    }
    return table
  }
}

@Suite struct TwinTests {
  private static let demands = ["s0", "s1", "s2", "nobody-curates"].flatMap { skill in
    DemandLevel.allCases.map { "skill:\(skill) \($0)" }
  }

  /// Few values for everything by which postings are the same, so that groups form, chain and fall apart.
  private func randomPosting(_ source: String, _ unit: Int, _ random: inout SplitMix64) -> PostingEvidence {
    var evidence = Sample.posting(
      source, unit, role: ["role:r0", "role:r1", "role:candidate", nil].randomElement(using: &random) ?? nil,
      asking: (0..<Int.random(in: 0...4, using: &random)).compactMap { _ in Self.demands.randomElement(using: &random)
      },
      url: random.oneIn(4) ? "https://example.org/\(Int.random(in: 0..<4, using: &random))" : nil,
      identifier: random.oneIn(4) ? "\(Int.random(in: 0..<4, using: &random))" : nil,
      text: random.oneIn(2) ? randomText(&random) : nil)
    if random.oneIn(3) {
      evidence.education = [
        .init(
          level: "bachelor", fields: ["physics"], fieldConcepts: [Sample.id("education:physics")],
          requirement: .required, quote: "BSc")
      ]
    }
    evidence.posting.role?.label = ["Café", "Cafe\u{301}", "B"].randomElement(using: &random) ?? ""
    return evidence
  }

  /// One of a few texts, at a distance of 0 to 5 bits: a chain of small steps may join what is far apart.
  private func randomText(_ random: inout SplitMix64) -> UInt64 {
    var text = [0, 0xffff_0000_ffff_0000, 0x0123_4567_89ab_cdef].randomElement(using: &random) ?? 0 as UInt64
    for _ in 0..<Int.random(in: 0...5, using: &random) { text ^= 1 << UInt64.random(in: 0..<64, using: &random) }
    return text
  }

  private func randomBatch(_ random: inout SplitMix64) -> SourceBatch {
    let source = "s\(Int.random(in: 0..<8, using: &random))"
    let postings = (0..<Int.random(in: 0...4, using: &random)).map { unit in
      // Now and then an extracted line, which cites the page it came from.
      random.oneIn(4)
        ? randomPosting("s\(Int.random(in: 0..<8, using: &random))", Int.random(in: 0..<3, using: &random), &random)
        : randomPosting(source, unit, &random)
    }
    return Sample.batch(source, postings, keepsDuplicates: random.oneIn(6))
  }

  /// The same source in parts, as a long one comes.
  private func parts(_ batch: SourceBatch) -> [SourceBatch] {
    guard batch.evidence.count > 1 else { return [batch] }
    var (first, last) = (batch, batch)
    first.isLast = false
    first.evidence = Array(batch.evidence.prefix(1))
    last.isFirst = false
    last.evidence = Array(batch.evidence.dropFirst())
    return [first, last]
  }

  private func add(_ batches: [SourceBatch], to store: GraphFile, _ random: inout SplitMix64) throws {
    guard random.oneIn(2) else { return try store.add(batches) }
    for batch in batches {
      for part in parts(batch) { try store.add([part]) }
    }
  }

  private func check(_ store: GraphFile, _ naive: NaiveStore, _ comment: Comment) throws {
    let expected = SkillGraph(taxonomy: Sample.taxonomy, demand: naive.demand())
    #expect(lines(try store.loadGraph()) == lines(expected), comment)
  }

  @Test(arguments: 0..<24 as Range<UInt64>)
  func theStoreAgreesWithTheNaiveOneAfterEveryChange(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let file = ScratchFile()
    let store = try file.store()
    try store.sync(Sample.taxonomy)
    var naive = NaiveStore()
    for step in 0..<25 {
      let batches = (0...Int.random(in: 0..<3, using: &random)).map { _ in randomBatch(&random) }
      for batch in batches { naive.add(batch) }
      try add(batches, to: store, &random)
      try check(store, naive, "step \(step)")
    }
    try checkOrder(naive, &random)
  }

  /// A file made from the final sources alone, in another order, has the same graph, views included.
  private func checkOrder(_ naive: NaiveStore, _ random: inout SplitMix64) throws {
    let (one, other) = (ScratchFile(), ScratchFile())
    let stores = [try one.store(), try other.store()]
    for store in stores {
      let batches = naive.sources.keys.sorted().compactMap { naive.sources[$0] }.shuffled(using: &random)
      if random.oneIn(2) { try store.sync(Sample.taxonomy) }
      try add(batches, to: store, &random)
      try store.sync(Sample.taxonomy)
      try check(store, naive, "rebuilt")
    }
    #expect(try stores[0].viewRows() == stores[1].viewRows())
  }

  @Test(arguments: 0..<10 as Range<UInt64>)
  func addingAgainChangesNothing(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let file = ScratchFile()
    let store = try file.store()
    // One batch for each source: what comes later in one call replaces what came before.
    let batches = (0..<10).map { number in
      Sample.batch("s\(number)", (0..<3).map { randomPosting("s\(number)", $0, &random) })
    }
    try store.add(batches)
    let before = try store.everyRow()
    try store.add(batches.shuffled(using: &random))
    #expect(try store.everyRow() == before)
  }
}
