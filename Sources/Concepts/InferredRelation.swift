/// A relation that was computed, not curated. It is kept apart from `Taxonomy.relations`, so that nothing takes it for one.
public struct InferredRelation: Hashable, Sendable {
  public var source: ConceptID
  public var relation: Relation
  public var target: ConceptID
  /// How it was found: `esco-essential`, `co-occurrence`.
  public var method: String
  /// 0 to 1.
  public var confidence: Double
  /// The figures behind it, for a person.
  public var figures: String

  public init(
    _ source: ConceptID, _ relation: Relation, _ target: ConceptID, method: String, confidence: Double, figures: String
  ) {
    self.source = source
    self.relation = relation
    self.target = target
    self.method = method
    self.confidence = confidence
    self.figures = figures
  }
}

extension InferredRelation: Comparable {
  /// By source, relation, target, then the surest first, ties by method.
  public static func < (a: InferredRelation, b: InferredRelation) -> Bool {
    (a.source, a.relation, a.target, -a.confidence, a.method)
      < (b.source, b.relation, b.target, -b.confidence, b.method)
  }
}
