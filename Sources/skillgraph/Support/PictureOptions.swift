import ArgumentParser
import Concepts
import GraphFormats
import GraphModel
import GraphQuery
import JSONText

/// How a picture looks. What it shows is the part of the graph that is exported.
struct PictureOptions: ParsableArguments {
  @Flag(help: "Draw light on dark (svg, png, pdf).")
  var dark = false

  /// The picture of a career path, a gap, a prerequisite tree, a role's demands or a neighbourhood; of any other part a network.
  func picture(_ open: OpenGraph, _ part: PartOptions) throws -> Picture {
    var picture = try unthemed(open, part)
    picture.theme = dark ? .dark : .light
    return picture
  }

  private func unthemed(_ open: OpenGraph, _ part: PartOptions) throws -> Picture {
    let graph = try part.apply(to: open)
    if part.path.count == 2 { return try open.pictureOfPath(part.path, part.known.nodes(open), in: graph) }
    if let gap = part.gap { return try open.pictureOfGap(gap, part.known.nodes(open), in: graph) }
    if let prerequisites = part.prerequisites {
      return try graph.pictureOfPrerequisites(open.concept(prerequisites, in: graph))
    }
    if let unlocks = part.unlocks { return try graph.pictureOfUnlocked(open.concept(unlocks, in: graph)) }
    if part.role.count == 1, part.focus == nil {
      return graph.pictureOfDemands(try open.node(part.role[0], kinds: [.role], in: graph))
    }
    if let focus = part.focus, part.depth == 1 { return graph.pictureOfNeighbours(try open.node(focus, in: graph)) }
    let subject = try part.subject(in: open).flatMap { graph.index(of: open.graph[$0].id) }
    return try graph.pictureOfNetwork(around: subject)
  }
}

extension OpenGraph {
  /// The node somebody means by `name`, in a part of this graph.
  fileprivate func node(_ name: String, kinds: Set<ConceptKind>? = nil, in part: SkillGraph) throws -> NodeIndex {
    try place(of: node(name, kinds: kinds), name, in: part)
  }

  fileprivate func concept(_ name: String, in part: SkillGraph) throws -> NodeIndex {
    try place(of: concept(name), name, in: part)
  }

  private func place(of node: NodeIndex, _ name: String, in part: SkillGraph) throws -> NodeIndex {
    guard let place = part.index(of: graph[node].id) else {
      throw Failure.notFound("nothing of '\(name)' is left to draw")
    }
    return place
  }

  fileprivate func pictureOfPath(_ ends: [String], _ known: Set<NodeIndex>, in part: SkillGraph) throws -> Picture {
    let (start, steps) = try careerPath(ends[0], ends[1], known)
    let roles = [start] + steps.map(\.role)
    let goal = roles[roles.count - 1]
    return Picture(
      title: "From \(graph[start].label) to \(graph[goal].label)",
      note: "\(graph.basis); bars: share of the role's postings",
      arrangement: .leftToRight,
      blocks: [Picture.Block(name(start), heading: graph.item(start), isCentral: true)]
        + steps.map { block($0, in: part, isNarrow: steps.count > 2) },
      links: zip(zip(roles, roles.dropFirst()), steps).map { ends, step in
        Picture.Link(name(ends.0), name(ends.1), label: step.progression == nil ? "" : "a usual step")
      })
  }

  private func name(_ node: NodeIndex) -> String { graph[node].id.rawValue }

  /// Two columns of demands, or where there are many steps one with fewer.
  private func block(_ step: CareerPath.Step, in part: SkillGraph, isNarrow: Bool) -> Picture.Block {
    let (gain, keep) = (shown(step.gain, in: part), shown(step.keep, in: part))
    let (many, few) = isNarrow ? (9, 5) : (18, 8)
    let sections = [
      Picture.Section("to learn: required", gain.filter { $0.level == .required }.map(graph.item), limit: many),
      Picture.Section("to learn: helpful", gain.filter { $0.level != .required }.map(graph.item), limit: few),
      Picture.Section("already there", keep.map(graph.item), limit: few),
    ]
    return Picture.Block(
      name(step.role), heading: graph.item(step.role), sections: sections.filter { !$0.items.isEmpty }, rows: 9)
  }

