public import Concepts
public import JSONText

/// A taxonomy as one JSON object: `schemes`, `concepts` (each with its labels, matches and relations), `ambiguities` and
/// `inferred`, the relations that were computed.
public enum TaxonomyJSON {
  /// In the order of the taxonomy, members always in the same order.
  public static func json(_ taxonomy: Taxonomy) -> JSONValue {
    var relations = taxonomy.relations[...]
    let concepts = taxonomy.concepts.indices.map { position in
      let own = relations.prefix { Int($0.source.rawValue) == position }
      relations = relations.dropFirst(own.count)
      return json(taxonomy.concepts[position], own, taxonomy)
    }
    return .record([
      "schemes": .array(taxonomy.schemes.map(json)), "concepts": .array(concepts),
      "ambiguities": .array(taxonomy.ambiguities.map(json)), "inferred": .array(taxonomy.inferred.map(json)),
    ])
  }

  private static func json(_ scheme: ConceptScheme) -> JSONValue {
    .record([
      "name": .string(scheme.name), "title": .string(scheme.title), "release": .string(scheme.release),
      "licence": .string(scheme.licence),
    ])
  }

  private static func json(
    _ concept: Concept, _ relations: ArraySlice<ConceptRelation>, _ taxonomy: Taxonomy
  ) -> JSONValue {
    .record([
      "id": .string(concept.id.rawValue), "kind": .string(concept.kind.rawValue),
      "prefLabel": .string(concept.prefLabel),
      "labels": .array(
        concept.labels.map {
          .record([
            "type": .string($0.role.rawValue), "language": .string($0.language), "label": .string($0.text),
          ])
        }),
      "matches": .array(
        concept.matches.map {
          .record(["relation": .string($0.closeness.rawValue), "identifier": .string($0.identifier)])
        }),
      "note": .optional(concept.note), "scheme": .string(scheme(concept.scheme, taxonomy)),
      "relations": .array(relations.map { json($0, taxonomy) }),
    ])
  }

  private static func json(_ relation: ConceptRelation, _ taxonomy: Taxonomy) -> JSONValue {
    .record([
      "relation": .string(relation.relation.rawValue), "target": .string(taxonomy[relation.target].id.rawValue),
      "strength": .optional(relation.strength?.rawValue), "level": .optional(relation.level?.rawValue),
      "scheme": .string(scheme(relation.scheme, taxonomy)), "row": .integer(relation.row),
    ])
  }

  private static func scheme(_ position: Int, _ taxonomy: Taxonomy) -> String {
    taxonomy.schemes.indices.contains(position) ? taxonomy.schemes[position].name : ""
  }

  private static func json(_ relation: InferredRelation) -> JSONValue {
    .record([
      "source": .string(relation.source.rawValue), "relation": .string(relation.relation.rawValue),
      "target": .string(relation.target.rawValue), "method": .string(relation.method),
      "confidence": .rounded(relation.confidence), "figures": .string(relation.figures),
    ])
  }

  private static func json(_ rule: AmbiguityRule) -> JSONValue {
    .record([
      "label": .string(rule.label), "concept": .string(rule.concept.rawValue), "exactCase": .bool(rule.exactCase),
      "peers": .bool(rule.evidence.peers), "words": .array(rule.evidence.words.map(JSONValue.string)),
      "never": .bool(rule.evidence.never),
    ])
  }
}
