import ArgumentParser
import Concepts
import GraphModel
import GraphQuery
import JSONText

extension SkillGraphCommand {
  struct Next: GraphQuestion {
    static let configuration = CommandConfiguration(
      commandName: "next",
      abstract: "Tell what can be learned now, and what it is good for.",
      discussion: """
        Everything whose essential prerequisites are known or presumed (see 'gap') and that builds on something known; with \
        --toward, what serves a demand of that role. First what roles ask for most, then what opens most.

        Example: skillgraph next --have python,sql --toward "machine learning engineer"
        """)

    @OptionGroup var known: KnownOptions

    @Option(help: ArgumentHelp("Only what leads to this role.", valueName: "role"))
    var toward: String?

    @Option(help: ArgumentHelp("At most this many.", valueName: "number"))
    var limit = 20

    @OptionGroup var graph: GraphOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
      try requirePositive(limit, "--limit")
      if known.isEmpty, toward == nil {
        throw ValidationError("say what is known with --have, or where to with --toward")
      }
    }

    func answer(_ open: OpenGraph) throws -> NextAnswer {
      let role = try toward.map { try open.node($0, kinds: [.role]) }
      let steps = open.graph.nextSteps(known: try known.nodes(open), toward: role)
      guard !steps.isEmpty else { throw Failure.notFound("nothing is left to learn that builds on this") }
      return NextAnswer(graph: open.graph, role: role, steps: Array(steps.prefix(limit)))
    }
  }
}

struct NextAnswer: Answer {
  let graph: SkillGraph
  let role: NodeIndex?
  let steps: [NextStep]

  var text: String {
    let heading = role.map { "Toward \(graph[$0].label), learn next:\n" } ?? "Learn next:\n"
    let rows = steps.map { [graph.label(of: $0.node), reasons($0)] }
    let next = role.map { "plan \(graph.quoted($0)) --have …" } ?? "prerequisites \(graph.quoted(steps[0].node))"
    return heading + Listing(columns: [], rows: rows).padded + "\nNext: skillgraph \(next)\n"
  }

  private func reasons(_ step: NextStep) -> String {
    let others = step.serves.filter { $0 != step.node }
    return [
      role != nil && step.serves.contains(step.node) ? "asked for" : "",
      others.isEmpty ? "" : "for \(graph.list(others, limit: 3))",
      step.roles > 0 ? "\(counted(step.roles, "role")) \(step.roles == 1 ? "asks" : "ask") for it" : "",
      step.buildsOn.isEmpty ? "" : "builds on \(graph.list(step.buildsOn, limit: 3))",
      step.opens.isEmpty ? "" : "opens \(graph.list(step.opens, limit: 3))",
    ].filter { !$0.isEmpty }.joined(separator: "; ")
  }

  var json: JSONValue {
    .record([
      "toward": role.map { graph.reference($0) } ?? .null,
      "next": .array(
        steps.map { step in
          graph.reference(
            step.node,
            [
              "demand": .rounded(step.demand), "roles": .integer(step.roles),
              "postings": .integer(graph[step.node].postings), "serves": graph.ids(step.serves),
              "buildsOn": graph.ids(step.buildsOn), "opens": graph.ids(step.opens),
            ])
        }),
    ])
  }

  var table: Listing? {
    Listing(
      columns: ["id", "label", "kind", "demand", "roles", "postings", "opens"],
      rows: steps.map { step in
        let node = graph[step.node]
        return [
          node.id.rawValue, node.label, node.kind.rawValue, JSONValue.rounded(step.demand).text(), "\(step.roles)",
          "\(node.postings)", "\(step.opens.count)",
        ]
      })
  }
}
