import Concepts

/// How relations are written as RDF properties: SKOS's own as such, the project's in a namespace of their own, where the
/// strength or level is part of the name.
enum SKOSVocabulary {
  static let skos = "http://www.w3.org/2004/02/skos/core#"
  static let rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
  static let own = "urn:skillgraph:vocabulary:"
  /// Before the id of a concept of ours.
  static let base = "urn:skillgraph:"

  struct Property: Hashable {
    var relation: Relation
    var strength: Strength?
    var level: DemandLevel?
  }

  static let properties: [(name: String, property: Property)] = [
    ("skos:broader", Property(relation: .broader)), ("skos:related", Property(relation: .related)),
    ("sg:certifies", Property(relation: .certifies)), ("sg:precedes", Property(relation: .precedes)),
    ("sg:progressesTo", Property(relation: .progressesTo)),
    ("sg:essentialFor", Property(relation: .prerequisiteOf, strength: .essential)),
    ("sg:helpfulFor", Property(relation: .prerequisiteOf, strength: .helpful)),
    ("sg:requires", Property(relation: .requires, level: .required)),
    ("sg:prefers", Property(relation: .requires, level: .preferred)),
    ("sg:mentions", Property(relation: .requires, level: .mentioned)),
  ]

  /// The id in a URI of ours.
  static func id(_ uri: String) -> ConceptID? {
    uri.hasPrefix(base) ? ConceptID(String(uri.dropFirst(base.count))) : nil
  }
}
