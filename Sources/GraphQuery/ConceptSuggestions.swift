public import Concepts
public import GraphModel

/// Something postings ask for and no concept covers.
public struct ConceptSuggestion: Hashable, Sendable {
  /// The spelling that occurs most often; ties by bytes.
  public var phrase: String
  /// How many postings ask for it.
  public var postings: Int
  /// Sentences it stands in, the first ones met.
  public var examples: [String]
  /// What it probably is.
  public var kind: ConceptKind
  /// Concepts of similar name, the most similar first.
  public var nearest: [ConceptID]
}

/// Counts unknown phrases posting by posting.
public struct ConceptSuggestions: Sendable {
  struct Count: Sendable {
    var postings = 0
    var spellings: [String: Int] = [:]
    var examples: [String] = []
  }

  private static let examplesKept = 3
  private var counts: [FoldedLabel: Count] = [:]

  public init() {}

  /// A phrase counts once for a posting, however often it stands there.
  public mutating func add(_ unknown: [PostingEvidence.Unknown]) {
    var seen: Set<FoldedLabel> = []
    for phrase in unknown {
      let key = FoldedLabel(phrase.phrase)
      guard !key.isEmpty, seen.insert(key).inserted else { continue }
      counts[key, default: Count()].add(phrase, kept: Self.examplesKept)
    }
  }

  /// What at least `minimum` postings ask for, the most frequent first, ties by phrase.
  ///
  /// Phrases that are names in `graph` by now are left out.
  ///
  /// - Complexity: O(*phrases*), and a search by name in the graph for each of the `limit` that are returned.
  public func suggestions(_ graph: SkillGraph, minimum: Int = 2, limit: Int = .max) -> [ConceptSuggestion] {
    let known = Set(graph.nodes.lazy.flatMap { [$0.label] + $0.altLabels }.map { FoldedLabel($0) })
    let wanted = counts.filter { $0.value.postings >= minimum && !known.contains($0.key) }
      .sorted { (-$0.value.postings, $0.key.text) < (-$1.value.postings, $1.key.text) }
    let names = NameIndex(graph)
    return wanted.prefix(limit).map { _, count in
      ConceptSuggestion(
        phrase: count.spelling, postings: count.postings, examples: count.examples,
        kind: Self.likelyKind(count.spelling),
        nearest: names.search(count.spelling, limit: 3).map { graph.id(of: $0.node) })
    }
  }

  private static let certificationWords: Set<String> = [
    "certification", "certificate", "certified", "licence", "license", "credential",
  ]

  /// Certificates say so; a name with capitals or figures within, or of which each word has a capital, is a product.
  static func likelyKind(_ phrase: String) -> ConceptKind {
    let words = phrase.split(separator: " ")
    if words.contains(where: { certificationWords.contains(FoldedLabel(String($0)).text) }) { return .certification }
    let isMixed = words.contains { word in
      word.contains { $0.isLowercase } && word.dropFirst().contains { $0.isUppercase || $0.isNumber }
    }
    let hasDot = words.contains { $0.dropFirst().dropLast().contains(".") }
    let isName = words.count > 1 && words.allSatisfy { $0.first?.isUppercase ?? false }
    return isMixed || hasDot || isName ? .framework : .skill
  }
}

extension ConceptSuggestions.Count {
  fileprivate mutating func add(_ phrase: PostingEvidence.Unknown, kept: Int) {
    postings += 1
    spellings[phrase.phrase, default: 0] += 1
    if examples.count < kept, !phrase.context.isEmpty, !examples.contains(phrase.context) {
      examples.append(phrase.context)
    }
  }

  fileprivate var spelling: String { spellings.min { (-$0.value, $0.key) < (-$1.value, $1.key) }?.key ?? "" }
}
