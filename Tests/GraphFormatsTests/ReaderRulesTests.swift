import TestSupport
import Concepts
import Foundation
import GraphModel
import Testing

@testable import GraphFormats

/// Gephi, yEd, Cytoscape and Neo4j cannot run here; what their readers demand is checked instead.
@Suite struct ReaderRulesTests {
  /// A format, what writes it, and who reads it.
  enum Case: String, CaseIterable, Sendable {
    case gexf, dynamicGEXF, yed, neo4j, neo4jCSV, cyjs

    func bytes(_ graph: SkillGraph) -> [UInt8] {
      switch self {
      case .gexf: return GEXF().bytes(graph)
      case .dynamicGEXF: return GEXF(months: Self.months(graph)).bytes(graph)
      case .yed: return GraphML(.yed).bytes(graph)
      case .neo4j: return GraphML(.neo4j).bytes(graph)
      case .neo4jCSV:
        return Neo4jCSV(.nodes).bytes(graph) + Array(Neo4jAdminRules.border.utf8)
          + Neo4jCSV(.relationships).bytes(graph)
      case .cyjs: return CytoscapeJSON().bytes(graph)
      }
    }

    func broken(_ bytes: [UInt8]) -> [String] {
      switch self {
      case .gexf, .dynamicGEXF: GephiGEXFRules.broken(bytes)
      case .yed: YEdRules.broken(bytes)
      case .neo4j: APOCRules.broken(bytes)
      case .neo4jCSV: Neo4jAdminRules.broken(bytes)
      case .cyjs: CytoscapeRules.broken(bytes)
      }
    }

    /// Every second node in two spans of time.
    private static func months(_ graph: SkillGraph) -> PostingMonths {
      var months = PostingMonths()
      for (position, edge) in graph.edges.enumerated() where position % 2 == 0 {
        for date in ["2025-12", "2026-01", "2026-0\(3 + position % 7)"] {
          guard let month = PostingMonths.Month(date) else { continue }
          months.add(month, role: graph[edge.source].id, concept: graph[edge.target].id)
        }
      }
      return months
    }
  }

