import ArgumentParser
import Concepts
import GraphModel
import GraphQuery

/// Which part of the graph is exported; several conditions narrow each other.
struct PartOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Only what is near this node.", valueName: "name"))
  var focus: String?

  @Option(help: ArgumentHelp("How near, in edges (with --focus).", valueName: "steps"))
  var depth = 1

  @Option(help: ArgumentHelp("Only these kinds of nodes.", valueName: "a,b,…"))
  var kinds: String?

  @Option(help: ArgumentHelp("Only these relations.", valueName: "a,b,…"))
  var relations: String?

  @Option(help: ArgumentHelp("Only demands of at least this weight.", valueName: "0…1"))
  var minWeight: Double?

  @Option(help: ArgumentHelp("Only a role and what it asks for; may be repeated.", valueName: "name"))
  var role: [String] = []

  @Option(help: ArgumentHelp("Only what has to be learned before this, as a tree.", valueName: "name"))
  var prerequisites: String?

  @Option(help: ArgumentHelp("Only what this is a step towards.", valueName: "name"))
  var unlocks: String?

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Only the career path from one role to another, with what its roles ask for.", valueName: "role")
  )
  var path: [String] = []

  @Option(
    help: ArgumentHelp(
      "Only what is missing for this role, with what to learn for it (with --have).", valueName: "role"))
  var gap: String?

  @OptionGroup var known: KnownOptions

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Only what a walk passes: a node and steps, as in 'skillgraph walk'.", valueName: "step"))
  var walk: [String] = []

  @Option(
    help: ArgumentHelp(
      "Only the nodes whose ids stand in this file, such as any answer of ours in JSON or CSV, or names on lines; - is standard "
        + "input.", valueName: "file"))
  var nodes: String?

  @Option(
    help: ArgumentHelp(
      "Of the rest only so many nodes: what the roles ask for most, or else what most postings name.",
      valueName: "number"))
  var top: Int?

  func validate() throws {
    if !path.isEmpty, path.count != 2 {
      throw ValidationError("--path takes two roles: --path \"data analyst\" \"data engineer\"")
    }
    if !known.isEmpty, gap == nil, path.isEmpty {
      throw ValidationError("--have goes with --gap or --path")
    }
    if walk.count == 1 { throw ValidationError("--walk takes a node and steps: --walk python prerequisiteOf '*1..3'") }
    if depth < 0 { throw ValidationError("--depth must be at least 0") }
    if let top { try requirePositive(top, "--top") }
    if let minWeight, !(0...1).contains(minWeight) { throw ValidationError("--min-weight must be from 0 to 1") }
    _ = try kinds.map { try Self.values($0, "kind") as Set<ConceptKind> }
    _ = try relations.map { try Self.values($0, "relation") as Set<Relation> }
  }

  /// Whether the whole graph is meant.
  var isEmpty: Bool {
    [focus, kinds, relations, prerequisites, unlocks, gap, nodes].allSatisfy { $0 == nil } && role.isEmpty
      && path.isEmpty
      && walk.isEmpty && minWeight == nil && top == nil
  }

  func apply(to open: OpenGraph) throws -> SkillGraph { open.graph.part(try selection(in: open)) }

  /// The one node a part is about; `nil` if it is about none or several.
  func subject(in open: OpenGraph) throws -> NodeIndex? {
    let selection = try selection(in: open)
    var subjects = selection.subjects.union(selection.roles)
    if let center = selection.center { subjects.insert(center.node) }
    return subjects.count == 1 ? subjects.first : nil
  }

  private func selection(in open: OpenGraph) throws -> Selection {
    var selection = Selection()
    if let focus { selection.center = try (open.node(focus), depth) }
    selection.kinds = try kinds.map { try Self.values($0, "kind") }
    selection.minimumWeight = minWeight ?? 0
    selection.roles = try Set(role.map { try open.node($0, kinds: [.role]) })
    selection.top = top
    if let prerequisites { try selection.narrow(to: open.prerequisites(prerequisites)) }
    if let unlocks { try selection.narrow(to: open.unlocked(unlocks)) }
    if path.count == 2 { try selection.narrow(to: open.career(path, known.nodes(open))) }
    if let gap { try selection.narrow(to: open.gap(gap, known.nodes(open))) }
    if let start = walk.first { try selection.narrow(to: open.walked(start, walk.dropFirst())) }
    if let nodes { try selection.narrow(to: AnswerPart(nodes: open.named(in: KnownOptions.text(of: nodes)))) }
    if let relations { selection.relations = try Self.values(relations, "relation") }
    return selection
  }

  private static func values<Value: RawRepresentable & CaseIterable & Hashable>(
    _ list: String, _ what: String
  ) throws -> Set<Value> where Value.RawValue == String {
    try Set(
      list.split(separator: ",").map { word in
        guard let value = Value(rawValue: String(word).trimmed) else {
          let known = Value.allCases.map(\.rawValue).joined(separator: ", ")
          throw ValidationError("unknown \(what) '\(word)'; known are \(known)")
        }
        return value
      })
  }
}

