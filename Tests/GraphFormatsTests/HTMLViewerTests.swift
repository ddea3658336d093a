import Concepts
import Diagnostics
import GraphModel
import JSONText
import Testing

@testable import GraphFormats

/// What the page holds; `Tests/Interop/drive_viewer.py` tests what it does.
@Suite struct HTMLViewerTests {
  private static let key = DemandTable.Key(
    role: .known("role:data-engineer"), concept: .known("skill:python"))

  /// The page, and the graph in it.
  private func page(_ graph: SkillGraph, _ viewer: HTMLViewer = HTMLViewer()) throws -> (text: String, graph: JSONValue)
  {
    let text = String(decoding: viewer.bytes(graph), as: UTF8.self)
    let start = try #require(text.firstRange(of: "<script type=\"application/json\" id=\"graph\">"))
    let rest = text[start.upperBound...]
    let end = try #require(rest.firstRange(of: "</script>"))
    let data = try JSONReader().read(Array(rest[..<end.lowerBound].utf8))
    #expect(data.diagnostics.isEmpty, "a browser mends nothing")
    return (text, data.value)
  }

  @Test func holdsEveryNodeAndEdge() throws {
    let graph = SkillGraph.sample
    let data = try page(graph).graph
    #expect(data["nodes"]?.elements.map { $0.elements[0].string } == graph.nodes.map(\.id.rawValue))
    #expect(data["nodes"]?.elements.map { $0.elements[1].string } == graph.nodes.map(\.label))
    #expect(
      data["edges"]?.elements.map { $0.elements.prefix(3).map(\.integer) }
        == graph.edges.map { edge in
          [Int(edge.source.rawValue), Relation.allCases.firstIndex(of: edge.relation), Int(edge.target.rawValue)]
        })
  }

  @Test func saysWhereAnEdgeComesFrom() throws {
    let edges = try #require(page(.sample).graph["edges"]?.elements)
    let rows = edges.map { $0.elements.dropFirst(3).map { $0.double ?? -9 } }
    #expect(rows.contains([0.88, 1, 0, 0, 20, 1, 1]), "weight, level required, extracted, counts")
    #expect(rows.contains([1, 4, 1, 2]), "essential, first scheme, row 2")
    #expect(rows.contains([1, 5, -1]), "helpful, inferred")
    #expect(rows.contains([1, 0, 2, 7]), "second scheme, row 7")
  }

  @Test func keepsASentenceOnceAndRefersToIt() throws {
    let quotes = [
      HTMLViewer.Quote(level: .required, words: "Python", context: "Python or Java", source: "a"),
      HTMLViewer.Quote(level: .mentioned, words: "Java", context: "Python or Java", source: "b"),
    ]
    let data = try page(.sample, HTMLViewer(quotes: [Self.key: quotes])).graph
    #expect(data["texts"]?.elements.map(\.string) == ["Python or Java"])
    #expect(data["sources"]?.elements.map(\.string) == ["a", "b"])
    let cited = try #require(data["quotes"]?.elements)
    #expect(
      cited.map { $0.elements.dropFirst().map { $0.string ?? "\($0.integer ?? -1)" } } == [
        ["0", "0", "Python", "0"], ["2", "0", "Java", "1"],
      ])
    let edge = try SkillGraph.sample.edges[#require(cited.first?.elements.first?.integer)]
    #expect(SkillGraph.sample[edge.source].id == Self.key.role && SkillGraph.sample[edge.target].id == Self.key.concept)
  }

  @Test(arguments: ["</script><script>alert(1)</script>", "<!--<script>", "]]>", "\u{2028}"])
  func noTextEndsTheScript(text: String) throws {
    let graph = SkillGraph(nodes: [.init(id: .known("skill:x"), label: text, altLabels: [text])], edges: [])
    let plain = try page(SkillGraph(nodes: [.init(id: .known("skill:x"), label: "x")], edges: [])).text
    let found = try page(graph, HTMLViewer(title: text))
    #expect(found.graph["nodes"]?.elements.first?.elements[1].string == text)
    #expect(found.graph["title"]?.string == text)
    #expect(found.text.split(separator: "<script").count == plain.split(separator: "<script").count)
  }

  @Test func fetchesNothingAndLeavesNoMark() throws {
    let text = try page(.sample).text
    for word in ["src=", "href=", "@import", "url(", "fetch(", "XMLHttpRequest", "import(", "/*{"] {
      #expect(!text.contains(word), "\(word)")
    }
    #expect(text.hasSuffix("</html>\n"))
  }

  @Test func opensAnEmptyGraph() throws {
    #expect(try page(SkillGraph(nodes: [], edges: [])).graph["nodes"] == .array([]))
  }
}
