import ArgumentParser
import Concepts
import GraphModel
import GraphQuery
import JSONText

extension SkillGraphCommand {
  struct Walk: GraphQuestion {
    static let configuration = CommandConfiguration(
      commandName: "walk",
      abstract: "Walk from a node along relations.",
      discussion: """
        step      = [ "^" ] ( relation | "any" ) [ ":" kind ] [ times ]
        times     = "*" [ number ] [ ".." [ number ] ]
        condition = comparison { ( "and" | "or" ) comparison }
        comparison = field ( "=" | "!=" | "<" | "<=" | ">" | ">=" ) ( number | word | 'text' )

        ^ goes against the edge; * is once or more, *2 twice, *1..3 one to three times, *0.. any number. Relations: broader, \
        certifies, precedes, prerequisiteOf, progressesTo, related, requires. Kinds: role, skill, framework, certification, \
        education. Fields of the edge: weight, confidence, level, strength, provenance, relation; of the node it leads to: \
        kind, postings, label, id. 'and' binds before 'or'; every edge of the walk must meet the condition, but what an edge \
        does not have is not tested. Each node that is reached is listed once, by a shortest walk, shorter walks first.

        Example: skillgraph walk role:data-analyst progressesTo '*1..3' requires:framework --where 'weight>0.3' --limit 20
        """)

    @Argument(help: "The node to start from, by any of its names.")
    var start: String

    @Argument(help: "The steps.")
    var steps: [String]

    @Option(name: .customLong("where"), help: ArgumentHelp("What every edge must be like.", valueName: "condition"))
    var condition: String?

    @Option(help: ArgumentHelp("At most this many.", valueName: "number"))
    var limit = 50

    @OptionGroup var graph: GraphOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
      try requirePositive(limit, "--limit")
      _ = try parsed()
    }

    private func parsed() throws -> (WalkPattern, WalkCondition?) {
      do {
        return (try WalkPattern(steps.joined(separator: " ")), try condition.map { try WalkCondition($0) })
      } catch let error as QueryTextError {
        throw ValidationError(error.description)
      }
    }

    func answer(_ open: OpenGraph) throws -> WalkAnswer {
      let (pattern, condition) = try parsed()
      let start = try open.node(start)
      let walks = open.graph.walks(from: start, along: pattern, where: condition)
      guard !walks.isEmpty else { throw Failure.notFound("no walk from '\(open.graph[start].label)' matches") }
      return WalkAnswer(graph: open.graph, start: start, total: walks.count, walks: Array(walks.prefix(limit)))
    }
  }
}

struct WalkAnswer: Answer {
  let graph: SkillGraph
  let start: NodeIndex
  let total: Int
  let walks: [GraphQuery.Walk]

  var text: String {
    let rows = walks.map { [graph[$0.end].label, graph[$0.end].kind.rawValue, way($0)] }
    let more = total > walks.count ? "  and \(total - walks.count) more\n" : ""
    return "From \(graph[start].label), \(counted(total, "node")):\n" + Listing(columns: [], rows: rows).padded + more
  }

  /// `– progressesTo → Data Engineer – requires → Python`
  private func way(_ walk: GraphQuery.Walk) -> String {
    walk.steps.map { step in
      let relation = graph[step.edge].relation.rawValue
      return "\(step.isReversed ? "← \(relation) –" : "– \(relation) →") \(graph[step.node].label)"
    }.joined(separator: " ")
  }

  var json: JSONValue {
    .record([
      "start": graph.reference(start), "count": .integer(total),
      "walks": .array(
        walks.map { walk in
          graph.reference(
            walk.end,
            [
              "steps": .array(
                walk.steps.map { step in
                  .record([
                    "relation": .string(graph[step.edge].relation.rawValue),
                    "direction": step.isReversed ? "in" : "out", "node": .string(graph[step.node].id.rawValue),
                    "provenance": graph.provenance(graph[step.edge]),
                  ])
                })
            ])
        }),
    ])
  }

  var table: Listing? {
    Listing(
      columns: ["id", "label", "kind", "steps", "way"],
      rows: walks.map { walk in
        let node = graph[walk.end]
        let ids = walk.steps.map { step in
          "\(step.isReversed ? "^" : "")\(graph[step.edge].relation.rawValue) \(graph[step.node].id.rawValue)"
        }
        return [node.id.rawValue, node.label, node.kind.rawValue, "\(walk.steps.count)", ids.joined(separator: " ")]
      })
  }
}
