internal import Concepts
public import GraphModel
internal import JSONText

/// Cytoscape.js JSON, for Cytoscape.js and Cytoscape desktop (`.cyjs`): flat values, places, one space of ids.
public struct CytoscapeJSON: GraphFormat {
  public static let name = "cyjs"
  public static let fileExtension = "cyjs"
  public static let limitation: String? = "which schemes there are"

  public init() {}

  public func write(_ graph: SkillGraph, to output: inout ByteOutput) {
    let title: JSONValue = .record(["name": "skillgraph", "postings": .integer(graph.postingCount)])
    output.write("{\"format_version\":\"1.0\",\"generated_by\":\"skillgraph\",\"data\":\(title.text()),\n")
    output.write("\"elements\":{\"nodes\":[")
    let positions = Layout(graph).positions
    for (index, node) in graph.nodes.enumerated() {
      output.write(index == 0 ? "\n" : ",\n")
      output.write(json(node, at: positions[index], in: graph).utf8())
    }
    output.write("\n],\"edges\":[")
    let citations = graph.citations
    for (index, edge) in graph.edges.enumerated() {
      output.write(index == 0 ? "\n" : ",\n")
      output.write(json(edge, index, in: graph, citations).utf8())
    }
    output.write("\n]}}\n")
  }

  private func json(_ node: SkillGraph.Node, at place: Layout.Point, in graph: SkillGraph) -> JSONValue {
    let data: JSONValue = .record([
      "id": .string(node.id.rawValue), "name": .string(node.label), "shared_name": .string(node.label),
      "label": .string(node.label), "kind": .string(node.kind.rawValue),
      "color": .string(Palette.color(node.kind).hexadecimal),
      "size": .exact(Palette.size(postings: node.postings, of: graph.postingCount)),
      "postings": .integer(node.postings),
      "curated": .bool(node.isCurated), "alt_labels": .array(node.altLabels.map(JSONValue.string)),
      "exact_match": .array(node.identifiers(.exactMatch).map(JSONValue.string)),
      "close_match": .array(node.identifiers(.closeMatch).map(JSONValue.string)),
    ])
    return .record(["data": data, "position": .record(["x": .exact(place.x), "y": .exact(place.y)])])
  }

  private func json(_ edge: SkillGraph.Edge, _ position: Int, in graph: SkillGraph, _ citations: [String]) -> JSONValue
  {
    var members: [JSONValue.Member] = [
      .init("id", .string("e\(position)")), .init("source", .string(graph[edge.source].id.rawValue)),
      .init("target", .string(graph[edge.target].id.rawValue)), .init("interaction", .string(edge.relation.rawValue)),
      .init("shared_interaction", .string(edge.relation.rawValue)), .init("label", .string(edge.relation.rawValue)),
      .init("weight", .exact(edge.visibleWeight)),
    ]
    members += edge.origin(citations) + edge.qualities
    return .record(["data": .object(members)])
  }
}
