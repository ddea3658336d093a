internal import Concepts
public import GraphModel

/// A Mermaid flowchart, for READMEs and wikis that draw it; for parts of a few dozen nodes.
public struct Mermaid: GraphFormat {
  public static let name = "mermaid"
  public static let fileExtension = "mmd"
  public static let limitation: String? =
    "everything but labels, kinds and relations; browsers draw at most some hundred edges"

  public init() {}

  public func write(_ graph: SkillGraph, to output: inout ByteOutput) {
    output.write("flowchart LR\n")
    // Ids with colons or words such as `end` are no names here, so nodes are numbered.
    for (position, node) in graph.nodes.enumerated() {
      output.write("  n\(position)[\"")
      write(node.label, &output)
      output.write("\"]:::\(node.kind.rawValue)\n")
    }
    for edge in graph.edges {
      let arrow = edge.isDrawnDashed ? "-.->" : "-->"
      output.write("  n\(edge.source.rawValue) \(arrow)|\(edge.relation.rawValue)| n\(edge.target.rawValue)\n")
    }
    for kind in ConceptKind.allCases {
      output.write("  classDef \(kind.rawValue) fill:\(Palette.color(kind).hexadecimal),color:#fff,stroke:none\n")
    }
  }

  /// Mermaid's own escapes: `#quot;` and the like; a label is Markdown or HTML to some renderers, so neither may start.
  private func write(_ label: String, _ output: inout ByteOutput) {
    for scalar in label.unicodeScalars {
      switch scalar {
      case "\"": output.write("#quot;")
      case "#": output.write("#35;")
      case "<": output.write("#lt;")
      case ">": output.write("#gt;")
      case "&": output.write("#amp;")
      case "`": output.write("#96;")
      case "*", "_", "\\", ";": output.write("#\(scalar.value);")
      case "\u{0}"..."\u{1F}": output.write(" ")
      default: output.write(String(scalar))
      }
    }
  }
}
