internal import Concepts
public import GraphModel
internal import JSONText

/// One JSON object a line, nodes before edges, each with its `type`: for streams, `jq` and loaders of databases.
public struct JSONLines: GraphFormat {
  public static let name = "jsonl"
  public static let fileExtension = "jsonl"
  public static let limitation: String? = nil

  public init() {}

  public func write(_ graph: SkillGraph, to output: inout ByteOutput) {
    line(NodeLinkJSON.header(graph), "graph", &output)
    for node in graph.nodes { line(NodeLinkJSON.json(node), "node", &output) }
    for (position, edge) in graph.edges.enumerated() {
      line(NodeLinkJSON.json(edge, position, in: graph), "edge", &output)
    }
  }

  private func line(_ value: JSONValue, _ type: String, _ output: inout ByteOutput) {
    output.write(JSONValue.object([.init("type", .string(type))] + value.members).utf8())
    output.write("\n")
  }
}
