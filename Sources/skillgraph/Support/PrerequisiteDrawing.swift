import Concepts
import GraphModel
import GraphQuery

/// Prerequisites drawn: as an indented tree, for Graphviz, for Mermaid.
struct PrerequisiteDrawing {
  let graph: SkillGraph
  let concept: NodeIndex
  /// The prerequisites in learning order.
  let nodes: [NodeIndex]
  /// Among them and the concept, in edge order.
  let edges: [EdgeIndex]

  private var all: [NodeIndex] { nodes + [concept] }

  private func isHelpful(_ edge: EdgeIndex) -> Bool { graph[edge].strength == .helpful }

  /// Each node with what it needs below it; essential prerequisites first, then node order. What was drawn already is not
  /// drawn out again.
  var tree: String {
    struct Line {
      var node: NodeIndex
      var indent: String
      var branch: String
      var remark: String
    }
    let needs = Dictionary(grouping: edges) { graph[$0].target }
    var (text, drawn) = ("", Set<NodeIndex>())
    var stack = [Line(node: concept, indent: "", branch: "", remark: "")]
    while let line = stack.popLast() {
      let children = (needs[line.node] ?? []).sorted {
        (isHelpful($0) ? 1 : 0, graph[$0].source) < (isHelpful($1) ? 1 : 0, graph[$1].source)
      }
      let isNew = drawn.insert(line.node).inserted
      text += line.indent + line.branch + graph[line.node].label + line.remark
      text += isNew || children.isEmpty ? "\n" : ", see above\n"
      guard isNew else { continue }
      let indent = line.indent + (line.branch.isEmpty ? "" : line.branch == "└─ " ? "   " : "│  ")
      for (position, edge) in children.enumerated().reversed() {
        stack.append(
          Line(
            node: graph[edge].source, indent: indent, branch: position == children.count - 1 ? "└─ " : "├─ ",
            remark: isHelpful(edge) ? " (helps)" : ""))
      }
    }
    return text
  }

  var dot: String {
    let nodes = all.map { "  \(quoted(graph[$0].id.rawValue)) [label=\(quoted(graph[$0].label))];\n" }
    let edges = edges.map { edge in
      let (source, target) = (graph[graph[edge].source].id.rawValue, graph[graph[edge].target].id.rawValue)
      return "  \(quoted(source)) -> \(quoted(target))\(isHelpful(edge) ? " [style=dashed]" : "");\n"
    }
    return
      "digraph prerequisites {\n  graph [rankdir=LR];\n  node [shape=box, style=rounded, fontname=\"Helvetica\"];\n"
      + nodes.joined() + edges.joined() + "}\n"
  }

  /// Mermaid takes no ids with colons, so nodes are numbered in learning order.
  var mermaid: String {
    let numbers = Dictionary(all.enumerated().map { ($1, "n\($0 + 1)") }, uniquingKeysWith: { first, _ in first })
    let name = { (node: NodeIndex) in numbers[node] ?? "n0" }
    let nodes = all.map { "  \(name($0))[\"\(entities(graph[$0].label))\"]\n" }
    let edges = edges.map { edge in
      "  \(name(graph[edge].source)) \(isHelpful(edge) ? "-.->" : "-->") \(name(graph[edge].target))\n"
    }
    return "flowchart LR\n" + nodes.joined() + edges.joined()
  }

  private func quoted(_ text: String) -> String {
    "\"" + text.map { "\"\\".contains($0) ? "\\\($0)" : String($0) }.joined() + "\""
  }

  private func entities(_ text: String) -> String {
    text.map { $0 == "\"" ? "#quot;" : $0 == "#" ? "#35;" : String($0) }.joined()
  }
}
