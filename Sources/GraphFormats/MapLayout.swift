internal import GraphModel

/// Places for the nodes of a map: what is connected lies together, no two nodes lie on one point.
///
/// A force-directed layout as in d3-force: springs along the edges, weak between nodes with many; charges that repel, summed over
/// a quadtree (Barnes and Hut 1986); a pull to the middle; all cooling down. It starts from a walk over the graph laid along a
/// Hilbert curve, so that clusters have a place before the first step. Own code for the reasons `Layout` gives; only operations
/// that IEEE 754 rounds in one way are used, so the places are the same on every machine.
///
/// - Complexity: O(*steps* · (*n* log *n* + *e*))
struct MapLayout {
  /// By node; the nearest nodes lie about `spacing` apart.
  private(set) var positions: [Layout.Point]
  private var velocities: [Layout.Point]
  private let springs: [Spring]
  /// Without an edge that would hold it.
  private let isAlone: [Bool]

  private static let steps = 160
  private static let spacing = 60.0
  private static let charge = -260.0
  private static let gravity = 0.035
  private static let friction = 0.6

  private struct Spring {
    var source: Int
    var target: Int
    var strength: Double
    /// How much of the movement the target makes; the end with more edges moves less.
    var bias: Double
  }

  init(_ graph: SkillGraph) {
    var degree = [Double](repeating: 0, count: graph.nodes.count)
    let pairs = graph.edges.map { (source: Int($0.source.rawValue), target: Int($0.target.rawValue)) }
      .filter { $0.source != $0.target }
    for pair in pairs {
      degree[pair.source] += 1
      degree[pair.target] += 1
    }
    springs = pairs.map { pair in
      let (a, b) = (degree[pair.source], degree[pair.target])
      return Spring(source: pair.source, target: pair.target, strength: 1 / min(a, b), bias: a / (a + b))
    }
    isAlone = degree.map { $0 == 0 }
    positions = Self.start(degree, pairs)
    velocities = [Layout.Point](repeating: .init(x: 0, y: 0), count: graph.nodes.count)
    for step in 0..<Self.steps {
      let cooling = 1 - Double(step) / Double(Self.steps)
      move(heat: cooling * cooling)
    }
    part()
  }

  // MARK: The start

  /// Nodes in the order of a depth-first walk, rarely connected neighbours first, along a Hilbert curve.
  private static func start(_ degree: [Double], _ pairs: [(source: Int, target: Int)]) -> [Layout.Point] {
    var neighbours = [[Int]](repeating: [], count: degree.count)
    for pair in pairs {
      neighbours[pair.source].append(pair.target)
      neighbours[pair.target].append(pair.source)
    }
    var (order, seen) = ([Int](), [Bool](repeating: false, count: degree.count))
    for root in degree.indices.sorted(by: { (-degree[$0], $0) < (-degree[$1], $1) }) where !seen[root] {
      var open = [root]
      while let node = open.popLast() {
        guard !seen[node] else { continue }
        seen[node] = true
        order.append(node)
        open += neighbours[node].filter { !seen[$0] }.sorted { (-degree[$0], $0) < (-degree[$1], $1) }
      }
    }
    var points = [Layout.Point](repeating: .init(x: 0, y: 0), count: degree.count)
    var side = 1
    while side * side < order.count { side *= 2 }
    // The curve fills a square of a power of two; the nodes are spread over all of it.
    for (place, node) in order.enumerated() {
      let (x, y) = hilbert(place * side * side / max(1, order.count), side)
      points[node] = .init(x: (Double(x) - Double(side) / 2) * spacing, y: (Double(y) - Double(side) / 2) * spacing)
    }
    return points
  }

  /// The cell at `distance` along the Hilbert curve through a square of `side` cells.
  private static func hilbert(_ distance: Int, _ side: Int) -> (x: Int, y: Int) {
    var (x, y, rest, size) = (0, 0, distance, 1)
    while size < side {
      let (right, up) = (rest / 2 & 1, (rest ^ rest / 2) & 1)
      if up == 0 {
        if right == 1 { (x, y) = (size - 1 - x, size - 1 - y) }
        (x, y) = (y, x)
      }
      x += size * right
      y += size * up
      rest /= 4
      size *= 2
    }
    return (x, y)
  }

  // MARK: One step

  private mutating func move(heat: Double) {
    for spring in springs {
      let dx = positions[spring.target].x - positions[spring.source].x
      let dy = positions[spring.target].y - positions[spring.source].y
      let length = max(1, (dx * dx + dy * dy).squareRoot())
      let force = (length - Self.spacing) / length * heat * spring.strength
      velocities[spring.target].x -= dx * force * spring.bias
      velocities[spring.target].y -= dy * force * spring.bias
      velocities[spring.source].x += dx * force * (1 - spring.bias)
      velocities[spring.source].y += dy * force * (1 - spring.bias)
    }
    let tree = QuadTree(positions)
    var open: [Int] = []
    for node in positions.indices {
      let gravity = isAlone[node] ? Self.gravity * 6 : Self.gravity
      let push = tree.force(on: node, at: positions[node], open: &open)
      let at = positions[node]
      velocities[node].x = (velocities[node].x + (push.x * Self.charge - at.x * gravity) * heat) * Self.friction
      velocities[node].y = (velocities[node].y + (push.y * Self.charge - at.y * gravity) * heat) * Self.friction
      positions[node].x += velocities[node].x
      positions[node].y += velocities[node].y
    }
  }

  // MARK: Room for each

  /// Moves nodes apart that lie closer than half the spacing, over a grid of such cells.
  private mutating func part() {
    let room = Self.spacing / 2
    for _ in 0..<30 {
      var cells: [Cell: [Int]] = [:]
      for (node, at) in positions.enumerated() { cells[Cell(at, room), default: []].append(node) }
      var moved = false
      // In node order, never in the order of the dictionary.
      for node in positions.indices {
        let cell = Cell(positions[node], room)
        for dx in -1...1 {
          for dy in -1...1 {
            for other in cells[Cell(x: cell.x + dx, y: cell.y + dy)] ?? [] where other > node {
              moved = separate(node, other, room) || moved
            }
          }
        }
      }
      if !moved { break }
    }
  }

  private struct Cell: Hashable {
    var x: Int
    var y: Int

    init(x: Int, y: Int) { (self.x, self.y) = (x, y) }

    init(_ at: Layout.Point, _ size: Double) {
      self.init(x: Int((at.x / size).rounded(.down)), y: Int((at.y / size).rounded(.down)))
    }
  }

  private mutating func separate(_ a: Int, _ b: Int, _ room: Double) -> Bool {
    var (dx, dy) = (positions[b].x - positions[a].x, positions[b].y - positions[a].y)
    guard dx * dx + dy * dy < room * room else { return false }
    // On one point: apart in a direction that their numbers give.
    if dx * dx + dy * dy < 0.01 { (dx, dy) = (0.1 * Double(1 + (a + b) % 3), 0.1 * Double(1 + (a + 2 * b) % 5)) }
    let length = (dx * dx + dy * dy).squareRoot()
    let push = (room - length) / length / 2 * 1.02
    positions[a].x -= dx * push
    positions[a].y -= dy * push
    positions[b].x += dx * push
    positions[b].y += dy * push
    return true
  }
}
