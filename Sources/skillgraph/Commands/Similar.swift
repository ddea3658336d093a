import ArgumentParser
import Concepts
import GraphModel
import GraphQuery
import JSONText

extension SkillGraphCommand {
  struct Similar: GraphQuestion {
    static let configuration = CommandConfiguration(
      commandName: "similar",
      abstract: "List the roles that ask for nearly the same.",
      discussion: """
        Likeness is 0.4 × the cosine between the demands' weights + 0.6 × that between the words of the roles' names; each concept \
        and word counts ln(1 + all roles / roles that have it) times: a rare skill in common says more than a degree in common.

        Example: skillgraph similar "data scientist" --limit 5
        """)

    @Argument(help: "The role.")
    var role: String

    @Option(help: ArgumentHelp("At most this many.", valueName: "number"))
    var limit = 10

    @OptionGroup var graph: GraphOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
      try requirePositive(limit, "--limit")
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
        percent(other.measures.likeness), graph.label(of: other.role), "demands \(percent(other.measures.cosine))",
        "names \(percent(other.measures.names))", sharedText(other.role),
      ]
    }
    return "Like \(graph.label(of: role)), most alike first:\n" + Listing(columns: [], rows: rows).padded
      + "\nNext: skillgraph compare \(graph.quoted(role)) \(graph.quoted(similar[0].role))\n"
  }

  private func sharedText(_ other: NodeIndex) -> String {
    let shared = shared(other)
    return shared.isEmpty ? "" : "both ask for \(graph.list(shared, limit: 4))"
  }

  var json: JSONValue {
    .record([
      "role": graph.reference(role),
      "similar": .array(
        similar.map { other in
          graph.reference(
            other.role,
            [
              "likeness": .rounded(other.measures.likeness), "names": .rounded(other.measures.names),
              "cosine": .rounded(other.measures.cosine), "weightedJaccard": .rounded(other.measures.weightedJaccard),
              "shared": graph.ids(shared(other.role)),
            ])
        }),
    ])
  }

  var table: Listing? {
    Listing(
      columns: ["id", "label", "likeness", "names", "cosine", "weightedJaccard"],
      rows: similar.map { other in
        let node = graph[other.role]
        return [
          node.id.rawValue, node.label, JSONValue.rounded(other.measures.likeness).text(),
          JSONValue.rounded(other.measures.names).text(), JSONValue.rounded(other.measures.cosine).text(),
          JSONValue.rounded(other.measures.weightedJaccard).text(),
        ]
      })
  }
}
