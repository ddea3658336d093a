import Concepts
import Containers
import Diagnostics
import GraphModel
import Testing

@testable import Ingestion

@Suite struct PipelineTests {
  private struct Run {
    var batches: [SourceBatch] = []
    var reports: [SourceReport] = []
    var total = IngestionReport()

    var evidence: [PostingEvidence] { batches.flatMap(\.evidence) }
    var units: [String] { evidence.map { "\($0.source)/\($0.unit)" } }
    var outcomes: [String] { reports.map { "\($0.source) \($0.outcome)" } }
  }

  private func run(
    _ sources: [ByteSource], workers: Int = 2, batchSize: Int = 256, isCurrent: ((String, String) throws -> Bool)? = nil
  ) async throws -> Run {
    var run = Run()
    let pipeline = ExtractionPipeline(extractor: Sample.extractor, workers: workers, batchSize: batchSize)
    run.total = try await pipeline.run(
      sources, isCurrent: isCurrent, report: { run.reports.append($0) }, receive: { run.batches += $0 })
    return run
  }

  private let mixed = [
    Sample.page("b", jobs: 3), Sample.feed("f", jobs: 200), Sample.page("a", asksFor: "SQL"),
    ByteSource(name: "empty", bytes: []), Sample.feed("g", jobs: 70),
  ]

  @Test func evidenceComesInTheOrderOfTheSources() async throws {
    let run = try await run(mixed)
    let expected = (0..<3).map { "b/\($0)" } + (0..<200).map { "f/\($0)" } + ["a/0"] + (0..<70).map { "g/\($0)" }
    #expect(run.units == expected)
    #expect(run.evidence.filter { $0.source == "a" }.flatMap { $0.mentions.map(\.concept.rawValue) } == ["skill:sql"])
    #expect(run.outcomes == ["b read", "f read", "a read", "empty skipped", "g read"])
    #expect(run.total.postings == 274)
    #expect(run.total.sources == [.read: 4, .skipped: 1])
  }

  @Test(arguments: [1, 3, 8])
  func theNumberOfWorkersMakesNoDifference(workers: Int) async throws {
    let (one, other) = (try await run(mixed), try await run(mixed, workers: workers))
    #expect(one.batches == other.batches)
    #expect(one.reports == other.reports)
  }

  @Test func piecesOfAnySizeGiveTheSame() async throws {
    let whole = try await run(mixed)
    for size in [1, 7, 4096] {
      let cut = try mixed.map { source in
        let chunks = try source.open()
        let bytes = try chunks() ?? []
        return ByteSource(name: source.name) {
          var rest = bytes[...]
          return {
            defer { rest = rest.dropFirst(size) }
            return rest.isEmpty ? nil : Array(rest.prefix(size))
          }
        }
      }
      #expect(try await run(cut).evidence == whole.evidence, "\(size) bytes")
    }
  }

  @Test func longSourcesComeInParts() async throws {
    let run = try await run([Sample.feed("f", jobs: 200), Sample.page("a")], batchSize: 50)
    let parts = run.batches.map { "\($0.source) \($0.isFirst) \($0.isLast)" }
    #expect(parts.first == "f true false")
    #expect(parts.filter { $0 == "f false true" }.count == 1)
    #expect(parts.last == "a true true")
    #expect(run.batches.allSatisfy { $0.evidence.count <= 50 + 64 })
  }

  @Test func anUnchangedSourceIsNotReadAgain() async throws {
    var digests: [String: String] = [:]
    let first = try await run(mixed, isCurrent: { _, _ in false })
    for batch in first.batches where batch.isLast { digests[batch.source] = batch.digest }
    #expect(Set(digests.values).count == mixed.count)
    var changed = mixed
    changed[2] = Sample.page("a", asksFor: "Airflow")
    let second = try await run(changed, isCurrent: { digests[$0] == $1 })
    #expect(second.units == ["a/0"])
    #expect(second.outcomes == ["b unchanged", "f unchanged", "a read", "empty unchanged", "g unchanged"])
  }

