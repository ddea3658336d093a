import ArgumentParser
import Concepts
import Diagnostics
import Foundation
import GraphFormats
import GraphModel
import Markup
import Mentions
import Postings
import TaxonomyFormats

extension DevCommand {
  /// Times one room on real files, on one core.
  struct Bench: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Time a room on files, on one core.",
      discussion: """
        pages: HTML to documents. feed: split a feed and parse each record. postings: files to postings with their blocks. \
        findings: what postings ask for, reading not counted. graphml: read a file as a graph, write it again, with the most \
        memory either took. Every run must count the same before its time is believed.

        Example: dev bench pages pages/*.html
        """)

    enum Room: String, ExpressibleByArgument, CaseIterable { case pages, feed, postings, findings, graphml }

    @Argument(help: "pages, feed, postings, findings or graphml.")
    var room: Room

    @Argument(help: "The files.")
    var files: [String]

    @Option(help: "How often all files are read; the best run counts.")
    var runs = 5

    @Option(help: "The record's element (feed).")
    var record = "job"

    @Option(help: "What is written (graphml).")
    var profile = "base"

    func run() throws {
      if room == .graphml { return try files.forEach(timeGraphML) }
      let inputs = try files.map { Input(name: $0, bytes: Array(try Data(contentsOf: URL(fileURLWithPath: $0)))) }
      switch room {
      case .pages: try time(inputs, "nodes") { HTMLReader().read($0.bytes).value.nodes.count }
      case .feed: try time(inputs, "nodes", countNodes)
      case .postings: try time(inputs, "blocks") { Self.postings($0).reduce(0) { $0 + $1.blocks.count } }
      case .findings: try timeFindings(inputs)
      case .graphml: break
      }
    }

    /// Piece by piece, as the program does it: nothing of the file stays in memory.
    private func timeGraphML(_ file: String) throws {
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

    private struct Input {
      var name: String
      var bytes: [UInt8]
    }

    private func countNodes(_ input: Input) -> Int {
      var (splitter, nodes) = (RecordSplitter(recordName: record), 0)
      let reader = XMLReader()
      let receive = { (record: RecordSplitter.Record) in nodes += reader.readRecord(record.bytes).value.nodes.count }
      for start in stride(from: 0, to: input.bytes.count, by: 1 << 20) {
        splitter.push(input.bytes[start..<min(input.bytes.count, start + 1 << 20)], receive: receive)
      }
      splitter.finish(receive: receive)
      return nodes
    }

    private static func postings(_ input: Input) -> [JobPosting] {
      var postings: [JobPosting] = []
      _ = PostingReader().read(input.bytes, name: input.name) { postings.append($0.value) }
      return postings
    }

    /// Bytes are those of the postings' text.
    private func timeFindings(_ inputs: [Input]) throws {
      let finder = MentionFinder(taxonomy: Taxonomy.bundled().value)
      let postings = inputs.flatMap(Self.postings)
      let bytes = postings.reduce(0) { $0 + $1.blocks.reduce(0) { $0 + $1.text.utf8.count } }
      try measure(bytes, "mentions") { postings.reduce(0) { $0 + finder.findings(in: $1).mentions.count } }
    }

    private func time(_ inputs: [Input], _ unit: String, _ count: (Input) -> Int) throws {
      try measure(inputs.reduce(0) { $0 + $1.bytes.count }, unit) { inputs.reduce(0) { $0 + count($1) } }
    }

    private func measure(_ bytes: Int, _ unit: String, _ work: () -> Int) throws {
      var counts: Set<Int> = []
      var best = Double.infinity
      for _ in 0..<runs {
        let start = clock()
        counts.insert(work())
        best = min(best, Double(clock() - start) / Double(CLOCKS_PER_SEC))
      }
      guard let count = counts.first, counts.count == 1 else {
        throw ValidationError("the runs disagree: \(counts.sorted())")
      }
      let speed = Int(Double(bytes) / best / 1e6)
      print("\(room.rawValue)\t\(bytes) bytes\t\(count) \(unit)\t\(Int(best * 1000)) ms CPU\t\(speed) MB/s")
    }
  }
}
