import ArgumentParser
import Concepts
import GraphModel
import GraphQuery
import JSONText

extension SkillGraphCommand {
  struct Similar: GraphQuestion {
    static let configuration = CommandConfiguration(
      abstract: "List the roles that ask for nearly the same.",
      discussion: """
        Roles are compared by the cosine between their demands' weights, where each concept counts ln(1 + all roles / roles \
        that ask for it) times: a rare skill in common says more than a degree in common.

        Example: skillgraph similar "data scientist" --limit 5
        """)

    @Argument(help: "The role.")
    var role: String

    @Option(help: ArgumentHelp("At most this many.", valueName: "number"))
    var limit = 10

    @OptionGroup var graph: GraphOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
      if limit < 1 { throw ValidationError("--limit must be at least 1") }
    }

    func answer(_ open: OpenGraph) throws -> SimilarAnswer {
      let role = try open.node(role, kinds: [.role])
      let similarity = RoleSimilarity(RoleProfiles(open.graph))
      let similar = similarity.similar(to: role, limit: limit)
      guard !similar.isEmpty else {
        throw Failure.notFound("no role has a demand in common with '\(open.graph[role].label)'")
      }
      return SimilarAnswer(graph: open.graph, role: role, similarity: similarity, similar: similar)
    }
  }
}

struct SimilarAnswer: Answer {
  let graph: SkillGraph
  let role: NodeIndex
  let similarity: RoleSimilarity
  let similar: [RoleSimilarity.Similar]

  /// What both ask for, the most telling first.
  private func shared(_ other: NodeIndex) -> [NodeIndex] { similarity.shared(role, other) }

  var text: String {
    let rows = similar.map { other in
      [
        percent(other.measures.cosine), graph[other.role].label,
        "both ask for \(graph.list(shared(other.role), limit: 4))",
      ]
    }
    return "Like \(graph[role].label):\n" + Listing(columns: [], rows: rows).padded
  }

  var json: JSONValue {
    .record([
      "role": graph.reference(role),
      "similar": .array(
        similar.map { other in
          graph.reference(
            other.role,
            [
              "cosine": .rounded(other.measures.cosine), "weightedJaccard": .rounded(other.measures.weightedJaccard),
              "shared": graph.ids(shared(other.role)),
            ])
        }),
    ])
  }

  var table: Listing? {
    Listing(
      columns: ["id", "label", "cosine", "weightedJaccard"],
      rows: similar.map { other in
        let node = graph[other.role]
        return [
          node.id.rawValue, node.label, JSONValue.rounded(other.measures.cosine).text(),
          JSONValue.rounded(other.measures.weightedJaccard).text(),
        ]
      })
  }
}
