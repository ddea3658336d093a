import Compression
import Concepts
import Diagnostics
import GraphStore
import TaxonomyFormats

/// A taxonomy somebody names on a command line.
enum TaxonomySource {
  /// `bundled`, a graph file, a folder of own tables, of ESCO's or of O*NET's files, an overlay table, or a SKOS file.
  ///
  /// - Throws: an exit if there is none of these.
  static func open(_ path: String) throws -> Taxonomy {
    if path == "bundled" { return Taxonomy.bundled().value }
    if !SourceFiles.isFolder(path), isGraphFile(path) { return try graphFile(path) }
    let layer = try layer(path)
    Console.remark(layer.diagnostics.filter { $0.severity != .note })
    return Taxonomy(
      schemes: [layer.layer.scheme], concepts: layer.layer.concepts, relations: layer.layer.relations,
      ambiguities: layer.layer.ambiguities, inferred: layer.layer.inferred)
  }

  /// A scheme as it is in its files, with what was noticed in reading them and, for foreign schemes, what became of rows.
  typealias Read = (layer: TaxonomyLayer, diagnostics: [Diagnostic], report: ImportReport?)

  static func layer(_ path: String) throws -> Read {
    guard SourceFiles.exists(path) else { throw Failure.io("there is no '\(path)'") }
    guard SourceFiles.isFolder(path) else { return try file(path) }
    let tables = try SourceFiles.readFolder(path, [".tsv"])
    if !tables.isEmpty { return tablesFolder(tables) }
    if let read = try tabiya(path) { return read }
    return try SourceFiles.readFolder(path, ["Occupation Data.txt"]).isEmpty
      ? esco(path, release: nil) : onet(path, release: nil)
  }

  static func tables(_ path: String) throws -> Read {
    guard SourceFiles.isFolder(path) else { return try file(path) }
    let tables = try SourceFiles.readFolder(path, [".tsv"])
    if !tables.isEmpty { return tablesFolder(tables) }
    if let read = try tabiya(path) { return read }
    throw Failure.io(
      "there is no table in '\(path)': neither own ones (….tsv) nor Tabiya's (skills.csv, occupations.csv)")
  }

  private static func tablesFolder(_ files: [TaxonomyTables.File]) -> Read {
    let read = TaxonomyTables.readLayer(files)
    return (read.value, read.diagnostics, nil)
  }

  static func esco(_ path: String, release: String?) throws -> Read {
    do {
      let read = try ESCO.read(
        try SourceFiles.readFolder(path, [".csv"]), release: release ?? version(in: path) ?? "unknown")
      return (read.layer, read.report.diagnostics, read.report)
    } catch let error as ImportError {
      throw Failure.io("'\(path)': \(error.message)")
    }
  }

  /// `nil` if the folder's files are not Tabiya's.
  private static func tabiya(_ path: String) throws -> Read? {
    let files = try SourceFiles.readFolder(path, ["skills.csv", "occupations.csv"])
    guard Tabiya.isRecognized(files) else { return nil }
    do {
      let read = try Tabiya.read(try SourceFiles.readFolder(path, [".csv"]), release: version(in: path) ?? "unknown")
      return (read.layer, read.report.diagnostics, read.report)
    } catch let error as ImportError {
      throw Failure.io("'\(path)': \(error.message)")
    }
  }

  static func onet(_ path: String, release: String?) throws -> Read {
    do {
      let read = try ONET.read(try SourceFiles.readFolder(path, [".txt"]), release: release)
      return (read.layer, read.report.diagnostics, read.report)
    } catch let error as ImportError {
      throw Failure.io("'\(path)': \(error.message)")
    }
  }

  /// `esco-1.2.0` → `1.2.0`
  private static func version(in path: String) -> String? {
    path.split { !$0.isNumber && $0 != "." }.map(String.init).last { $0.contains(".") && $0.first?.isNumber ?? false }
  }

  /// A table of changes, or SKOS.
  private static func file(_ path: String) throws -> Read {
    let bytes = try SourceFiles.read(path)
    if bytes.first(where: { $0 > 0x20 }) == UInt8(ascii: "<") || bytes.starts(with: [0xEF, 0xBB, 0xBF, 0x3C]) {
      return try skos(path, bytes)
    }
    let read = TaxonomyTables.readOverlay(path, bytes)
    return (read.value, read.diagnostics, nil)
  }

  static func skos(_ path: String, _ bytes: [UInt8], kind: ConceptKind = .skill) throws -> Read {
    do {
      let read = try SKOS.read(bytes, kind: kind, name: path)
      return (read.layer, read.report.diagnostics, read.report)
    } catch {
      throw Failure.io("'\(path)': \(error.message)")
    }
  }

  static func isGraphFile(_ path: String) -> Bool {
    (try? SourceFiles.beginning(path).starts(with: "SQLite format 3".utf8)) ?? false
  }

  private static func graphFile(_ path: String) throws -> Taxonomy {
    do {
      let store = try GraphStore(path: path, mode: .readOnly)
      defer { store.close() }
      return try store.loadTaxonomy()
    } catch {
      throw Failure.io(error.message)
    }
  }
}
