/// Concepts and the curated relations between them, from one scheme or several layered ones.
///
/// Concepts are ordered by id and relations by (source, relation, target), so equal taxonomies are equal values whatever
/// the order of their tables. Nothing dangles: an initializer drops what refers to an unknown concept, and `integrity`
/// checks report it beforehand.
public struct Taxonomy: Sendable {
  public let schemes: [ConceptScheme]
  public let concepts: [Concept]
  public let relations: [ConceptRelation]
  /// By label and concept; of several rules for a label of a concept each is enough.
  public let ambiguities: [AmbiguityRule]
  /// What was computed, not curated; sorted. Nothing here is in `relations`.
  public let inferred: [InferredRelation]

  /// Of concepts with the same id the first is kept; relations between unknown concepts are dropped.
  ///
  /// - Complexity: O(*n* log *n*) in concepts and relations.
  public init(
    schemes: [ConceptScheme], concepts: [Concept], relations: [UnresolvedRelation], ambiguities: [AmbiguityRule] = [],
    inferred: [InferredRelation] = []
  ) {
    var seen: Set<ConceptID> = []
    let distinct = concepts.filter { seen.insert($0.id).inserted }
    let indices = Dictionary(
      uniqueKeysWithValues: distinct.enumerated().map { ($1.id, ConceptIndex(rawValue: Int32($0))) })
    self.init(
      schemes: schemes, distinct: distinct, relations: relations.compactMap { $0.resolved { indices[$0] } },
      ambiguities: ambiguities,
      inferred: inferred.filter { indices[$0.source] != nil && indices[$0.target] != nil })
  }

  /// A taxonomy of concepts that have different ids, and of relations between their positions or, inferred, their ids.
  ///
  /// - Complexity: O(*n*) in concepts and relations if all are in order already, as well-kept tables are; else
  ///   O(*n* log *n*).
  public init(
    schemes: [ConceptScheme], distinct concepts: [Concept], relations: [ConceptRelation],
    ambiguities: [AmbiguityRule] = [], inferred: [InferredRelation] = []
  ) {
    self.schemes = schemes
    if concepts.isAscending({ $0.id < $1.id }) {
      self.concepts = concepts
      self.relations = relations.inOrder { $0 < $1 }
    } else {
      let order = concepts.indices.sorted { concepts[$0].id < concepts[$1].id }
      var places = [Int32](repeating: 0, count: concepts.count)
      for (place, position) in order.enumerated() { places[position] = Int32(place) }
      self.concepts = order.map { concepts[$0] }
      self.relations = relations.map { $0.renumbered { places[Int($0)] } }.sorted()
    }
    self.ambiguities = ambiguities.inOrder { ($0.label, $0.concept) < ($1.label, $1.concept) }
    self.inferred = inferred.sorted()
  }

  public subscript(index: ConceptIndex) -> Concept { concepts[Int(index.rawValue)] }

  /// - Complexity: O(log *n*).
  public func index(of id: ConceptID) -> ConceptIndex? {
    var (low, high) = (0, concepts.count)
    while low < high {
      let middle = (low + high) / 2
      if concepts[middle].id < id { low = middle + 1 } else { high = middle }
    }
    return low < concepts.count && concepts[low].id == id ? ConceptIndex(rawValue: Int32(low)) : nil
  }

  public subscript(id: ConceptID) -> Concept? { index(of: id).map { self[$0] } }
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

  public init(
    source: ConceptIndex, relation: Relation, target: ConceptIndex, strength: Strength? = nil,
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

  fileprivate func renumbered(_ place: (Int32) -> Int32) -> ConceptRelation {
    var relation = self
    relation.source = ConceptIndex(rawValue: place(source.rawValue))
    relation.target = ConceptIndex(rawValue: place(target.rawValue))
    return relation
  }
}

extension Array {
  /// Whether each element stands before the next one.
  fileprivate func isAscending(_ precedes: (Element, Element) -> Bool) -> Bool {
    for position in indices.dropFirst() where !precedes(self[position - 1], self[position]) { return false }
    return true
  }

  /// The array sorted; itself if it is.
  fileprivate func inOrder(_ precedes: (Element, Element) -> Bool) -> [Element] {
    for position in indices.dropFirst() where precedes(self[position], self[position - 1]) {
      return sorted(by: precedes)
    }
    return self
  }
}

extension ConceptRelation: Comparable {
  public static func < (a: ConceptRelation, b: ConceptRelation) -> Bool {
    if a.source != b.source { return a.source < b.source }
    if a.relation != b.relation { return a.relation < b.relation }
    return (a.target, a.scheme, a.row) < (b.target, b.scheme, b.row)
  }
}
