internal import Concepts
public import GraphModel

/// A node a pattern leads to, and a shortest walk there.
public struct Walk: Hashable, Sendable {
  public var end: NodeIndex
  /// From the start on; each with the node it leads to.
  public var steps: [Step]

  public struct Step: Hashable, Sendable {
    public var edge: EdgeIndex
    public var isReversed: Bool
    public var node: NodeIndex
  }
}

extension SkillGraph {
  /// Where `pattern` leads from `start`: each node once, by a shortest walk; shorter walks first, ties by the walk's edges.
  ///
  /// The start itself is not reported, though walks may come back to it.
  ///
  /// - Complexity: O((*n* + *e*) · *s*), *s* the steps of the pattern with their repetitions written out: a search in breadth
  ///   over pairs of a node and a place in the pattern, so that patterns that match many walks cost no more.
  public func walks(from start: NodeIndex, along pattern: WalkPattern, where condition: WalkCondition? = nil) -> [Walk]
  {
    var search = WalkSearch(graph: self, atoms: pattern.steps.flatMap(WalkAtom.atoms), condition: condition)
    search.run(from: start)
    return search.walks(from: start)
  }
}

/// One step of a pattern with its repetitions written out.
private struct WalkAtom {
  var step: WalkPattern.Step
  /// May be left out.
  var isOptional = false
  /// May be taken again and again.
  var repeats = false
}

extension WalkAtom {
  static func atoms(_ step: WalkPattern.Step) -> [WalkAtom] {
    let must = Array(repeating: WalkAtom(step: step), count: step.minimum)
    guard let maximum = step.maximum else { return must + [WalkAtom(step: step, isOptional: true, repeats: true)] }
    return must + Array(repeating: WalkAtom(step: step, isOptional: true), count: maximum - step.minimum)
  }
}

private struct WalkSearch {
  /// A node reached with so many atoms behind it.
  private struct Entry {
    var node: NodeIndex
    var place: Int
    /// The entry it came from and by which edge; the first has none.
    var parent: Int
    var edge: EdgeIndex?
  }

  private let graph: SkillGraph
  private let atoms: [WalkAtom]
  private let condition: WalkCondition?
  private var entries: [Entry] = []
  private var seen: [Bool]

  init(graph: SkillGraph, atoms: [WalkAtom], condition: WalkCondition?) {
    (self.graph, self.atoms, self.condition) = (graph, atoms, condition)
    seen = Array(repeating: false, count: graph.nodes.count * (atoms.count + 1))
  }

  mutating func run(from start: NodeIndex) {
    reach(start, place: 0, from: -1, by: nil)
    var next = 0
    while next < entries.count {
      let entry = entries[next]
      if entry.place < atoms.count { take(atoms[entry.place], next, entry) }
      next += 1
    }
  }

  /// Notes the node at this place, and at every place that optional atoms let it skip to.
  private mutating func reach(_ node: NodeIndex, place: Int, from parent: Int, by edge: EdgeIndex?) {
    for place in place...atoms.count {
      let key = Int(node.rawValue) * (atoms.count + 1) + place
      if !seen[key] {
        seen[key] = true
        entries.append(Entry(node: node, place: place, parent: parent, edge: edge))
      }
      guard place < atoms.count, atoms[place].isOptional else { return }
    }
  }

  private mutating func take(_ atom: WalkAtom, _ position: Int, _ entry: Entry) {
    for index in atom.step.isReversed ? graph.edges(to: entry.node) : graph.edges(from: entry.node) {
      let edge = graph[index]
      let node = atom.step.isReversed ? edge.source : edge.target
      guard atom.step.relation ?? edge.relation == edge.relation,
        atom.step.kind ?? graph.kind(of: node) == graph.kind(of: node),
        condition?.admits(edge, to: node, in: graph) ?? true
      else { continue }
      reach(node, place: atom.repeats ? entry.place : entry.place + 1, from: position, by: index)
    }
  }

  func walks(from start: NodeIndex) -> [Walk] {
    var reported: Set<NodeIndex> = [start]
    return entries.filter { $0.place == atoms.count && reported.insert($0.node).inserted }.map {
      Walk(end: $0.node, steps: steps(to: $0))
    }
  }

  private func steps(to entry: Entry) -> [Walk.Step] {
    var steps: [Walk.Step] = []
    var entry = entry
    while let edge = entry.edge {
      let previous = entries[entry.parent]
      steps.append(.init(edge: edge, isReversed: graph[edge].source != previous.node, node: entry.node))
      entry = previous
    }
    return steps.reversed()
  }
}
