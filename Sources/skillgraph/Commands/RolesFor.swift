import ArgumentParser
import Concepts
import GraphModel
import GraphQuery
import JSONText

extension SkillGraphCommand {
  struct RolesFor: GraphQuestion {
    static let configuration = CommandConfiguration(
      commandName: "roles-for", abstract: "List the roles that ask for something.",
      discussion: "Example: skillgraph roles-for Kubernetes --limit 10")

    @Argument(help: "A skill, framework, certification or education, by any of its names.")
    var name: String

    @Option(help: ArgumentHelp("At most this many.", valueName: "number"))
    var limit = 20

    @OptionGroup var graph: GraphOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
      try requirePositive(limit, "--limit")
    }

    func answer(_ open: OpenGraph) throws -> RolesForAnswer {
      let concept = try open.known(name: name)
      let demands = RoleProfiles(open.graph).asking(for: concept)
      guard !demands.isEmpty else { throw Failure.notFound("no role asks for '\(open.graph[concept].label)'") }
      return RolesForAnswer(
        graph: open.graph, concept: concept, total: demands.count, demands: Array(demands.prefix(limit)))
    }
  }
}

struct RolesForAnswer: Answer {
  let graph: SkillGraph
  let concept: NodeIndex
  let total: Int
  let demands: [RoleProfiles.Demand]

  var text: String {
    let rows = demands.map { demand in
      let (counts, postings) = (graph[demand.item.edge].demand, graph[demand.role].postings)
      return [
        percent(demand.item.weight), graph[demand.role].label, demand.item.level.rawValue,
        counts.total == 0 ? "from the taxonomy" : "\(counts.total) of \(counted(postings, "posting"))",
      ]
    }
    let more = total > demands.count ? "  and \(total - demands.count) more\n" : ""
    return "\(counted(total, "role")) of \(graph.nodes(of: .role).count) \(total == 1 ? "asks" : "ask") for "
      + "\(graph.label(of: concept)), those that depend on it most first:\n"
      + Listing(columns: [], rows: rows).padded + more
      + "\nNext: skillgraph explain \(graph.quoted(demands[0].role)) \(graph.quoted(concept))\n"
  }

  var json: JSONValue {
    .record([
      "concept": graph.reference(concept), "count": .integer(total),
      "roles": .array(
        demands.map { demand in
          let counts = graph[demand.item.edge].demand
          return graph.reference(
            demand.role,
            [
              "level": .string(demand.item.level.rawValue), "weight": .rounded(demand.item.weight),
              "required": .integer(counts.required), "preferred": .integer(counts.preferred),
              "mentioned": .integer(counts.mentioned), "postings": .integer(graph[demand.role].postings),
              "provenance": graph.provenance(graph[demand.item.edge]),
            ])
        }),
    ])
  }

  var table: Listing? {
    Listing(
      columns: ["id", "label", "level", "weight", "required", "preferred", "mentioned", "postings"],
      rows: demands.map { demand in
        let (role, counts) = (graph[demand.role], graph[demand.item.edge].demand)
        return [
          role.id.rawValue, role.label, demand.item.level.rawValue, JSONValue.rounded(demand.item.weight).text(),
          "\(counts.required)", "\(counts.preferred)", "\(counts.mentioned)", "\(role.postings)",
        ]
      })
  }
}
