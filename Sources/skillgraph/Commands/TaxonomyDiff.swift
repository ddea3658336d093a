import ArgumentParser
import Concepts
import JSONText

struct TaxonomyDiff: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Compare two taxonomies: concepts, labels and relations that came and went.",
    discussion: "Exit code 1 if nothing differs.\n\nExample: skillgraph taxonomy diff old-tables Data/taxonomy")

  @Argument(help: "The older taxonomy.")
  var old: String

  @Argument(help: "The newer one.")
  var new: String

  @OptionGroup var output: OutputOptions

  func run() throws {
    let difference = TaxonomyDifference(from: try TaxonomySource.open(old), to: try TaxonomySource.open(new))
    guard !difference.isEmpty else { throw Failure.notFound("nothing differs") }
    try output.print(TaxonomyDiffAnswer(difference: difference))
  }
}

private struct TaxonomyDiffAnswer: Answer {
  let difference: TaxonomyDifference

  var text: String { rows.map { $0.filter { !$0.isEmpty }.joined(separator: " ") + "\n" }.joined() }

  private var rows: [[String]] {
    difference.removedConcepts.map { ["-", $0.rawValue, "", ""] }
      + difference.addedConcepts.map { ["+", $0.rawValue, "", ""] }
      + difference.changedConcepts.flatMap(rows)
      + difference.removedRelations.map { ["-", $0.source.rawValue, $0.relation.rawValue, $0.target.rawValue] }
      + difference.addedRelations.map { ["+", $0.source.rawValue, $0.relation.rawValue, $0.target.rawValue] }
  }

  private func rows(_ change: TaxonomyDifference.Change) -> [[String]] {
    let renamed =
      change.oldLabel == change.newLabel
      ? []
      : [
        ["-", change.concept.rawValue, "prefLabel", change.oldLabel],
        ["+", change.concept.rawValue, "prefLabel", change.newLabel],
      ]
    return renamed + change.removedLabels.map { ["-", change.concept.rawValue, "label", $0] }
      + change.addedLabels.map { ["+", change.concept.rawValue, "label", $0] }
  }

  var json: JSONValue {
    .record([
      "addedConcepts": ids(difference.addedConcepts), "removedConcepts": ids(difference.removedConcepts),
      "changedConcepts": .array(
        difference.changedConcepts.map {
          .record([
            "id": .string($0.concept.rawValue), "oldLabel": .string($0.oldLabel), "newLabel": .string($0.newLabel),
            "addedLabels": .array($0.addedLabels.map(JSONValue.string)),
            "removedLabels": .array($0.removedLabels.map(JSONValue.string)),
          ])
        }),
      "addedRelations": statements(difference.addedRelations),
      "removedRelations": statements(difference.removedRelations),
    ])
  }

  private func ids(_ ids: [ConceptID]) -> JSONValue { .array(ids.map { .string($0.rawValue) }) }

  private func statements(_ statements: [TaxonomyDifference.Statement]) -> JSONValue {
    .array(
      statements.map {
        .record([
          "source": .string($0.source.rawValue), "relation": .string($0.relation.rawValue),
          "target": .string($0.target.rawValue),
        ])
      })
  }

  var table: Listing? { Listing(columns: ["change", "concept", "what", "value"], rows: rows) }
}
