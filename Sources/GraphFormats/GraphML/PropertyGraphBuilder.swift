/// Keeps everything a file says.
final class PropertyGraphBuilder: GraphMLSink {
  private(set) var graph = PropertyGraph()

  func add(_ key: PropertyGraph.Key) { graph.keys.append(key) }

  func addNode(_ number: Int32, id: String) {
    graph.nodes.append(.init(id: id, parent: nil, isDeclared: false, line: 0, properties: 0..<0))
  }

  func finishNode(_ number: Int32, parent: Int32?, line: Int, _ values: GraphMLValues) {
    let index = Int(number)
    let before = graph.nodes[index].properties
    // A node that comes again: what it had is copied, so that its properties are one range.
    let first = Int32(graph.properties.count)
    if !before.isEmpty { graph.properties += Array(graph.properties[Int(before.lowerBound)..<Int(before.upperBound)]) }
    append(values)
    graph.nodes[index].properties = first..<Int32(graph.properties.count)
    graph.nodes[index].isDeclared = true
    graph.nodes[index].line = line
    graph.nodes[index].parent = parent.map(Int.init)
  }

  func finishEdge(_ edge: GraphMLEdge, line: Int, _ values: GraphMLValues) {
    let first = Int32(graph.properties.count)
    append(values)
    graph.edges.append(
      .init(
        id: edge.id.map(values.string), source: Int(edge.source), target: Int(edge.target), isDirected: edge.isDirected,
        line: line, properties: first..<Int32(graph.properties.count)))
  }

  func finishGraph(_ values: GraphMLValues) {
    guard graph.graphProperties.isEmpty else { return }
    let first = Int32(graph.properties.count)
    append(values)
    graph.graphProperties = first..<Int32(graph.properties.count)
  }

  func expect(nodes: Int, edges: Int) {}

  func instruction(_ target: String, _ data: String) {}

  private func append(_ values: GraphMLValues) {
    for entry in values.entries {
      let start = Int32(graph.text.count)
      graph.text += values.buffer[entry.text]
      graph.properties.append(.init(key: entry.key, text: start..<Int32(graph.text.count)))
    }
  }
}
