import ArgumentParser
import Concepts
import Diagnostics
import GraphModel
import GraphStore

extension SkillGraphCommand {
  struct Merge: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "merge",
      abstract: "Join graph files into one.",
      discussion: """
        The result is that of ingesting everything at once, in whatever order the files are named and however they are grouped; a \
        source that several files have alike counts once. Of two versions of one source one stays, the same in any order; ingest \
        the page again if it should be the newer one. Imported taxonomies come along, with what is inferred from them; what 'infer' \
        computed from the postings of one file does not, since together they say something else: infer again.

        Example: skillgraph merge monday.db tuesday.db --graph week.db
        """)

    @Argument(help: "The graph files to join.")
    var files: [String]

    @OptionGroup var graph: GraphFileOption

    func validate() throws {
      if files.isEmpty { throw ValidationError("name at least one graph file") }
      if files.contains(graph.path) {
        throw ValidationError("'\(graph.path)' cannot be joined into itself; name another --graph")
      }
    }

    func run() throws {
      do {
        try merge()
      } catch let error as GraphFileError {
        throw Failure.io(error.message)
      }
    }

    private func merge() throws {
      // All are opened first, so that a wrong name changes nothing.
      let sources = try files.map { try GraphFile(path: $0, mode: .readOnly) }
      let target = try GraphFile(path: graph.path, mode: .readWrite)
      defer { target.close() }
      try GraphTaxonomy.join(sources, into: target)
      try GraphTaxonomy.sync(GraphTaxonomy.compose(target).taxonomy, in: target)
      for source in sources {
        try target.absorb(source)
        for method in try source.methodsOverPostings() {
          Console.remark(
            "note: what \(method) computed from '\(source.path)' alone is left behind; compute it from all postings with: "
              + "skillgraph infer --graph \(graph.path)")
        }
      }
      let report = try target.report()
      Console.remark(
        "\(report.postings) postings and \(report.duplicates) duplicates from \(report.sources) sources in '\(graph.path)'"
      )
    }
  }
}
