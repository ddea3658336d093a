import ArgumentParser
import Concepts
import Diagnostics
import Foundation
import Markup
import Mentions
import Postings
import TaxonomyFormats

extension DevCommand {
  /// Times one room on real files, on one core, or the whole of `skillgraph extract` on one and more.
  struct Bench: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Time a room on files, and another program in the same run.",
      discussion: """
        pages: HTML to documents. feed: split a feed and parse each record. postings: files to postings with their blocks. \
        findings: what postings ask for, reading not counted. extract: the program beside this one, with --jobs 1 and more. \
        Files are read within the time. Every run must give the same before its time is believed.

        Example: dev bench postings --against 'xmllint --html --noout' pages/*.html

        Example: dev bench extract --jobs 2 --against 'xmllint --html --noout' pages/*.html

        Example: dev bench feed feed.xml --against 'python3 -c "import sys, lxml.etree as e; \
        [x.clear() for _, x in e.iterparse(sys.argv[1], tag=\\"job\\")]"'
        """)

    enum Room: String, ExpressibleByArgument, CaseIterable { case pages, feed, postings, findings, extract }

    @Argument(help: "pages, feed, postings, findings or extract.")
    var room: Room

    @Argument(help: "The files.")
    var files: [String]

    @Option(help: "How often all files are read; the best run counts.")
    var runs = 5

    @Option(help: "The record's element (feed).")
    var record = "job"

    @Option(help: "Up to how many cores (extract).")
    var jobs = 1

    @Option(help: "A shell command to compare with; it gets the files as arguments.")
    var against: String?

    func run() throws {
      let own =
        switch room {
        case .pages: try time("nodes") { HTMLReader().read($0.bytes).value.nodes.count }
        case .feed: try time("nodes", countNodes)
        case .postings: try time("blocks") { Self.postings($0).reduce(0) { $0 + $1.blocks.count } }
        case .findings: try timeFindings()
        case .extract: try timeExtraction()
        }
      guard let against else { return }
      let other = try (0..<runs).map { _ in try Child.run(against, files).cpu }.min() ?? 0
      let ratio = (other / own * 100).rounded() / 100
      print("against\t\(against)\t\(Int(other * 1000)) ms CPU\t\(ratio) times its speed")
    }

    private struct Input {
      var name: String
      var bytes: [UInt8]

      init(_ name: String) throws {
        self.name = name
        bytes = Array(try Data(contentsOf: URL(fileURLWithPath: name)))
      }
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
    private func timeFindings() throws -> Double {
      let finder = MentionFinder(taxonomy: Taxonomy.bundled().value)
      let postings = try files.flatMap { Self.postings(try Input($0)) }
      let bytes = postings.reduce(0) { $0 + $1.blocks.reduce(0) { $0 + $1.text.utf8.count } }
      return try measure(bytes, "mentions") { postings.reduce(0) { $0 + finder.findings(in: $1).mentions.count } }
    }

    private func time(_ unit: String, _ count: (Input) -> Int) throws -> Double {
      let bytes = try files.reduce(0) { $0 + (try Input($1)).bytes.count }
      return try measure(bytes, unit) { try files.reduce(0) { $0 + count(try Input($1)) } }
    }

    /// The processor time of the best run.
    private func measure(_ bytes: Int, _ unit: String, _ work: () throws -> Int) throws -> Double {
      var counts: Set<Int> = []
      var best = Double.infinity
      for _ in 0..<runs {
        let start = clock()
        counts.insert(try work())
        best = min(best, Double(clock() - start) / Double(CLOCKS_PER_SEC))
      }
      guard let count = counts.first, counts.count == 1 else {
        throw ValidationError("the runs disagree: \(counts.sorted())")
      }
      let speed = Int(Double(bytes) / best / 1e6)
      print("\(room.rawValue)\t\(bytes) bytes\t\(count) \(unit)\t\(Int(best * 1000)) ms CPU\t\(speed) MB/s")
      return best
    }

    /// The processor time of the best run on one core; more cores must give the same lines.
    private func timeExtraction() throws -> Double {
      let bytes = try files.reduce(0) { $0 + (try Input($1)).bytes.count }
      let program = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().path + "/skillgraph"
      var alone: (cpu: Double, wall: Double, output: Data)?
      for jobs in 1...max(1, jobs) {
        let command = "\"\(program)\" extract --format jsonl --jobs \(jobs)"
        let results = try (0..<runs).map { _ in try Child.run(command, files) }
        let (cpu, wall) = (results.map(\.cpu).min() ?? 0, results.map(\.wall).min() ?? 0)
        let output = alone?.output ?? results[0].output
        guard results.allSatisfy({ $0.output == output }) else { throw ValidationError("the runs disagree") }
        let lines = output.count { $0 == UInt8(ascii: "\n") }
        let times = "\(Int(cpu * 1000)) ms CPU\t\(Int(wall * 1000)) ms"
        let speed =
          "\(Int(Double(bytes) / wall / 1e6)) MB/s\t\(((alone?.wall ?? wall) / wall * 100).rounded() / 100) times one core"
        print("extract --jobs \(jobs)\t\(bytes) bytes\t\(lines) lines\t\(times)\t\(speed)")
        alone = alone ?? (cpu, wall, output)
      }
      return alone?.cpu ?? 0
    }
  }
}

/// Another program, timed.
private enum Child {
  /// What it writes to standard output, and the seconds it takes of the processor and of the clock.
  static func run(_ command: String, _ files: [String]) throws -> (cpu: Double, wall: Double, output: Data) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", command + " \"$@\"", "sh"] + files
    let pipe = Pipe()
    (process.standardOutput, process.standardError) = (pipe, FileHandle.nullDevice)
    let (before, start) = (seconds, Date())
    try process.run()
    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (seconds - before, Date().timeIntervalSince(start), output)
  }

  /// Of all programs that have ended.
  private static var seconds: Double {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_CHILDREN.rawValue), &usage)
    let times = [usage.ru_utime, usage.ru_stime]
    return times.reduce(0) { $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6 }
  }
}
