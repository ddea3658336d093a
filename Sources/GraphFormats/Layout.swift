internal import Concepts
internal import GraphModel

/// Places for nodes, so that a file opens as a picture: education, then what can be learned by prerequisite depth, then roles
/// by career step, each layer ordered by the mean place of its neighbours and folded into rows where it is wide.
///
/// Own code, because a file must be the same bytes on every machine and be written in the time it takes to write it:
/// Graphviz's layered layout takes hours on 100,000 edges, its force layouts depend on its version, and either would be
/// the largest dependency of the program. Tools with layouts of their own start from these places.
///
/// - Complexity: O(*n* log *n* + *e*)
struct Layout {
  struct Point: Hashable {
    var x: Double
    var y: Double
  }

  /// By node; y grows downwards with depth.
  private(set) var positions: [Point]
  private let sources: [Int]
  private let targets: [Int]

  private static let sweeps = 4
  private static let spacing = (x: 160.0, y: 100.0)

  init(_ graph: SkillGraph) {
    sources = graph.edges.map { Int($0.source.rawValue) }
    targets = graph.edges.map { Int($0.target.rawValue) }
    positions = [Point](repeating: Point(x: 0, y: 0), count: graph.nodes.count)
    place(Self.rows(of: orderedLayers(of: Self.depths(graph, sources, targets))))
  }

  /// The layer of each node: longest paths over what must come first; nodes on a cycle stay where the walk met them.
  private static func depths(_ graph: SkillGraph, _ sources: [Int], _ targets: [Int]) -> [Int] {
    let steps = graph.edges.indices.filter { graph.edges[$0].relation.isStep && sources[$0] != targets[$0] }
    var (depth, waiting) = (graph.nodes.map { $0.kind.band << 20 }, [Int](repeating: 0, count: graph.nodes.count))
    var outgoing = [[Int]](repeating: [], count: graph.nodes.count)
    for step in steps {
      outgoing[sources[step]].append(targets[step])
      waiting[targets[step]] += 1
    }
    var ready = graph.nodes.indices.filter { waiting[$0] == 0 }
    while let node = ready.popLast() {
      for next in outgoing[node] {
        // A step between bands needs no room: the bands are apart already.
        if depth[node] >> 20 == depth[next] >> 20 { depth[next] = max(depth[next], depth[node] + 1) }
        waiting[next] -= 1
        if waiting[next] == 0 { ready.append(next) }
      }
    }
    return depth
  }

  /// Nodes by layer, within a layer by the mean place of their neighbours; ties keep node order.
  private func orderedLayers(of depths: [Int]) -> [[Int]] {
    var layers: [Int: [Int]] = [:]
    for (node, depth) in depths.enumerated() { layers[depth, default: []].append(node) }
    var ordered = layers.sorted { $0.key < $1.key }.map(\.value)
    var place = [Double](repeating: 0, count: depths.count)
    for _ in 0...Self.sweeps {
      for layer in ordered {
        for (position, node) in layer.enumerated() { place[node] = Double(2 * position + 1) / Double(2 * layer.count) }
      }
      let mean = meanOfNeighbours(place)
      ordered = ordered.map { $0.sorted { (mean[$0], $0) < (mean[$1], $1) } }
    }
    return ordered
  }

  private func meanOfNeighbours(_ place: [Double]) -> [Double] {
    var (sum, count) = (place, [Double](repeating: 1, count: place.count))
    for (source, target) in zip(sources, targets) {
      sum[source] += place[target]
      sum[target] += place[source]
      count[source] += 1
      count[target] += 1
    }
    return zip(sum, count).map { $0 / $1 }
  }

  /// Layers folded so that the whole is about as wide as high.
  private static func rows(of layers: [[Int]]) -> [[Int]] {
    let count = layers.reduce(0) { $0 + $1.count }
    let width = max(8, Int(Double(count).squareRoot().rounded(.up)))
    return layers.flatMap { layer in
      let rows = (layer.count + width - 1) / width
      return (0..<rows).map { row in stride(from: row, to: layer.count, by: rows).map { layer[$0] } }
    }
  }

  private mutating func place(_ rows: [[Int]]) {
    for (y, row) in rows.enumerated() {
      for (x, node) in row.enumerated() {
        positions[node] = Point(
          x: (Double(x) - Double(row.count - 1) / 2) * Self.spacing.x, y: Double(y) * Self.spacing.y)
      }
    }
  }
}

extension Relation {
  /// Whether the source comes before the target.
  fileprivate var isStep: Bool { self == .prerequisiteOf || self == .precedes || self == .progressesTo }
}

extension ConceptKind {
  fileprivate var band: Int {
    switch self {
    case .education: 0
    case .skill, .framework, .certification: 1
    case .role: 2
    }
  }
}
