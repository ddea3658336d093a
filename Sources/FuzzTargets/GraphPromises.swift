internal import Concepts
internal import Diagnostics
internal import GraphFormats
internal import TaxonomyFormats

/// What is written is read back, whatever was read first.
enum GraphPromises {
  static func checkGraphML(_ bytes: [UInt8]) throws(BrokenPromise) {
    let pieces = stride(from: 0, to: bytes.count, by: 13).map { Array(bytes[$0..<min(bytes.count, $0 + 13)]) }
    let (whole, parts) = (
      try? GraphMLReader().readProperties([bytes]), try? GraphMLReader().readProperties(pieces)
    )
    try require(
      whole?.value.nodes == parts?.value.nodes && whole?.value.edges == parts?.value.edges,
      "the graph depends on pieces"
    )
    try require(outcome(bytes, plain: true) == outcome(bytes, plain: false), "plain elements are read otherwise")
    guard let graph = try? GraphMLReader().read([bytes]) else { return }
    let first = GraphML().bytes(graph.value)
    guard let again = try? GraphMLReader().read([first]) else {
      throw BrokenPromise(message: "what was written is no GraphML")
    }
    try require(GraphML().bytes(again.value) == first, "a graph that was written is read back as another one")
  }

  /// All that a reader says of a file, with or without a reader of its own for plain elements.
  private static func outcome(_ bytes: [UInt8], plain: Bool) -> String {
    var reader = GraphMLReader()
    reader.readsPlainElements = plain
    do throws(GraphMLError) {
      let read = try reader.readProperties([bytes])
      let graph = read.value
      return "\(graph.keys) \(graph.ownProperties) \(read.diagnostics)"
        + graph.nodes.map { "\($0) \(graph.properties(of: $0))" }.joined()
        + graph.edges.map { "\($0) \(graph.properties(of: $0))" }.joined()
    } catch {
      // What libxml2 says of bytes that are no UTF-8 depends on how many it has.
      return "\(error.code) \(error.line)"
    }
  }

  static func checkTables(_ bytes: [UInt8]) throws(BrokenPromise) {
    let files = tables(bytes)
    _ = TaxonomyTables.check(files)
    _ = TaxonomyTables.readOverlay("overlay.tsv", bytes)
    // Writing makes spaces of control characters, which reading may then drop.
    let plain = TaxonomyTables.write(TaxonomyTables.readLayer(files).value, keepsRows: true)
    let first = TaxonomyTables.write(TaxonomyTables.readLayer(plain).value, keepsRows: true)
    let again = TaxonomyTables.write(TaxonomyTables.readLayer(first).value, keepsRows: true)
    for (one, other) in zip(first, again) {
      try require(one.bytes == other.bytes, "\(one.name) is written, read and written as another one")
    }
  }

  /// Cut at lines that begin with `== `.
  private static func tables(_ bytes: [UInt8]) -> [TaxonomyTables.File] {
    var files: [TaxonomyTables.File] = []
    for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      if line.starts(with: "== ".utf8) {
        files.append((String(decoding: line.dropFirst(3), as: UTF8.self), []))
      } else if !files.isEmpty {
        files[files.count - 1].bytes += line + [UInt8(ascii: "\n")]
      }
    }
    return files
  }
}
