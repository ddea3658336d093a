public import Concepts

extension Taxonomy {
  /// A digest of everything in it: equal taxonomies have equal digests on every machine.
  ///
  /// - Complexity: O(*n*) in concepts, labels and relations.
  public var contentDigest: String {
    var digest = ContentDigest()
    for scheme in schemes { digest.update(fields: [scheme.name, scheme.title, scheme.release, scheme.licence]) }
    for concept in concepts {
      digest.update(fields: [concept.id.rawValue, concept.prefLabel, concept.note ?? "", String(concept.scheme)])
      for label in concept.labels { digest.update(fields: [label.role.rawValue, label.language, label.text]) }
      for match in concept.matches { digest.update(fields: [match.closeness.rawValue, match.identifier]) }
    }
    for relation in relations {
      digest.update(fields: [
        String(relation.source.rawValue), relation.relation.rawValue, String(relation.target.rawValue),
        relation.strength?.rawValue ?? "", relation.level?.rawValue ?? "", String(relation.scheme),
        String(relation.row),
      ])
    }
    for rule in ambiguities {
      digest.update(
        fields: [rule.label, rule.concept.rawValue, "\(rule.exactCase) \(rule.evidence.peers) \(rule.evidence.never)"]
          + rule.evidence.words)
    }
    return digest.hexadecimal
  }
}

extension ContentDigest {
  /// A record of several texts; their number goes first, so that no two lists of records look alike.
  fileprivate mutating func update(fields: [String]) {
    update([UInt8(truncatingIfNeeded: fields.count)])
    for field in fields { update(field) }
  }
}
