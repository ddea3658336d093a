import ArgumentParser
import Concepts
import GraphModel
import GraphQuery
import JSONText

extension SkillGraphCommand {
  struct Path: GraphQuestion {
    static let configuration = CommandConfiguration(
      commandName: "path",
      abstract: "Find career paths from one role to another, with what each step adds.",
      discussion: """
        A step costs e + 2e² + 0.15 for each rung of seniority + 0.3 for each degree + 0.1. e is the effort: the share of the new \
        role's demands, by weight, that the old role does not bring along; a missing prerequisite adds a third of what it is needed \
        for. A curated progression (a usual step) costs 0.6 of that. Different paths share at most half of the roles between.

        Example: skillgraph path "data analyst" "machine learning engineer" --count 2
        """)

    @Argument(help: "The role to start from.")
    var from: String

    @Argument(help: "The role to get to.")
    var to: String

    @Option(help: ArgumentHelp("How many different paths.", valueName: "number"))
    var count = 1

    @Option(help: ArgumentHelp("No path with more steps than this.", valueName: "number"))
    var maxSteps = 4

    @Option(help: ArgumentHelp("What is known beside the first role's skills.", valueName: "a,b,…"))
    var have: String?

    @Option(help: ArgumentHelp("A role no path may lead through; may be repeated.", valueName: "role"))
    var avoid: [String] = []

    @OptionGroup var graph: GraphOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
      if count < 1 || maxSteps < 1 { throw ValidationError("--count and --max-steps must be at least 1") }
    }

    func answer(_ open: OpenGraph) throws -> PathAnswer {
      let (start, goal) = (try open.node(from, kinds: [.role]), try open.node(to, kinds: [.role]))
      var options = CareerPathOptions()
      (options.count, options.maximumSteps) = (count, maxSteps)
      options.have = open.graph.knowledge(try open.known(have)).all
      options.avoid = try Set(avoid.map { try open.node($0, kinds: [.role]) })
      let paths = CareerMap(open.graph).paths(from: start, to: goal, options)
      guard !paths.isEmpty else {
        throw Failure.notFound("no path from '\(open.graph[start].label)' to '\(open.graph[goal].label)'")
      }
      return PathAnswer(graph: open.graph, from: start, to: goal, paths: paths)
    }
  }
}

struct PathAnswer: Answer {
  let graph: SkillGraph
  let from: NodeIndex
  let to: NodeIndex
  let paths: [CareerPath]

  var text: String {
    let heading =
      "\(graph.label(of: from)) to \(graph.label(of: to)): \(counted(paths.count, "path")), cheapest first\n"
    return heading
      + paths.enumerated().map { number, path in
        let roles = ([from] + path.steps.map(\.role)).map(graph.label).joined(separator: " → ")
        return "\nPath \(number + 1) of \(paths.count), cost \(rounded(path.cost)): \(roles)\n"
          + path.steps.map(text).joined()
      }.joined()
      + "\nNext: skillgraph gap \(graph.quoted(to)) --have …, or plan; 'explain' gives the reasons for a demand.\n"
  }

  private func rounded(_ cost: Double) -> String { JSONValue.rounded(cost, digits: 2).text() }

  private func text(_ step: CareerPath.Step) -> String {
    "  → \(graph.label(of: step.role))\(step.progression == nil ? "" : " (a usual step)"), cost \(why(step.cost))\n"
      + line("must learn", step.gain.filter { $0.level == .required && !isEducation($0) })
      + line("should learn", step.gain.filter { $0.level != .required && !isEducation($0) })
      + line("needed before", step.prerequisites) + line("brings along", step.keep)
      + line("education asked for", step.gain.filter(isEducation)) + certificatesLine(step)
  }

  /// `0.64: effort 38 % of its demands; 1 rung up in seniority`
  private func why(_ cost: CareerPath.Cost) -> String {
    let effort = "\(rounded(cost.total)): effort for \(percent(cost.effort)) of its demands"
    let rungs = cost.rungs == 0 ? "" : "; \(counted(cost.rungs, "rung")) up in seniority"
    let degrees = cost.degrees == 0 ? "" : "; \(counted(cost.degrees, "degree")) more"
    return effort + rungs + degrees
  }

  private func isEducation(_ item: RoleProfile.Item) -> Bool { graph[item.node].kind == .education }

  private func line(_ title: String, _ items: [RoleProfile.Item]) -> String { line(title, items.map(\.node)) }

  private func line(_ title: String, _ nodes: [NodeIndex]) -> String {
    nodes.isEmpty ? "" : "      \(title): \(graph.list(nodes, limit: 12))\n"
  }

  /// The certifications that prove most of what the step adds.
  private func certificates(_ step: CareerPath.Step) -> ArraySlice<NodeIndex> {
    graph.certificates(proving: step.gain.map(\.node), for: step.role).prefix(5)
  }

  /// `Docker Certified Associate (Docker)`
  private func certificatesLine(_ step: CareerPath.Step) -> String {
    let names = certificates(step).prefix(3).map { certificate in
      "\(graph.label(of: certificate)) (\(graph.list(proved(by: certificate, step), limit: 3)))"
    }
    return names.isEmpty ? "" : "      proved by: \(names.joined(separator: "; "))\n"
  }

  private func proved(by certificate: NodeIndex, _ step: CareerPath.Step) -> [NodeIndex] {
    let proves = Set(graph.targets(of: certificate, .certifies))
    return step.gain.map(\.node).filter(proves.contains)
  }

  var json: JSONValue {
    .record([
      "from": graph.reference(from), "to": graph.reference(to),
      "paths": .array(
        paths.map { .record(["cost": .rounded($0.cost), "steps": .array($0.steps.map(json))]) }),
    ])
  }

  private func json(_ step: CareerPath.Step) -> JSONValue {
    .record([
      "role": graph.reference(step.role), "cost": .rounded(step.cost.total), "effort": .rounded(step.cost.effort),
      "rungs": .integer(step.cost.rungs), "degrees": .integer(step.cost.degrees),
      "progression": .bool(step.progression != nil),
      "gain": .array(step.gain.map { graph.demand($0) }), "keep": .array(step.keep.map { graph.demand($0) }),
      "prerequisites": .array(step.prerequisites.map { graph.reference($0) }),
      "certificates": .array(
        certificates(step).map { graph.reference($0, ["proves": graph.ids(proved(by: $0, step))]) }),
    ])
  }

  /// A row for each step.
  var table: Listing? {
    Listing(
      columns: ["path", "step", "id", "label", "cost", "effort", "rungs", "degrees", "progression", "gain", "keep"],
      rows: paths.enumerated().flatMap { number, path in
        path.steps.enumerated().map { position, step in
          let ids = { (items: [RoleProfile.Item]) in
            items.map { graph.id(of: $0.node).rawValue }.joined(separator: " ")
          }
          return [
            "\(number + 1)", "\(position + 1)", graph.id(of: step.role).rawValue, graph.label(of: step.role),
            JSONValue.rounded(step.cost.total).text(), JSONValue.rounded(step.cost.effort).text(),
            "\(step.cost.rungs)", "\(step.cost.degrees)", step.progression == nil ? "0" : "1", ids(step.gain),
            ids(step.keep),
          ]
        }
      })
  }
}
