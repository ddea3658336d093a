import ArgumentParser
import Concepts
import GraphFormats
import GraphModel
import GraphQuery
import JSONText

/// What a picture shows and how it looks.
struct PictureOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Draw what comes before this, as a tree.", valueName: "name"))
  var prerequisites: String?

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Draw the career path from one role to another.", valueName: "role"))
  var path: [String] = []

  @Flag(help: "Draw light on dark.")
  var dark = false

  func validate() throws {
    if !path.isEmpty, path.count != 2 {
      throw ValidationError("--path takes two roles: --path \"data analyst\" \"data engineer\"")
    }
  }

  var isEmpty: Bool { prerequisites == nil && path.isEmpty }

  /// The picture of a career path, a prerequisite tree, a role's demands or a neighbourhood; of any other part a network.
  func picture(_ open: OpenGraph, _ part: PartOptions) throws -> Picture {
    var picture = try unthemed(open, part)
    picture.theme = dark ? .dark : .light
    return picture
  }

  private func unthemed(_ open: OpenGraph, _ part: PartOptions) throws -> Picture {
    if path.count == 2 { return try open.pictureOfPath(path[0], path[1]) }
    if let prerequisites { return try open.pictureOfPrerequisites(open.node(prerequisites)) }
    let graph = try part.apply(to: open)
    if part.role.count == 1, part.focus == nil {
      return graph.pictureOfDemands(try open.node(part.role[0], kinds: [.role], in: graph))
    }
    if let focus = part.focus, part.depth == 1 { return graph.pictureOfNeighbours(try open.node(focus, in: graph)) }
    return try graph.pictureOfNetwork()
  }
}

extension OpenGraph {
  /// The node somebody means by `name`, in a part of this graph.
  fileprivate func node(_ name: String, kinds: Set<ConceptKind>? = nil, in part: SkillGraph) throws -> NodeIndex {
    let id = graph[try node(name, kinds: kinds)].id
    guard let node = part.index(of: id) else { throw Failure.notFound("nothing of '\(name)' is left to draw") }
    return node
  }

  fileprivate func pictureOfPath(_ from: String, _ to: String) throws -> Picture {
    let (start, goal) = (try node(from, kinds: [.role]), try node(to, kinds: [.role]))
    guard let path = CareerMap(graph).paths(from: start, to: goal).first else {
      throw Failure.notFound("no path from '\(graph[start].label)' to '\(graph[goal].label)'")
    }
    let roles = [start] + path.steps.map(\.role)
    return Picture(
      title: "From \(graph[start].label) to \(graph[goal].label)", note: graph.basis, arrangement: .leftToRight,
      blocks: [Picture.Block(name(start), heading: graph.item(start), isCentral: true)] + path.steps.map(block),
      links: zip(zip(roles, roles.dropFirst()), path.steps).map { ends, step in
        Picture.Link(name(ends.0), name(ends.1), label: step.progression == nil ? "" : "a usual step")
      })
  }

  private func name(_ node: NodeIndex) -> String { graph[node].id.rawValue }

  private func block(_ step: CareerPath.Step) -> Picture.Block {
    let sections = [
      Picture.Section("to learn: required", step.gain.filter { $0.level == .required }.map(graph.item), limit: 18),
      Picture.Section("to learn: helpful", step.gain.filter { $0.level != .required }.map(graph.item), limit: 12),
      Picture.Section("already there", step.keep.map(graph.item), limit: 12),
    ]
    return Picture.Block(
      name(step.role), heading: graph.item(step.role), sections: sections.filter { !$0.items.isEmpty })
  }

  fileprivate func pictureOfPrerequisites(_ concept: NodeIndex) throws -> Picture {
    let found = graph.prerequisites(of: concept)
    guard !found.items.isEmpty else {
      throw Failure.notFound("nothing has to be learned before '\(graph[concept].label)'")
    }
    let nodes = [concept] + found.items.map(\.node)
    let members = Set(nodes)
    let links = nodes.flatMap { node in
      graph.edges(to: node).map { graph[$0] }.filter { $0.relation == .prerequisiteOf && members.contains($0.source) }
        .map { Picture.Link(name($0.source), name(node), isDashed: $0.strength == .helpful) }
    }
    return Picture(
      title: "What to learn before \(graph[concept].label)",
      note: "dashed: helpful, not essential; steps that others imply are left out", arrangement: .topToBottom,
      blocks: nodes.map { Picture.Block(name($0), heading: graph.item($0), isCentral: $0 == concept) }, links: links
    ).withoutImpliedLinks()
  }
}