  @Test func anotherTaxonomyOrReleaseReadsEverythingAgain() {
    let other = Taxonomy(schemes: [], concepts: [], relations: [])
    let fingerprints = [
      Extractor(taxonomy: Sample.taxonomy), Extractor(taxonomy: other), Extractor(taxonomy: other, release: "2"),
      Extractor(taxonomy: other, allMentions: true),
    ].map(\.fingerprint)
    #expect(Set(fingerprints).count == 4)
    #expect(Extractor(taxonomy: other).fingerprint == fingerprints[1])
  }

  private struct Broken: Error, CustomStringConvertible { let description = "the disk is gone" }

  @Test func aSourceThatCannotBeReadTouchesNoOther() async throws {
    let unopened = ByteSource(name: "x") { throw Broken() }
    let torn = ByteSource(name: "y") {
      let chunks = try Sample.feed("y", jobs: 100).open()
      var isFirst = true
      return {
        guard isFirst else { throw Broken() }
        isFirst = false
        return try chunks()
      }
    }
    for isCurrent in [nil, { _, _ in false }] as [((String, String) throws -> Bool)?] {
      let run = try await run([Sample.page("a"), unopened, torn, Sample.page("b")], isCurrent: isCurrent)
      #expect(run.outcomes == ["a read", "x unreadable", "y unreadable", "b read"])
      #expect(run.reports[1].reason == "the disk is gone")
      #expect(run.units.filter { !$0.hasPrefix("y") } == ["a/0", "b/0"])
      #expect(run.batches.filter { $0.source == "y" }.allSatisfy { !$0.isLast })
    }
  }

  @Test func whatReceivingThrowsEndsTheRun() async throws {
    let pipeline = ExtractionPipeline(extractor: Sample.extractor, workers: 2, batchSize: 1)
    var received = 0
    await #expect(throws: Broken.self) {
      _ = try await pipeline.run([Sample.feed("f", jobs: 500)]) { _ in
        received += 1
        throw Broken()
      }
    }
    #expect(received == 1)
  }

  @Test func twoInputsThroughOnePipeAreTwoSources() async throws {
    func piped(_ source: ByteSource) -> ByteSource { ByteSource(name: "-", open: source.open) }
    let run = try await run([piped(Sample.page("a")), piped(Sample.page("b"))], isCurrent: { _, _ in false })
    #expect(Set(run.units).count == 2)
    #expect(run.units.allSatisfy { $0.hasPrefix("-:") && $0.hasSuffix("/0") })
  }

  // MARK: Extracted lines

  private func lines(_ evidence: [PostingEvidence], _ name: String = "extracted.jsonl") -> ByteSource {
    ByteSource(name: name, bytes: evidence.flatMap { EvidenceLine.encoded($0) + [UInt8(ascii: "\n")] })
  }

  @Test func extractedLinesGiveTheSameEvidence() async throws {
    let run = try await run(mixed)
    let again = try await self.run([lines(run.evidence)])
    #expect(again.evidence == run.evidence)
    #expect(Set(again.batches.map(\.source)) == ["extracted.jsonl"])
  }

  @Test func aBadLineCostsItselfAndSaysWhere() async throws {
    let good = EvidenceLine.encoded(Sample.full) + [UInt8(ascii: "\n")]
    let text = good + Array("\n{\"source\":\"broken\n".utf8) + good.dropLast()
    let run = try await run([ByteSource(name: "e.jsonl", bytes: text)])
    #expect(run.evidence == [Sample.full, Sample.full])
    let noticed = run.batches.flatMap(\.diagnostics)
    #expect(noticed.map(\.code) == ["ingestion.bad-line"])
    #expect(noticed.map(\.location?.line) == [3])
    #expect(
      run.reports[0].diagnostics.filter { $0.severity == .error } == [
        .init(code: "ingestion.bad-line", severity: .error, count: 1)
      ])
  }

  @Test func linesAreNumberedThroughManyUnits() async throws {
    let good = EvidenceLine.encoded(Sample.full) + [UInt8(ascii: "\n")]
    let text = Array(repeatElement(good, count: 1000).joined()) + Array("{\n".utf8)
    let run = try await run([ByteSource(name: "e.jsonl", bytes: text)])
    #expect(run.evidence.count == 1000)
    #expect(run.batches.flatMap(\.diagnostics).map(\.location?.line) == [1001])
  }
}
