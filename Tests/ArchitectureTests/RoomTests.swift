import Foundation
import Testing

/// The rules of `Sources/ARCHITECTURE.md` that show only as something missing.
@Suite struct RoomTests {
  /// Which rooms each room may know. An arrow that is not here is a mistake, or a decision that belongs in ARCHITECTURE.md too.
  static let arrows: [String: Set<String>] = [
    "Diagnostics": [],
    "JSONText": ["Diagnostics"],
    "BundledData": ["CBundledData"],
    "Markup": ["CMarkup", "Diagnostics"],
    "Compression": ["CCompression"],
    "Containers": ["Compression", "Diagnostics"],
    "Concepts": ["Diagnostics"],
    "Postings": ["BundledData", "Diagnostics", "JSONText", "Markup"],
    "Mentions": ["BundledData", "Concepts", "Postings"],
    "GraphModel": ["Concepts", "Diagnostics"],
    "Ingestion": [
      "Concepts", "Containers", "Diagnostics", "GraphModel", "JSONText", "Markup", "Mentions", "Postings",
    ],
    "TaxonomyFormats": ["BundledData", "Concepts", "Diagnostics", "JSONText", "Markup"],
    "GraphStore": ["Concepts", "Diagnostics", "GraphModel"],
    "GraphQuery": ["Concepts", "GraphModel"],
    "GraphFormats": ["BundledData", "Concepts", "Diagnostics", "GraphModel", "JSONText", "Markup"],
    "FuzzTargets": [
      "Compression", "Concepts", "Containers", "Diagnostics", "GraphFormats", "Ingestion", "JSONText", "Markup",
      "Mentions", "Postings", "TaxonomyFormats",
    ],
  ]

  @Test(arguments: arrows.keys.sorted())
  func knowsOnlyTheRoomsItMay(room: String) throws {
    let known = Set(Self.arrows.keys).union([
      "CMarkup", "CLibXML2", "CZlib", "CCompression", "CBundledData", "skillgraph", "dev", "fuzz",
    ])
    for file in try sources(of: room) {
      let strangers = file.imports.intersection(known).subtracting(Self.arrows[room] ?? []).subtracting([room])
      #expect(strangers.isEmpty, "\(file.path) imports \(strangers.sorted())")
    }
  }

  @Test func everyRoomHasItsArrows() throws {
    let rooms = try FileManager.default.contentsOfDirectory(atPath: root + "/Sources").filter { !$0.contains(".") }
    let swiftRooms = rooms.filter { !$0.hasPrefix("C") || ["Compression", "Concepts", "Containers"].contains($0) }
    #expect(Set(swiftRooms).subtracting(["skillgraph", "dev", "fuzz"]) == Set(Self.arrows.keys))
  }

  @Test(arguments: [
    ("<libxml/", ["Sources/CLibXML2/shim.h", "Sources/CMarkup/cmarkup.c"]),
    ("<zlib.h>", ["Sources/CCompression/ccompression.c"]),
  ])
  func onlyOneFileIncludesALibrary(header: String, expected: [String]) throws {
    let including = try files(below: root + "/Sources").filter { path in
      path.hasSuffix(".c") || path.hasSuffix(".h") || path.hasSuffix(".swift")
    }.filter { try text($0).contains(header) }
    #expect(including.map { String($0.dropFirst(root.count + 1)) } == expected)
  }

  /// Words that open a file. The command line, the maintainers' tasks and the store may; nobody else.
  @Test(arguments: arrows.keys.sorted().filter { $0 != "GraphStore" })
  func touchesNoFile(room: String) throws {
    for file in try sources(of: room) {
      for word in ["FileManager", "FileHandle", "fopen(", "contentsOfFile", "URLSession", "ProcessInfo"] {
        #expect(!file.text.contains(word), "\(file.path) uses \(word)")
      }
    }
  }

  @Test func modulesDoNotShareTheirNameWithAType() throws {
    for room in Self.arrows.keys.sorted() {
      for file in try sources(of: room) {
        for keyword in ["struct", "class", "enum", "protocol", "actor"] {
          #expect(!file.text.contains("public \(keyword) \(room) "), "\(file.path)")
        }
      }
    }
  }

  // MARK: Reading the checkout

  private struct Source {
    var path: String
    var text: String

    /// `import X`, `public import struct X.Y` → `X`
    var imports: Set<String> {
      Set(
        text.split(separator: "\n").filter { $0.contains("import ") && !$0.hasPrefix("//") && !$0.hasPrefix(" *") }
          .compactMap {
            line in line.split(separator: " ").last?.split(separator: ".").first.map(String.init)
          })
    }
  }

  private var root: String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .path
  }

  private func sources(of room: String) throws -> [Source] {
    let sources = try files(below: root + "/Sources/" + room).filter { $0.hasSuffix(".swift") }
      .map { Source(path: $0, text: try text($0)) }
    #expect(!sources.isEmpty, "the room \(room) has no sources")
    return sources
  }

  private func files(below folder: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: folder).sorted().map { folder + "/" + $0 }
  }

  private func text(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }
}
