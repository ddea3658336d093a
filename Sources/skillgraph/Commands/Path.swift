import ArgumentParser
import Concepts
import GraphModel
import GraphQuery
import JSONText

extension SkillGraphCommand {
  struct Path: GraphQuestion {
    static let configuration = CommandConfiguration(
      abstract: "Find career paths from one role to another, with what each step adds.",
      discussion: "Example: skillgraph path \"data analyst\" \"machine learning engineer\" --count 2")

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
    paths.enumerated().map { number, path in
      let heading = "Path \(number + 1) (cost \(JSONValue.rounded(path.cost, digits: 2).text())): "
      let roles = ([from] + path.steps.map(\.role)).map { graph[$0].label }.joined(separator: " → ")
      return heading + roles + "\n" + path.steps.map(text).joined()
    }.joined(separator: "\n")
  }

  private func text(_ step: CareerPath.Step) -> String {
    let usual = step.progression == nil ? "" : " (a usual step)"
    return "  → \(graph[step.role].label)\(usual)\n"
      + line("must learn", step.gain.filter { $0.level == .required && !isEducation($0) })
      + line("should learn", step.gain.filter { $0.level != .required && !isEducation($0) })
      + line("brings along", step.keep) + line("education asked for", step.gain.filter(isEducation))
      + certificatesLine(step)
  }

  private func isEducation(_ item: RoleProfile.Item) -> Bool { graph[item.node].kind == .education }

  private func line(_ title: String, _ items: [RoleProfile.Item]) -> String {
    guard !items.isEmpty else { return "" }
    return "      \(title): \(graph.list(items.map(\.node), limit: 12))\n"
  }

  /// The certifications that prove most of what the step adds.
  private func certificates(_ step: CareerPath.Step) -> ArraySlice<NodeIndex> {
    graph.certificates(proving: step.gain.map(\.node), for: step.role).prefix(5)
  }

  private func certificatesLine(_ step: CareerPath.Step) -> String {
    let certificates = certificates(step)
    return certificates.isEmpty ? "" : "      certificates for some of it: \(graph.list(certificates.prefix(3)))\n"
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
      "role": graph.reference(step.role), "cost": .rounded(step.cost), "progression": .bool(step.progression != nil),
      "gain": .array(step.gain.map { graph.demand($0) }), "keep": .array(step.keep.map { graph.demand($0) }),
      "certificates": .array(certificates(step).map { graph.reference($0) }),
    ])
  }
}
