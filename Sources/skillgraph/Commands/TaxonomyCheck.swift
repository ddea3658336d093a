import ArgumentParser
import BundledData
import Concepts
import Diagnostics
import JSONText
import TaxonomyFormats

struct TaxonomyCheck: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Find rows that cannot be used and everything that breaks a rule of SKOS.",
    discussion: """
      Reported as file:line:column, with what to do: a label that is preferred and alternative at once, a name of two concepts \
      without a rule for each, unknown ids, cycles, related concepts of which one is broader, kinds a relation does not \
      connect. Exit code 1 if there are errors.

      Example: skillgraph taxonomy check Data/taxonomy
      """)

  @Argument(help: "bundled, a folder of tables, or any other taxonomy.")
  var taxonomy = "bundled"

  @Flag(help: "The tables are meant to lie on the bundled taxonomy and may speak of its concepts.")
  var onBundled = false

  @Flag(help: "Report concepts without any relation, too.")
  var orphans = false

  @OptionGroup var output: OutputOptions

  func run() throws {
    let all = try diagnostics()
    let answer = CheckAnswer(
      diagnostics: all.filter { $0.severity != .note || orphans }, orphans: all.count { $0.severity == .note })
    try output.print(answer)
    if answer.count(.error) > 0 { throw ExitCode(1) }
  }

  private func diagnostics() throws -> [Diagnostic] {
    if taxonomy == "bundled" {
      return TaxonomyTables.check(BundledFile.all(in: "taxonomy").map { ("Data/" + $0.name, $0.bytes) })
    }
    if SourceFiles.isFolder(taxonomy) {
      let tables = try SourceFiles.readFolder(taxonomy, [".tsv"])
      if onBundled { return TaxonomyTables.check(tables, on: TaxonomyLayer(Taxonomy.bundled().value)) }
      if !tables.isEmpty { return TaxonomyTables.check(tables) }
    } else if onBundled {
      let overlay: [TaxonomyTables.File] = [("overlay.tsv", try SourceFiles.read(taxonomy))]
      return TaxonomyTables.check(overlay, on: TaxonomyLayer(Taxonomy.bundled().value))
    }
    return try TaxonomySource.open(taxonomy).integrityFindings().map { $0.diagnostic() }
  }
}

private struct CheckAnswer: Answer {
  let diagnostics: [Diagnostic]
  let orphans: Int

  func count(_ severity: Diagnostic.Severity) -> Int { diagnostics.count { $0.severity == severity } }

  var text: String {
    diagnostics.map { $0.description + "\n" }.joined()
      + "\(count(.error)) errors, \(count(.warning)) warnings, \(orphans) concepts without a relation\n"
  }

  var json: JSONValue {
    .record([
      "errors": .integer(count(.error)), "warnings": .integer(count(.warning)), "orphans": .integer(orphans),
      "findings": .array(
        diagnostics.map {
          .record([
            "severity": .string($0.severity.rawValue), "code": .string($0.code), "message": .string($0.message),
            "file": .optional($0.location?.file), "line": $0.location?.line.map(JSONValue.integer) ?? .null,
            "column": $0.location?.column.map(JSONValue.integer) ?? .null,
          ])
        }),
    ])
  }

  var table: Listing? {
    Listing(
      columns: ["severity", "code", "file", "line", "column", "message"],
      rows: diagnostics.map { finding in
        let place = finding.location
        return [
          finding.severity.rawValue, finding.code, place?.file ?? "", place?.line.map(String.init) ?? "",
          place?.column.map(String.init) ?? "", finding.message,
        ]
      })
  }
}