  private func shown(_ demands: [RoleProfile.Item], in part: SkillGraph) -> [RoleProfile.Item] {
    demands.filter { part.index(of: graph[$0.node].id) != nil }
  }

  /// What is there and what is missing, and what to learn for it in the order in which it can be learned.
  fileprivate func pictureOfGap(_ role: String, _ known: Set<NodeIndex>, in part: SkillGraph) throws -> Picture {
    let gap = graph.gap(to: try node(role, kinds: [.role]), known: known)
    let missing = shown(gap.missing.map(\.demand), in: part)
    let levels = DemandLevel.allCases.map { level in
      Picture.Section(
        "missing: \(level.rawValue)", missing.filter { $0.level == level }.map(graph.item),
        limit: level == .required ? 18 : 8)
    }
    let there = Picture.Section("already there", gap.have.map(\.demand).map(graph.item), limit: 8)
    let order = gap.order.filter { graph[$0].kind != .education && part.index(of: graph[$0].id) != nil }
    let steps = order.enumerated().map { Picture.Item("\($0 + 1)  \(graph[$1].label)", graph[$1].kind) }
    return Picture(
      title: "\(graph[gap.role].label): what is missing",
      note: "\(percent(gap.coverage)) of the demands are met; \(graph.basis); bars: share of the role's postings",
      arrangement: .leftToRight,
      blocks: [
        Picture.Block(
          "role", heading: graph.item(gap.role), sections: ([there] + levels).filter { !$0.items.isEmpty }, rows: 9),
        Picture.Block("order", sections: [Picture.Section("to learn, in this order", steps, limit: 54)], rows: 18),
      ], links: [Picture.Link("role", "order")])
  }
}

extension SkillGraph {
  fileprivate func item(_ node: NodeIndex) -> Picture.Item { Picture.Item(name(node), self[node].kind) }

  fileprivate func item(_ demand: RoleProfile.Item) -> Picture.Item {
    let edge = self[demand.edge]
    return Picture.Item(name(demand.node), self[demand.node].kind, share: edge.demand.total == 0 ? nil : edge.weight)
  }

  fileprivate var basis: String {
    postingCount == 0 ? "from the taxonomy" : "from \(counted(postingCount, "posting")) and the taxonomy"
  }

  /// The role with a list for each level, kind by kind, the heaviest first.
  fileprivate func pictureOfDemands(_ role: NodeIndex) -> Picture {
    let demands = profile(of: role).demands
    let sections = DemandLevel.allCases.compactMap { level -> Picture.Section? in
      let wanted = demands.filter { $0.level == level }
      guard !wanted.isEmpty else { return nil }
      // What is left out is what weighs least, whatever its kind.
      let listed = wanted.prefix(level == .required ? 36 : 12).enumerated().sorted { a, b in
        (self[a.element.node].kind, a.offset) < (self[b.element.node].kind, b.offset)
      }
      var section = Picture.Section("\(level.rawValue) (\(wanted.count))", listed.map { item($0.element) })
      section.omitted = wanted.count - listed.count
      return section
    }
    return Picture(
      title: "\(self[role].label): what is asked for",
      note: self[role].postings == 0
        ? "from the taxonomy"
        : "bars: share of \(counted(self[role].postings, "posting")); what has none is from the taxonomy",
      arrangement: .leftToRight, blocks: [Picture.Block("role", heading: item(role), sections: sections, rows: 9)])
  }

  /// The node between what leads to it and where it leads, by relation.
  fileprivate func pictureOfNeighbours(_ node: NodeIndex) -> Picture {
    var (blocks, links) = ([Picture.Block("node", heading: item(node), isCentral: true)], [Picture.Link]())
    for relation in Relation.allCases {
      // What is related is so in both directions.
      for isOutgoing in relation == .related ? [true] : [false, true] {
        let edges = neighbours(of: node, relation, isOutgoing: isOutgoing)
        guard !edges.isEmpty else { continue }
        let name = "\(relation.rawValue) \(isOutgoing ? "out" : "in")"
        let items = edges.map { edge in
          var item = item(edge.source == node ? edge.target : edge.source)
          if edge.demand.total > 0 { item.share = edge.weight }
          return item
        }
        let title = "\(relation.phrase(isOutgoing: isOutgoing)) (\(items.count))"
        blocks.append(Picture.Block(name, sections: [.init(title, items, limit: 18)], rows: 6))
        links.append(
          isOutgoing
            ? Picture.Link("node", name, relation: relation) : Picture.Link(name, "node", relation: relation))
      }
    }
    return Picture(
      title: "Around \(self[node].label)", note: basis, arrangement: .leftToRight, blocks: blocks, links: links)
  }

