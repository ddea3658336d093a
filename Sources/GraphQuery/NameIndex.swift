public import Concepts
public import GraphModel

/// Finds nodes by the names people type: ids, preferred and alternative labels, in any letter case; hyphens, underscores and
/// repeated spaces count as one space.
public struct NameIndex: Sendable {
  private let graph: SkillGraph

  public init(_ graph: SkillGraph) { self.graph = graph }

  /// What a name means.
  public enum Resolution: Hashable, Sendable {
    case found(NodeIndex)
    /// Several nodes bear the name, in node order.
    case ambiguous([NodeIndex])
    /// Nothing bears it; the nearest names, nearest first.
    case unknown(suggestions: [NodeIndex])
  }

  /// The node called `name` among nodes of `kinds` (all, if `nil`).
  ///
  /// An id wins over a preferred label, a preferred label over an alternative one.
  ///
  /// - Complexity: O(labels); spelling suggestions cost some ten times more.
  public func resolve(_ name: String, kinds: Set<ConceptKind>? = nil) -> Resolution {
    let admits = { (kind: ConceptKind) in kinds?.contains(kind) ?? true }
    if let id = ConceptID(name), admits(id.kind), let node = graph.index(of: id) { return .found(node) }
    let folded = FoldedName(name)
    var (preferred, alternative) = ([NodeIndex](), [NodeIndex]())
    for node in graph.nodeIndices where admits(graph[node].kind) {
      if folded.matches(graph[node].label) {
        preferred.append(node)
      } else if graph[node].altLabels.contains(where: folded.matches) {
        alternative.append(node)
      }
    }
    let bearers = preferred.isEmpty ? alternative : preferred
    if bearers.count > 1 { return .ambiguous(bearers) }
    return bearers.first.map(Resolution.found)
      ?? .unknown(suggestions: search(name, kinds: kinds, limit: 5).map(\.node))
  }

  /// A search result: how good it is, and which label made it so.
  public struct Hit: Hashable, Sendable {
    public var node: NodeIndex
    public var label: String
    /// 1 for the name itself, less for a prefix, a word, a misspelling.
    public var score: Double
  }

  /// Nodes whose names resemble `text`, best first; ties by number of postings, then node order.
  ///
  /// A label counts as: the same name; a beginning; words inside; within one edit per four letters (Damerau-Levenshtein,
  /// optimal string alignment).
  public func search(_ text: String, kinds: Set<ConceptKind>? = nil, limit: Int = 20) -> [Hit] {
    var scorer = NameScorer(text)
    guard !scorer.isEmpty else { return [] }
    var hits: [Hit] = []
    for node in graph.nodeIndices where kinds?.contains(graph[node].kind) ?? true {
      if let hit = bestHit(node, &scorer) { hits.append(hit) }
    }
    let ranked = hits.sorted { a, b in
      (-a.score, -graph[a.node].postings, a.node) < (-b.score, -graph[b.node].postings, b.node)
    }
    return Array(ranked.prefix(limit))
  }

  private func bestHit(_ node: NodeIndex, _ scorer: inout NameScorer) -> Hit? {
    let own = graph[node]
    var (best, label) = (scorer.similarity(to: own.label), own.label)
    for alternative in own.altLabels {
      let score = 0.95 * scorer.similarity(to: alternative)
      if score > best { (best, label) = (score, alternative) }
    }
    return best > 0 ? Hit(node: node, label: label, score: best) : nil
  }
}
