import TestSupport
import Concepts
import GraphModel

extension SkillGraph {
  /// Up to 30 nodes and 90 edges with every field varied; texts without control characters.
  static func random(using random: inout some RandomNumberGenerator) -> SkillGraph {
    let schemes = (0..<Int.random(in: 0...3, using: &random)).map { _ in
      // Few names and releases, so that two schemes may be cited alike.
      ConceptScheme(
        name: ["a", "a b", "#1", "é&<\""].randomElement(using: &random) ?? "", title: text(using: &random),
        release: ["1", "b 1", ""].randomElement(using: &random) ?? "", licence: text(using: &random))
    }
    let nodes = (0..<Int.random(in: 0...30, using: &random)).map { node($0, using: &random) }
    let edges =
      nodes.isEmpty ? [] : (0..<Int.random(in: 0...90, using: &random)).map { _ in edge(among: nodes, using: &random) }
    return SkillGraph(
      nodes: nodes, edges: edges, postingCount: Int.random(in: 0...1000, using: &random), schemes: schemes)
  }

  private static func node(_ number: Int, using random: inout some RandomNumberGenerator) -> Node {
    let kind = ConceptKind.allCases.randomElement(using: &random) ?? .skill
    let matches = (0..<Int.random(in: 0...4, using: &random)).map { _ in
      ConceptMatch(Bool.random(using: &random) ? .exactMatch : .closeMatch, word(using: &random))
    }
    return Node(
      id: .known("\(kind.rawValue):n.\(number)_-"), label: text(using: &random),
      altLabels: (0..<Int.random(in: 0...3, using: &random)).map { _ in word(using: &random) }, matches: matches,
      postings: Int.random(in: 0...99, using: &random), isCurated: Bool.random(using: &random))
  }

  private static func edge(among nodes: [Node], using random: inout some RandomNumberGenerator) -> UnresolvedEdge {
    let ends = (0..<2).map { _ in nodes[Int.random(in: 0..<nodes.count, using: &random)].id }
    let provenance: Provenance =
      switch Int.random(in: 0...2, using: &random) {
      case 0: .curated(scheme: Int.random(in: 0...4, using: &random), row: Int.random(in: 0...9, using: &random))
      case 1: .extracted
      default: .inferred(method: text(using: &random))
      }
    return UnresolvedEdge(
      ends[0], Relation.allCases.randomElement(using: &random) ?? .related, ends[1], provenance: provenance,
      weight: Bool.random(using: &random) ? Double.random(in: 0...1, using: &random) : 0,
      demand: Demand(required: Int.random(in: 0...2, using: &random), mentioned: Int.random(in: 0...2, using: &random)),
      strength: (Strength.allCases + [nil]).randomElement(using: &random) ?? nil,
      curatedLevel: (DemandLevel.allCases + [nil]).randomElement(using: &random) ?? nil,
      confidence: Double.random(in: 0...1, using: &random))
  }

  /// Possibly empty.
  private static func text(using random: inout some RandomNumberGenerator) -> String {
    let pieces = [
      "a", "B", " ", " | ", "|", "\\", "&", "<", ">", "\"", "'", "]]>", "&amp;", "é", "日本", "😀", "\u{85}", "\u{200B}",
    ]
    return (0..<Int.random(in: 0...6, using: &random)).compactMap { _ in pieces.randomElement(using: &random) }.joined()
  }

  private static func word(using random: inout some RandomNumberGenerator) -> String { "w" + text(using: &random) }
}

/// All there is to a graph, for comparing.
struct GraphContent: Equatable {
  var nodes: [SkillGraph.Node]
  var edges: [SkillGraph.Edge]
  var postingCount: Int
  var schemes: [ConceptScheme]

  init(_ graph: SkillGraph) {
    nodes = Array(graph.nodes)
    edges = Array(graph.edges)
    postingCount = graph.postingCount
    schemes = graph.schemes
  }
}
