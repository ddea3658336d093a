import ArgumentParser
import Concepts
import GraphModel
import GraphQuery
import JSONText

extension SkillGraphCommand {
  struct Role: GraphQuestion {
    static let configuration = CommandConfiguration(
      abstract: "Show what a role asks for, and in how many postings.",
      discussion: """
        The weight of a demand takes postings and taxonomy together; the share is that of the role's postings alone.

        Example: skillgraph role "data engineer" --limit 15
        """)

    @Argument(help: "The role.")
    var name: String

    @Option(help: ArgumentHelp("At most this many demands of each kind.", valueName: "number"))
    var limit = 20

    @OptionGroup var graph: GraphOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
      if limit < 1 { throw ValidationError("--limit must be at least 1") }
    }

    func answer(_ open: OpenGraph) throws -> RoleAnswer {
      let role = try open.node(name, kinds: [.role])
      return RoleAnswer(graph: open.graph, profile: open.graph.profile(of: role), limit: limit)
    }
  }
}

struct RoleAnswer: Answer {
  let graph: SkillGraph
  let profile: RoleProfile
  let limit: Int

  private var role: SkillGraph.Node { graph[profile.role] }

  private func items(_ kind: ConceptKind) -> ArraySlice<RoleProfile.Item> {
    profile.demands.filter { graph[$0.node].kind == kind }.prefix(limit)
  }

  var text: String {
    let heading = "\(role.label): \(role.postings) postings\n"
    guard !profile.demands.isEmpty else { return heading + "Nothing is known of what it asks for.\n" }
    return heading
      + ConceptKind.allCases.map { kind in
        let rows = items(kind).map(row)
        return rows.isEmpty
          ? ""
          : "\n\(kind.rawValue.prefix(1).uppercased())\(kind.rawValue.dropFirst())\n"
            + Listing(columns: [], rows: rows).padded
      }.joined()
  }

  private func row(_ item: RoleProfile.Item) -> [String] {
    let demand = graph[item.edge].demand
    let bar = String(repeating: "█", count: Int((item.weight * 20).rounded()))
    let counts = demand.total == 0 ? "from the taxonomy" : "\(demand.total) of \(role.postings) postings"
    return [graph[item.node].label, item.level.rawValue, "\(Int((item.weight * 100).rounded())) %", counts, bar]
  }

  var json: JSONValue {
    .record([
      "role": graph.reference(profile.role, ["postings": .integer(role.postings)]),
      "demands": .array(
        profile.demands.map { item in
          let edge = graph[item.edge]
          return graph.demand(
            item,
            [
              "share": .rounded(edge.weight), "required": .integer(edge.demand.required),
              "preferred": .integer(edge.demand.preferred), "mentioned": .integer(edge.demand.mentioned),
              "curatedLevel": .optional(edge.curatedLevel?.rawValue), "provenance": graph.provenance(edge),
            ])
        }),
    ])
  }

  var table: Listing? {
    Listing(
      columns: ["id", "label", "kind", "level", "weight", "required", "preferred", "mentioned", "postings"],
      rows: profile.demands.map { item in
        let (node, demand) = (graph[item.node], graph[item.edge].demand)
        return [
          node.id.rawValue, node.label, node.kind.rawValue, item.level.rawValue, JSONValue.rounded(item.weight).text(),
          "\(demand.required)", "\(demand.preferred)", "\(demand.mentioned)", "\(role.postings)",
        ]
      })
  }
}
