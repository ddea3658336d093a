import Concepts
import Diagnostics
import FoundationEssentials
import GraphModel
import GRDB
import Testing

@testable import GraphStore

@Suite struct AddingTests {
  /// After adding the batches one by one, these postings count, as `source/unit`.
  private func check(_ batches: [SourceBatch], count expected: [String]) throws {
    let file = ScratchFile()
    let store = try file.store()
    for batch in batches { try store.add([batch]) }
    var counting: [String] = []
    try store.forEachPosting { if $0.duplicateOf == nil { counting.append("\($0.source)/\($0.unit)") } }
    #expect(counting == expected)
    #expect(try store.loadGraph().postingCount == expected.count)
  }

  private func page(_ name: String, url: String? = nil, identifier: String? = nil, text: UInt64? = nil) -> SourceBatch {
    Sample.batch(name, [Sample.posting(name, url: url, identifier: identifier, text: text)])
  }

  @Test func postingsWithNothingInCommonAllCount() throws { try check([page("a"), page("b")], count: ["a/0", "b/0"]) }

  @Test func theSameIdentifierOfAnOrganizationCountsOnce() throws {
    try check(
      [page("b", identifier: "7"), page("a", identifier: "7"), page("c", identifier: "8")], count: ["a/0", "c/0"])
  }

  @Test func theSameAddressCountsOnce() throws {
    try check([page("b", url: "https://example.org/1"), page("a", url: "https://example.org/1")], count: ["a/0"])
  }

  @Test func postingsWithOneAddressAndDifferentTitlesAllCount() throws {
    var other = Sample.posting("b", url: "https://example.org/careers")
    other.posting.title = "Another"
    try check(
      [page("a", url: "https://example.org/careers"), Sample.batch("b", [other])], count: ["a/0", "b/0"])
  }

  @Test func textsThatDifferInThreeBitsCountOnceAndInFourTwice() throws {
    try check([page("b", text: 0), page("a", text: 0b111)], count: ["a/0"])
    try check([page("b", text: 0), page("a", text: 0b1111)], count: ["a/0", "b/0"])
    // One bit in each band of 16 but one: found by the band that agrees.
    for bands: [UInt64] in [[1, 17, 33], [17, 33, 49], [1, 33, 49], [1, 17, 49]] {
      try check([page("b", text: 0), page("a", text: bands.reduce(0) { $0 | 1 << $1 })], count: ["a/0"])
    }
  }

  @Test func theSameTextForAnotherRoleCounts() throws {
    let other = Sample.batch("b", [Sample.posting("b", role: "role:r1", text: 0)])
    try check(
      [page("a", text: 0), other, Sample.batch("c", [Sample.posting("c", role: nil, text: 0)])],
      count: ["a/0", "b/0", "c/0"])
  }

  @Test func aChainOfTextsIsOneGroup() throws {
    try check([page("a", text: 0), page("c", text: 0b111111)], count: ["a/0", "c/0"])
    try check([page("a", text: 0), page("c", text: 0b111111), page("b", text: 0b111)], count: ["a/0"])
  }

  @Test func aBrokenChainFallsApart() throws {
    try check(
      [page("a", text: 0), page("c", text: 0b111111), page("b", text: 0b111), page("b")],
      count: ["a/0", "b/0", "c/0"])
  }

  @Test func whenTheOneThatCountsGoesAnotherCounts() throws {
    try check(
      [page("a", identifier: "7"), page("b", identifier: "7"), page("c", identifier: "7"), Sample.batch("a", [])],
      count: ["b/0"])
  }

  @Test func keptDuplicatesCount() throws {
    var kept = page("b", text: 0)
    kept.keepsDuplicates = true
    try check([page("a", text: 0), kept], count: ["a/0", "b/0"])
  }

  @Test func extractedLinesOfAPageThatIsThereCountOnce() throws {
    let lines = SourceBatch(source: "0.jsonl", digest: "1", keepsDuplicates: true, evidence: [Sample.posting("a")])
    try check([page("a"), lines], count: ["a/0"])
    try check([lines, page("a")], count: ["a/0"])
  }

  @Test func aChangedSourceIsReplaced() throws {
    let file = ScratchFile()
    let store = try file.store()
    try store.sync(Sample.taxonomy)
    try store.add([Sample.batch("a", [Sample.posting("a", asking: ["skill:s0 required", "skill:s1 required"])])])
    try store.add([Sample.batch("a", [Sample.posting("a", asking: ["skill:s0 preferred"])])])
    let graph = try store.loadGraph()
    let counts = graph.edges.filter { $0.provenance == .extracted }.map { "\(graph[$0.target].id) \($0.demand)" }
    #expect(counts == ["skill:s0 \(SkillGraph.Demand(preferred: 1))"])
    #expect(try store.report().mentions == 1)
  }

