internal import Concepts
public import GraphModel

/// GEXF 1.3 for Gephi: parallel edges kept apart by their `kind`, looks through `viz`, places as in GraphML.
///
/// Looks have the prefix `viz`, bound to the namespace of the rest: so the published schema wants them, readers that go by the
/// spelling (graphology, Tulip) find them, and Gephi goes by local names. NetworkX alone looks in `…/1.3/viz`, and finds no looks.
/// With `months`, roles, what postings name and their demands have spells, so that Gephi's time line shows when postings said so;
/// what the taxonomy alone says is always there.
public struct GEXF: GraphFormat {
  public static let name = "gexf"
  public static let fileExtension = "gexf"
  public static let limitation: String? = "which schemes there are, counts of postings in all"

  private let months: PostingMonths

  public init(months: PostingMonths = PostingMonths()) { self.months = months }

  private static let head: StaticString = """
    <?xml version="1.0" encoding="UTF-8"?>
    <gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3" version="1.3">
      <meta><creator>skillgraph</creator></meta>
      <graph defaultedgetype="directed" idtype="string" mode="
    """

  private static let attributes: StaticString = """
    ">
        <attributes class="node">
          <attribute id="kind" title="kind" type="string"/>
          <attribute id="postings" title="postings" type="integer"/>
          <attribute id="curated" title="curated" type="integer"/>
          <attribute id="alt_labels" title="alt_labels" type="string"/>
          <attribute id="exact_match" title="exact_match" type="string"/>
          <attribute id="close_match" title="close_match" type="string"/>
        </attributes>
        <attributes class="edge">
          <attribute id="provenance" title="provenance" type="string"/>
          <attribute id="scheme" title="scheme" type="string"/>
          <attribute id="row" title="row" type="integer"/>
          <attribute id="method" title="method" type="string"/>
          <attribute id="required" title="required" type="integer"/>
          <attribute id="preferred" title="preferred" type="integer"/>
          <attribute id="mentioned" title="mentioned" type="integer"/>
          <attribute id="strength" title="strength" type="string"/>
          <attribute id="curated_level" title="curated_level" type="string"/>
          <attribute id="confidence" title="confidence" type="double"/>
        </attributes>

    """

  public func write(_ graph: SkillGraph, to output: inout ByteOutput) {
    output.write(Self.head)
    if let span = months.span {
      output.write(
        "dynamic\" timeformat=\"date\" start=\"\(span.lowerBound.firstDay)\" end=\"\(span.upperBound.lastDay)")
    } else {
      output.write("static")
    }
    output.write(Self.attributes)
    output.write("    <nodes count=\"")
    output.write(graph.nodes.count)
    output.write("\">\n")
    let positions = Layout(graph).positions
    for index in graph.nodes.indices { write(graph.nodes[index], at: positions[index], in: graph, &output) }
    output.write("    </nodes>\n    <edges count=\"")
    output.write(graph.edges.count)
    output.write("\">\n")
    let citations = graph.citations
    for index in graph.edges.indices { write(graph.edges[index], index, in: graph, citations, &output) }
    output.write("    </edges>\n  </graph>\n</gexf>\n")
  }

  private func write(
    _ node: SkillGraph.Node, at place: Layout.Point, in graph: SkillGraph, _ output: inout ByteOutput
  ) {
    output.write("      <node id=\"")
    output.write(node.id.rawValue)
    output.write("\" label=\"")
    output.write(attribute: node.label)
    output.write("\"><attvalues>")
    value("kind", node.kind.rawValue, &output)
    value("postings", String(node.postings), &output)
    value("curated", node.isCurated ? "1" : "0", &output)
    value("alt_labels", JoinedList.text(node.altLabels), &output)
    value("exact_match", JoinedList.text(node.identifiers(.exactMatch)), &output)
    value("close_match", JoinedList.text(node.identifiers(.closeMatch)), &output)
    let color = Palette.color(node.kind)
    output.write("</attvalues>")
    write(months.nodes[node.id], &output)
    output.write("<viz:color r=\"\(color.red)\" g=\"\(color.green)\" b=\"\(color.blue)\"/>")
    // Gephi's y axis points up.
    output.write("<viz:position x=\"\(place.x)\" y=\"\(0 - place.y)\" z=\"0.0\"/>")
    output.write("<viz:size value=\"\(Palette.size(postings: node.postings, of: graph.postingCount))\"/></node>\n")
  }

  private func write(
    _ edge: SkillGraph.Edge, _ position: Int, in graph: SkillGraph, _ citations: [String], _ output: inout ByteOutput
  ) {
    output.write(
      "      <edge id=\"e\(position)\" source=\"\(graph[edge.source].id)\" target=\"\(graph[edge.target].id)\"")
    output.write(
      " kind=\"\(edge.relation.rawValue)\" label=\"\(edge.relation.rawValue)\" weight=\"\(edge.visibleWeight)\">")
    output.write("<attvalues>")
    value("provenance", edge.provenance.name, &output)
    switch edge.provenance {
    case .curated(let scheme, let row):
      value("scheme", citations.indices.contains(scheme) ? citations[scheme] : "#\(scheme)", &output)
      value("row", String(row), &output)
    case .inferred(let method): value("method", method, &output)
    case .extracted: break
    }
    for level in DemandLevel.allCases where edge.demand[level] != 0 {
      output.write("<attvalue for=\"\(level.rawValue)\" value=\"\(edge.demand[level])\"/>")
    }
    value("strength", edge.strength?.rawValue ?? "", &output)
    value("curated_level", edge.curatedLevel?.rawValue ?? "", &output)
    value("confidence", "\(edge.confidence)", &output)
    output.write("</attvalues>")
    if edge.relation == .requires, !months.isEmpty {
      write(months.demands[DemandTable.Key(role: graph[edge.source].id, concept: graph[edge.target].id)], &output)
    }
    output.write("</edge>\n")
  }

  private func write(_ months: Set<PostingMonths.Month>?, _ output: inout ByteOutput) {
    guard let months else { return }
    output.write("<spells>")
    for span in PostingMonths.spans(months) {
      output.write("<spell start=\"\(span.lowerBound.firstDay)\" end=\"\(span.upperBound.lastDay)\"/>")
    }
    output.write("</spells>")
  }

  private func value(_ key: StaticString, _ text: String, _ output: inout ByteOutput) {
    guard !text.isEmpty else { return }
    output.write("<attvalue for=\"")
    output.write(key)
    output.write("\" value=\"")
    output.write(attribute: text)
    output.write("\"/>")
  }
}
