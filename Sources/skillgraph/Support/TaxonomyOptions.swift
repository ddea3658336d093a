import ArgumentParser
import Concepts
import Diagnostics
import GraphStore
import Ingestion
import TaxonomyFormats

/// With whose names postings are read where there is no graph file to say so.
struct TaxonomyOptions: ParsableArguments {
  @Option(
    name: .customLong("graph"),
    help: ArgumentHelp("Read with the names of this graph file: bundled and imported ones.", valueName: "file"))
  var graph: String?

  @Option(
    help: ArgumentHelp(
      "Read with these names instead of the bundled ones: own tables, ESCO's or O*NET's folder, SKOS.",
      valueName: "folder or file"))
  var taxonomy: String?

  @Option(
    help: ArgumentHelp(
      "Put own tables, or a table of changes, on top; may be repeated.", valueName: "folder or file"))
  var overlay: [String] = []

  func validate() throws {
    if graph != nil, taxonomy != nil { throw ValidationError("--graph and --taxonomy exclude each other") }
  }

  /// What finds the names in postings.
  ///
  /// - Throws: an exit if something cannot be read.
  func extractor(allMentions: Bool) throws -> Extractor {
    let release = SkillGraphCommand.configuration.version
    if let graph, overlay.isEmpty, let stored = try storedExtractor(graph, allMentions) { return stored }
    if graph == nil, taxonomy == nil, overlay.isEmpty {
      return NameCache.extractor(release: release, allMentions: allMentions)
    }
    return Extractor(taxonomy: try open(), release: release, allMentions: allMentions)
  }

  private func storedExtractor(_ path: String, _ allMentions: Bool) throws -> Extractor? {
    do {
      let store = try GraphFile(path: path, mode: .readOnly)
      defer { store.close() }
      return try GraphTaxonomy.storedExtractor(store, allMentions: allMentions)
    } catch {
      throw Failure.io(error.message)
    }
  }

  /// - Throws: an exit if something cannot be read.
  func open() throws -> Taxonomy {
    let overlays = try overlay.map { path in
      let read = try TaxonomySource.layer(path)
      Console.remark(read.diagnostics.filter { $0.severity != .note })
      return read.layer
    }
    if let graph { return try composed(graph, overlays) }
    let lowest = try taxonomy.map(TaxonomySource.open) ?? Taxonomy.bundled().value
    guard !overlays.isEmpty else { return lowest }
    return layered([TaxonomyLayer(lowest)] + overlays)
  }

  private func composed(_ path: String, _ overlays: [TaxonomyLayer]) throws -> Taxonomy {
    do {
      let store = try GraphFile(path: path, mode: .readOnly)
      defer { store.close() }
      guard !overlays.isEmpty else { return try store.loadTaxonomy() }
      return remarked(try GraphTaxonomy.compose(store, under: overlays))
    } catch {
      throw Failure.io(error.message)
    }
  }

  private func layered(_ layers: [TaxonomyLayer]) -> Taxonomy { remarked(Taxonomy.layered(layers)) }

  private func remarked(_ result: (taxonomy: Taxonomy, reports: [LayerReport])) -> Taxonomy {
    Console.remark(result.reports.flatMap(\.diagnostics))
    return result.taxonomy
  }
}
