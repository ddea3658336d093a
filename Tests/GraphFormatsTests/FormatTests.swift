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
      let prefix = name == "neo4j-csv" ? "sample.neo4j" : "sample"
      try expectGolden(file.format.bytes(.sample), "\(prefix)\(file.suffix).\(format.fileExtension)")
    }
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

  @Test(arguments: ["gexf", "skos"], 0..<20 as Range<UInt64>)
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
