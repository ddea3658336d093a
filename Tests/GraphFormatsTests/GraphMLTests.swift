import TestSupport
import Concepts
import GraphModel
import Testing

@testable import GraphFormats

@Suite struct GraphMLTests {
  @Test(arguments: GraphML.Profile.allCases)
  func profilesAreAsRecorded(profile: GraphML.Profile) throws {
    try expectGolden(GraphML(profile).bytes(.sample), "sample.\(profile.rawValue).graphml")
  }

  @Test(arguments: [GraphML.Profile.base, .plain, .tinkerpop])
  func noReaderHasToRefuseTheSample(profile: GraphML.Profile) {
    #expect(GraphMLRules(GraphML(profile).bytes(.sample)).broken == [])
  }

  @Test(arguments: 0..<100 as Range<UInt64>)
  func noReaderHasToRefuseAnyGraph(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let graph = SkillGraph.random(using: &random)
    #expect(GraphMLRules(GraphML().bytes(graph)).broken == [])
  }

  /// The checker is worth something only if it sees what it is for.
  @Test(arguments: [
    ("<?xml", "\u{FEFF}<?xml", "begins with the declaration, without a byte order mark"),
    (
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n",
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + String(repeating: " \n \n", count: 12), ""
    ),
    ("<graphml ", "<!DOCTYPE graphml><graphml ", "nothing some reader stops at"),
    ("for=\"node\"", "for=\"all\"", "a key is for node or edge"),
    (" attr.name=\"kind\"", "", "a key has id, for, attr.name and attr.type"),
    ("attr.type=\"int\"", "attr.type=\"boolean\"", "a type every reader knows"),
    ("<key id=\"name\"", "<key id=\"NodeLabel\"", "key ids differ by more than case"),
    ("attr.name=\"labels\"", "attr.name=\"Label\"", "names in a domain differ by more than case"),
    ("attr.name=\"color\"", "attr.name=\"node color\"", "ids and names are tokens"),
    ("attr.name=\"color\"", "attr.name=\"type\"", "no reserved name"),
    (
      "<key id=\"size\" for=\"node\" attr.name=\"size\" attr.type=\"double\"",
      "<key id=\"size\" for=\"node\" attr.name=\"size\" attr.type=\"string\"", "numbers are declared double"
    ),
    ("parse.edges=\"12\"", "parse.edges=\"13\"", "counts are true"),
    ("parse.nodeids=\"free\"", "parse.nodeids=\"canonical\"", "ids are not called canonical"),
    ("edge id=\"e1\"", "edge id=\"e0\"", "ids of nodes and edges differ by more than case"),
    ("edge id=\"e1\"", "edge id=\"skill:python\"", "ids of nodes and edges differ by more than case"),
    ("edge id=\"e1\"", "edge directed=\"true\" id=\"e1\"", "no edge has a direction of its own"),
    ("target=\"skill:python\"", "target=\"skill:nowhere\"", "no edge dangles"),
    ("<data key=\"label\">", "<data key=\"confidence\">1</data>\n<data key=\"label\">", "an edge's label comes first"),
    ("<data key=\"size\">", "<data key=\"size\">1</data>\n<data key=\"size\">", "one value a key"),
    ("<data key=\"size\">", "<data key=\"weight\">", "data of declared keys only"),
    ("<data key=\"row\">12<", "<data key=\"row\">3000000000<", "an int fits in 32 bits"),
    ("<data key=\"row\">12<", "<data key=\"row\"><", "no empty value"),
    ("<data key=\"weight\">0.88<", "<data key=\"weight\">0<", "weights are above 0"),
    ("<data key=\"confidence\">0.25<", "<data key=\"confidence\">nan<", "a double is finite and plain"),
    ("R&amp;D", "R&#38;D", "only & < > are escaped"),
    ("R&amp;D", "R&amp;\u{1}D", "only characters of XML"),
    ("</data>\n      ", "</data>", "one element a line"),
    ("  <graph id", "  <node id=\"x\"/>\n  <graph id", "keys, then one graph"),
    ("</node>", "</node>\n<edge/>", "nodes, then edges, nothing else"),
    ("<graph id=\"G\"", "<g:graph id=\"G\"", "no element has a prefix"),
  ])
  func theRuleCheckerSees(old: String, new: String, rule: String) throws {
    let text = String(decoding: GraphML().bytes(.sample), as: UTF8.self)
    let place = try #require(text.firstRange(of: old))
    let changed = text[..<place.lowerBound] + new + text[place.upperBound...]
    let broken = GraphMLRules(Array(changed.utf8)).broken
    #expect(broken.contains(rule.isEmpty ? "namespace in the first twenty lines" : rule), "\(broken)")
  }

  @Test(arguments: [
    ("plain", "plain"), ("R&D <b> \"q\" 'a' ]]>", "R&amp;D &lt;b&gt; \"q\" 'a' ]]&gt;"), ("&amp;", "&amp;amp;"),
    ("a\tb\nc\rd\r\ne", "a b c d e"), ("a\u{0}b\u{1}c\u{1F}d\u{7F}", "abcd\u{7F}"),
    ("\u{FFFE}x\u{FFFF}\u{FFFD}", "x\u{FFFD}"),
    ("é日本😀\u{85}", "é日本😀\u{85}"), ("", ""),
  ])
  func textIsEscapedOnceAndStaysLegal(text: String, written: String) {
    var collected: [UInt8] = []
    func check(_ expected: String, _ write: (inout ByteOutput) -> Void) {
      let pieces = Pieces()
      var output = ByteOutput { pieces.bytes += $0 }
      write(&output)
      output.finish()
      collected = pieces.bytes
      #expect(String(decoding: collected, as: UTF8.self) == expected)
    }
    check(written) { $0.write(xml: text) }
    check(written.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "&quot;")) {
      $0.write(attribute: text)
    }
  }

  @Test func outputLargerThanOnePieceKeepsItsOrder() {
    let pieces = Pieces()
    var output = ByteOutput { pieces.bytes += $0 }
    for number in 0..<100_000 { output.write(number) }
    output.finish()
    #expect(String(decoding: pieces.bytes, as: UTF8.self) == (0..<100_000).map(String.init).joined())
  }

  @Test(arguments: [
    [], ["a"], ["a", "b c"], ["a|b", "c"], ["a | b"], ["\\"], ["\\|", "|\\"], [" a ", "b "], ["a\\", "b"], ["|", "||"],
  ])
  func joinedListsComeApartAgain(parts: [String]) {
    #expect(JoinedList.parts(JoinedList.text(parts)) == parts)
  }

  @Test func nodesOfAPictureDoNotLieOnEachOther() {
    let positions = Layout(.sample).positions
    #expect(Set(positions).count == SkillGraph.sample.nodes.count)
    var place: [String: Layout.Point] = [:]
    for (node, point) in zip(SkillGraph.sample.nodes, positions) { place[node.id.rawValue] = point }
    let order = ["education:bachelor", "education:master", "skill:python", "framework:pytorch", "role:data-engineer"]
    let heights = order.compactMap { place[$0]?.y }
    #expect(
      heights.count == order.count && zip(heights, heights.dropFirst()).allSatisfy { $0 < $1 },
      "what comes first is higher up")
  }
}

final class Pieces {
  var bytes: [UInt8] = []
}