/// The part of a graph that an answer speaks of.
private struct AnswerPart {
  var nodes: Set<NodeIndex>
  var subjects: Set<NodeIndex> = []
  /// What the answer follows, if not everything.
  var relations: Set<Relation>?
  var added: [SkillGraph.Edge] = []
}

extension Selection {
  fileprivate mutating func narrow(to answer: AnswerPart) {
    nodes = nodes?.intersection(answer.nodes) ?? answer.nodes
    relations = answer.relations.map { relations?.intersection($0) ?? $0 } ?? relations
    subjects.formUnion(answer.subjects)
    added += answer.added
  }
}

/// What the queries answer, as parts of the graph.
extension OpenGraph {
  fileprivate func prerequisites(_ name: String) throws -> AnswerPart {
    let found = graph.prerequisites(of: try concept(name))
    guard !found.items.isEmpty else {
      throw Failure.notFound("nothing has to be learned before '\(graph[found.concept].label)'")
    }
    return AnswerPart(
      nodes: Set(found.order).union([found.concept]), subjects: [found.concept], relations: [.prerequisiteOf])
  }

  fileprivate func unlocked(_ name: String) throws -> AnswerPart {
    let concept = try concept(name)
    let found = graph.unlocked(by: concept)
    guard !found.isEmpty else { throw Failure.notFound("'\(graph[concept].label)' is a step towards nothing here") }
    return AnswerPart(
      nodes: Set(found.map(\.node)).union([concept]), subjects: [concept], relations: [.prerequisiteOf])
  }

  /// Steps that no taxonomy knows are edges of the answer, as sure as much of what the new role asks for was there already.
  fileprivate func career(_ names: [String], _ known: Set<NodeIndex>) throws -> AnswerPart {
    let path = try careerPath(names[0], names[1], known)
    let roles = [path.start] + path.steps.map(\.role)
    let asked = path.steps.flatMap { $0.gain + $0.keep }.map(\.node)
    let added = zip(roles, path.steps).map { from, step in
      let (kept, gained) = (step.keep.reduce(0) { $0 + $1.weight }, step.gain.reduce(0) { $0 + $1.weight })
      return SkillGraph.Edge(
        source: from, relation: .progressesTo, target: step.role, provenance: .inferred(method: "career-path"),
        confidence: kept + gained == 0 ? 0 : kept / (kept + gained))
    }
    return AnswerPart(
      nodes: Set(roles + asked), subjects: Set(roles), relations: [.progressesTo, .requires], added: added)
  }

  fileprivate func gap(_ name: String, _ known: Set<NodeIndex>) throws -> AnswerPart {
    let role = try node(name, kinds: [.role])
    let gap = graph.gap(to: role, known: known)
    guard !gap.missing.isEmpty else { throw Failure.notFound("nothing is missing for '\(graph[role].label)'") }
    return AnswerPart(
      nodes: Set(gap.order + gap.missing.map(\.demand.node)).union([role]), subjects: [role],
      relations: [.requires, .prerequisiteOf])
  }

  fileprivate func walked(_ name: String, _ steps: ArraySlice<String>) throws -> AnswerPart {
    let start = try node(name)
    let pattern: WalkPattern
    do { pattern = try WalkPattern(steps.joined(separator: " ")) } catch {
      throw ValidationError("\(error)")
    }
    let walked = graph.walks(from: start, along: pattern).flatMap(\.steps)
    guard !walked.isEmpty else { throw Failure.notFound("no walk from '\(graph[start].label)' matches") }
    return AnswerPart(
      nodes: Set(walked.map(\.node)).union([start]), subjects: [start],
      relations: Set(walked.map { graph[$0.edge].relation }))
  }

  /// The nodes whose ids stand anywhere in `text`; if there are none, those its lines name.
  fileprivate func named(in text: String) throws -> Set<NodeIndex> {
    let words = text.split { !($0.isLetter || $0.isNumber || ":.-_".contains($0)) }
    let found = Set(words.compactMap { ConceptID(String($0)).flatMap(graph.index(of:)) })
    let nodes = try found.isEmpty ? Set(KnownOptions.names(in: text).map { try node($0) }) : found
    guard !nodes.isEmpty else { throw Failure.notFound("no node is named there") }
    return nodes
  }
}

extension OpenGraph {
  /// The cheapest path between two roles.
  ///
  /// - Throws: an exit if there is none.
  func careerPath(
    _ from: String, _ to: String, _ known: Set<NodeIndex> = []
  ) throws -> (start: NodeIndex, steps: [CareerPath.Step]) {
    let (start, goal) = (try node(from, kinds: [.role]), try node(to, kinds: [.role]))
    var options = CareerPathOptions()
    options.have = graph.knowledge(known).all
    guard let path = CareerMap(graph).paths(from: start, to: goal, options).first else {
      throw Failure.notFound("no path from '\(graph[start].label)' to '\(graph[goal].label)'")
    }
    return (start, path.steps)
  }
}
