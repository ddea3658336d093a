import ArgumentParser
import Concepts
import GraphModel
import GraphQuery
import GraphStore
import JSONText

extension SkillGraphCommand {
  struct Show: GraphQuestion {
    static let configuration = CommandConfiguration(
      commandName: "show",
      abstract: "Show the card of a node: names, identifiers, counts, neighbours, trend.",
      discussion: """
        The trend is the share of each month's postings that name it (of a role: that advertise it); postings without a date say \
        nothing of it.

        Example: skillgraph show Kubernetes
        """)

    @Argument(help: "A role, skill, framework, certification or education, by any of its names.")
    var name: String

    @Option(help: ArgumentHelp("At most this many neighbours per relation.", valueName: "number"))
    var limit = 15

    @OptionGroup var graph: GraphOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
      try requirePositive(limit, "--limit")
    }

    func answer(_ open: OpenGraph) throws -> CardAnswer {
      let node = try open.node(name)
      let months = try open.stored { try $0.months(naming: open.graph.id(of: node)) } ?? []
      return CardAnswer(graph: open.graph, node: node, months: months, limit: limit)
    }
  }
}

struct CardAnswer: Answer {
  let graph: SkillGraph
  let node: NodeIndex
  /// In order.
  let months: [MonthCount]
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
        let edges = Array(isOutgoing ? graph.edges(from: node, relation) : graph.edges(to: node, relation))
        return edges.isEmpty
          ? nil : Neighbours(relation: relation, isOutgoing: isOutgoing, edges: ranked(edges, isOutgoing))
      }
    }
  }

  /// The heaviest demands first, other edges in node order.
  private func ranked(_ edges: [EdgeIndex], _ isOutgoing: Bool) -> [EdgeIndex] {
    guard let first = edges.first, graph.relation(of: first) == .requires else { return edges }
    return edges.map { (-graph[$0].weight, other($0, isOutgoing), $0) }.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
  }

  private func other(_ edge: EdgeIndex, _ isOutgoing: Bool) -> NodeIndex {
    isOutgoing ? graph[edge].target : graph[edge].source
  }

  var text: String {
    let card = graph[node]
    var lines = "\(card.label) (\(card.kind.rawValue))\n"
    if !card.isCurated { lines += "  a candidate found in postings; no taxonomy has it\n" }
    if !card.altLabels.isEmpty { lines += "  also: \(card.altLabels.joined(separator: ", "))\n" }
    lines += "  id: \(card.id)\n"
    for match in card.matches { lines += "  \(match.closeness.rawValue): \(match.identifier)\n" }
    let verb = card.kind == .role ? "advertised" : "named"
    lines += "  \(verb) in \(card.postings) of \(counted(graph.postingCount, "posting"))\n"
    return lines + trendText + neighbours.map(text).joined() + "\nNext: skillgraph \(next)\n"
  }

  private var next: String {
    let name = graph.quoted(node)
    return switch graph.kind(of: node) {
    case .role: "role \(name), similar \(name) or gap \(name) --have …"
    case .education: "roles-for \(graph.id(of: node))"
    default: "prerequisites \(name), roles-for \(name) or explain \(name)"
    }
  }

  /// The last year in which there were postings, a line for each month.
  private var trendText: String {
    let shown = months.suffix(12)
    guard let most = shown.map(\.share).max(), most > 0 else { return "" }
    let rows = shown.map { month in
      [
        "  \(month.month)", percent(month.share), "\(month.postings) of \(month.total)",
        String(repeating: "█", count: Int((20 * month.share / most).rounded())),
      ]
    }
    return "  trend:\n" + Listing(columns: [], rows: rows).padded
  }

  private func text(_ neighbours: Neighbours) -> String {
    let names = neighbours.edges.prefix(limit).map { graph.label(of: other($0, neighbours.isOutgoing)) }.joined(
      separator: ", ")
    let more = neighbours.edges.count > limit ? " and \(neighbours.edges.count - limit) more" : ""
    let count = neighbours.edges.count > 1 ? " \(neighbours.edges.count)" : ""
    return "  \(neighbours.relation.phrase(isOutgoing: neighbours.isOutgoing))\(count): \(names)\(more)\n"
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
      "months": .array(
        months.map {
          .record(["month": .string($0.month), "postings": .integer($0.postings), "of": .integer($0.total)])
        }),
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

  /// The neighbours.
  var table: Listing? {
    Listing(
      columns: ["relation", "direction", "id", "label", "kind", "weight"],
      rows: neighbours.flatMap { group in
        group.edges.map { edge in
          let other = other(edge, group.isOutgoing)
          return [
            group.relation.rawValue, group.isOutgoing ? "out" : "in", graph.id(of: other).rawValue,
            graph.label(of: other),
            graph.kind(of: other).rawValue, JSONValue.rounded(graph[edge].weight).text(),
          ]
        }
      })
  }
}

extension MonthCount {
  fileprivate var share: Double { total == 0 ? 0 : Double(postings) / Double(total) }
}
