/// Every key a GraphML file of ours declares, in the order of declaration; a value never decides a type.
///
/// The raw value is the key's id. Ids are unique over nodes and edges, also when lower-cased (Gephi folds case).
enum GraphMLKey: String, CaseIterable {
  // Nodes.
  /// TinkerPop reads the id, everybody else the attribute name `kind`.
  case labelV
  case nodelabel
  /// Cytoscape's visible label, Neo4j's caption.
  case name
  /// APOC's node labels.
  case labels
  case color
  case red = "r"
  case green = "g"
  case blue = "b"
  case size
  case x
  case y
  case postings
  case curated
  case altLabels = "alt_labels"
  case exactMatch = "exact_match"
  case closeMatch = "close_match"
  /// `e` and `c` for exact and close matches, where they do not come in that order; declared only where some node needs it.
  case matchOrder = "match_order"

  // Edges. The label comes first: APOC and Gephi want it so.
  case edgeLabel = "label"
  /// TinkerPop reads the id, Cytoscape the attribute name `interaction`.
  case labelE
  /// Above 0 on every edge: Gephi drops edges of weight 0, and igraph makes a missing one not-a-number.
  case weight
  /// The edge's own weight where that is not above 0.
  case share
  case provenance
  case scheme
  case row
  case method
  case required
  case preferred
  case mentioned
  case strength
  case curatedLevel = "curated_level"
  case confidence

  var attributeName: String {
    switch self {
    case .labelV: "kind"
    case .nodelabel: "label"
    case .labelE: "interaction"
    default: rawValue
    }
  }

  var isForNodes: Bool {
    switch self {
    case .labelV, .nodelabel, .name, .labels, .color, .red, .green, .blue, .size, .x, .y, .postings, .curated,
      .altLabels,
      .exactMatch, .closeMatch, .matchOrder:
      true
    default: false
    }
  }

  var type: String {
    switch self {
    case .size, .x, .y, .weight, .share, .confidence: "double"
    case .red, .green, .blue, .postings, .curated, .row, .required, .preferred, .mentioned: "int"
    default: "string"
    }
  }
}
