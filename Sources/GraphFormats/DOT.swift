internal import Concepts
public import GraphModel

/// Graphviz's language: every id and value quoted, colours by kind, edges drawn by relation.
public struct DOT: GraphFormat {
  public static let name = "dot"
  public static let fileExtension = "dot"
  public static let limitation: String? = "alternative labels, matches and counts per level"

  public init() {}

  public func write(_ graph: SkillGraph, to output: inout ByteOutput) {
    output.write(
      """
      digraph skillgraph {
        graph [rankdir=LR, overlap=false, splines=true, fontname="Helvetica"];
        node [shape=box, style="rounded,filled", fontname="Helvetica", fontcolor=white, penwidth=0];
        edge [fontname="Helvetica", fontsize=9, color="#666666"];

      """)
    for node in graph.nodes {
      output.write("  ")
      output.write(quoted: node.id.rawValue)
      output.write(" [label=")
      output.write(quoted: node.label)
      output.write(", fillcolor=\"")
      output.write(Palette.color(node.kind).hexadecimal)
      output.write("\", kind=\"")
      output.write(node.kind.rawValue)
      output.write("\"];\n")
    }
    for edge in graph.edges { write(edge, in: graph, &output) }
    output.write("}\n")
  }

  private func write(_ edge: SkillGraph.Edge, in graph: SkillGraph, _ output: inout ByteOutput) {
    output.write("  ")
    output.write(quoted: graph[edge.source].id.rawValue)
    output.write(" -> ")
    output.write(quoted: graph[edge.target].id.rawValue)
    output.write(" [label=\"")
    output.write(edge.relation.rawValue)
    // Graphviz takes `weight` for a layout hint, so the real one has a name of its own.
    output.write("\", share=\"")
    output.write(edge.weight)
    output.write("\", penwidth=")
    output.write(edge.lineWidth)
    output.write(edge.isDrawnDashed ? ", style=dashed];\n" : "];\n")
  }
}