  /// What a part that is a prerequisite tree has before `concept`.
  fileprivate func pictureOfPrerequisites(_ concept: NodeIndex) throws -> Picture {
    let nodes = [concept] + prerequisites(of: concept).items.map(\.node)
    return try pictureOfSteps(
      title: "What to learn before \(self[concept].label)", concept, nodes, arrangement: .topToBottom)
  }

  /// What a part has that `concept` is a step towards; there are often many beside each other.
  fileprivate func pictureOfUnlocked(_ concept: NodeIndex) throws -> Picture {
    let nodes = [concept] + unlocked(by: concept).map(\.node)
    return try pictureOfSteps(
      title: "What \(self[concept].label) is a step towards", concept, nodes, arrangement: .leftToRight)
  }

  private func pictureOfSteps(
    title: String, _ concept: NodeIndex, _ nodes: [NodeIndex], arrangement: Picture.Arrangement
  ) throws -> Picture {
    try requireReadable(nodes.count)
    let members = Set(nodes)
    let links = nodes.flatMap { node in
      edges(to: node).map { self[$0] }.filter { $0.relation == .prerequisiteOf && members.contains($0.source) }
        .map { Picture.Link(id($0.source), id(node), isDashed: $0.strength == .helpful) }
    }
    return Picture(
      title: title, note: "dashed: helpful, not essential; steps that others imply are left out",
      arrangement: arrangement,
      blocks: nodes.map { Picture.Block(id($0), heading: item($0), isCentral: $0 == concept) }, links: links
    ).withoutImpliedLinks()
  }

  private func id(_ node: NodeIndex) -> String { self[node].id.rawValue }

  /// Those first that most postings ask for, then the heaviest, those that most postings name, those with most edges.
  private func neighbours(of node: NodeIndex, _ relation: Relation, isOutgoing: Bool) -> [Edge] {
    let all = (isOutgoing ? edges(from: node) : edges(to: node)).map { self[$0] }
    let back = relation == .related ? edges(to: node).map { self[$0] } : []
    func rank(_ edge: Edge) -> (Int, Double, Int, Int, NodeIndex) {
      let other = edge.source == node ? edge.target : edge.source
      return (
        -edge.demand.total, -edge.weight, -self[other].postings, -edges(from: other).count - edges(to: other).count,
        other
      )
    }
    return (all + back).filter { $0.relation == relation }.sorted { rank($0) < rank($1) }
  }

  private static let readableNodes = 250

  private func requireReadable(_ count: Int) throws {
    guard count <= Self.readableNodes else {
      throw Failure.io(
        "\(count) nodes are too many for a picture (at most \(Self.readableNodes)); narrow it with --top, --kinds, --relations, "
          + "--min-weight, or use --format html")
    }
  }

  fileprivate func pictureOfNetwork(around subject: NodeIndex?) throws -> Picture {
    try requireReadable(nodes.count)
    return Picture(
      title: subject.map { "Around \(self[$0].label)" } ?? "Skills graph",
      note: basis + "; dashed: helpful or related", arrangement: .network,
      blocks: nodes.indices.map { index in
        let node = nodes[index]
        return Picture.Block(
          node.id.rawValue, heading: Picture.Item(node.label, node.kind),
          isCentral: subject.map { self[$0].id } == node.id)
      },
      links: edges.map {
        Picture.Link(
          self[$0.source].id.rawValue, self[$0.target].id.rawValue,
          isDashed: $0.strength == .helpful || $0.relation == .related, relation: $0.relation)
      }
    ).withLooseBlocksListed("without a relation to the others")
  }
}
