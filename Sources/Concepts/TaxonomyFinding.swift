/// Something in a taxonomy that breaks a rule of SKOS or one of ours, with what to do about it.
public struct TaxonomyFinding: Hashable, Sendable {
  /// What is wrong; the raw value is part of the diagnostic's code.
  public enum Rule: String, Sendable, CaseIterable {
    /// More than one preferred label in a language (SKOS S14).
    case severalPrefLabels = "several-pref-labels"
    /// The same text is preferred, alternative or hidden label at once (SKOS S13), or stands there twice.
    case repeatedLabel = "repeated-label"
    /// A label of two concepts, of which one has no rule that says when it is meant; those that never bear it alone aside.
    case ambiguousLabel = "ambiguous-label"
    /// A rule for a label that the concept does not have.
    case strayRule = "stray-rule"
    /// A relation of a concept to itself.
    case selfRelation = "self-relation"
    /// The same relation twice.
    case repeatedRelation = "repeated-relation"
    /// Related concepts of which one is broader than the other (SKOS S27).
    case relatedInHierarchy = "related-in-hierarchy"
    /// A cycle in `broader`, `prerequisiteOf` or `precedes`.
    case cycle
    /// Kinds of concepts that the relation does not connect.
    case wrongKind = "wrong-kind"
    /// A concept without any relation.
    case orphan
  }

  /// What has to be looked at.
  public enum Subject: Hashable, Sendable {
    case concept(ConceptID)
    case label(ConceptID, String)
    case rule(ConceptID, String)
    /// The scheme's position and the row of its relations.
    case relation(scheme: Int, row: Int)
  }

  public var rule: Rule
  public var subject: Subject
  /// A sentence for the curator: what is wrong and what to do.
  public var message: String

  /// Orphans are worth knowing, a stray rule or a repeated relation does no harm, everything else must be mended.
  public var isError: Bool { rule != .orphan && rule != .strayRule && rule != .repeatedRelation }
}
