internal import Concepts
public import GraphModel

/// The two tables of `neo4j-admin database import full --nodes=… --relationships=… --array-delimiter=';'`.
public struct Neo4jCSV: GraphFormat {
  public enum Part: String, Sendable, CaseIterable { case nodes, relationships }

  public static let name = "neo4j-csv"
  public static let fileExtension = "csv"
  public static let limitation: String? =
    "which schemes there are, line breaks in labels; a ; in a list becomes a comma"

  private let part: Part

  public init(_ part: Part) { self.part = part }

  public func write(_ graph: SkillGraph, to output: inout ByteOutput) {
    switch part {
    case .nodes:
      output.write("id:ID(Concept),name,kind,postings:int,curated:boolean,altLabels:string[]")
      output.write(",exactMatch:string[],closeMatch:string[],:LABEL\n")
      for node in graph.nodes { output.write(row: cells(node)) }
    case .relationships:
      output.write(":START_ID(Concept),:END_ID(Concept),:TYPE,weight:double,provenance,scheme,row:int,method")
      output.write(",required:int,preferred:int,mentioned:int,strength,curatedLevel,confidence:double\n")
      let citations = graph.citations
      for edge in graph.edges {
        let ends = [
          graph[edge.source].id.rawValue, graph[edge.target].id.rawValue, edge.relation.typeName, "\(edge.weight)",
        ]
        output.write(row: ends + edge.cells(citations))
      }
    }
  }

  private func cells(_ node: SkillGraph.Node) -> [String] {
    [
      node.id.rawValue, node.label, node.kind.rawValue, String(node.postings), node.isCurated ? "true" : "false",
      list(node.altLabels), list(node.identifiers(.exactMatch)), list(node.identifiers(.closeMatch)),
      "Concept;" + node.kind.typeName,
    ]
  }

  private func list(_ parts: [String]) -> String {
    parts.map { $0.split(separator: ";", omittingEmptySubsequences: false).joined(separator: ",") }.joined(
      separator: ";")
  }
}