  @Test(arguments: Case.allCases)
  func theSampleIsRead(format: Case) { #expect(format.broken(format.bytes(.sample)) == []) }

  @Test(arguments: Case.allCases, 0..<30 as Range<UInt64>)
  func anyGraphIsRead(format: Case, seed: UInt64) {
    var random = SplitMix64(seed: seed)
    #expect(format.broken(format.bytes(.random(using: &random))) == [])
  }

  /// A checker is worth something only if it sees what it is for.
  @Test(
    arguments: [
      (Case.gexf, "version=\"1.3\">", "version=\"1.2\">", "the version is 1.3"),
      (.gexf, "http://gexf.net/1.3\"", "http://www.gexf.net/1.2draft\"", "the namespace is that of 1.3"),
      (
        .gexf, "xmlns:viz=\"http://gexf.net/1.3\"", "xmlns:viz=\"http://gexf.net/1.3/viz\"",
        "looks have the namespace of the schema"
      ),
      (.gexf, " idtype=\"string\"", "", "direction and kind of ids are said"),
      (.gexf, "mode=\"static\"", "mode=\"slice\"", "the mode is static or dynamic"),
      (.dynamicGEXF, " timeformat=\"date\"", "", "a time line has a format and a span"),
      (.dynamicGEXF, "<spell start=\"2025-12-01\"", "<spell start=\"2026-12-01\"", "spells follow each other"),
      (.dynamicGEXF, "date\" start=\"2025-12-01\"", "date\" start=\"2026-01-01\"", "spells lie within the time line"),
      (.gexf, "class=\"node\"", "class=\"nodes\"", "columns are of nodes or edges"),
      (.gexf, "id=\"kind\" title", "id=\"postings\" title", "columns have ids of their own"),
      (.gexf, "type=\"integer\"", "type=\"anyURI\"", "columns have types every reader knows"),
      (.gexf, "id=\"kind\" title", "id=\"weight\" title", "no column has a name of Gephi's own"),
      (.gexf, "<nodes count=\"10\"", "<nodes count=\"11\"", "counts are true"),
      (.gexf, "<node id=\"skill:python\"", "<node id=\"framework:pytorch\"", "nodes have ids of their own"),
      (.gexf, "edge id=\"e1\"", "edge id=\"e0\"", "edges have ids of their own"),
      (.gexf, "target=\"skill:python\"", "target=\"skill:nowhere\"", "no edge dangles"),
      (.gexf, "weight=\"0.88\"", "weight=\"0\"", "weights are above 0"),
      (
        .gexf, "source=\"role:data-engineer\" target=\"skill:c-plus-plus\"",
        "source=\"role:data-engineer\" target=\"skill:python\"", "parallel edges differ in kind"
      ),
      (
        .gexf, "<attvalue for=\"row\" value=\"12\"", "<attvalue for=\"row\" value=\"3000000000\"",
        "an integer fits in 32 bits"
      ),
      (.gexf, "<attvalue for=\"kind\"", "<attvalue for=\"sort\"", "values of declared columns only"),
      (.gexf, "<attvalue for=\"postings\"", "<attvalue for=\"kind\"", "one value a column"),
      (.gexf, "for=\"kind\" value=\"skill\"", "for=\"kind\" value=\"\"", "no empty value"),
      (.gexf, " b=\"", " b=\"1000", "colours are of 0 to 255"),
      (.gexf, " x=\"", " x=\"x", "places are finite"),
      (.gexf, "viz:size value=\"", "viz:size value=\"-", "sizes are above 0"),
      (.yed, "yfiles.type=\"nodegraphics\"", "yfiles.type=\"nodes\"", "keys for graphics of nodes and edges"),
      (
        .yed, "yfiles.type=\"edgegraphics\"", "attr.name=\"e\" yfiles.type=\"edgegraphics\"",
        "keys for graphics have no attribute name"
      ),
      (.yed, "http://www.yworks.com/xml/graphml", "urn:y", "graphics have yWorks' namespace"),
      (.yed, " height=\"30.0\"", "", "nodes have a place and a size"),
      (.yed, "<y:Fill color=\"#", "<y:Fill color=\"", "nodes are filled"),
      (.yed, "<y:NodeLabel>Python", "<y:NodeLabel>Perl", "the label is drawn"),
      (.yed, "<y:Shape type=\"roundrectangle\"/>", "", "nodes have a shape"),
      (.yed, "target=\"standard\"", "target=\"none\"", "edges have a head"),
      (.yed, "<y:EdgeLabel>broader", "<y:EdgeLabel>", "the relation is drawn"),
      (.yed, "edge id=\"e1\"", "edge id=\"e0\"", "ids are unique, or yEd shows no edges"),
      (.neo4j, "labels=\":Skill\"", "labels=\"Skill\"", "nodes have labels, each after a colon"),
      (.neo4j, " label=\"REQUIRES\"", "", "edges have a type"),
      (
        .neo4j, "<data key=\"label\">", "<data key=\"weight\">1</data><data key=\"label\">",
        "an edge's label comes first"
      ),
      (.neo4j, "<graphml ", "<!DOCTYPE graphml><graphml ", "no document type and no default"),
      (.neo4jCSV, "id:ID(Concept)", "id", "one column of ids"),
      (.neo4jCSV, ",:LABEL", ",label", "a column of labels"),
      (.neo4jCSV, ":END_ID(Concept)", ":END_ID(Other)", "all ids are of one space"),
      (.neo4jCSV, ",:TYPE", ",type", "relationships have ends and a type"),
      (.neo4jCSV, "postings:int", "postings:number", "types that the import knows"),
      (.neo4jCSV, "postings:int", "name:int", "no property comes twice"),
      (.neo4jCSV, "\nskill:python,Python,", "\nskill:python,Python,,", "rows are as long as the header"),
      (.neo4jCSV, "\nskill:python,", "\nframework:pytorch,", "ids are unique"),
      (.neo4jCSV, "\nskill:python,Python", "\nskill:python,\"Py\nthon\"", "no line breaks in cells"),
      (.neo4jCSV, ",PRECEDES,", ",,", "nothing without label, type or ends"),
      (.neo4jCSV, ",PRECEDES,", ",1 2,", "labels and types are names"),
      (.neo4jCSV, ",true,", ",yes,", "truth is true or false"),
      (.neo4jCSV, ",0.88,", ",nan,", "a double is finite"),
      (.cyjs, "\"name\":\"skillgraph\"", "\"name\":\"\"", "the network has a name"),
      (.cyjs, "\"id\":\"e1\"", "\"id\":\"skill:python\"", "nodes and edges have ids of their own, all texts"),
      (.cyjs, "\"shared_name\":\"Python\"", "\"shared_name\":1", "nodes have names"),
      (.cyjs, "\"x\":", "\"z\":", "nodes have places"),
      (.cyjs, "\"target\":\"skill:python\"", "\"target\":\"skill:nowhere\"", "no edge dangles"),
      (.cyjs, "\"interaction\":\"broader\"", "\"interaction\":\"\"", "edges have an interaction"),
      (.cyjs, "\"kind\":\"skill\"", "\"parent\":\"skill\"", "no reserved column"),
      (.cyjs, "\"kind\":\"skill\"", "\"Label\":\"skill\"", "columns differ by more than case"),
      (.cyjs, "\"kind\":\"skill\"", "\"my kind\":\"skill\"", "columns have names of letters, digits and _"),
      (.cyjs, "\"postings\":38", "\"postings\":\"38\"", "a column has one type"),
      (.cyjs, "\"postings\":38", "\"postings\":{}", "values are scalars or flat lists"),
    ] as [(Case, String, String, String)])
  func theCheckersSee(format: Case, old: String, new: String, rule: String) throws {
    let text = String(decoding: format.bytes(.sample), as: UTF8.self)
    let place = try #require(text.firstRange(of: old), "the sample lacks \(old)")
    let changed = text[..<place.lowerBound] + new + text[place.upperBound...]
    #expect(format.broken(Array(changed.utf8)).contains(rule), "\(format.broken(Array(changed.utf8)))")
  }
}
