/// Points in a square that is cut in four wherever it holds more than one, with the sum of what lies in each (Barnes and Hut 1986).
struct QuadTree {
  private struct Cell {
    /// The first of four cells that lie side by side; 0 in a leaf.
    var children = 0
    /// A leaf's point; -1 if it has none.
    var point = -1
    var count = 0.0
    var x = 0.0
    var y = 0.0
    var side: Double
  }

  private var cells: [Cell] = []
  private let corner: Layout.Point
  /// A cell is taken for a point from so many times its side.
  private static let openingSquared = 0.81
  /// Points closer than the smallest cell share one.
  private static let maximumDepth = 24

  init(_ points: [Layout.Point]) {
    let (left, right) = (points.map(\.x).min() ?? 0, points.map(\.x).max() ?? 0)
    let (top, bottom) = (points.map(\.y).min() ?? 0, points.map(\.y).max() ?? 0)
    corner = Layout.Point(x: left, y: top)
    cells.reserveCapacity(points.count * 3)
    cells.append(Cell(side: max(right - left, bottom - top, 1) * 1.001))
    for index in points.indices { insert(index, points) }
    for index in cells.indices where cells[index].count > 0 {
      cells[index].x /= cells[index].count
      cells[index].y /= cells[index].count
    }
  }

  private mutating func insert(_ point: Int, _ points: [Layout.Point]) {
    var (cell, origin, depth) = (0, corner, 0)
    while true {
      let isEmpty = cells[cell].count == 0
      cells[cell].count += 1
      cells[cell].x += points[point].x
      cells[cell].y += points[point].y
      if cells[cell].children == 0 {
        if isEmpty || depth == Self.maximumDepth {
          cells[cell].point = point
          return
        }
        split(cell, origin, points)
      }
      cell = child(of: cell, &origin, points[point])
      depth += 1
    }
  }

  /// Makes four cells and moves the leaf's point into one.
  private mutating func split(_ cell: Int, _ origin: Layout.Point, _ points: [Layout.Point]) {
    let resident = cells[cell].point
    cells[cell].children = cells.count
    cells[cell].point = -1
    for _ in 0..<4 { cells.append(Cell(side: cells[cell].side / 2)) }
    var origin = origin
    let next = child(of: cell, &origin, points[resident])
    cells[next].point = resident
    cells[next].count = 1
    cells[next].x = points[resident].x
    cells[next].y = points[resident].y
  }

  private func child(of cell: Int, _ origin: inout Layout.Point, _ at: Layout.Point) -> Int {
    let half = cells[cell].side / 2
    let (right, below) = (at.x >= origin.x + half, at.y >= origin.y + half)
    if right { origin.x += half }
    if below { origin.y += half }
    return cells[cell].children + (right ? 1 : 0) + (below ? 2 : 0)
  }

  /// The sum over all other points of the unit vector towards them, divided by the distance.
  ///
  /// - Parameter open: empty room for the cells still to be looked at, kept from call to call.
  func force(on point: Int, at: Layout.Point, open: inout [Int]) -> Layout.Point {
    var sum = Layout.Point(x: 0, y: 0)
    open.append(0)
    while let index = open.popLast() {
      let cell = cells[index]
      if cell.count == 0 || cell.point == point { continue }
      let (dx, dy) = (cell.x - at.x, cell.y - at.y)
      let squared = max(1, dx * dx + dy * dy)
      if cell.children == 0 || cell.side * cell.side < Self.openingSquared * squared {
        sum.x += dx * cell.count / squared
        sum.y += dy * cell.count / squared
      } else {
        for child in 0..<4 { open.append(cell.children + child) }
      }
    }
    return sum
  }
}
