import ArgumentParser
import BundledData
import Concepts
import Diagnostics
import Foundation
import Markup
import Mentions
import Postings
import TaxonomyFormats

extension DevCommand {
  /// Times one room on real files, on one core, or the whole of `skillgraph extract`, and another program in the same run.
  struct Bench: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Time a room on files, on one core, and another program beside it.",
      discussion: """
        pages: HTML to documents. feed: split a feed and parse each record. postings: files to postings with their blocks. \
        findings: what postings ask for, reading not counted; before it matching alone, which is cutting text into words and \
        finding labels in them. start: the tables to a taxonomy, and its names to an index; no files. extract: the program \
        beside this one, with --jobs 1 and more. Every run must count the same, and what --expect says, before its time is \
        believed. In pages, feed and postings the time to read the files counts.

        Example: dev bench postings --against 'xmllint --html --noout' pages/*.html

        Example: dev bench extract --jobs 2 --against 'xmllint --html --noout' pages/*.html

        Example: dev bench postings feed.xml --against 'python3 -c "import sys, lxml.etree as e; \
        [x.clear() for _, x in e.iterparse(sys.argv[1], tag=\\"job\\")]"'
        """)

    enum Room: String, ExpressibleByArgument, CaseIterable { case pages, feed, postings, findings, start, extract }

    @Argument(help: "pages, feed, postings, findings, start or extract.")
    var room: Room

    @Argument(help: "The files.")
    var files: [String] = []

    @Option(help: "How often all files are read; the best run counts.")
    var runs = 5

    @Option(help: "The record's element (feed).")
    var record = "job"

    @Option(help: "A folder of tables instead of the bundled ones (findings, start); again for each layer above it.")
    var tables: [String] = []

    @Option(help: "The count that each run must give.")
    var expect: Int?

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
        case .start: try timeStart()
        case .extract: try timeExtraction(try size())
        }
      if let against { try compare(own, with: against) }
    }

    struct Input {
      var name: String
      var bytes: [UInt8]

      init(_ name: String) throws {
        self.name = name
        bytes = Array(try Data(contentsOf: URL(fileURLWithPath: name)))
      }
    }

    private func size() throws -> Int { try files.reduce(0) { $0 + (try Input($1)).bytes.count } }

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
      let inputs = try files.map { try Input($0) }
      let finder = MentionFinder(taxonomy: try taxonomy())
      let postings = inputs.flatMap(Self.postings)
      let bytes = postings.reduce(0) { $0 + $1.blocks.reduce(0) { $0 + $1.text.utf8.count } }
      let work = postings.map(finder.matchingWork)
      print("\(inputs.count) files\t\(postings.count) postings\t\(work.reduce(0) { $0 + $1.words }) words")
      try measure("matching", bytes, "labels", expects: nil) {
        postings.reduce(0) { $0 + finder.matchingWork(in: $1).labels }
      }
      return try measure("findings", bytes, "mentions") {
        postings.reduce(0) { $0 + finder.findings(in: $1).mentions.count }
      }
    }

    /// Bytes are those of the tables, and of all names.
    private func timeStart() throws -> Double {
      let files = try tableFiles()
      let bytes = files.joined().reduce(0) { $0 + $1.bytes.count }
      try measure("tables", bytes, "concepts", expects: nil) {
        tables.isEmpty
          ? Taxonomy.bundled().value.concepts.count
          : files.reduce(0) { $0 + TaxonomyTables.readLayer($1).value.concepts.count }
      }
      let taxonomy = try taxonomy()
      let names = taxonomy.concepts.reduce(0) {
        $0 + $1.labels.reduce($1.prefLabel.utf8.count) { $0 + $1.text.utf8.count }
      }
      _ = try measure("index", names, "labels", expects: nil) { MentionFinder(taxonomy: taxonomy).labelCount }
      let compiled = MentionFinder(taxonomy: taxonomy).compiled
      return try measure("compiled", compiled.count, "labels") { MentionFinder(compiled: compiled)?.labelCount ?? 0 }
    }

    private func taxonomy() throws -> Taxonomy {
      tables.isEmpty
        ? Taxonomy.bundled().value
        : Taxonomy.layered(try tableFiles().map { TaxonomyTables.readLayer($0).value }).taxonomy
    }

    private func tableFiles() throws -> [[TaxonomyTables.File]] {
      if tables.isEmpty { return [BundledFile.all(in: "taxonomy").map { ($0.name, $0.bytes) }] }
      return try tables.map { folder in
        try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".tsv") }.sorted().map {
          ($0, Array(try Data(contentsOf: URL(fileURLWithPath: folder + "/" + $0))))
        }
      }
    }

    private func time(_ unit: String, _ count: (Input) -> Int) throws -> Double {
      try measure(room.rawValue, try size(), unit) { try files.reduce(0) { $0 + count(try Input($1)) } }
    }

    private func measure(_ what: String, _ bytes: Int, _ unit: String, _ work: () throws -> Int) throws -> Double {
      try measure(what, bytes, unit, expects: expect, work)
    }

    /// The processor time of the best run, in seconds.
    @discardableResult
    private func measure(
      _ what: String, _ bytes: Int, _ unit: String, expects: Int?, _ work: () throws -> Int
    ) throws -> Double {
      var counts: Set<Int> = []
      var best = Double.infinity
      for _ in 0..<runs {
        let start = clock()
        counts.insert(try work())
        best = min(best, Double(clock() - start) / Double(CLOCKS_PER_SEC))
      }
      guard let count = counts.first, counts.count == 1, expects == nil || expects == count else {
        throw ValidationError(
          "\(what): the runs count \(counts.sorted()), not \(expects.map(String.init) ?? "the same")")
      }
      // The clock counts microseconds: a tiny file may take none.
      let speed = Int(Double(bytes) / max(best, 1e-6) / 1e6)
      let time = String(format: "%.1f", best * 1000)
      print("\(what)\t\(bytes) bytes\t\(count) \(unit)\t\(time) ms CPU\t\(speed) MB/s")
      return best
    }
  }
}
