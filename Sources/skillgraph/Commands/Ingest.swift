import ArgumentParser
import Concepts
import Diagnostics
import GraphStore
import Ingestion

extension SkillGraphCommand {
  struct Ingest: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "ingest",
      abstract: "Read job pages into the graph file.",
      discussion: """
        A source that is in the file already and has not changed is passed over; a changed one replaces what it said before. An \
        interrupted run is finished by running it again. Names are those of the bundled taxonomy and of what was imported into \
        the file ('skillgraph import'). Members of archives are sources of their own, called archive!/member.

        Example: skillgraph ingest Data/postings --graph jobs.db
        Example: skillgraph ingest crawl.warc.gz feed.xml.gz 'saved/**/*.html' --urls saved/urls.tsv
        """)

    @OptionGroup var extraction: ExtractionOptions
    @OptionGroup var graph: GraphFileOption

    @Flag(inversion: .prefixedNo, help: "Use the bundled taxonomy beside imported ones, from now on.")
    var bundled: Bool?

    func run() async throws {
      do {
        try await ingest()
      } catch let error as GraphFileError {
        throw Failure.io(error.message)
      }
    }

    private func ingest() async throws {
      let sources = try SourceFiles.expand(ManyArguments.split(extraction.paths), spooling: true)
      let store = try GraphFile(path: graph.path, mode: .readWrite)
      defer { store.close() }
      let pipeline = try extraction.pipeline(GraphTaxonomy.extractor(store, bundled: bundled))
      let report = try await pipeline.run(
        sources, isCurrent: { try store.isCurrent(source: $0, digest: $1, keepsDuplicates: extraction.keepDuplicates) },
        report: extraction.remark, receive: { try store.add($0) })
      try extraction.finish(report)
    }
  }
}
