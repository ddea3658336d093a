import TestSupport
import Concepts
import Diagnostics
import GraphModel
import Testing

@testable import GraphFormats

@Suite struct GraphMLReaderTests {
  @Test(arguments: GraphML.Profile.allCases)
  func ownFilesComeBackEqual(profile: GraphML.Profile) throws {
    let read = try GraphMLReader().read([GraphML(profile).bytes(.sample)])
    #expect(GraphContent(read.value) == GraphContent(.sample))
    #expect(read.diagnostics == [])
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func everyGraphComesBackEqual(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let graph = SkillGraph.random(using: &random)
    let bytes = GraphML(GraphML.Profile.allCases.randomElement(using: &random) ?? .base).bytes(graph)
    let pieces = stride(from: 0, to: bytes.count, by: 97).map { Array(bytes[$0..<min($0 + 97, bytes.count)]) }
    let read = try GraphMLReader().read(pieces)
    #expect(GraphContent(read.value) == GraphContent(graph))
  }

  /// Plain elements are read by a reader of their own: what comes out is the same, of damaged files, too.
  @Test(arguments: 0..<300 as Range<UInt64>)
  func plainElementsMakeNoDifference(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let profile = GraphML.Profile.allCases.randomElement(using: &random) ?? .base
    var bytes = GraphML(profile).bytes(SkillGraph.random(using: &random))
    for _ in 0..<Int(seed % 4) {
      let place = Int.random(in: 0..<bytes.count, using: &random)
      bytes[place] = [0x3C, 0x3E, 0x26, 0x20, 0x22, 0x2F, 0x65].randomElement(using: &random) ?? 0x3C
    }
    var lenient = GraphMLReader()
    lenient.readsPlainElements = false
    #expect(Self.outcome(GraphMLReader(), bytes) == Self.outcome(lenient, bytes))
  }

  private static func outcome(_ reader: GraphMLReader, _ bytes: [UInt8]) -> String {
    do throws(GraphMLError) {
      let read = try reader.readProperties([bytes])
      return text(read.value) + read.value.edges.map { " \($0.line)" }.joined() + "\(read.diagnostics)"
    } catch {
      return "\(error.code) \(error.line)"
    }
  }

  @Test(arguments: [
    ("0", 0), ("-0.25", -0.25), ("12", 12), ("0.1", 0.1), ("9007199254740991", 9_007_199_254_740_991), ("1.", nil),
    (".5", nil), ("", nil), ("-", nil), ("1e3", nil), ("1.2.3", nil), ("+1", nil), (" 1", nil),
    ("9007199254740993", nil), ("0.12345678901234567", nil),
  ])
  func plainNumbersAreRead(text: String, value: Double?) {
    #expect(PlainNumber.double(Array(text.utf8).span) == value)
  }

  @Test(arguments: 0..<300 as Range<UInt64>)
  func plainNumbersAreExact(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let digits = String(random.next() % 10_000_000_000_000_000)
    let place = Int.random(in: 1...digits.count, using: &random)
    let text = place == digits.count ? digits : "\(digits.prefix(place)).\(digits.dropFirst(place))"
    let number = PlainNumber.double(Array(text.utf8).span)
    #expect(number == nil || number == Double(text))
    #expect(number != nil || digits.count > 15)
    let integer = Int(truncatingIfNeeded: random.next()) % 1_000_000
    #expect(PlainNumber.integer(Array(String(integer).utf8).span) == integer)
  }

  /// Other tools' graphs have them.
  @Test(arguments: GraphML.Profile.allCases)
  func parallelEdgesComeBackInTheirOrder(profile: GraphML.Profile) throws {
    let edges = [0.5, 0.25, 0.75].map { weight in
      SkillGraph.Edge(
        source: NodeIndex(rawValue: 0), relation: .related, target: NodeIndex(rawValue: 1), provenance: .extracted,
        weight: weight)
    }
    let graph = SkillGraph(
      sortedNodes: [.init(id: .known("skill:a"), label: "A"), .init(id: .known("skill:b"), label: "B")], edges: edges,
      postingCount: 1, schemes: [])
    let read = try GraphMLReader().read([GraphML(profile).bytes(graph)]).value
    #expect(read.edges.map(\.weight) == [0.5, 0.25, 0.75])
    #expect(GraphContent(read) == GraphContent(graph))
  }

  @Test func aFileInOnePieceMayBeLarge() throws {
    let nodes = (0..<4000).map {
      SkillGraph.Node(id: .known("skill:n\($0)"), label: String(repeating: "long ", count: 1000))
    }
    let graph = SkillGraph(nodes: nodes, edges: [])
    let bytes = GraphML().bytes(graph)
    #expect(bytes.count > 11_000_000)
    #expect(try GraphMLReader().read([bytes]).value.nodes.count == 4000)
  }

  /// `nodes / edges` and every property, in a form a person can read.
  private func check(_ body: String, _ expected: String, diagnostics: Set<String> = []) throws {
    let text = "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\(body)</graphml>"
    let read = try GraphMLReader().readProperties([Array(text.utf8)])
    #expect(Self.text(read.value) == expected)
    #expect(Set(read.diagnostics.map(\.code)) == diagnostics)
  }

  private static func text(_ graph: PropertyGraph) -> String {
    func list(_ properties: [(key: PropertyGraph.Key, value: PropertyGraph.Value)]) -> String {
      properties.map { " \($0.key.name)=\($0.value)" }.joined()
    }
    let nodes = graph.nodes.map { node in
      node.id + (node.parent.map { " in \(graph.nodes[$0].id)" } ?? "") + list(graph.properties(of: node))
    }
    let edges = graph.edges.map { edge in
      graph.nodes[edge.source].id + (edge.isDirected ? ">" : "-") + graph.nodes[edge.target].id
        + list(graph.properties(of: edge))
    }
    return (nodes + edges).joined(separator: "; ")
  }

  @Test func readsTypesGenerously() throws {
    let types = ["boolean", "int", "integer", "long", "float", "double", "string", "vector_int", "date"]
    let keys = types.map { "<key id=\"\($0)\" for=\"node\" attr.name=\"\($0)\" attr.type=\"\($0)\"/>" }.joined()
    let values = [
      ("boolean", " True "), ("boolean", "0"), ("boolean", "yes"), ("boolean", "maybe"), ("int", " 3.0 "),
      ("integer", "-7"),
      ("long", "9007199254740993"), ("int", ""), ("float", "0x1.8p1"), ("double", " 1e3"), ("double", "1,5"),
      ("string", " s "),
      ("vector_int", "1, 2"), ("date", "2026"),
    ].map { "<data key=\"\($0)\">\($1)</data>" }.joined()
    try check(
      "\(keys)<graph edgedefault=\"directed\"><node id=\"a\">\(values)</node></graph>",
      "a boolean=boolean(true) boolean=boolean(false) boolean=boolean(true) boolean=string(\"maybe\") int=integer(3) "
        + "integer=integer(-7) long=integer(9007199254740993) float=double(3.0) double=double(1000.0) double=string(\"1,5\") "
        + "string=string(\" s \") vector_int=string(\"1, 2\") date=string(\"2026\")",
      diagnostics: ["graphml.unknown-type"])
  }

  @Test func readsKeysOfTwoDomainsWithOneID() throws {
    try check(
      """
      <key id="k" for="node" attr.name="n"/><key id="k" for="edge" attr.name="e" attr.type="int"><default>5</default></key>
      <key id="all" attr.type="string"/><key id="p" for="port"><default>x</default></key>
      <graph><node id="a"><data key="k">1</data><data key="all">2</data><data key="new">3</data></node>
      <edge source="a" target="a"/><edge source="a" target="a" directed="false"><data key="k">6</data></edge></graph>
      """,
      "a n=string(\"1\") all=string(\"2\") new=string(\"3\"); a>a e=integer(5); a-a e=integer(6)",
      diagnostics: ["graphml.undeclared-key"])
  }

  @Test func readsWhatOthersDrop() throws {
    try check(
      """
      <graph edgedefault="undirected" parse.nodes="9"><edge source="b" target="a"/><node id="a"><graph><node id="a.1"/>
      <edge source="a.1" target="b"/></graph><desc>inner</desc></node><node id="a"/><hyperedge><endpoint node="a"/></hyperedge>
      <edge source="a"/><x:node xmlns:x="urn:x" id="no"><node id="neither"/></x:node></graph><graph><node id="c"/></graph>
      """,
      "b; a desc=string(\"inner\"); a.1 in a; c; b-a; a.1>b",
      diagnostics: [
        "graphml.left-out", "graphml.duplicate-node", "graphml.dangling-edge", "graphml.no-end",
        "graphml.several-graphs",
      ])
  }

  @Test func readsLabelsFromDrawings() throws {
    try check(
      """
      <key id="d0" for="node" yfiles.type="nodegraphics"/><graph edgedefault="directed"><node id="n0"><data key="d0">
      <y:ShapeNode xmlns:y="http://www.yworks.com/xml/graphml"><y:Fill/><y:NodeLabel>Box <![CDATA[& co]]></y:NodeLabel>
      </y:ShapeNode></data></node></graph>
      """, "n0 drawn-label=string(\"Box & co\")")
  }

  @Test func textThatStandsLooseIsReported() throws {
    try check(
      "<graph edgedefault=\"directed\"><node id=\"a\">/edge&gt;</node></graph>", "a",
      diagnostics: ["graphml.stray-text"])
  }

  @Test func countsThatAreUntrueAreReported() throws {
    try check(
      "<graph parse.nodes=\"2\" parse.edges=\"0\"><node id=\"a\"/></graph>", "a", diagnostics: ["graphml.untrue-count"])
  }

  @Test(arguments: [
    ("", GraphMLError.Code.malformed), ("plain", .malformed), ("<graphml><graph></graphml>", .malformed),
    ("<graphml><graph/>", .malformed), ("<graphml/>text", .malformed), ("<html/>", .notGraphML),
    ("<graphml><graph><node id='a'><data key='k'>&nbsp;</data></node></graph></graphml>", .malformed),
    ("<graphml><graph><node id='a\u{B}'/></graph></graphml>", .malformed),
    ("<!DOCTYPE graphml [<!ENTITY a 'b'>]><graphml/>", .malformed),
    (
      "<!DOCTYPE g [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><graphml><graph><node id='&a;'/></graph></graphml>",
      .malformed
    ),
    (String(repeating: "<graphml>", count: 300), .malformed),
  ])
  func brokenFilesAreErrors(text: String, code: GraphMLError.Code) {
    let error = #expect(throws: GraphMLError.self) { _ = try GraphMLReader().read([Array(text.utf8)]) }
    #expect(error?.code == code, "\(String(describing: error))")
    #expect(error?.line == 1)
  }

  @Test(arguments: [
    ("<graph><node id=\"a\"/><node id=\"a\"/></graph>", true),
    ("<graph><edge source=\"a\" target=\"b\"/></graph>", true),
    ("<graph><node id=\"a\"/><edge source=\"a\" target=\"a\"/></graph>", false),
  ])
  func strictReadersRefuseDoubts(body: String, isRefused: Bool) throws {
    var reader = GraphMLReader()
    reader.isStrict = true
    let bytes = Array("<graphml>\(body)</graphml>".utf8)
    var code: GraphMLError.Code?
    do throws(GraphMLError) { _ = try reader.read([bytes]) } catch { code = error.code }
    #expect(code == (isRefused ? .inconsistent : nil))
  }

  @Test func aDocumentTypeWithoutDeclarationsIsPassedOver() throws {
    let text = "<!DOCTYPE graphml SYSTEM \"graphml.dtd\"><graphml><graph><node id=\"R&amp;D\"/></graph></graphml>"
    #expect(try GraphMLReader().readProperties([Array(text.utf8)]).value.nodes.map(\.id) == ["R&D"])
  }

  @Test func otherEncodingsAreRead() throws {
    let text = "<?xml version=\"1.0\" encoding=\"UTF-16\"?><graphml><graph><node id=\"é😀\"/></graph></graphml>"
    let units = [0xFEFF] + Array(text.utf16)
    let bytes = units.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
    #expect(try GraphMLReader().readProperties([bytes]).value.nodes.map(\.id) == ["é😀"])
  }

  @Test func otherToolsGraphsAreMapped() throws {
    let text = """
      <graphml><key id="l" for="node" attr.name="label"/><key id="t" for="node" attr.name="type"/>
      <key id="id" for="node" attr.name="id"/><key id="r" for="edge" attr.name="label"/><key id="w" for="edge" attr.name="weight"/>
      <graph edgedefault="directed"><node id="n0"><data key="l">Data Engineer</data><data key="t">Role</data></node>
      <node id="n1"><data key="l">Python</data></node><node id="n2"><data key="l">Python</data></node>
      <node id="n3"><data key="id">framework:pytorch</data></node>
      <edge source="n0" target="n1"><data key="r">REQUIRES</data><data key="w">0.5</data></edge>
      <edge source="n1" target="n3"><data key="r">prerequisite of</data></edge>
      <edge source="n1" target="n2"><data key="r">knows</data></edge></graph></graphml>
      """
    let graph = try GraphMLReader().read([Array(text.utf8)]).value
    #expect(
      graph.nodes.map(\.id.rawValue) == ["framework:pytorch", "role:data-engineer", "skill:python", "skill:python-2"])
    let edges = graph.edges.map { "\(graph[$0.source].id) \($0.relation) \(graph[$0.target].id) \($0.weight)" }
    #expect(
      edges == [
        "role:data-engineer requires skill:python 0.5", "skill:python prerequisiteOf framework:pytorch 1.0",
        "skill:python related skill:python-2 1.0",
      ])
    #expect(graph.edges.map(\.provenance) == [6, 7, 8].map { .curated(scheme: 0, row: $0) })
  }
}