  @Test func onlyAFinishedSourceIsCurrent() throws {
    let file = ScratchFile()
    let store = try file.store()
    var part = page("a")
    part.isLast = false
    try store.add([part])
    #expect(try !store.isCurrent(source: "a", digest: part.digest))
    #expect(try store.report().unfinishedSources == 1)
    // Read again from the beginning, it counts once.
    try store.add([page("a")])
    #expect(try store.isCurrent(source: "a", digest: part.digest))
    #expect(try !store.isCurrent(source: "a", digest: "another"))
    #expect(try !store.isCurrent(source: "a", digest: part.digest, keepsDuplicates: true))
    #expect(try store.loadGraph().postingCount == 1)
  }

  @Test func aPartWithoutItsBeginningIsRefused() throws {
    let file = ScratchFile()
    let store = try file.store()
    var part = page("a")
    part.isFirst = false
    let error = #expect(throws: GraphFileError.self) { try store.add([part]) }
    #expect(error?.code == .missingPart)
  }

  @Test func aBatchThatFailsLeavesNothing() throws {
    let file = ScratchFile()
    let store = try file.store()
    try store.add([page("a", identifier: "7"), page("c", text: 0)])
    let before = try store.everyRow()
    var broken = page("z")
    broken.isFirst = false
    #expect(throws: GraphFileError.self) {
      try store.add([Sample.batch("a", []), page("b", identifier: "7"), broken])
    }
    #expect(try store.everyRow() == before)
  }

  @Test func aProcessKilledInABatchLosesOnlyThatBatch() throws {
    let (file, image, undisturbed) = (ScratchFile(), ScratchFile(), ScratchFile())
    let batches = [page("a", identifier: "7"), page("b", identifier: "7"), page("c")]
    let store = try file.store()
    try store.add([batches[0]])
    try store.queue.write { db in
      var addition = Addition(db)
      try addition.add(batches[1])
      try addition.finish()
      // Written as far as it may be before the commit; what is on the disk now is what a killed process leaves.
      try db.execute(sql: "PRAGMA cache_spill = 1")
      for suffix in ["", "-wal"] {
        try FileManager.default.copyItem(atPath: file.path + suffix, toPath: image.path + suffix)
      }
    }
    let survivor = try image.store()
    #expect(try survivor.report().sources == 1)
    try survivor.add(batches)
    let other = try undisturbed.store()
    try other.add(batches)
    #expect(try survivor.viewRows() == other.viewRows())
  }

  @Test func everythingAddedIsHandedOutAsItWas() throws {
    let file = ScratchFile()
    let store = try file.store()
    var full = Sample.posting(
      "page", 3, asking: ["skill:s0 required", "skill:s0 mentioned", "skill:new preferred"], url: "u", identifier: "i",
      text: 9)
    full.posting.seniority = "senior"
    full.posting.employment = "full-time"
    full.posting.location = "Köln \u{1F600}"
    full.posting.datePosted = "2025-10-01"
    full.posting.experienceYears = .init(min: 2.5, max: nil)
    full.posting.language = "en"
    full.mentions[0].years = 3
    full.mentions[1].alternatives = 1
    full.education = [
      .init(
        level: "master", fields: ["physics", "a \"quoted\" \\ field\n"],
        fieldConcepts: [Sample.id("education:physics")],
        requirement: .preferred, quote: "MSc")
    ]
    full.unknown = [.init(phrase: "x", context: "y")]
    full.diagnostics = [Diagnostic(.warning, "a.b", "m", at: Location(line: 3, column: 4))]
    let batches = [
      SourceBatch(
        source: "a", digest: "1", evidence: [full, Sample.posting("a", 1, role: nil)],
        diagnostics: [
          Diagnostic(.error, "c.d", "n", at: Location(file: "f", offset: 5)), Diagnostic(.note, "e.f", "o"),
        ]),
      SourceBatch(source: "b", digest: "2", keepsDuplicates: true),
    ]
    try store.add(batches)
    var handedOut: [SourceBatch] = []
    try store.forEachSource { handedOut.append($0) }
    #expect(handedOut == batches)
    var parts: [SourceBatch] = []
    try store.forEachSource(partSize: 1) { parts.append($0) }
    #expect(
      parts.map { "\($0.source) \($0.isFirst) \($0.isLast) \($0.evidence.count)" } == [
        "a true false 1", "a false true 1", "b true true 0",
      ])
  }
}
