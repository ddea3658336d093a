import ArgumentParser
import Concepts
import GraphModel
import GraphQuery
import JSONText

extension SkillGraphCommand {
  struct Prerequisites: GraphQuestion {
    static let configuration = CommandConfiguration(
      commandName: "prerequisites",
      abstract: "List what to learn before something, in an order in which it can be learned.",
      discussion: """
        As a list, in layers that can be learned side by side; as a tree, from the concept down to the beginnings; or as a \
        drawing for Graphviz (dot) or Mermaid. Dashed is what only helps.

        Example: skillgraph prerequisites PyTorch --known python --as tree --depth 2
        """)

    enum Form: String, ExpressibleByArgument, CaseIterable { case list, tree, dot, mermaid }

    @Argument(help: "A skill, framework or certification, by any of its names.")
    var name: String

    @Option(
      name: .customLong("as"), help: ArgumentHelp("list, tree, dot or mermaid; for --format text.", valueName: "form"))
    var form = Form.list

    @Flag(help: "Say in the list where each relation comes from.")
    var why = false

    @OptionGroup var reach: ReachOptions
    @OptionGroup var graph: GraphOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
      if form != .list, output.format != .text { throw ValidationError("--as \(form.rawValue) is a form of text") }
    }

    func answer(_ open: OpenGraph) throws -> PrerequisitesAnswer {
      let concept = try open.concept(name)
      let options = try reach.options(open)
      let found = open.graph.prerequisites(of: concept, options)
      return PrerequisitesAnswer(
        graph: open.graph, found: found, layers: open.graph.learningLayers(of: found.order, options),
        edges: open.graph.prerequisiteEdges(of: found, options), form: form, saysWhy: why)
    }
  }

  struct Unlocks: GraphQuestion {
    static let configuration = CommandConfiguration(
      commandName: "unlocks",
      abstract: "List what something is a step towards.",
      discussion: """
        Nearest first; of what is equally near that which more roles ask for.

        Example: skillgraph unlocks Python --depth 1
        """)

    @Argument(help: "A skill, framework or certification, by any of its names.")
    var name: String

    @Option(help: ArgumentHelp("At most this many in the text.", valueName: "number"))
    var limit = 40

    @OptionGroup var reach: ReachOptions
    @OptionGroup var graph: GraphOptions
    @OptionGroup var output: OutputOptions

    func validate() throws { try requirePositive(limit, "--limit") }

    func answer(_ open: OpenGraph) throws -> UnlocksAnswer {
      let (concept, profiles) = (try open.concept(name), RoleProfiles(open.graph))
      let items = open.graph.unlocked(by: concept, try reach.options(open))
        .map { (key: ($0.depth, -profiles.count(askingFor: $0.node), $0.node), item: $0) }
        .sorted { $0.key < $1.key }.map(\.item)
      return UnlocksAnswer(graph: open.graph, concept: concept, items: items, limit: limit)
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

  func validate() throws {
    if let depth { try requirePositive(depth, "--depth") }
  }

  func options(_ open: OpenGraph) throws -> PrerequisiteOptions {
    var options = PrerequisiteOptions()
    options.maximumDepth = depth
    options.essentialOnly = essentialOnly
    options.known = open.graph.knowledge(try open.known(known)).all
    return options
  }
}

/// The prerequisites as a list in layers, each with what it is for; or as one of the drawings.
struct PrerequisitesAnswer: Answer {
  let graph: SkillGraph
  let found: GraphQuery.Prerequisites
  let layers: [[NodeIndex]]
  /// All edges among the prerequisites and the concept.
  let edges: [EdgeIndex]
  let form: SkillGraphCommand.Prerequisites.Form
  let saysWhy: Bool

  var text: String {
    let drawing = PrerequisiteDrawing(graph: graph, concept: found.concept, nodes: found.order, edges: edges)
    switch form {
    case .list: return list
    case .tree: return drawing.tree
    case .dot: return drawing.dot
    case .mermaid: return drawing.mermaid
    }
  }

  private var list: String {
    let name = graph[found.concept].label
    guard !found.items.isEmpty else { return "Nothing has to be learned before \(name).\n" }
    let items = Dictionary(found.items.map { ($0.node, $0) }, uniquingKeysWith: { first, _ in first })
    let rows = layers.enumerated().flatMap { number, layer in
      layer.enumerated().compactMap { position, node in
        items[node].map { row($0, layer: position == 0 ? "\(number + 1)." : "") }
      }
    }
    return
      "Before \(name): \(counted(found.items.count, "thing")) to learn in \(counted(layers.count, "stage")); what stands under "
      + "one number can be learned side by side\n" + Listing(columns: [], rows: rows).padded
      + "\nNext: skillgraph next --have …, or --known to leave out what is known; --why says where each comes from\n"
  }

  private func row(_ item: GraphQuery.Prerequisites.Item, layer: String) -> [String] {
    let how = graph[item.edge].strength == .helpful ? "helps with" : "needed for"
    let why = saysWhy ? ["depth \(item.depth)", graph.provenanceText(graph[item.edge])] : []
    return [layer, graph[item.node].label, "\(how) \(graph[item.via].label)"] + why
  }

  var json: JSONValue {
    .record([
      "concept": graph.reference(found.concept), "prerequisites": .array(found.items.map { itemJSON($0, graph) }),
      "order": graph.ids(found.order), "layers": .array(layers.map(graph.ids)),
    ])
  }

  var table: Listing? { reachTable(found.items, graph) }
}

struct UnlocksAnswer: Answer {
  let graph: SkillGraph
  let concept: NodeIndex
  let items: [GraphQuery.Prerequisites.Item]
  let limit: Int

  var text: String {
    guard !items.isEmpty else { return "Nothing is known to build on \(graph[concept].label).\n" }
    let rows = items.prefix(limit).map { item in
      [
        counted(item.depth, "step"), graph.label(of: item.node), graph.kind(of: item.node).rawValue,
        item.depth == 1 ? "directly" : "through \(graph.label(of: item.via))",
      ]
    }
    let more = items.count > limit ? "  and \(items.count - limit) more; --limit lists them\n" : ""
    return "\(graph.label(of: concept)) is a step towards \(counted(items.count, "thing")), nearest first:\n"
      + Listing(columns: [], rows: rows).padded + more + "\nNext: skillgraph roles-for \(graph.quoted(concept))\n"
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
