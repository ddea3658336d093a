import ArgumentParser
import Concepts
import GraphModel
import GraphQuery
import JSONText

extension SkillGraphCommand {
  struct Show: GraphQuestion {
    static let configuration = CommandConfiguration(
      abstract: "Show the card of a node: names, identifiers, counts, neighbours.",
      discussion: "Example: skillgraph show Kubernetes")

    @Argument(help: "A role, skill, framework, certification or education, by any of its names.")
    var name: String

    @Option(help: ArgumentHelp("At most this many neighbours per relation.", valueName: "number"))
    var limit = 15

    @OptionGroup var graph: GraphOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
      if limit < 1 { throw ValidationError("--limit must be at least 1") }
    }

    func answer(_ open: OpenGraph) throws -> CardAnswer {
      CardAnswer(graph: open.graph, node: try open.node(name), limit: limit)
    }
  }
}

struct CardAnswer: Answer {
  let graph: SkillGraph
  let node: NodeIndex
  let limit: Int

  /// Neighbours by relation and direction, in relation order, outgoing first.
  private struct Neighbours {
    var relation: Relation
    var isOutgoing: Bool
    var edges: [EdgeIndex]
  }

  private var neighbours: [Neighbours] {
    Relation.allCases.flatMap { relation in
      [true, false].compactMap { isOutgoing in
        let edges = (isOutgoing ? graph.edges(from: node) : graph.edges(to: node)).filter {
          graph[$0].relation == relation
        }
        return edges.isEmpty
          ? nil : Neighbours(relation: relation, isOutgoing: isOutgoing, edges: ranked(edges, isOutgoing))
      }
    }
  }

  /// The heaviest demands first, other edges in node order.
  private func ranked(_ edges: [EdgeIndex], _ isOutgoing: Bool) -> [EdgeIndex] {
    edges.sorted { a, b in
      (-graph[a].weight, other(a, isOutgoing)) < (-graph[b].weight, other(b, isOutgoing))
    }
  }

  private func other(_ edge: EdgeIndex, _ isOutgoing: Bool) -> NodeIndex {
    isOutgoing ? graph[edge].target : graph[edge].source
  }

  var text: String {
    let card = graph[node]
    var lines = "\(card.label) (\(card.kind.rawValue), \(card.id))\n"
    if !card.isCurated { lines += "  a candidate found in postings; no taxonomy has it\n" }
    if !card.altLabels.isEmpty { lines += "  also: \(card.altLabels.joined(separator: ", "))\n" }
    for match in card.matches { lines += "  \(match.closeness.rawValue): \(match.identifier)\n" }
    lines += "  postings: \(card.postings) of \(graph.postingCount)\n"
    return lines + neighbours.map(text).joined()
  }

  private func text(_ neighbours: Neighbours) -> String {
    let names = neighbours.edges.prefix(limit).map { graph[other($0, neighbours.isOutgoing)].label }.joined(
      separator: ", ")
    let more = neighbours.edges.count > limit ? " and \(neighbours.edges.count - limit) more" : ""
    return "  \(neighbours.relation.phrase(isOutgoing: neighbours.isOutgoing)): \(names)\(more)\n"
  }

  var json: JSONValue {
    let card = graph[node]
    return .record([
      "node": graph.reference(node), "altLabels": .array(card.altLabels.map(JSONValue.string)),
      "matches": .array(
        card.matches.map {
          .record(["relation": .string($0.closeness.rawValue), "identifier": .string($0.identifier)])
        }),
      "curated": .bool(card.isCurated), "postings": .integer(card.postings),
      "neighbours": .array(
        neighbours.map { group in
          .record([
            "relation": .string(group.relation.rawValue), "direction": group.isOutgoing ? "out" : "in",
            "nodes": .array(
              group.edges.map { graph.reference(other($0, group.isOutgoing), ["weight": .rounded(graph[$0].weight)]) }),
          ])
        }),
    ])
  }
}
