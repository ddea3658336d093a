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
    if let id = ConceptID(name), let node = graph.index(of: id) { return .found(node) }
    let folded = FoldedName(name)
    let admitted = graph.nodeIndices.filter { kinds?.contains(graph[$0].kind) ?? true }
    for bears in [{ folded.matches(graph[$0].label) }, { graph[$0].altLabels.contains(where: folded.matches) }]
      as [(NodeIndex) -> Bool]
    {
      let bearers = admitted.filter(bears)
      if bearers.count > 1 { return .ambiguous(bearers) }
      if let only = bearers.first { return .found(only) }
    }
    return .unknown(suggestions: search(name, kinds: kinds, limit: 5).map(\.node))
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
    let query = FoldedName(text)
    guard !query.bytes.isEmpty else { return [] }
    let hits = graph.nodeIndices.compactMap { node -> Hit? in
      guard kinds?.contains(graph[node].kind) ?? true else { return nil }
      return bestHit(node, query)
    }
    let ranked = hits.sorted { a, b in
      (-a.score, -graph[a.node].postings, a.node) < (-b.score, -graph[b.node].postings, b.node)
    }
    return Array(ranked.prefix(limit))
  }

  private func bestHit(_ node: NodeIndex, _ query: FoldedName) -> Hit? {
    var best: Hit?
    for (position, label) in ([graph[node].label] + graph[node].altLabels).enumerated() {
      let score = query.similarity(to: FoldedName(label)) * (position == 0 ? 1 : 0.95)
      if score > best?.score ?? 0 { best = Hit(node: node, label: label, score: score) }
    }
    return best
  }
}
