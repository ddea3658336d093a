extension GraphML {
  /// Which reader a file is meant for. Each comes back from our own reader as the same graph.
  public enum Profile: String, Sendable, CaseIterable {
    /// What most readers understand at once.
    case base
    /// Also yEd's own graphics, without which it shows blank boxes in one pile. graph-tool, rustworkx and JGraphT refuse it.
    case yed
    /// Also the XML attributes `labels` and `label` that APOC takes types from; they are not in the schema.
    case neo4j
    /// Without attributes called `label`, a reserved word in JanusGraph; Gephi and igraph then show no labels.
    case tinkerpop
    /// One name for each fact and nothing for pictures; the smallest file.
    case plain

    func has(_ key: GraphMLKey) -> Bool {
      switch (self, key) {
      case (.tinkerpop, .nodelabel), (.tinkerpop, .edgeLabel): false
      case (.plain, .name), (.plain, .labels), (.plain, .labelE), (.plain, .color), (.plain, .red), (.plain, .green),
        (.plain, .blue), (.plain, .size), (.plain, .x), (.plain, .y):
        false
      default: true
      }
    }

    var hasPositions: Bool { has(.x) }
  }
}
