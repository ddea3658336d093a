import ArgumentParser
import BundledData
import Concepts
import Diagnostics
import GraphModel
import GraphQuery
import GraphStore
import Ingestion
import Mentions
import Postings
import TaxonomyFormats

/// The taxonomy of a graph file: the bundled scheme, unless it was switched off, with what was imported on top.
enum GraphTaxonomy {
  /// A layer of this name, without files, says that the bundled scheme is not wanted.
  private static let withoutBundled = "without-bundled"

  /// - Parameters:
  ///   - bundled: whether the bundled scheme is wanted from now on; `nil` leaves it as it is.
  ///   - overlays: what is to lie on top, without being kept in the file.
  static func compose(
    _ store: GraphFile, bundled: Bool? = nil, under overlays: [TaxonomyLayer] = []
  ) throws(GraphFileError) -> (
    taxonomy: Taxonomy, reports: [LayerReport]
  ) {
    if bundled == true { _ = try store.forgetLayer(withoutBundled) }
    if bundled == false { try store.keep(StoredLayer(name: withoutBundled, files: [])) }
    let stored = try store.layers()
    let imported = stored.filter { $0.name != withoutBundled }.map(read)
    if stored.isEmpty, overlays.isEmpty { return (Taxonomy.bundled().value, []) }
    let lowest = stored.contains { $0.name == withoutBundled } ? [] : [TaxonomyLayer(Taxonomy.bundled().value)]
    return Taxonomy.layered(lowest + imported + overlays)
  }

  /// An imported scheme as far as its names go, with the concepts of other schemes that it was linked to.
  static func scheme(_ name: String, in store: GraphFile) throws(GraphFileError) -> (
    layer: TaxonomyLayer, namesakes: [String: SchemeNames.Namesake]
  )? {
    let files = ["scheme.tsv", "concepts.tsv", "labels.tsv", "matches.tsv", "ambiguity.tsv"]
    guard let stored = try store.layer(name, files: files) else { return nil }
    var namesakes: [String: SchemeNames.Namesake] = [:]
    try store.forEachMatch(outside: name) { id, match, names in
      SchemeNames.Namesake.note(id, match, names, in: &namesakes)
    }
    return (read(stored), namesakes)
  }

  /// What finds names in pages for the graph file, whose taxonomy is brought up to date.
  static func extractor(_ store: GraphFile, bundled: Bool?) throws(GraphFileError) -> Extractor {
    if bundled == nil, let extractor = try storedExtractor(store) { return extractor }
    return try keep(compose(store, bundled: bundled).taxonomy, in: store)
  }

  /// Makes `taxonomy` that of the graph file.
  ///
  /// - Returns: what finds its names in pages; of imported schemes the index is kept in the file for the next time.
  @discardableResult
  static func keep(_ taxonomy: Taxonomy, in store: GraphFile) throws(GraphFileError) -> Extractor {
    let digest = try sync(taxonomy, in: store)
    let extractor = Extractor(
      taxonomy: taxonomy, taxonomyDigest: digest, release: SkillGraphCommand.configuration.version)
    if taxonomy.schemes.count > 1 {
      let compiled = extractor.compiled
      try store.keepIndex(compiled.index, seal: compiled.seal, indexKey)
    }
    return extractor
  }

  /// Makes `taxonomy` that of the graph file, and keeps by which words its names are found.
  ///
  /// - Returns: its `contentDigest`.
  @discardableResult
  static func sync(_ taxonomy: Taxonomy, in store: GraphFile) throws(GraphFileError) -> String {
    let digest = taxonomy.contentDigest
    try store.sync(taxonomy, digest: digest)
    if try !store.hasNames(seal: nameSeal) {
      let keys = NameKeys.keys(of: taxonomy).map {
        StoredNameKey(rarest: $0.rarest, next: $0.next, concept: Int($0.concept.rawValue))
      }
      try store.keepNames(keys, seal: nameSeal)
    }
    return digest
  }

  /// What in the file's taxonomy `text` may name; `nil` for a file of another release.
  static func part(namedIn text: JobPosting, _ store: GraphFile) throws(GraphFileError) -> Taxonomy? {
    try store.taxonomy(namedBy: NameKeys.words(of: text), seal: nameSeal)
  }

  private static var nameSeal: String { Extractor.seal(release: SkillGraphCommand.configuration.version) }

  /// What finds names in pages, from the index that is kept in the file; `nil` if there is none, or not of this program and its taxonomy.
  static func storedExtractor(_ store: GraphFile, allMentions: Bool = false) throws(GraphFileError) -> Extractor? {
    try store.index(indexKey).flatMap { stored in
      Extractor(
        compiled: .init(index: stored.bytes, seal: stored.seal), taxonomyDigest: stored.taxonomyDigest,
        release: SkillGraphCommand.configuration.version, allMentions: allMentions)
    }
  }

  private static var indexKey: String {
    var digest = ContentDigest()
    for file in BundledFile.all(in: "taxonomy") { digest.update(file.bytes) }
    return digest.hexadecimal
  }

  static func keep(_ layer: TaxonomyLayer, in store: GraphFile) throws(GraphFileError) {
    let files = TaxonomyTables.write(layer, keepsRows: true).map { StoredLayer.File(name: $0.name, bytes: $0.bytes) }
    try store.keep(StoredLayer(name: layer.scheme.name, files: files))
  }

  /// Gives `target` the imported schemes of `sources` that it lacks, in an order that does not depend on theirs.
  ///
  /// - Throws: an exit if two of them have different releases of a scheme.
  static func join(_ sources: [GraphFile], into target: GraphFile) throws {
    let own = Set(try target.layers().map(\.name))
    var found: [String: (position: Int, layer: StoredLayer, path: String)] = [:]
    for source in sources {
      for (position, layer) in try source.layers().enumerated() where !own.contains(layer.name) {
        if let known = found[layer.name], known.layer != layer {
          throw Failure.io(
            "'\(known.path)' and '\(source.path)' have different releases of '\(layer.name)'; "
              + "import the one you want into '\(target.path)' first")
        }
        found[layer.name] = (min(position, found[layer.name]?.position ?? position), layer, source.path)
      }
    }
    for entry in found.values.sorted(by: { ($0.position, $0.layer.name) < ($1.position, $1.layer.name) }) {
      try target.keep(entry.layer)
    }
  }

  private static func read(_ layer: StoredLayer) -> TaxonomyLayer {
    TaxonomyTables.readLayer(layer.files.map { ($0.name, $0.bytes) }).value
  }
}
