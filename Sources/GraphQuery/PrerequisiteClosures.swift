internal import Concepts
public import GraphModel

/// What comes before concepts, and nothing else about it: for many closures over one graph.
///
/// `SkillGraph.needed(for:)` also tells how far before and over which edge.
public struct PrerequisiteClosures: Sendable {
  /// `sources[starts[n]..<starts[n + 1]]` are directly before node *n*.
  private let starts: [Int32]
  private let sources: [Int32]
  /// The last search that met a node; `isKnown` for those that none may meet.
  private var stamps: [UInt32]
  /// The number of this search; begins anew before it runs out.
  var search: UInt32 = 0
  /// The nodes of this search, in the order in which they were met.
  private var queue: [NodeIndex]

  private static let isKnown = UInt32.max

  /// - Parameter options: all but a depth, which is not looked at.
  /// - Complexity: O(*n* + *e*)
  public init(_ graph: SkillGraph, _ options: PrerequisiteOptions = PrerequisiteOptions()) {
    var (starts, sources): ([Int32], [Int32]) = ([0], [])
    starts.reserveCapacity(graph.nodes.count + 1)
    for node in graph.nodeIndices {
      for edge in graph.edges(to: node, .prerequisiteOf) where graph.admitsPrerequisite(edge, options) {
        sources.append(graph.source(of: edge).rawValue)
      }
      starts.append(Int32(sources.count))
    }
    (self.starts, self.sources) = (starts, sources)
    stamps = [UInt32](repeating: 0, count: graph.nodes.count)
    for node in options.known { stamps[Int(node.rawValue)] = Self.isKnown }
    queue = [NodeIndex](repeating: NodeIndex(rawValue: 0), count: graph.nodes.count + 1)
  }

  /// Everything to learn before `concept`, each once, nearest first, ties in the order of edges; never `concept` itself.
  ///
  /// - Complexity: O(*n* + *e*) over the part of the graph that is reached; the array is all that is allocated.
  public mutating func before(_ concept: NodeIndex) -> [NodeIndex] {
    startSearch(concept)
    var (position, count) = (0, 1)
    while position < count {
      let node = Int(queue[position].rawValue)
      position += 1
      for index in Int(starts[node])..<Int(starts[node + 1]) {
        let source = sources[index]
        guard stamps[Int(source)] < search else { continue }
        stamps[Int(source)] = search
        queue[count] = NodeIndex(rawValue: source)
        count += 1
      }
    }
    return Array(queue[1..<count])
  }

  private mutating func startSearch(_ concept: NodeIndex) {
    if search == Self.isKnown - 1 {
      search = 0
      for node in stamps.indices where stamps[node] != Self.isKnown { stamps[node] = 0 }
    }
    search += 1
    stamps[Int(concept.rawValue)] = max(stamps[Int(concept.rawValue)], search)
    queue[0] = concept
  }
}
