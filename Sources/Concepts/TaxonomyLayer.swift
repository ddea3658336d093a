public import Diagnostics

/// One scheme's contribution to a taxonomy of several layers: what it defines, and how it changes the layers below.
///
/// Labels, relations and rules may speak of concepts that only a lower layer defines.
public struct TaxonomyLayer: Sendable {
  public var scheme: ConceptScheme
  public var concepts: [Concept]
  public var relations: [UnresolvedRelation]
  public var ambiguities: [AmbiguityRule]
  /// Relations that were computed from the scheme's data.
  public var inferred: [InferredRelation]
  /// Changes to what is below, in order.
  public var edits: [TaxonomyEdit]

  public init(
    scheme: ConceptScheme, concepts: [Concept] = [], relations: [UnresolvedRelation] = [],
    ambiguities: [AmbiguityRule] = [], inferred: [InferredRelation] = [], edits: [TaxonomyEdit] = []
  ) {
    self.scheme = scheme
    self.concepts = concepts
    self.relations = relations
    self.ambiguities = ambiguities
    self.inferred = inferred
    self.edits = edits
  }

  /// The part of a taxonomy that one of its schemes contributes.
  ///
  /// Labels, matches and rules that a scheme lends to concepts of another are with those.
  public init(_ taxonomy: Taxonomy, scheme: Int = 0) {
    let none = ConceptScheme(name: "own", title: "", release: "", licence: "")
    self.init(
      scheme: taxonomy.schemes.indices.contains(scheme) ? taxonomy.schemes[scheme] : none,
      concepts: taxonomy.concepts.filter { $0.scheme == scheme },
      relations: taxonomy.relations.filter { $0.scheme == scheme }.map { UnresolvedRelation($0, in: taxonomy) },
      ambiguities: taxonomy.ambiguities.filter { taxonomy[$0.concept]?.scheme == scheme },
      inferred: taxonomy.inferred.filter { taxonomy[$0.source]?.scheme == scheme })
  }
}

extension UnresolvedRelation {
  /// A relation of `taxonomy` by its concepts' ids.
  public init(_ relation: ConceptRelation, in taxonomy: Taxonomy) {
    self.init(
      taxonomy[relation.source].id, relation.relation, taxonomy[relation.target].id, strength: relation.strength,
      level: relation.level, scheme: relation.scheme, row: relation.row)
  }
}

/// A change to a concept of a lower layer.
public struct TaxonomyEdit: Hashable, Sendable {
  public enum Change: Hashable, Sendable {
    /// The old preferred label stays as an alternative one.
    case rename(String)
    case addLabel(Label)
    case addMatch(ConceptMatch)
    /// The concept goes, with its relations.
    case forbid
    /// A name goes; the preferred label cannot.
    case forbidLabel(String)
    case forbidRelation(Relation, ConceptID)
    /// Labels, relations and rules of the lower layers go; the id and the matches stay.
    case override(String)
  }

  public var concept: ConceptID
  public var change: Change
  /// Where it is said.
  public var location: Location?

  public init(_ concept: ConceptID, _ change: Change, at location: Location? = nil) {
    self.concept = concept
    self.change = change
    self.location = location
  }
}

/// What became of a layer when it was laid on those below.
public struct LayerReport: Hashable, Sendable {
  /// A concept that is the same as one below.
  public struct Link: Hashable, Sendable {
    public var label: String
    public var concept: ConceptID
    /// `exactMatch` by id, identifier or preferred label, `closeMatch` by another label.
    public var closeness: ConceptMatch.Closeness
  }

  /// A concept whose name several concepts below bear, or a role whose title is another one's alternative title; it stands
  /// beside them.
  public struct Ambiguity: Hashable, Sendable {
    public var label: String
    public var candidates: [ConceptID]
  }

  public var scheme: ConceptScheme
  public var links: [Link] = []
  public var ambiguous: [Ambiguity] = []
  public var conceptsAdded = 0
  public var labelsAdded = 0
  /// Labels that the linked concept has already.
  public var labelsKnown = 0
  /// Labels that another concept below bears, so that they would make its name ambiguous.
  public var labelsTaken = 0
  public var relationsAdded = 0
  /// Relations that are there already, or that join a concept to itself after linking.
  public var relationsKnown = 0
  /// Relations that would close a cycle, or relate a concept to a broader one of its own.
  public var relationsRefused = 0
  /// Edits, relations and rules about concepts that no layer has.
  public var diagnostics: [Diagnostic] = []
}
