import Concepts
import Diagnostics
import GraphModel
import GraphStore
import Ingestion
import Postings
import TaxonomyFormats

/// A CV, read with what reads job pages.
enum CurriculumVitae {
  /// What the CV at `path` names that the graph knows, in its order, each with the words that do.
  ///
  /// - Throws: an exit if it cannot be read, or is neither text nor HTML.
  static func read(_ path: String, _ open: OpenGraph) throws -> [(node: NodeIndex, quote: String)] {
    let bytes = try SourceFiles.read(path)
    if let kind = unreadableKind(bytes) {
      throw Failure.io("'\(path)' is \(kind), which is not read; save it as text or HTML and try again")
    }
    let document = PostingReader().document(bytes, name: path)
    Console.remark(document.diagnostics.filter { $0.severity != .note })
    let evidence = try extractor(document.value, open).evidence(of: document.value, source: path, unit: 0)
    let degrees = evidence.education.flatMap { degree in degree.concepts.map { ($0, degree.quote) } }
    var seen: Set<NodeIndex> = []
    let found = (evidence.mentions.map { ($0.concept, $0.quote) } + degrees).compactMap { concept, quote in
      open.graph.index(of: concept).flatMap { seen.insert($0).inserted ? (node: $0, quote: quote) : nil }
    }
    if found.isEmpty { Console.remark("\(path): warning: nothing in it is known to the graph") }
    return found
  }

  /// With those names of the graph's taxonomy that the CV may have.
  private static func extractor(_ cv: JobPosting, _ open: OpenGraph) throws -> Extractor {
    guard let store = open.store else { return Extractor(taxonomy: Taxonomy.bundled().value) }
    do throws(GraphFileError) {
      if let part = try GraphTaxonomy.part(namedIn: cv, store) { return Extractor(taxonomy: part) }
      return Extractor(taxonomy: try store.loadTaxonomy())
    } catch {
      throw Failure.io(error.message)
    }
  }

  /// What a file that is neither text nor HTML is, by its first bytes.
  static func unreadableKind(_ bytes: [UInt8]) -> String? {
    let kinds: [([UInt8], String)] = [
      (Array("%PDF".utf8), "a PDF file"), ([0x50, 0x4B, 0x03, 0x04], "a Word or another packed document"),
      ([0xD0, 0xCF, 0x11, 0xE0], "an old Word document"), (Array("{\\rtf".utf8), "an RTF document"),
      ([0x89, 0x50, 0x4E, 0x47], "a picture"), ([0xFF, 0xD8, 0xFF], "a picture"),
    ]
    return kinds.first { bytes.starts(with: $0.0) }?.1
  }
}
