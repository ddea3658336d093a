import ArgumentParser
import Concepts
import GraphModel
import GraphQuery
import JSONText

extension SkillGraphCommand {
  struct Compare: GraphQuestion {
    static let configuration = CommandConfiguration(
      commandName: "compare",
      abstract: "Lay what roles ask for side by side.",
      discussion: """
        Similarity is measured over the weights of the demands, where each concept counts ln(1 + all roles / roles that ask for \
        it) times, so that what everybody asks for counts little: as cosine, and as weighted Jaccard (Ruzicka). Likeness, which \
        'similar' ranks by, is 0.4 × that cosine + 0.6 × the one between the words of the names.

        Example: skillgraph compare "data engineer" "data scientist"
        """)

    @Argument(help: "Two roles or more.")
    var roles: [String]

    @Option(help: ArgumentHelp("At most this many demands in each part of the text.", valueName: "number"))
    var limit = 15

    @OptionGroup var graph: GraphOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
      if roles.count < 2 { throw ValidationError("name at least two roles") }
      try requirePositive(limit, "--limit")
    }

    func answer(_ open: OpenGraph) throws -> CompareAnswer {
      let roles = try roles.map { try open.node($0, kinds: [.role]) }
      return CompareAnswer(graph: open.graph, comparison: open.graph.compare(roles), limit: limit)
    }
  }
}

struct CompareAnswer: Answer {
  let graph: SkillGraph
  let comparison: RoleComparison
  let limit: Int

  var text: String {
    similarityText
      + section("Asked for by all", comparison.shared.map(row))
      + section("Asked for by some", comparison.partly.map(row))
      + zip(comparison.roles, comparison.only).map { role, items in
        section(
          "Only \(graph[role].label)", items.map { [graph.name($0.node), $0.level.rawValue, percent($0.weight)] })
      }.joined()
      + "\nNext: skillgraph path \(graph.quoted(comparison.roles[0])) \(graph.quoted(comparison.roles[comparison.roles.count - 1]))\n"
  }

  private var similarityText: String {
    Listing(
      columns: [],
      rows: comparison.similarities.map { pair in
        [
          "\(graph[pair.first].label) and \(graph[pair.second].label):",
          "\(percent(pair.measures.likeness)) alike;",
          "demands \(percent(pair.measures.cosine)) (cosine), \(percent(pair.measures.weightedJaccard)) shared (weighted Jaccard)",
        ]
      }
    ).padded
  }

  private func row(_ row: RoleComparison.Row) -> [String] {
    [graph.name(row.node)] + row.items.map { $0.map { "\($0.level.rawValue) \(percent($0.weight))" } ?? "–" }
  }

  private func section(_ title: String, _ rows: [[String]]) -> String {
    guard !rows.isEmpty else { return "" }
    let more = rows.count > limit ? "  and \(rows.count - limit) more\n" : ""
    return "\n\(title): \(rows.count)\n" + Listing(columns: [], rows: Array(rows.prefix(limit))).padded + more
  }

  var json: JSONValue {
    .record([
      "roles": .array(comparison.roles.map { graph.reference($0) }),
      "similarity": .array(
        comparison.similarities.map { pair in
          .record([
            "first": .string(graph[pair.first].id.rawValue), "second": .string(graph[pair.second].id.rawValue),
            "likeness": .rounded(pair.measures.likeness), "names": .rounded(pair.measures.names),
            "cosine": .rounded(pair.measures.cosine), "weightedJaccard": .rounded(pair.measures.weightedJaccard),
          ])
        }),
      "shared": .array(comparison.shared.map(json)), "partly": .array(comparison.partly.map(json)),
      "only": .array(
        zip(comparison.roles, comparison.only).map { role, items in
          .record(["role": .string(graph[role].id.rawValue), "demands": .array(items.map { graph.demand($0) })])
        }),
    ])
  }

  private func json(_ row: RoleComparison.Row) -> JSONValue {
    graph.reference(
      row.node,
      [
        "roles": .array(
          zip(comparison.roles, row.items).map { role, item in
            .record([
              "role": .string(graph[role].id.rawValue), "level": .optional(item?.level.rawValue),
              "weight": .rounded(item?.weight ?? 0),
            ])
          })
      ])
  }

  var table: Listing? {
    let only = zip(comparison.roles.indices, comparison.only).flatMap { position, items in
      items.map { item in
        RoleComparison.Row(node: item.node, items: comparison.roles.indices.map { $0 == position ? item : nil })
      }
    }
    return Listing(
      columns: ["id", "label", "kind"] + comparison.roles.map { graph[$0].id.rawValue },
      rows: (comparison.shared + comparison.partly + only).map { row in
        let node = graph[row.node]
        return [node.id.rawValue, node.label, node.kind.rawValue]
          + row.items.map { JSONValue.rounded($0?.weight ?? 0).text() }
      })
  }
}
