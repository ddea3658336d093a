internal import Concepts
public import GraphModel

/// GraphML 1.1 that Gephi, Cytoscape, NetworkX, igraph, graph-tool, Graphviz, JGraphT and TinkerPop read right at once.
///
/// Some readers look at a key's `id`, others at its `attr.name`, so each important key has two names. Nothing is written that
/// some reader is known to choke on: no graph keys, no defaults, no booleans, no document type, no empty value. An absent
/// value writes no `data`.
public struct GraphML: GraphFormat {
  public static let name = "graphml"
  public static let limitation: String? = nil

  public init() {}

  public func write(_ graph: SkillGraph, to output: inout ByteOutput) {
    output.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<?skillgraph postings=\"")
    output.write(graph.postingCount)
    output.write(
      """
      "?>
      <graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
        xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.1/graphml.xsd">

      """)
    for key in GraphMLKey.allCases { write(key, to: &output) }
    output.write("  <graph id=\"G\" edgedefault=\"directed\" parse.nodes=\"")
    output.write(graph.nodes.count)
    output.write("\" parse.edges=\"")
    output.write(graph.edges.count)
    output.write("\" parse.nodeids=\"free\" parse.edgeids=\"free\" parse.order=\"nodesfirst\">\n")
    for node in graph.nodes { write(node, in: graph, to: &output) }
    for (position, edge) in graph.edges.enumerated() { write(edge, position, in: graph, to: &output) }
    output.write("  </graph>\n</graphml>\n")
  }

  private func write(_ key: GraphMLKey, to output: inout ByteOutput) {
    output.write("  <key id=\"")
    output.write(key.rawValue.utf8)
    output.write(key.isForNodes ? "\" for=\"node\" attr.name=\"" : "\" for=\"edge\" attr.name=\"")
    output.write(key.attributeName.utf8)
    output.write("\" attr.type=\"")
    output.write(key.type.utf8)
    output.write("\"/>\n")
  }

  private func write(_ node: SkillGraph.Node, in graph: SkillGraph, to output: inout ByteOutput) {
    output.write("    <node id=\"")
    output.write(node.id.rawValue.utf8)
    output.write("\">\n")
    let color = Palette.color(node.kind)
    data(.labelV, node.kind.rawValue, &output)
    data(.nodelabel, node.label, &output)
    data(.name, node.label, &output)
    data(.labels, node.kind.rawValue.capitalizedASCII, &output)
    data(.color, Palette.hexadecimal(node.kind), &output)
    data(.red, color.red, &output)
    data(.green, color.green, &output)
    data(.blue, color.blue, &output)
    data(.size, Palette.size(postings: node.postings, of: graph.postingCount), &output)
    data(.postings, node.postings, &output)
    data(.curated, node.isCurated ? 1 : 0, &output)
    data(.altLabels, node.altLabels, &output)
    data(.exactMatch, node.matches.filter { $0.closeness == .exactMatch }.map(\.identifier), &output)
    data(.closeMatch, node.matches.filter { $0.closeness == .closeMatch }.map(\.identifier), &output)
    output.write("    </node>\n")
  }

  private func write(_ edge: SkillGraph.Edge, _ position: Int, in graph: SkillGraph, to output: inout ByteOutput) {
    output.write("    <edge id=\"e")
    output.write(position)
    output.write("\" source=\"")
    output.write(graph[edge.source].id.rawValue.utf8)
    output.write("\" target=\"")
    output.write(graph[edge.target].id.rawValue.utf8)
    output.write("\">\n")
    data(.edgeLabel, edge.relation.rawValue, &output)
    data(.labelE, edge.relation.rawValue, &output)
    if edge.weight > 0 { data(.weight, edge.weight, &output) }
    data(.provenance, edge.provenance.name, &output)
    writeOrigin(of: edge, in: graph, to: &output)
    for (key, count) in [
      (GraphMLKey.required, edge.demand.required), (.preferred, edge.demand.preferred),
      (.mentioned, edge.demand.mentioned),
    ]
    where count > 0 {
      data(key, count, &output)
    }
    if let strength = edge.strength { data(.strength, strength.rawValue, &output) }
    if let level = edge.curatedLevel { data(.curatedLevel, level.rawValue, &output) }
    data(.confidence, edge.confidence, &output)
    output.write("    </edge>\n")
  }

  private func writeOrigin(of edge: SkillGraph.Edge, in graph: SkillGraph, to output: inout ByteOutput) {
    switch edge.provenance {
    case .curated(let scheme, let row):
      if graph.schemes.indices.contains(scheme) {
        data(.scheme, "\(graph.schemes[scheme].name) \(graph.schemes[scheme].release)", &output)
      }
      data(.row, row, &output)
    case .inferred(let method): data(.method, method, &output)
    case .extracted: break
    }
  }

  // MARK: Values

  private func data(_ key: GraphMLKey, _ value: String, _ output: inout ByteOutput) {
    guard !value.isEmpty else { return }
    open(key, &output)
    output.write(XMLText.escaped(value))
    output.write("</data>\n")
  }

  /// A list is one string, joined by ` | `; the parts have none.
  private func data(_ key: GraphMLKey, _ values: [String], _ output: inout ByteOutput) {
    data(key, values.map { $0.split(separator: "|").joined(separator: "/") }.joined(separator: " | "), &output)
  }

  private func data(_ key: GraphMLKey, _ value: Int, _ output: inout ByteOutput) {
    open(key, &output)
    output.write(value)
    output.write("</data>\n")
  }

  private func data(_ key: GraphMLKey, _ value: Double, _ output: inout ByteOutput) {
    guard value.isFinite else { return }
    open(key, &output)
    output.write(value)
    output.write("</data>\n")
  }

  private func open(_ key: GraphMLKey, _ output: inout ByteOutput) {
    output.write("      <data key=\"")
    output.write(key.rawValue.utf8)
    output.write("\">")
  }
}

extension String {
  /// `skill` → `Skill`.
  var capitalizedASCII: String { prefix(1).uppercased() + dropFirst() }
}
