import Testing

@testable import GraphModel

@Suite struct AdjacencyTests {
  /// The obvious way: for each node the positions at which it stands.
  private func check(nodeCount: Int, rows: [Int]) {
    let adjacency = Adjacency(nodeCount: nodeCount, rows: rows)
    for node in 0..<nodeCount {
      let expected = rows.indices.filter { rows[$0] == node }
      #expect(adjacency[NodeIndex(rawValue: Int32(node))].map { Int($0.rawValue) } == expected)
    }
  }

  @Test(arguments: [(0, []), (3, []), (1, [0, 0, 0]), (4, [3, 1, 3, 0, 1])] as [(Int, [Int])])
  func groupsEdgesInTheirOrder(nodeCount: Int, rows: [Int]) {
    check(nodeCount: nodeCount, rows: rows)
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func agreesWithTheNaiveGrouping(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let nodeCount = Int.random(in: 1...30, using: &random)
    check(nodeCount: nodeCount, rows: (0..<60).map { _ in Int.random(in: 0..<nodeCount, using: &random) })
  }
}

/// A small generator with a seed, so that a failure repeats.
struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var word = state
    word = (word ^ word >> 30) &* 0xbf58_476d_1ce4_e5b9
    word = (word ^ word >> 27) &* 0x94d0_49bb_1331_11eb
    return word ^ word >> 31
  }
}
