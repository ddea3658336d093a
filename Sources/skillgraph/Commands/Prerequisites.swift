import ArgumentParser
import Concepts
import GraphModel
import GraphQuery
import JSONText

extension SkillGraphCommand {
  struct Prerequisites: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List what to learn before something, in an order in which it can be learned.",
      discussion: "Example: skillgraph prerequisites PyTorch --known python")

    @Argument(help: "A skill, framework or certification, by any of its names.")
    var name: String

    @OptionGroup var reach: ReachOptions
    @OptionGroup var graph: GraphOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
      let open = try graph.open()
      let concept = try open.node(name)
      try output.print(PrerequisitesAnswer(open.graph, open.graph.prerequisites(of: concept, try reach.options(open))))
    }
  }

  struct Unlocks: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List what something is a step towards.", discussion: "Example: skillgraph unlocks Python --depth 1")

    @Argument(help: "A skill, framework or certification, by any of its names.")
    var name: String

    @OptionGroup var reach: ReachOptions
    @OptionGroup var graph: GraphOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
      let open = try graph.open()
      let concept = try open.node(name)
      let items = open.graph.unlocked(by: concept, try reach.options(open))
      try output.print(UnlocksAnswer(graph: open.graph, concept: concept, items: items))
    }
  }
}

/// How far a question about prerequisites goes.
struct ReachOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Leave out what is known already.", valueName: "a,b,…"))
  var known: String?

  @Option(help: ArgumentHelp("No more than this many steps away.", valueName: "steps"))
  var depth: Int?

  @Flag(help: "Only what one cannot do without.")
  var essentialOnly = false

  @Flag(help: "Also relations that were computed, not curated.")
  var includeInferred = false

  func validate() throws {
    if let depth, depth < 1 { throw ValidationError("--depth must be at least 1") }
  }

  func options(_ open: OpenGraph) throws -> PrerequisiteOptions {
    var options = PrerequisiteOptions()
    options.maximumDepth = depth
    options.essentialOnly = essentialOnly
    options.includesInferred = includeInferred
    options.known = try open.nodes(known)
    return options
  }
}

/// The prerequisites as a list in learning order, each with what it is for.
struct PrerequisitesAnswer: Answer {
  private let graph: SkillGraph
  private let found: GraphQuery.Prerequisites

  init(_ graph: SkillGraph, _ found: GraphQuery.Prerequisites) {
    self.graph = graph
    self.found = found
  }

  var text: String {
    let name = graph[found.concept].label
    guard !found.items.isEmpty else { return "Nothing has to be learned before \(name).\n" }
    let items = Dictionary(found.items.map { ($0.node, $0) }, uniquingKeysWith: { first, _ in first })
    let rows = found.order.enumerated().compactMap { position, node in
      items[node].map { item in
        [
          "\(position + 1).", graph[node].label, graph[item.edge].strength == .helpful ? "helpful" : "",
          "for \(graph[item.via].label)",
        ]
      }
    }
    return "Before \(name), in learning order:\n" + Listing(columns: [], rows: rows).padded
  }

  var json: JSONValue {
    .record([
      "concept": graph.reference(found.concept), "prerequisites": .array(found.items.map { itemJSON($0, graph) }),
      "order": graph.ids(found.order),
    ])
  }

  var table: Listing? { reachTable(found.items, graph) }
}

private struct UnlocksAnswer: Answer {
  let graph: SkillGraph
  let concept: NodeIndex
  let items: [GraphQuery.Prerequisites.Item]

  var text: String {
    guard !items.isEmpty else { return "Nothing is known to build on \(graph[concept].label).\n" }
    let rows = items.map {
      ["\($0.depth)", graph[$0.node].label, graph[$0.node].kind.rawValue, "through \(graph[$0.via].label)"]
    }
    return "\(graph[concept].label) is a step towards:\n" + Listing(columns: [], rows: rows).padded
  }

  var json: JSONValue {
    .record(["concept": graph.reference(concept), "unlocks": .array(items.map { itemJSON($0, graph) })])
  }

  var table: Listing? { reachTable(items, graph) }
}

private func itemJSON(_ item: GraphQuery.Prerequisites.Item, _ graph: SkillGraph) -> JSONValue {
  let edge = graph[item.edge]
  return graph.reference(
    item.node,
    [
      "depth": .integer(item.depth), "relation": .string(edge.relation.rawValue),
      "strength": .optional(edge.strength?.rawValue), "provenance": graph.provenance(edge),
      "confidence": .rounded(edge.confidence), "via": .string(graph[item.via].id.rawValue),
    ])
}

private func reachTable(_ items: [GraphQuery.Prerequisites.Item], _ graph: SkillGraph) -> Listing {
  Listing(
    columns: ["id", "label", "kind", "depth", "strength", "via"],
    rows: items.map { item in
      let node = graph[item.node]
      return [
        node.id.rawValue, node.label, node.kind.rawValue, "\(item.depth)", graph[item.edge].strength?.rawValue ?? "",
        graph[item.via].id.rawValue,
      ]
    })
}
