import ArgumentParser
import Concepts
import Foundation
import GraphStore
import Testing

@testable import skillgraph

/// With whose names `extract` reads.
@Suite struct TaxonomyOptionsTests {
  private static let python = ConceptID(kind: .skill, label: "python")
  private static let own = ConceptID(kind: .skill, label: "basket weaving")

  /// A folder with one table, which is deleted afterwards.
  private func withTable<Value>(_ name: String, _ text: String, _ body: (_ folder: String) throws -> Value) throws
    -> Value
  {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("skillgraph-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try text.write(to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
    return try body(folder.path)
  }

  private func check(_ words: [String], hasPython: Bool, hasOwn: Bool) throws {
    let taxonomy = try TaxonomyOptions.parse(words).open()
    #expect((taxonomy[Self.python] != nil) == hasPython, "\(words)")
    #expect((taxonomy[Self.own] != nil) == hasOwn, "\(words)")
  }

  @Test func theBundledNamesAreUsedUnlessOthersAreNamed() throws { try check([], hasPython: true, hasOwn: false) }

  @Test func anOverlayLiesOnTop() throws {
    let table = "action\tconcept\tvalue\nadd\tskill:basket-weaving\tBasket Weaving\nforbid\tskill:python\n"
    try withTable("own.tsv", table) { folder in
      try check(["--overlay", folder + "/own.tsv"], hasPython: false, hasOwn: true)
    }
  }

  @Test func aTaxonomyReplacesTheBundledOne() throws {
    try withTable("concepts.tsv", "id\tprefLabel\nskill:basket-weaving\tBasket Weaving\n") { folder in
      try check(["--taxonomy", folder], hasPython: false, hasOwn: true)
      try check(["--overlay", folder], hasPython: true, hasOwn: true)
      #expect(throws: (any Error).self) { try TaxonomyOptions.parse(["--taxonomy", folder, "--graph", "x"]) }
    }
  }

  @Test func aGraphFileHasItsNames() throws {
    try withTable("own.tsv", "action\tconcept\tvalue\nadd\tskill:basket-weaving\tBasket Weaving\n") { folder in
      let path = folder + "/graph.db"
      let store = try GraphFile(path: path, mode: .readWrite)
      try store.sync(Taxonomy(schemes: [], concepts: [Concept(id: Self.python, prefLabel: "Python")], relations: []))
      store.close()
      let plain = try TaxonomyOptions.parse(["--graph", path]).open()
      #expect(plain.concepts.map(\.id) == [Self.python])
      try check(["--graph", path, "--overlay", folder + "/own.tsv"], hasPython: true, hasOwn: true)
    }
  }
}
