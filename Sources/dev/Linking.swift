import ArgumentParser
import Concepts
import Diagnostics
import Foundation
import GraphQuery
import GraphStore
import TaxonomyFormats

extension DevCommand {
  /// Measures `skillgraph link` against labels that people gave.
  struct Linking: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Score the ranking of ESCO's skills for sentences and spans (R-Precision@5).",
      discussion: """
        Each CSV file has the columns sentence, span, sub_span and label; labels that say there is none are passed over. Of a \
        text with r labels the share of min(5, r) is scored that is among the first five; the mean over sentences, and over spans.

        Example: dev linking jobs.db tech_validation_annotations.csv house_validation_annotations.csv
        """)

    @Argument(help: "A graph file into which ESCO was imported.")
    var graph: String

    @Argument(help: "Annotations.")
    var files: [String]

    @Flag(help: "Print spans without a hit, with what was ranked first.")
    var errors = false

    func run() throws {
      let (entries, ranker) = try open()
      for file in files {
        let rows = try Self.rows(file)
        for (what, text) in [("sentences", \Row.sentence), ("spans", \Row.span)] {
          var labels: [String: Set<String>] = [:]
          for row in rows { labels[row[keyPath: text], default: []].insert(row.label) }
          var total = 0.0
          for text in labels.keys.sorted() {
            let wanted = labels[text] ?? []
            let found = ranker.rank(text, limit: 5).map { entries[$0.concept].label }
            let hits = found.count { wanted.contains($0) }
            total += Double(hits) / Double(min(5, wanted.count))
            if errors, hits == 0, what == "spans" { print("  \(text) | \(wanted.sorted()) | \(found)") }
          }
          let score = (total / Double(max(1, labels.count)) * 1000).rounded() / 1000
          print("\(URL(fileURLWithPath: file).lastPathComponent)\t\(labels.count) \(what)\tR-Precision@5 \(score)")
        }
      }
    }

    private func open() throws -> ([SchemeNames.Entry], ConceptRanker) {
      let store = try GraphStore(path: graph, mode: .readOnly)
      defer { store.close() }
      let files = ["scheme.tsv", "concepts.tsv", "labels.tsv", "matches.tsv", "ambiguity.tsv"]
      guard let stored = try store.layer("esco", files: files) else {
        throw ValidationError("'\(graph)' has no ESCO; run: skillgraph import esco FOLDER --graph \(graph)")
      }
      var namesakes: [String: SchemeNames.Namesake] = [:]
      try store.forEachMatch(outside: "esco") { id, match, names in
        SchemeNames.Namesake.note(id, match, names, in: &namesakes)
      }
      let layer = TaxonomyTables.readLayer(stored.files.map { ($0.name, $0.bytes) }).value
      let names = SchemeNames(layer, kinds: [.skill, .framework], namesakes: namesakes)
      return (names.entries, ConceptRanker(names.names))
    }

    private struct Row {
      var sentence: String
      var span: String
      var label: String
    }

    private static func rows(_ path: String) throws -> [Row] {
      let text = try String(contentsOfFile: path, encoding: .utf8)
      return text.split(whereSeparator: \.isNewline).dropFirst().compactMap { line in
        let cells = cells(String(line))
        guard cells.count == 4, cells[3] != "LABEL NOT PRESENT", cells[3] != "UNDERSPECIFIED" else { return nil }
        return Row(sentence: cells[0], span: cells[1], label: cells[3])
      }
    }

    /// The cells of a comma-separated line (RFC 4180); none of the files has a line feed in a cell.
    private static func cells(_ line: String) -> [String] {
      var (cells, isQuoted) = ([""], false)
      for character in line {
        if character == "\"" {
          isQuoted.toggle()
        } else if character == ",", !isQuoted {
          cells.append("")
        } else {
          cells[cells.count - 1].append(character)
        }
      }
      return cells
    }
  }
}
