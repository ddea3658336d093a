import ArgumentParser
import Concepts
import Foundation
import GraphModel
import GraphStore
import JSONText
import Testing

@testable import skillgraph

/// Which graph a question is asked.
@Suite struct AskedGraphTests {
  private static func id(_ label: String) -> ConceptID { ConceptID(kind: .skill, label: label) }

  private static let taxonomy = Taxonomy(
    schemes: [.init(name: "own", title: "", release: "1", licence: "")],
    concepts: ["a", "b", "c"].map { Concept(id: id($0), prefLabel: $0) },
    relations: [UnresolvedRelation(id("a"), .prerequisiteOf, id("b"), strength: .essential)],
    inferred: [
      InferredRelation(id("b"), .prerequisiteOf, id("c"), method: "m", confidence: 0.4, figures: "4 of 5")
    ])

  /// The answer of a command to a graph file.
  private func answer(_ words: [String], _ fill: (GraphStore) throws -> Void) throws -> String {
    let path = FileManager.default.temporaryDirectory.path + "/skillgraph-asked-\(UUID().uuidString).db"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let store = try GraphStore(path: path, mode: .readWrite)
    try fill(store)
    store.close()
    let command = try SkillGraphCommand.parseAsRoot(words + ["--graph", path])
    guard let question = command as? any GraphQuestion else { return "no question" }
    return try text(question)
  }

  private func text(_ question: some GraphQuestion) throws -> String {
    String(decoding: try question.answer(question.graph.open()).json.utf8(indented: false), as: UTF8.self)
  }

  @Test(arguments: [
    (["prerequisites", "c"], "skill:a"), (["unlocks", "b"], "skill:c"), (["next", "--have", "b"], "skill:c"),
  ])
  func whatWasInferredCountsOnlyIfItIsAskedFor(words: [String], found: String) throws {
    let fill: (GraphStore) throws -> Void = { try $0.sync(Self.taxonomy) }
    // Without an answer `next` throws.
    let plain = (try? answer(words, fill)) ?? "none"
    #expect(!plain.contains("\"\(found)\""))
    #expect(try answer(words + ["--include-inferred"], fill).contains("\"\(found)\""))
  }

  @Test func soItIsWithGraphsThatWereImportedWhole() throws {
    let graph = SkillGraph(taxonomy: Self.taxonomy, inferred: Self.taxonomy.inferred)
    #expect(try !answer(["prerequisites", "c"]) { try $0.keep(graph) }.contains("\"skill:b\""))
    #expect(try answer(["prerequisites", "c", "--include-inferred"]) { try $0.keep(graph) }.contains("\"skill:b\""))
  }
}
