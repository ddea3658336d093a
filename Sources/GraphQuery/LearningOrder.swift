internal import Concepts
public import GraphModel

extension SkillGraph {
  /// The nodes of `urgency` in an order in which they can be learned, the most urgent (smallest number) as early as that
  /// allows; ties in node order.
  ///
  /// What something urgent needs is as urgent as it. Helpful prerequisites count like essential ones, `precedes` among
  /// education too. Nodes on a cycle come last, by urgency and node order.
  ///
  /// - Complexity: O(*n* log *n* + *e*) over the nodes.
  public func learningOrder(of urgency: [NodeIndex: Int]) -> [NodeIndex] {
    let members = Set(urgency.keys)
    let before = { (node: NodeIndex) in
      let needs = self.edges(to: node, .prerequisiteOf).filter { self.admitsPrerequisite($0, PrerequisiteOptions()) }
      return (needs + self.edges(to: node, .precedes)).map(self.source).filter { $0 != node && members.contains($0) }
    }
    var (urgency, after, open) = (urgency, [NodeIndex: [NodeIndex]](), [NodeIndex: Int]())
    for node in members {
      let needs = before(node)
      open[node] = needs.count
      for need in needs { after[need, default: []].append(node) }
    }
    spread(&urgency, before)
    var ready = SortedQueue(members.filter { open[$0] == 0 }.map { Step(urgency: urgency[$0] ?? 0, node: $0) })
    var order: [NodeIndex] = []
    while let step = ready.popFirst() {
      order.append(step.node)
      open[step.node] = nil
      for next in after[step.node] ?? [] {
        guard let count = open[next] else { continue }
        open[next] = count - 1
        if count == 1 { ready.insert(Step(urgency: urgency[next] ?? 0, node: next)) }
      }
    }
    return order + open.keys.map { Step(urgency: urgency[$0] ?? 0, node: $0) }.sorted().map(\.node)
  }

  /// Makes what a node needs as urgent as the node; each node is reached first from the most urgent that needs it.
  private func spread(_ urgency: inout [NodeIndex: Int], _ before: (NodeIndex) -> [NodeIndex]) {
    for start in urgency.map({ Step(urgency: $1, node: $0) }).sorted() where urgency[start.node] == start.urgency {
      var frontier = [start.node]
      while let node = frontier.popLast() {
        for need in before(node) where urgency[need] ?? start.urgency > start.urgency {
          urgency[need] = start.urgency
          frontier.append(need)
        }
      }
    }
  }
}

private struct Step: Comparable {
  var urgency: Int
  var node: NodeIndex

  static func < (a: Step, b: Step) -> Bool { (a.urgency, a.node) < (b.urgency, b.node) }
}

/// A binary heap, smallest first.
struct SortedQueue<Element: Comparable> {
  private var heap: [Element]

  /// A sorted array is a heap.
  init(_ elements: [Element]) { heap = elements.sorted() }

  mutating func insert(_ element: Element) {
    heap.append(element)
    var child = heap.count - 1
    while child > 0, heap[child] < heap[(child - 1) / 2] {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  mutating func popFirst() -> Element? {
    guard let first = heap.first else { return nil }
    let last = heap.removeLast()
    if heap.isEmpty { return first }
    heap[0] = last
    var parent = 0
    while true {
      var least = 2 * parent + 1
      if least + 1 < heap.count, heap[least + 1] < heap[least] { least += 1 }
      guard least < heap.count, heap[least] < heap[parent] else { return first }
      heap.swapAt(parent, least)
      parent = least
    }
  }
}
