import ArgumentParser
import Concepts
import Foundation
import GraphModel
import GraphQuery
import GraphStore

extension DevCommand {
  /// Times closures and shortest paths in process; `Tests/Interop/time_graphs.py` times other libraries on the same graph.
  struct BenchGraph: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Time closures and shortest paths on a graph file, on one core.",
      discussion: """
        closures: everything to learn before each node that has prerequisites. paths: from every so-manieth node the distances to \
        all others, edges taken in both directions. Each line says what was counted, which other libraries must count, too.

        Example: dev bench-graph jobs.db
        """)

    @Argument(help: "The graph file.")
    var graph: String

    @Option(help: "How often all is done; the best run counts.")
    var runs = 5

    @Option(help: "From how many nodes distances are measured.")
    var sources = 50

    func run() throws {
      let start = clock()
      let graph = try GraphFile(path: graph, mode: .readOnly).loadGraph()
      print("open\t\(graph.edges.count) edges\t\(milliseconds(since: start)) ms CPU")
      let targets = graph.nodeIndices.filter { !graph.edges(to: $0, .prerequisiteOf).isEmpty }
      var closures = PrerequisiteClosures(graph)
      try time("closures") { targets.reduce(0) { $0 + closures.before($1).count } }
      let connections = GraphConnections(graph)
      let starts = stride(from: 0, to: graph.nodes.count, by: max(1, graph.nodes.count / sources)).prefix(sources)
      try time("paths") {
        starts.reduce(0) { sum, start in
          connections.distances(from: NodeIndex(rawValue: Int32(start))).reduce(sum) { $0 + Int(max(0, $1)) }
        }
      }
    }

    private func time(_ name: String, _ work: () -> Int) throws {
      var (counts, best) = (Set<Int>(), Double.infinity)
      for _ in 0..<runs {
        let start = clock()
        counts.insert(work())
        best = min(best, milliseconds(since: start))
      }
      guard let count = counts.first, counts.count == 1 else {
        throw ValidationError("the runs disagree: \(counts.sorted())")
      }
      print("\(name)\t\(count) counted\t\(best) ms CPU")
    }

    private func milliseconds(since start: clock_t) -> Double {
      (Double(clock() - start) / Double(CLOCKS_PER_SEC) * 100_000).rounded() / 100
    }
  }
}
