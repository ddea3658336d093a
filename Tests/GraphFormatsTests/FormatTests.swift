import TestSupport
import Concepts
import Diagnostics
import GraphModel
import JSONText
import Markup
import Testing

@testable import GraphFormats

@Suite struct FormatTests {
  @Test(arguments: ExportFormat.all.filter { $0.name != "graphml" }.map(\.name))
  func formatsAreAsRecorded(name: String) throws {
    let format = try #require(ExportFormat.named(name))
    for file in format.files {
      let prefix = ["neo4j-csv": "sample.neo4j", "demands": "sample.demands"][name] ?? "sample"
      try expectGolden(file.format.bytes(.sample), "\(prefix)\(file.suffix).\(format.fileExtension)")
    }
  }

  @Test func timeSlicesAreAsRecorded() throws {
    var months = PostingMonths()
    let (role, skill) = (ConceptID.known("role:data-engineer"), ConceptID.known("skill:python"))
    for date in ["2025-12-31", "2026-01", "2026-02-01T00:00", "2024-02-29"] {
      try months.add(#require(PostingMonths.Month(date)), role: role, concept: skill)
    }
    try months.add(#require(PostingMonths.Month("2026-04-30")), role: nil, concept: .known("skill:c-plus-plus"))
    try expectGolden(GEXF(months: months).bytes(.sample), "sample.dynamic.gexf")
  }

  @Test(arguments: [
    ("2026-01-31", "2026-01-01 2026-01-31"), ("2024-02", "2024-02-01 2024-02-29"),
    ("2100-02-03", "2100-02-01 2100-02-28"),
    ("0099-11-01", "0099-11-01 0099-11-30"), ("2026-13-01", nil), ("2026-1-1", nil), ("2026/01/01", nil),
    ("20260101", nil), ("2026-011", nil), ("", nil), ("0000-01-01", nil), ("２０２６-01", nil),
  ])
  func monthsAreThoseOfDates(date: String, days: String?) {
    #expect(PostingMonths.Month(date).map { "\($0.firstDay) \($0.lastDay)" } == days)
  }

  @Test func formatsHaveNamesOfTheirOwn() {
    #expect(Set(ExportFormat.all.map(\.name)).count == ExportFormat.all.count)
    #expect(ExportFormat.all.allSatisfy { !$0.files.isEmpty && !$0.opensIn.isEmpty })
    #expect(ExportFormat.named("nothing") == nil)
  }

  @Test(arguments: ExportFormat.all.map(\.name))
  func emptyGraphsAreWritten(name: String) throws {
    for file in try #require(ExportFormat.named(name)).files {
      #expect(!file.format.bytes(SkillGraph(nodes: [], edges: [])).isEmpty)
    }
  }

  @Test(arguments: ["json", "cyjs", "jsonl", "jsonld"], 0..<20 as Range<UInt64>)
  func jsonIsStrict(name: String, seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let bytes = try #require(ExportFormat.named(name)).files[0].format.bytes(.random(using: &random))
    let texts = name == "jsonl" ? bytes.split(separator: UInt8(ascii: "\n")) : [bytes[...]]
    for text in texts { #expect(throws: Never.self) { _ = try JSONReader().read(text) } }
  }

  @Test(arguments: ["gexf", "skos", "fods"], 0..<20 as Range<UInt64>)
  func xmlIsWellFormed(name: String, seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let graph = SkillGraph.random(using: &random)
    let handler = Counter()
    let stream = XMLStream(handler)
    stream.push(try #require(ExportFormat.named(name)).files[0].format.bytes(graph))
    stream.finish()
    #expect(stream.failure == nil)
    #expect(handler.elements > graph.nodes.count)
  }

  /// What SKOS demands: labels disjoint, related apart from broader, no two preferred labels.
  @Test func relatedIsLeftOutWhereBroaderIsSaid() throws {
    let (a, b) = (ConceptID.known("skill:a"), ConceptID.known("skill:b"))
    let graph = SkillGraph(
      nodes: [.init(id: a, label: "A", altLabels: ["A", "x", "x"]), .init(id: b, label: "B")],
      edges: [
        UnresolvedEdge(a, .broader, b, provenance: .extracted), UnresolvedEdge(b, .related, a, provenance: .extracted),
      ])
    let text = String(decoding: SKOSXML().bytes(graph), as: UTF8.self)
    #expect(!text.contains("skos:related") && text.contains("skos:broader"))
    #expect(text.split(separator: "<skos:altLabel>").count == 2)
  }

  @Test(arguments: [
    ("wikidata:Q1", "http://www.wikidata.org/entity/Q1"), ("http://x/a?b=1&c=2", "http://x/a?b=1&c=2"),
    ("onet:1 2<\"", "onet:1%202%3C%22"), ("é", "é"), ("\u{1}", "%01"),
  ])
  func identifiersAreIRIs(identifier: String, iri: String) {
    #expect(SKOS.iri(identifier: identifier) == iri)
  }

  @Test(arguments: [
    ("a,b", "\"a,b\""), ("say \"x\"", "\"say \"\"x\"\"\""), ("two\nlines", "\"two lines\""), (" x", "\" x\""),
    ("plain", "plain"),
  ])
  func cellsAreQuotedWhereNeeded(cell: String, written: String) {
    let pieces = Pieces()
    var output = ByteOutput { pieces.bytes += $0 }
    output.write(row: [cell, ""])
    output.finish()
    #expect(String(decoding: pieces.bytes, as: UTF8.self) == written + ",\n")
  }
}

private final class Counter: XMLStreamHandler {
  var elements = 0
  func start(_ name: Span<UInt8>, in space: Span<UInt8>, _ attributes: XMLAttributes) -> Bool {
    elements += 1
    return true
  }
  func end() {}
  func text(_ bytes: Span<UInt8>) -> Bool { true }
  func instruction(_ target: Span<UInt8>, _ data: Span<UInt8>) {}
}
