import ArgumentParser
import Diagnostics
import Foundation
import GraphFormats
import GraphModel

extension DevCommand {
  /// Times reading and writing of graphs; `Tests/Interop/bench` sets it beside NetworkX and igraph.
  struct BenchGraphML: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "bench-graphml", abstract: "Time reading and writing GraphML, with the most memory either took.",
      discussion: """
        Every run must count the same before its time is believed.

        Example: dev bench-graphml graph.graphml --profile plain
        """)

    @Argument(help: "The files.")
    var files: [String]

    @Option(help: "How often each is read and written; the best run counts.")
    var runs = 3

    @Option(help: "What is written: base, yed, neo4j, tinkerpop or plain.")
    var profile = "base"

    func run() throws { try files.forEach(time) }

    /// Piece by piece, as the program does it: nothing of the file stays in memory.
    private func time(_ file: String) throws {
      guard let profile = GraphML.Profile(rawValue: profile) else { throw ValidationError("no profile '\(profile)'") }
      var graph = SkillGraph(nodes: [], edges: [])
      try measure("read", "nodes and edges") {
        graph = SkillGraph(nodes: [], edges: [])
        guard let handle = fopen(file, "r") else { throw ValidationError("cannot read '\(file)'") }
        defer { fclose(handle) }
        let pieces = sequence(state: ()) { _ in
          let piece = [UInt8](unsafeUninitializedCapacity: 1 << 20) { buffer, count in
            count = fread(buffer.baseAddress, 1, buffer.count, handle)
          }
          return piece.isEmpty ? nil : piece
        }
        graph = try GraphMLReader().read(pieces).value
        return graph.nodes.count + graph.edges.count
      }
      _ = FileManager.default.createFile(atPath: file + ".out", contents: nil)
      defer { try? FileManager.default.removeItem(atPath: file + ".out") }
      try measure("written", "bytes") {
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: file + ".out"))
        try handle.truncate(atOffset: 0)
        var bytes = 0
        var output = ByteOutput { piece in
          bytes += piece.count
          handle.write(Data(piece))
        }
        GraphML(profile).write(graph, to: &output)
        output.finish()
        try handle.close()
        return bytes
      }
    }

    /// The best of all runs, in processor time and on the clock; memory is what the process ever held.
    private func measure(_ what: String, _ unit: String, _ work: () throws -> Int) throws {
      var counts: Set<Int> = []
      var (processor, clocked) = (Double.infinity, Double.infinity)
      for _ in 0..<runs {
        let (start, began) = (clock(), Date())
        counts.insert(try work())
        processor = min(processor, Double(clock() - start) / Double(CLOCKS_PER_SEC))
        clocked = min(clocked, Date().timeIntervalSince(began))
      }
      guard let count = counts.first, counts.count == 1 else { throw ValidationError("the runs disagree: \(counts)") }
      var usage = rusage()
      // RUSAGE_SELF, which is of another type on each system.
      getrusage(0, &usage)
      #if canImport(Darwin)
        let megabytes = Int(usage.ru_maxrss) / 1_000_000
      #else
        let megabytes = Int(usage.ru_maxrss) / 1000
      #endif
      print(
        "graphml \(what)\t\(count) \(unit)\t\(Int(processor * 1000)) ms CPU\t\(Int(clocked * 1000)) ms\t\(megabytes) MB"
      )
    }
  }
}
