internal import Concepts
public import GraphModel

/// Two comma-separated tables (RFC 4180), one for nodes and one for edges, for spreadsheets and data frames.
public struct GraphCSV: GraphFormat {
  public enum Part: String, Sendable, CaseIterable { case nodes, edges }

  public static let name = "csv"
  public static let limitation: String? = "labels in several languages and the release an edge cites"

  private let part: Part

  public init(_ part: Part) { self.part = part }

  public func write(_ graph: SkillGraph, to output: inout ByteOutput) {
    switch part {
    case .nodes:
      output.write("id,label,kind,postings,curated,altLabels,exactMatch\n")
      for node in graph.nodes { row(cells(node), &output) }
    case .edges:
      output.write(
        "source,relation,target,weight,provenance,required,preferred,mentioned,strength,curatedLevel,confidence\n")
      for edge in graph.edges { row(cells(edge, graph), &output) }
    }
  }

  private func cells(_ node: SkillGraph.Node) -> [String] {
    [
      node.id.rawValue, node.label, node.kind.rawValue, String(node.postings), node.isCurated ? "1" : "0",
      node.altLabels.joined(separator: " | "),
      node.matches.filter { $0.closeness == .exactMatch }.map(\.identifier).joined(separator: " | "),
    ]
  }

  private func cells(_ edge: SkillGraph.Edge, _ graph: SkillGraph) -> [String] {
    [
      graph[edge.source].id.rawValue, edge.relation.rawValue, graph[edge.target].id.rawValue, "\(edge.weight)",
      edge.provenance.name, String(edge.demand.required), String(edge.demand.preferred), String(edge.demand.mentioned),
      edge.strength?.rawValue ?? "", edge.curatedLevel?.rawValue ?? "", "\(edge.confidence)",
    ]
  }

  private func row(_ cells: [String], _ output: inout ByteOutput) {
    for (position, cell) in cells.enumerated() {
      if position > 0 { output.write(",") }
      guard cell.utf8.contains(where: { $0 == 0x2C || $0 == 0x22 || $0 < 0x20 }) else {
        output.write(cell.utf8)
        continue
      }
      output.write("\"")
      for byte in cell.utf8 {
        if byte == UInt8(ascii: "\"") { output.write("\"") }
        output.write(CollectionOfOne(byte < 0x20 ? 0x20 : byte))
      }
      output.write("\"")
    }
    output.write("\n")
  }
}
