import ArgumentParser
import Concepts
import GraphModel
import JSONText

extension SkillGraphCommand {
  struct Stats: GraphQuestion {
    static let configuration = CommandConfiguration(
      commandName: "stats",
      abstract: "Count what the graph holds.", discussion: "Example: skillgraph stats --format json")

    @OptionGroup var graph: GraphOptions
    @OptionGroup var output: OutputOptions

    func answer(_ open: OpenGraph) throws -> StatsAnswer { StatsAnswer(graph: open.graph) }

    /// What was inferred is counted, too.
    func run() throws { try output.print(answer(try graph.open(inferred: true))) }
  }
}

struct StatsAnswer: Answer {
  let graph: SkillGraph

  private var nodesByKind: [(String, Int)] {
    ConceptKind.allCases.map { kind in (kind.rawValue, graph.nodes(of: kind).count) }
  }

  private var edgesByRelation: [(String, Int)] {
    Relation.allCases.map { relation in
      (relation.rawValue, graph.nodeIndices.reduce(0) { $0 + graph.edges(from: $1, relation).count })
    }
  }

  private var edgesByProvenance: [(String, Int)] {
    let curated = graph.edgeIndices.count { graph.scheme(of: $0) != nil }
    let inferred = graph.edgeIndices.count(where: graph.isInferred)
    return [
      ("curated", curated), ("extracted", graph.edges.count - curated - inferred), ("inferred", inferred),
    ]
  }

  /// The roles most postings advertise.
  private var roles: [SkillGraph.Node] {
    let roles = graph.nodes(of: .role).filter { graph.postings(of: $0) > 0 }
    let ranked = roles.sorted { (-graph.postings(of: $0), $0) < (-graph.postings(of: $1), $1) }
    return ranked.prefix(10).map { graph[$0] }
  }

  var text: String {
    let counts =
      [("postings", graph.postingCount), ("nodes", graph.nodes.count)] + nodesByKind.map { ("  " + $0.0, $0.1) }
    let edges = [("edges", graph.edges.count)] + (edgesByRelation + edgesByProvenance).map { ("  " + $0.0, $0.1) }
    let rows = (counts + edges).map { [$0.0, "\($0.1)"] }
    let top =
      roles.isEmpty
      ? "" : "\nMost advertised\n" + Listing(columns: [], rows: roles.map { [$0.label, "\($0.postings)"] }).padded
    return Listing(columns: [], rows: rows).padded + top
  }

  var json: JSONValue {
    .record([
      "nodes": .integer(graph.nodes.count), "edges": .integer(graph.edges.count),
      "postings": .integer(graph.postingCount),
      "nodesByKind": object(nodesByKind), "edgesByRelation": object(edgesByRelation),
      "edgesByProvenance": object(edgesByProvenance),
      "roles": .array(
        roles.map {
          .record(["id": .string($0.id.rawValue), "label": .string($0.label), "postings": .integer($0.postings)])
        }),
    ])
  }

  private func object(_ counts: [(String, Int)]) -> JSONValue {
    .object(counts.map { .init($0.0, .integer($0.1)) })
  }

  var table: Listing? {
    let kinds = nodesByKind.map { ["nodes", $0.0, "\($0.1)"] }
    let edges = (edgesByRelation + edgesByProvenance).map { ["edges", $0.0, "\($0.1)"] }
    return Listing(
      columns: ["of", "which", "count"], rows: [["postings", "", "\(graph.postingCount)"]] + kinds + edges)
  }
}
