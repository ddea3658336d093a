/// Sparse vectors one after the other, with their lengths.
struct SparseRows: Sendable {
  /// `starts[r]..<starts[r + 1]` are the components of row *r*.
  private(set) var starts: [Int] = [0]
  private(set) var columns: [Int32] = []
  var values: [Double] = []
  /// The Euclidean length of each row; see `measure()`.
  private(set) var lengths: [Double] = []
  let columnCount: Int

  init(columnCount: Int) { self.columnCount = columnCount }

  var count: Int { starts.count - 1 }

  mutating func append(_ column: Int32, _ value: Double) {
    columns.append(column)
    values.append(value)
  }

  mutating func endRow() { starts.append(columns.count) }

  func row(_ row: Int) -> Range<Int> { starts[row]..<starts[row + 1] }

  /// Multiplies each component by how telling its column is: ln(1 + rows / rows that have the column), and takes the lengths.
  mutating func weighByRarity() {
    var frequencies = [Int32](repeating: 0, count: columnCount)
    for column in columns { frequencies[Int(column)] += 1 }
    var rarities = [Double](repeating: -1, count: count + 1)
    for index in columns.indices {
      let frequency = Int(frequencies[Int(columns[index])])
      if frequency < rarities.count, rarities[frequency] < 0 {
        rarities[frequency] = naturalLogarithm(1 + Double(count) / Double(frequency))
      }
      values[index] *= frequency < rarities.count ? rarities[frequency] : 0
    }
    lengths = (0..<count).map { row in self.row(row).reduce(0) { $0 + values[$1] * values[$1] }.squareRoot() }
  }

  /// The cosine between row `row` and each row, in their order.
  ///
  /// - Complexity: O(all components)
  func cosines(with row: Int) -> [Double] {
    var dense = [Double](repeating: 0, count: columnCount)
    for index in self.row(row) { dense[Int(columns[index])] = values[index] }
    return (0..<count).map { other in
      let length = lengths[row] * lengths[other]
      guard length > 0 else { return 0 }
      var dot = 0.0
      for index in self.row(other) { dot += values[index] * dense[Int(columns[index])] }
      return min(1, dot / length)
    }
  }
}

/// ln *x* for *x* ≥ 1 by the series of artanh after halving, with IEEE arithmetic alone: the C library's differs between
/// machines in the last bit, and ranks must not.
func naturalLogarithm(_ x: Double) -> Double {
  let exponent = Double(x.exponent)
  let ratio = (x.significand - 1) / (x.significand + 1)
  let square = ratio * ratio
  // ratio ≤ 1/3, so the terms fall at least by a factor of 9 and the 20th is below half a unit in the last place.
  var (term, sum) = (ratio, 0.0)
  for index in 0..<20 {
    sum += term / Double(2 * index + 1)
    term *= square
  }
  return exponent * 0.693_147_180_559_945_3 + 2 * sum
}
