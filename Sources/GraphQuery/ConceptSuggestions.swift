public import Concepts
public import GraphModel

/// Something postings ask for and no concept covers.
public struct ConceptSuggestion: Hashable, Sendable {
  /// The spelling that occurs most often; ties by bytes.
  public var phrase: String
  /// How many postings ask for it.
  public var postings: Int
  /// How many employers do; each posting without one counts as one.
  public var employers: Int
  /// Sentences it stands in, the first ones met.
  public var examples: [String]
  /// What it probably is.
  public var kind: ConceptKind
  /// Skills, frameworks and certifications of similar name, the most similar first.
  public var nearest: [ConceptID]
  /// The one of which it is a misspelling.
  public var misspelled: ConceptID?
}

/// Counts unknown phrases posting by posting.
public struct ConceptSuggestions: Sendable {
  struct Count: Sendable {
    var postings = 0
    var employers: Set<String> = []
    var spellings: [String: Int] = [:]
    var examples: [String] = []
  }

  private static let examplesKept = 3
  private var counts: [FoldedLabel: Count] = [:]
  private var postings = 0
  private var places: Set<String> = []
  private var organizations: Set<String> = []

  public init() {}

  /// A phrase counts once for a posting, however often it stands there.
  public mutating func add(_ evidence: PostingEvidence) {
    postings += 1
    let organization = FoldedLabel(evidence.posting.organization ?? "").text
    if !organization.isEmpty { organizations.insert(organization) }
    let parts = (evidence.posting.location ?? "").split { ",;/()|·–".contains($0) }
    for part in parts {
      let place = FoldedLabel(String(part)).text
      // Folding leaves the space before a part where it is.
      places.formUnion([place] + place.split(separator: " ").map(String.init))
    }
    var seen: Set<FoldedLabel> = []
    for phrase in evidence.unknown {
      let key = FoldedLabel(phrase.phrase)
      guard !key.isEmpty, seen.insert(key).inserted else { continue }
      counts[key, default: Count()].add(
        phrase, of: organization.isEmpty ? "\u{0}\(postings)" : organization, kept: Self.examplesKept)
    }
  }

  /// What at least `minimum` postings ask for: what most employers do first, then by postings, ties by phrase.
  ///
  /// Phrases that are names in `graph` by now are left out, and those that name no skill (`PhraseJudge`).
  ///
  /// - Complexity: O(*phrases*), and a comparison with all names of the graph for each of the `limit` that are returned.
  public func suggestions(_ graph: SkillGraph, minimum: Int = 2, limit: Int = .max) -> [ConceptSuggestion] {
    let known = Set(graph.nodes.lazy.flatMap { [$0.label] + $0.altLabels }.map { FoldedLabel($0) })
    let judge = PhraseJudge(graph, places: places, organizations: organizations)
    let wanted = counts.filter { key, count in
      count.postings >= minimum && !known.contains(key)
        && !judge.isNoise(count.spelling, employers: count.employers.count)
    }
    .sorted { a, b in
      (-a.value.employers.count, -a.value.postings, a.key.text)
        < (-b.value.employers.count, -b.value.postings, b.key.text)
    }
    let neighbours = Neighbourhood(graph)
    return wanted.prefix(limit).map { _, count in
      ConceptSuggestion(
        phrase: count.spelling, postings: count.postings, employers: count.employers.count, examples: count.examples,
        kind: Self.likelyKind(count.spelling), nearest: neighbours.nearest(to: count.spelling),
        misspelled: neighbours.misspelled(count.spelling))
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
  fileprivate mutating func add(_ phrase: PostingEvidence.Unknown, of employer: String, kept: Int) {
    postings += 1
    employers.insert(employer)
    spellings[phrase.phrase, default: 0] += 1
    if examples.count < kept, !phrase.context.isEmpty, !examples.contains(phrase.context) {
      examples.append(phrase.context)
    }
  }

  fileprivate var spelling: String { spellings.min { (-$0.value, $0.key) < (-$1.value, $1.key) }?.key ?? "" }
}

/// What can be learned in a graph, by name.
private struct Neighbourhood {
  private let graph: SkillGraph
  private let nodes: [NodeIndex]
  private let ranker: ConceptRanker
  private static let leastScore = 0.3

  init(_ graph: SkillGraph) {
    self.graph = graph
    let nodes = graph.nodeIndices.filter { [.skill, .framework, .certification].contains(graph[$0].kind) }
    self.nodes = nodes
    ranker = ConceptRanker(
      nodes.enumerated().flatMap { number, node in
        [ConceptRanker.Name(graph[node].label, of: number)]
          + graph[node].altLabels.map { ConceptRanker.Name($0, of: number, weight: 0.95) }
      })
  }

  func nearest(to phrase: String) -> [ConceptID] {
    ranker.rank(phrase, limit: 3).filter { $0.score >= Self.leastScore }.map { graph[nodes[$0.concept]].id }
  }

  /// A word that differs from a name of one word in a letter or two, and not in the first.
  func misspelled(_ phrase: String) -> ConceptID? {
    guard phrase.utf8.count >= 5, !phrase.contains(" ") else { return nil }
    var scorer = NameScorer(phrase)
    var best: (score: Double, node: NodeIndex)?
    for name in ranker.names where !name.text.contains(" ") && name.text.utf8.count >= 5 {
      guard name.text.first?.lowercased() == phrase.first?.lowercased() else { continue }
      let score = scorer.similarity(to: name.text)
      // More is a name that begins so, less takes three letters or more.
      if score >= 0.75 - 0.25 * 2 / Double(phrase.utf8.count / 4 + 1), score < 0.75, score > best?.score ?? 0 {
        best = (score, nodes[name.concept])
      }
    }
    return best.map { graph[$0.node].id }
  }
}
