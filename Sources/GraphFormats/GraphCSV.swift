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
      for node in graph.nodes { output.write(row: cells(node)) }
    case .edges:
      output.write("source,relation,target,weight,provenance,scheme,row,method")
      output.write(",required,preferred,mentioned,strength,curatedLevel,confidence\n")
      let citations = graph.citations
      for edge in graph.edges {
        let (source, target) = (graph[edge.source].id.rawValue, graph[edge.target].id.rawValue)
        output.write(row: [source, edge.relation.rawValue, target, "\(edge.weight)"] + edge.cells(citations))
      }
    }
  }

  private func cells(_ node: SkillGraph.Node) -> [String] {
    [
      node.id.rawValue, node.label, node.kind.rawValue, String(node.postings), node.isCurated ? "1" : "0",
      JoinedList.text(node.altLabels),
      JoinedList.text(node.identifiers(.exactMatch)), JoinedList.text(node.identifiers(.closeMatch)),
    ]
  }
}
