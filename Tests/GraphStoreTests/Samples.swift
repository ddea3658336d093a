import TestSupport
import Concepts
import FoundationEssentials
import GraphModel

@testable import GraphStore

/// A path for a file of its own, which is deleted when the value goes.
final class ScratchFile {
  let path: String

  init() { path = FileManager.default.temporaryDirectory.path + "/skillgraph-\(UUID().uuidString).db" }

  func store(_ mode: GraphFile.Mode = .readWrite) throws -> GraphFile { try GraphFile(path: path, mode: mode) }

  deinit {
    for suffix in ["", "-wal", "-shm", "-journal"] { try? FileManager.default.removeItem(atPath: path + suffix) }
  }
}

enum Sample {
  static func id(_ text: String) -> ConceptID { ConceptID(text) ?? ConceptID(kind: .skill, label: text) }

  /// Two roles, four skills, two kinds of education and one relation of each sort that counts matter to.
  static let taxonomy = Taxonomy(
    schemes: [.init(name: "sample", title: "Sample", release: "1", licence: "CC0")],
    concepts: ["role:r0", "role:r1", "skill:s0", "skill:s1", "skill:s2", "education:bachelor", "education:physics"].map
    {
      Concept(
        id: id($0), prefLabel: $0.uppercased(), labels: [Label("\($0) too"), Label("\($0) hidden", .hidden)],
        matches: [ConceptMatch(.exactMatch, "x:\($0)")])
    },
    relations: [
      .init(id("role:r0"), .requires, id("skill:s0"), level: .preferred, row: 7),
      .init(id("role:r0"), .requires, id("skill:s0"), level: .required, row: 8),
      .init(id("role:r1"), .requires, id("skill:s2"), level: .required, row: 9),
      .init(id("skill:s0"), .prerequisiteOf, id("skill:s1"), strength: .essential, row: 3),
    ])

  /// A posting that asks for concepts, written `skill:s0 required`.
  static func posting(
    _ source: String, _ unit: Int = 0, role: String? = "role:r0", asking demands: [String] = [], url: String? = nil,
    identifier: String? = nil, text: UInt64? = nil
  ) -> PostingEvidence {
    var evidence = PostingEvidence(source: source, unit: unit, posting: .init(syntax: "html", title: "T"))
    evidence.posting.role = role.map { .init(id: id($0), label: "label of \($0)") }
    evidence.posting.organization = identifier == nil ? nil : "Acme"
    evidence.posting.identifier = identifier
    evidence.posting.url = url
    evidence.posting.digest = text.map { digits($0) }
    for demand in demands {
      let parts = demand.split(separator: " ").map(String.init)
      evidence.mentions.append(mention(parts[0], DemandLevel(rawValue: parts[1]) ?? .required))
    }
    return evidence
  }

  static func mention(_ concept: String, _ level: DemandLevel) -> PostingEvidence.Mention {
    .init(
      concept: id(concept), label: concept, level: level, quote: "the quote", context: "the quote in its sentence",
      section: "requirements", confidence: 0.9, method: "label")
  }

  static func digits(_ digest: UInt64) -> String {
    let text = String(digest, radix: 16)
    return String(repeating: "0", count: 16 - text.count) + text
  }

  /// A source of these postings whose digest is that of its content.
  static func batch(_ source: String, _ evidence: [PostingEvidence], keepsDuplicates: Bool = false) -> SourceBatch {
    var digest = ContentDigest()
    digest.update("\(evidence)")
    return SourceBatch(
      source: source, digest: digest.hexadecimal, keepsDuplicates: keepsDuplicates, evidence: evidence)
  }
}

/// A graph as lines, which compare by value and show what differs.
func lines(_ graph: SkillGraph) -> [String] {
  graph.nodes.map { "\($0)" } + graph.edges.map { "\($0)" } + ["\(graph.postingCount) \(graph.schemes)"]
}

extension SplitMix64 {
  /// True once in so many times.
  mutating func oneIn(_ count: Int) -> Bool { Int.random(in: 0..<count, using: &self) == 0 }
}
