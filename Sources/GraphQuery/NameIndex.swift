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
    if let id = ConceptID(name), kinds?.contains(id.kind) ?? true, let node = graph.index(of: id) {
      return .found(node)
    }
    let folded = FoldedName(name)
    var (preferred, alternative) = ([NodeIndex](), [NodeIndex]())
    let text = graph.nameBytes
    for node in nodes(kinds) {
      graph.forEachName(of: node) { place, isLabel in
        guard folded.matches(text, place) else { return true }
        if isLabel { preferred.append(node) } else { alternative.append(node) }
        return false
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
    let text = graph.nameBytes
    for node in nodes(kinds) {
      if let hit = bestHit(node, text, &scorer) { hits.append(hit) }
    }
    let ranked = hits.sorted { a, b in
      (-a.score, -graph.postings(of: a.node), a.node) < (-b.score, -graph.postings(of: b.node), b.node)
    }
    return Array(ranked.prefix(limit))
  }

  /// In node order.
  private func nodes(_ kinds: Set<ConceptKind>?) -> [NodeIndex] {
    (kinds.map(Array.init) ?? ConceptKind.allCases).flatMap { graph.nodes(of: $0) }.sorted()
  }

  private func bestHit(_ node: NodeIndex, _ text: [UInt8], _ scorer: inout NameScorer) -> Hit? {
    var (best, label) = (0.0, 0..<0)
    graph.forEachName(of: node) { place, isLabel in
      let score = (isLabel ? 1 : 0.95) * scorer.similarity(to: text, place)
      if score > best { (best, label) = (score, place) }
      return true
    }
    return best > 0 ? Hit(node: node, label: String(decoding: text[label], as: UTF8.self), score: best) : nil
  }
}
