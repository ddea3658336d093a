import ArgumentParser
import Concepts
import Diagnostics
import GraphModel
import GraphStore

extension SkillGraphCommand {
  struct Merge: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Join graph files into one.",
      discussion: """
        The result is that of ingesting everything at once, in whatever order the files are named; a source that several files have \
        alike counts once. Imported taxonomies come along.

        Example: skillgraph merge monday.db tuesday.db --graph week.db
        """)

    @Argument(help: "The graph files to join.")
    var files: [String]

    @OptionGroup var graph: GraphFile

    func validate() throws {
      if files.isEmpty { throw ValidationError("name at least one graph file") }
      if files.contains(graph.path) {
        throw ValidationError("'\(graph.path)' cannot be joined into itself; name another --graph")
      }
    }

    func run() throws {
      do {
        try merge()
      } catch let error as GraphStoreError {
        throw Failure.io(error.message)
      }
    }

    private func merge() throws {
      // All are opened first, so that a wrong name changes nothing.
      let sources = try files.map { try GraphStore(path: $0, mode: .readOnly) }
      let target = try GraphStore(path: graph.path, mode: .readWrite)
      defer { target.close() }
      try GraphTaxonomy.join(sources, into: target)
      try target.sync(GraphTaxonomy.compose(target).taxonomy)
      for source in sources { try source.forEachSource { try target.add([$0]) } }
      let report = try target.report()
      Console.remark(
        "\(report.postings) postings and \(report.duplicates) duplicates from \(report.sources) sources in '\(graph.path)'"
      )
    }
  }
}
