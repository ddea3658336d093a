public import Concepts

/// The concepts of one scheme and all names they can be found by, for `ConceptRanker`.
public struct SchemeNames: Sendable {
  public struct Entry: Hashable, Sendable {
    /// In the graph file: a linked concept has the id of the one it is linked to.
    public var id: ConceptID
    /// The scheme's own identifier, if it has one.
    public var identifier: String?
    /// The scheme's preferred label, with its qualifier.
    public var label: String
  }

  /// A concept of another scheme that is the same as, or close to, one with an identifier of this scheme.
  public struct Namesake: Hashable, Sendable {
    public var id: ConceptID
    public var closeness: ConceptMatch.Closeness
    public var names: [String]

    public init(id: ConceptID, closeness: ConceptMatch.Closeness, names: [String]) {
      self.id = id
      self.closeness = closeness
      self.names = names
    }

    /// Takes in a match of another scheme's concept: what is the same goes before what is close, the first before others.
    public static func note(
      _ id: ConceptID, _ match: ConceptMatch, _ names: [String], in namesakes: inout [String: Namesake]
    ) {
      if let known = namesakes[match.identifier], known.closeness == .exactMatch || match.closeness == .closeMatch {
        return
      }
      namesakes[match.identifier] = Namesake(id: id, closeness: match.closeness, names: names)
    }
  }

  /// In the order of the scheme.
  public private(set) var entries: [Entry] = []
  /// Of concepts by their position in `entries`.
  public private(set) var names: [ConceptRanker.Name] = []

  /// - Parameters:
  ///   - layer: the scheme as it was imported; what never counts alone, such as a group of occupations, is left out.
  ///   - kinds: which concepts are wanted.
  ///   - namesakes: what other schemes call the same, by this scheme's identifiers.
  public init(_ layer: TaxonomyLayer, kinds: Set<ConceptKind>, namesakes: [String: Namesake] = [:]) {
    let groups = Set(layer.ambiguities.lazy.filter { $0.evidence.never }.map { [$0.concept.rawValue, $0.label] })
    for concept in layer.concepts where kinds.contains(concept.kind) {
      guard !groups.contains([concept.id.rawValue, concept.prefLabel]) else { continue }
      let identifier = concept.matches.first { $0.closeness == .exactMatch }?.identifier
      let namesake = identifier.flatMap { namesakes[$0] }
      let number = entries.count
      entries.append(
        Entry(id: namesake?.id ?? concept.id, identifier: identifier, label: Self.officialLabel(of: concept)))
      names.append(.init(concept.prefLabel, of: number))
      names += concept.labels.map { .init($0.text, of: number, weight: Self.alternative) }
      let weight = namesake?.closeness == .exactMatch ? Self.alternative : Self.close
      names += (namesake?.names ?? []).map { .init($0, of: number, weight: weight) }
    }
  }

  /// What a further name counts beside the preferred one, and a name of something that is only close.
  private static let alternative = 0.95
  private static let close = 0.8

  /// "Ruby" is ESCO's "Ruby (computer programming)".
  private static func officialLabel(of concept: Concept) -> String {
    concept.labels.first { $0.role == .hidden && $0.text.hasPrefix(concept.prefLabel + " (") }?.text
      ?? concept.prefLabel
  }
}
