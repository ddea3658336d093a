import ArgumentParser
import Concepts
import Containers
import Diagnostics
import Foundation
import GraphModel
import Ingestion
import TaxonomyFormats

extension DevCommand {
  /// Holds the extractor to what careful people found in the sample pages.
  struct Gate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Score extraction on the annotated sample pages; fail below the floors.",
      discussion: """
        Floors stand in Data/annotations/floors.tsv and only rise: --raise writes today's scores where they are higher. A floor \
        is lowered by hand, with the reason in the commit.

        Example: dev gate
        """)

    @Option(help: "The pages.")
    var postings = "Data/postings"

    @Option(help: "Their annotations, and floors.tsv.")
    var annotations = "Data/annotations"

    @Flag(help: "Raise the floors to today's scores.")
    var raise = false

    func run() async throws {
      let found = try await extracted()
      var score = Score()
      for annotation in try Annotation.all(in: annotations) {
        score.add(annotation, found["\(annotation.id) \(annotation.unit ?? 0)"])
      }
      var floors = try Floors(path: annotations + "/floors.tsv")
      let fallen = Score.Metric.allCases.filter { score[$0] < floors[$0] }
      for metric in Score.Metric.allCases {
        print("\(metric.rawValue)\t\(Floors.text(score[metric]))\tfloor \(Floors.text(floors[metric]))")
      }
      guard fallen.isEmpty else {
        throw ValidationError("below the floor: \(fallen.map(\.rawValue).joined(separator: ", "))")
      }
      if raise { try floors.raise(to: score) }
      print("gate: \(Score.Metric.allCases.count) passed, 0 failed")
    }

    /// By page name without its last extension, and unit.
    private func extracted() async throws -> [String: PostingEvidence] {
      let names = try FileManager.default.contentsOfDirectory(atPath: postings).sorted()
      let sources = try names.map { name in
        ByteSource(name: name, bytes: Array(try Data(contentsOf: URL(fileURLWithPath: "\(postings)/\(name)"))))
      }
      var found: [String: PostingEvidence] = [:]
      let pipeline = ExtractionPipeline(extractor: Extractor(taxonomy: Taxonomy.bundled().value), workers: 2)
      _ = try await pipeline.run(sources) { batches in
        for evidence in batches.flatMap(\.evidence) {
          let stem = evidence.source.split(separator: ".").dropLast().joined(separator: ".")
          found["\(stem) \(evidence.unit)"] = evidence
        }
      }
      return found
    }
  }
}

/// The least score of each metric, in a table of metric and floor.
private struct Floors {
  private let path: String
  private var values: [String: Double] = [:]

  init(path: String) throws {
    self.path = path
    guard FileManager.default.fileExists(atPath: path) else { return }
    for line in try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n") {
      let cells = line.split(separator: "\t")
      if cells.count == 2, let value = Double(cells[1]) { values[String(cells[0])] = value }
    }
  }

  subscript(metric: Score.Metric) -> Double { values[metric.rawValue] ?? 0 }

  /// Three decimals, cut, so that a floor is never above the score it was made from.
  static func text(_ value: Double) -> String { "\((value * 1000).rounded(.down) / 1000)" }

  mutating func raise(to score: Score) throws {
    let lines = Score.Metric.allCases.map { metric in
      "\(metric.rawValue)\t\(Self.text(max(self[metric], score[metric])))\n"
    }
    try ("metric\tfloor\n" + lines.joined()).write(toFile: path, atomically: true, encoding: .utf8)
  }
}
