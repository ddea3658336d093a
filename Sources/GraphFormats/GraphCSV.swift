internal import Concepts
public import GraphModel

/// Two comma-separated tables (RFC 4180), one for nodes and one for edges, for spreadsheets and data frames.
public struct GraphCSV: GraphFormat {
  public enum Part: String, Sendable, CaseIterable { case nodes, edges }

  public static let name = "csv"
  public static let fileExtension = "csv"
  public static let limitation: String? = "line breaks in labels"

  private let part: Part

  public init(_ part: Part) { self.part = part }

  public func write(_ graph: SkillGraph, to output: inout ByteOutput) {
    switch part {
    case .nodes:
      output.write("id,label,kind,postings,curated,altLabels,exactMatch,closeMatch\n")
      for node in graph.nodes { row(cells(node), &output) }
    case .edges:
      output.write(
        "source,relation,target,weight,provenance,scheme,row,method,required,preferred,mentioned,strength,curatedLevel,confidence\n"
      )
      let citations = graph.citations
      for edge in graph.edges { row(cells(edge, graph, citations), &output) }
    }
  }

  private func cells(_ node: SkillGraph.Node) -> [String] {
    [
      node.id.rawValue, node.label, node.kind.rawValue, String(node.postings), node.isCurated ? "1" : "0",
      JoinedList.text(node.altLabels),
      JoinedList.text(node.identifiers(.exactMatch)), JoinedList.text(node.identifiers(.closeMatch)),
    ]
  }

  private func cells(_ edge: SkillGraph.Edge, _ graph: SkillGraph, _ citations: [String]) -> [String] {
    [
      graph[edge.source].id.rawValue, edge.relation.rawValue, graph[edge.target].id.rawValue, "\(edge.weight)",
    ] + origin(edge.provenance, citations) + [
      String(edge.demand.required), String(edge.demand.preferred), String(edge.demand.mentioned),
      edge.strength?.rawValue ?? "", edge.curatedLevel?.rawValue ?? "", "\(edge.confidence)",
    ]
  }

  /// The cells provenance, scheme, row, method.
  private func origin(_ provenance: SkillGraph.Provenance, _ citations: [String]) -> [String] {
    switch provenance {
    case .curated(let scheme, let row):
      [provenance.name, citations.indices.contains(scheme) ? citations[scheme] : "#\(scheme)", String(row), ""]
    case .inferred(let method): [provenance.name, "", "", method]
    case .extracted: [provenance.name, "", "", ""]
    }
  }

  private func row(_ cells: [String], _ output: inout ByteOutput) {
    for (position, cell) in cells.enumerated() {
      if position > 0 { output.write(",") }
      guard cell.utf8.contains(where: { $0 == 0x2C || $0 == 0x22 || $0 < 0x20 }) else {
        output.write(cell)
        continue
      }
      output.write("\"")
      for byte in cell.utf8 {
        if byte == UInt8(ascii: "\"") { output.write("\"") }
        output.write(byte: byte < 0x20 ? 0x20 : byte)
      }
      output.write("\"")
    }
    output.write("\n")
  }
}
