internal import Concepts
public import GraphModel

/// GraphML 1.1 that Gephi, Cytoscape, NetworkX, igraph, graph-tool, Graphviz, JGraphT and TinkerPop read right at once.
///
/// Some readers look at a key's `id`, others at its `attr.name`, so each important key has two names. Nothing is written that
/// some reader is known to choke on: no graph keys, no defaults, no booleans, no document type, no empty value. An absent
/// value writes no `data`. What has no place in GraphML (how many postings, which schemes) is in processing instructions
/// before the root, which every reader skips.
public struct GraphML: GraphFormat {
  public static let name = "graphml"
  public static let fileExtension = "graphml"
  public static let limitation: String? = "characters that XML forbids; line breaks in labels"

  private let profile: Profile

  public init(_ profile: Profile = .base) { self.profile = profile }

  public func write(_ graph: SkillGraph, to output: inout ByteOutput) {
    output.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
    writeInstructions(graph, &output)
    output.write("<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\"")
    output.write(" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"")
    if profile == .yed { output.write(" xmlns:y=\"http://www.yworks.com/xml/graphml\"") }
    output.write("\n  xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns")
    output.write(" http://graphml.graphdrawing.org/xmlns/1.1/graphml.xsd\">\n")
    let hasOrders = graph.nodes.contains { $0.matchOrder != nil }
    for key in GraphMLKey.allCases where profile.has(key) && (key != .matchOrder || hasOrders) { write(key, &output) }
    if profile == .yed { output.write(Self.graphicsKeys) }
    output.write("  <graph id=\"G\" edgedefault=\"directed\" parse.nodes=\"")
    output.write(graph.nodes.count)
    output.write("\" parse.edges=\"")
    output.write(graph.edges.count)
    output.write("\" parse.nodeids=\"free\" parse.edgeids=\"free\" parse.order=\"nodesfirst\">\n")
    let positions = profile.hasPositions ? Layout(graph).positions : []
    for (node, index) in zip(graph.nodes, graph.nodes.indices) {
      write(node, at: positions.isEmpty ? nil : positions[index], in: graph, &output)
    }
    let citations = graph.citations
    for index in graph.edges.indices { write(graph.edges[index], index, in: graph, citations, &output) }
    output.write("  </graph>\n</graphml>\n")
  }

  /// On one line, since Cytoscape looks for the namespace in the first twenty.
  private func writeInstructions(_ graph: SkillGraph, _ output: inout ByteOutput) {
    output.write("<?skillgraph postings=\"")
    output.write(graph.postingCount)
    output.write("\"?>")
    for scheme in graph.schemes {
      output.write("<?skillgraph-scheme")
      for (name, value) in [
        ("name", scheme.name), ("title", scheme.title), ("release", scheme.release), ("licence", scheme.licence),
      ] {
        output.write(" ")
        output.write(name)
        output.write("=\"")
        output.write(attribute: value)
        output.write("\"")
      }
      output.write("?>")
    }
    output.write("\n")
  }

  private func write(_ key: GraphMLKey, _ output: inout ByteOutput) {
    output.write("  <key id=\"")
    output.write(key.rawValue)
    output.write(key.isForNodes ? "\" for=\"node\" attr.name=\"" : "\" for=\"edge\" attr.name=\"")
    output.write(key.attributeName)
    output.write("\" attr.type=\"")
    output.write(key.type)
    output.write("\"/>\n")
  }

  private func write(_ node: SkillGraph.Node, at place: Layout.Point?, in graph: SkillGraph, _ output: inout ByteOutput)
  {
    output.write("    <node id=\"")
    output.write(node.id.rawValue)
    if profile == .neo4j {
      output.write("\" labels=\":")
      output.write(node.kind.typeName)
    }
    output.write("\">\n")
    data(.labelV, node.kind.rawValue, &output)
    data(.nodelabel, node.label, &output)
    data(.name, node.label, &output)
    data(.labels, node.kind.typeName, &output)
    if let place { writeLook(of: node, at: place, in: graph, &output) }
    data(.postings, node.postings, &output)
    data(.curated, node.isCurated ? 1 : 0, &output)
    data(.altLabels, JoinedList.text(node.altLabels), &output)
    data(.exactMatch, JoinedList.text(node.identifiers(.exactMatch)), &output)
    data(.closeMatch, JoinedList.text(node.identifiers(.closeMatch)), &output)
    if let order = node.matchOrder { data(.matchOrder, order, &output) }
    if profile == .yed, let place { writeGraphics(of: node, at: place, &output) }
    output.write("    </node>\n")
  }

  private func writeLook(
    of node: SkillGraph.Node, at place: Layout.Point, in graph: SkillGraph, _ output: inout ByteOutput
  ) {
    let color = Palette.color(node.kind)
    data(.color, color.hexadecimal, &output)
    data(.red, color.red, &output)
    data(.green, color.green, &output)
    data(.blue, color.blue, &output)
    data(.size, Palette.size(postings: node.postings, of: graph.postingCount), &output)
    data(.x, place.x, &output)
    data(.y, place.y, &output)
  }

  private func write(
    _ edge: SkillGraph.Edge, _ position: Int, in graph: SkillGraph, _ citations: [String], _ output: inout ByteOutput
  ) {
    output.write("    <edge id=\"e")
    output.write(position)
    output.write("\" source=\"")
    output.write(graph.nodes[Int(edge.source.rawValue)].id.rawValue)
    output.write("\" target=\"")
    output.write(graph.nodes[Int(edge.target.rawValue)].id.rawValue)
    if profile == .neo4j {
      output.write("\" label=\"")
      output.write(edge.relation.typeName)
    }
    output.write("\">\n")
    data(.edgeLabel, edge.relation.rawValue, &output)
    data(.labelE, edge.relation.rawValue, &output)
    data(.weight, edge.visibleWeight, &output)
    if edge.weight <= 0 { data(.share, edge.weight, &output) }
    data(.provenance, edge.provenance.name, &output)
    writeOrigin(of: edge, citations, &output)
    writeDemand(of: edge, &output)
    data(.confidence, edge.confidence, &output)
    if profile == .yed { writeGraphics(of: edge, &output) }
    output.write("    </edge>\n")
  }

  private func writeOrigin(of edge: SkillGraph.Edge, _ citations: [String], _ output: inout ByteOutput) {
    switch edge.provenance {
    case .curated(let scheme, let row):
      data(.scheme, citations.indices.contains(scheme) ? citations[scheme] : "#\(scheme)", &output)
      data(.row, row, &output)
    case .inferred(let method): data(.method, method, &output)
    case .extracted: break
    }
  }

  private func writeDemand(of edge: SkillGraph.Edge, _ output: inout ByteOutput) {
    if edge.demand.required != 0 { data(.required, edge.demand.required, &output) }
    if edge.demand.preferred != 0 { data(.preferred, edge.demand.preferred, &output) }
    if edge.demand.mentioned != 0 { data(.mentioned, edge.demand.mentioned, &output) }
    if let strength = edge.strength { data(.strength, strength.rawValue, &output) }
    if let level = edge.curatedLevel { data(.curatedLevel, level.rawValue, &output) }
  }

  // MARK: Values

  private func data(_ key: GraphMLKey, _ value: String, _ output: inout ByteOutput) {
    guard !value.isEmpty, profile.has(key) else { return }
    open(key, &output)
    output.write(xml: value)
    output.write("</data>\n")
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
    output.write(key.rawValue)
    output.write("\">")
  }
}
