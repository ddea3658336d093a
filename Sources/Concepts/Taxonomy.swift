/// Concepts and the curated relations between them, from one scheme or several layered ones.
///
/// Concepts are ordered by id and relations by (source, relation, target), so equal taxonomies are equal values whatever
/// the order of their tables. Nothing dangles: an initializer drops what refers to an unknown concept, and `integrity`
/// checks report it beforehand.
public struct Taxonomy: Sendable {
  public let schemes: [ConceptScheme]
  public let concepts: [Concept]
  public let relations: [ConceptRelation]
  /// By label and concept; at most one rule for a label of a concept.
  public let ambiguities: [AmbiguityRule]
  /// What was computed, not curated; sorted. Nothing here is in `relations`.
  public let inferred: [InferredRelation]
  private let indices: [ConceptID: ConceptIndex]

  /// Of concepts with the same id the first is kept; relations between unknown concepts are dropped.
  ///
  /// - Complexity: O(*n* log *n*) in concepts and relations.
  public init(
    schemes: [ConceptScheme], concepts: [Concept], relations: [UnresolvedRelation], ambiguities: [AmbiguityRule] = [],
    inferred: [InferredRelation] = []
  ) {
    self.schemes = schemes
    var seen: Set<ConceptID> = []
    let sorted = concepts.filter { seen.insert($0.id).inserted }.sorted { $0.id < $1.id }
    let indices = Dictionary(
      sorted.enumerated().map { ($1.id, ConceptIndex(rawValue: Int32($0))) }, uniquingKeysWith: { first, _ in first })
    self.concepts = sorted
    self.indices = indices
    self.relations = relations.compactMap { $0.resolved { indices[$0] } }.sorted()
    self.ambiguities = ambiguities.sorted { ($0.label, $0.concept) < ($1.label, $1.concept) }
    self.inferred = inferred.filter { indices[$0.source] != nil && indices[$0.target] != nil }.sorted()
  }

  public subscript(index: ConceptIndex) -> Concept { concepts[Int(index.rawValue)] }

  public func index(of id: ConceptID) -> ConceptIndex? { indices[id] }

  public subscript(id: ConceptID) -> Concept? { indices[id].map { self[$0] } }
}

/// A concept's position in one taxonomy; never written to a file.
public struct ConceptIndex: Hashable, Comparable, Sendable {
  public let rawValue: Int32
  public init(rawValue: Int32) { self.rawValue = rawValue }
  public static func < (a: ConceptIndex, b: ConceptIndex) -> Bool { a.rawValue < b.rawValue }
}

/// Where concepts come from (SKOS concept scheme): what provenance cites.
public struct ConceptScheme: Hashable, Sendable {
  /// A short stable name, such as `skillgraph` or `esco`.
  public var name: String
  public var title: String
  /// The release provenance cites, such as `2026.1`.
  public var release: String
  public var licence: String

  public init(name: String, title: String, release: String, licence: String) {
    self.name = name
    self.title = title
    self.release = release
    self.licence = licence
  }
}

/// A curated relation as its table has it, before its concepts are looked up.
public struct UnresolvedRelation: Hashable, Sendable {
  public var source: ConceptID
  public var relation: Relation
  public var target: ConceptID
  public var strength: Strength?
  public var level: DemandLevel?
  public var scheme: Int
  /// 1-based line of the table, for provenance.
  public var row: Int

  public init(
    _ source: ConceptID, _ relation: Relation, _ target: ConceptID, strength: Strength? = nil,
    level: DemandLevel? = nil, scheme: Int = 0, row: Int = 0
  ) {
    self.source = source
    self.relation = relation
    self.target = target
    self.strength = strength
    self.level = level
    self.scheme = scheme
    self.row = row
  }

  func resolved(_ index: (ConceptID) -> ConceptIndex?) -> ConceptRelation? {
    guard let source = index(source), let target = index(target) else { return nil }
    return ConceptRelation(
      source: source, relation: relation, target: target, strength: strength, level: level, scheme: scheme, row: row)
  }
}

/// A curated relation between two concepts of one taxonomy.
public struct ConceptRelation: Hashable, Sendable {
  public var source: ConceptIndex
  public var relation: Relation
  public var target: ConceptIndex
  /// Only `prerequisiteOf` has one.
  public var strength: Strength?
  /// Only `requires` has one.
  public var level: DemandLevel?
  /// Position in `Taxonomy.schemes`.
  public var scheme: Int
  /// 1-based line of the table it comes from.
  public var row: Int
}

extension ConceptRelation: Comparable {
  public static func < (a: ConceptRelation, b: ConceptRelation) -> Bool {
    (a.source, a.relation, a.target, a.scheme, a.row) < (b.source, b.relation, b.target, b.scheme, b.row)
  }
}
