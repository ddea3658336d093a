/// What changed between two releases of a taxonomy; everything in the order of ids.
public struct TaxonomyDifference: Hashable, Sendable {
  public var addedConcepts: [ConceptID] = []
  public var removedConcepts: [ConceptID] = []
  /// Concepts of both with another preferred label or other further labels.
  public var changedConcepts: [Change] = []
  /// Of concepts that both have.
  public var addedRelations: [Statement] = []
  public var removedRelations: [Statement] = []

  public struct Change: Hashable, Sendable {
    public var concept: ConceptID
    public var oldLabel: String
    public var newLabel: String
    public var addedLabels: [String]
    public var removedLabels: [String]
  }

  /// A relation as a sentence.
  public struct Statement: Hashable, Comparable, Sendable {
    public var source: ConceptID
    public var relation: Relation
    public var target: ConceptID

    public static func < (a: Statement, b: Statement) -> Bool {
      (a.source, a.relation, a.target) < (b.source, b.relation, b.target)
    }
  }

  public var isEmpty: Bool { self == TaxonomyDifference() }

  private init() {}

  /// - Complexity: O(*n* log *n*) in concepts, labels and relations of both.
  public init(from old: Taxonomy, to new: Taxonomy) {
    addedConcepts = new.concepts.map(\.id).filter { old[$0] == nil }
    removedConcepts = old.concepts.map(\.id).filter { new[$0] == nil }
    changedConcepts = new.concepts.compactMap { concept in old[concept.id].flatMap { Self.change($0, concept) } }
    let (before, after) = (Self.statements(old), Self.statements(new))
    addedRelations = after.subtracting(before).filter { old[$0.source] != nil && old[$0.target] != nil }.sorted()
    removedRelations = before.subtracting(after).filter { new[$0.source] != nil && new[$0.target] != nil }.sorted()
  }

  private static func change(_ old: Concept, _ new: Concept) -> Change? {
    let (before, after) = (Set(old.labels.map(\.text)), Set(new.labels.map(\.text)))
    guard before != after || old.prefLabel != new.prefLabel else { return nil }
    return Change(
      concept: new.id, oldLabel: old.prefLabel, newLabel: new.prefLabel,
      addedLabels: after.subtracting(before).sorted(), removedLabels: before.subtracting(after).sorted())
  }

  private static func statements(_ taxonomy: Taxonomy) -> Set<Statement> {
    Set(
      taxonomy.relations.map {
        Statement(source: taxonomy[$0.source].id, relation: $0.relation, target: taxonomy[$0.target].id)
      })
  }
}
