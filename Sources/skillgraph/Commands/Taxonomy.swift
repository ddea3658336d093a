import ArgumentParser

/// Called otherwise than its subject, which is a type of `Concepts`.
struct TaxonomyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "taxonomy", abstract: "Look at, check and hand on the concepts and their curated relations.",
    discussion: """
      A taxonomy is named by: bundled; a graph file; a folder of own tables, of ESCO's or O*NET's files; a SKOS file (RDF/XML).

      Example: skillgraph taxonomy check my-tables
      """,
    subcommands: [
      TaxonomyCheck.self, TaxonomyStats.self, TaxonomyShow.self, TaxonomyExport.self, TaxonomyDiff.self,
      TaxonomySuggest.self,
    ])
}
