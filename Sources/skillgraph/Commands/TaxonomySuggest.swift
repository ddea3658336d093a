import ArgumentParser
import Concepts
import Diagnostics
import GraphModel
import GraphQuery
import GraphStore
import Ingestion
import JSONText
import TaxonomyFormats

struct TaxonomySuggest: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "suggest", abstract: "List what postings ask for and no concept covers, as rows for an overlay.",
    discussion: """
      The rows are a table of changes for 'skillgraph import tables': look them through, delete or mend, import the rest. Lines \
      that start with # show how many postings of how many employers have the phrase, the nearest concepts and an example. \
      Places, employers and what one of them alone calls by a name, job titles, benefits and parts of sentences are left out.

      Example: skillgraph taxonomy suggest --from jobs.db > additions.tsv
      """)

  @Option(help: ArgumentHelp("A graph file, or lines of 'skillgraph extract --format jsonl'.", valueName: "file"))
  var from: String

  @Option(help: ArgumentHelp("Only phrases that at least so many postings have.", valueName: "number"))
  var minimum = 2

  @Option(help: ArgumentHelp("At most this many.", valueName: "number"))
  var limit = 100

  @OptionGroup var output: OutputOptions

  func validate() throws { try requirePositive(limit, "--limit") }

  func run() throws {
    let (counts, graph) = try TaxonomySource.isGraphFile(from) ? countGraph() : countLines()
    let suggestions = counts.suggestions(graph, minimum: minimum, limit: limit)
    guard !suggestions.isEmpty else {
      throw Failure.notFound("no unknown phrase stands in \(minimum) postings or more; try --minimum 1")
    }
    try output.print(SuggestAnswer(suggestions: suggestions))
  }

  private func countGraph() throws -> (ConceptSuggestions, SkillGraph) {
    do {
      let store = try GraphFile(path: from, mode: .readOnly)
      defer { store.close() }
      var counts = ConceptSuggestions()
      try store.forEachSource { batch in
        for evidence in batch.evidence { counts.add(evidence) }
      }
      return (counts, try store.loadGraph())
    } catch {
      throw Failure.io(error.message)
    }
  }

  private func countLines() throws -> (ConceptSuggestions, SkillGraph) {
    var counts = ConceptSuggestions()
    let lines = try SourceFiles.read(from).split(separator: UInt8(ascii: "\n"))
    for (index, line) in lines.enumerated() {
      do { counts.add(try EvidenceLine.decoded(line)) } catch {
        throw Failure.io("\(from):\(index + 1): \(error.message)")
      }
    }
    return (counts, SkillGraph(taxonomy: Taxonomy.bundled().value))
  }
}

private struct SuggestAnswer: Answer {
  let suggestions: [ConceptSuggestion]

  var text: String {
    "action\tconcept\tvalue\ttarget\tdetail\n"
      + suggestions.map { suggestion in
        let example = suggestion.examples.first.map { "; \"\($0)\"" } ?? ""
        let nearest =
          suggestion.nearest.isEmpty
          ? "" : "; near " + suggestion.nearest.map(\.rawValue).joined(separator: ", ")
        let remark =
          "# \(counted(suggestion.postings, "posting")), \(counted(suggestion.employers, "employer"))\(nearest)\(example)"
        return remark.map { $0.isNewline || $0 == "\t" ? " " : String($0) }.joined() + "\n" + row(suggestion) + "\n"
      }.joined()
  }

  private func row(_ suggestion: ConceptSuggestion) -> String {
    if let known = suggestion.misspelled { return "alias\t\(known)\t\(suggestion.phrase)\t\thidden" }
    return "add\t\(id(suggestion))\t\(label(suggestion))\t\t"
  }

  private func id(_ suggestion: ConceptSuggestion) -> ConceptID {
    ConceptID(kind: suggestion.kind, label: suggestion.phrase)
  }

  /// As preferred labels are written: "event schema validation" → "Event Schema Validation".
  private func label(_ suggestion: ConceptSuggestion) -> String {
    guard suggestion.phrase == suggestion.phrase.lowercased() else { return suggestion.phrase }
    return suggestion.phrase.split(separator: " ", omittingEmptySubsequences: false)
      .map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined(separator: " ")
  }

  var json: JSONValue {
    .record([
      "suggestions": .array(
        suggestions.map { suggestion in
          .record([
            "phrase": .string(suggestion.phrase), "postings": .integer(suggestion.postings),
            "employers": .integer(suggestion.employers), "misspelled": .optional(suggestion.misspelled?.rawValue),
            "kind": .string(suggestion.kind.rawValue), "id": .string(id(suggestion).rawValue),
            "nearest": .array(suggestion.nearest.map { .string($0.rawValue) }),
            "examples": .array(suggestion.examples.map(JSONValue.string)),
          ])
        })
    ])
  }

  var table: Listing? {
    Listing(
      columns: ["phrase", "postings", "employers", "kind", "id", "nearest", "example"],
      rows: suggestions.map { suggestion in
        [
          suggestion.phrase, "\(suggestion.postings)", "\(suggestion.employers)", suggestion.kind.rawValue,
          id(suggestion).rawValue,
          suggestion.nearest.map(\.rawValue).joined(separator: "|"), suggestion.examples.first ?? "",
        ]
      })
  }
}