extension SkillGraph {
  fileprivate func item(_ node: NodeIndex) -> Picture.Item { Picture.Item(name(node), self[node].kind) }

  fileprivate func item(_ demand: RoleProfile.Item) -> Picture.Item {
    let share = self[demand.edge].demand.total == 0 ? "" : percent(self[demand.edge].weight)
    return Picture.Item(name(demand.node), self[demand.node].kind, detail: share)
  }

  fileprivate var basis: String { "from \(postingCount) postings and the taxonomy" }

  /// The role with a list for each level, kind by kind, the heaviest first.
  fileprivate func pictureOfDemands(_ role: NodeIndex) -> Picture {
    let demands = profile(of: role).demands
    let sections = DemandLevel.allCases.compactMap { level -> Picture.Section? in
      let wanted = demands.filter { $0.level == level }
      guard !wanted.isEmpty else { return nil }
      // What is left out is what weighs least, whatever its kind.
      let listed = wanted.prefix(36).enumerated().sorted { a, b in
        (self[a.element.node].kind, a.offset) < (self[b.element.node].kind, b.offset)
      }
      var section = Picture.Section("\(level.rawValue) (\(wanted.count))", listed.map { item($0.element) })
      section.omitted = wanted.count - listed.count
      return section
    }
    return Picture(
      title: "What a \(self[role].label) is asked for",
      note: "from \(self[role].postings) postings and the taxonomy; shares are of the role's postings",
      arrangement: .leftToRight, blocks: [Picture.Block("role", heading: item(role), sections: sections)])
  }

  /// The node between what leads to it and where it leads, by relation.
  fileprivate func pictureOfNeighbours(_ node: NodeIndex) -> Picture {
    var (blocks, links) = ([Picture.Block("node", heading: item(node), isCentral: true)], [Picture.Link]())
    for relation in Relation.allCases {
      for isOutgoing in [false, true] {
        let edges = (isOutgoing ? edges(from: node) : edges(to: node)).map { self[$0] }.filter {
          $0.relation == relation
        }
        .sorted { (-$0.weight, $0.source, $0.target) < (-$1.weight, $1.source, $1.target) }
        guard !edges.isEmpty else { continue }
        let name = "\(relation.rawValue) \(isOutgoing ? "out" : "in")"
        let items = edges.map { edge in
          var item = item(isOutgoing ? edge.target : edge.source)
          if edge.demand.total > 0 { item.detail = percent(edge.weight) }
          return item
        }
        blocks.append(
          Picture.Block(name, sections: [.init("\(relation.phrase(isOutgoing: isOutgoing)) (\(items.count))", items)]))
        links.append(isOutgoing ? Picture.Link("node", name) : Picture.Link(name, "node"))
      }
    }
    return Picture(
      title: "Around \(self[node].label)", note: basis, arrangement: .leftToRight, blocks: blocks, links: links)
  }

  private static let readableNodes = 250

  fileprivate func pictureOfNetwork() throws -> Picture {
    guard nodes.count <= Self.readableNodes else {
      throw Failure.io(
        "\(nodes.count) nodes are too many for a picture (at most \(Self.readableNodes)); narrow it with --role, --focus, --kinds, "
          + "--min-weight, or use --format html")
    }
    return Picture(
      title: "Skills graph", note: basis + "; dashed: helpful or related", arrangement: .network,
      blocks: nodes.map { Picture.Block($0.id.rawValue, heading: Picture.Item($0.label, $0.kind)) },
      links: edges.map {
        Picture.Link(
          self[$0.source].id.rawValue, self[$0.target].id.rawValue,
          isDashed: $0.strength == .helpful || $0.relation == .related)
      })
  }
}
