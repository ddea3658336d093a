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
    for range in ranges(kinds) {
      graph.forEachName(of: range) { node, place, isLabel in
        guard folded.matches(text, place), preferred.last != node, alternative.last != node else { return }
        if isLabel { preferred.append(node) } else { alternative.append(node) }
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
  /// A label counts as: the same name; a beginning; words inside; a misspelling, which is within one edit per four letters of the
  /// name and of each of its words (Damerau-Levenshtein, optimal string alignment; of names up to 64 bytes); the same words, or
  /// beginnings of them, in another order.
  ///
  /// - Complexity: O(bytes of all names): most are ruled out by their letters, the others are compared in one pass.
  public func search(_ text: String, kinds: Set<ConceptKind>? = nil, limit: Int = 20) -> [Hit] {
    var scorer = NameScorer(text)
    guard !scorer.isEmpty else { return [] }
    var hits: [Found] = []
    let text = graph.nameBytes
    for range in ranges(kinds) {
      graph.forEachName(of: range) { node, place, isLabel in
        let score = (isLabel ? 1 : 0.95) * scorer.similarity(to: text, place)
        guard score > 0 else { return }
        let last = hits.last.flatMap { $0.node == node ? $0 : nil }
        if let last, last.score >= score { return }
        if last != nil { hits.removeLast() }
        hits.append(Found(node: node, label: place, score: score))
      }
    }
    let ranked = hits.sorted { a, b in
      (-a.score, -graph.postings(of: a.node), a.node) < (-b.score, -graph.postings(of: b.node), b.node)
    }
    return ranked.prefix(limit).map {
      Hit(node: $0.node, label: String(decoding: text[$0.label], as: UTF8.self), score: $0.score)
    }
  }

  /// A hit before its label is made.
  private struct Found {
    var node: NodeIndex
    var label: Range<Int>
    var score: Double
  }

  /// Nodes of `kinds` (all, if `nil`), in node order.
  private func ranges(_ kinds: Set<ConceptKind>?) -> [NodeRange] {
    (kinds.map(Array.init) ?? ConceptKind.allCases).map { graph.nodes(of: $0) }.sorted { $0.startIndex < $1.startIndex }
  }
}
