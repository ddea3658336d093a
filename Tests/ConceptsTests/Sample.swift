@testable import Concepts

/// Taxonomies written as lines.
enum Sample {
  static func id(_ text: some StringProtocol) -> ConceptID {
    ConceptID(String(text)) ?? ConceptID(kind: .skill, label: "bad")
  }

  static func taxonomy(_ lines: [String]) -> Taxonomy {
    let layer = layer(lines)
    return Taxonomy(
      schemes: [layer.scheme], concepts: layer.concepts, relations: layer.relations, ambiguities: layer.ambiguities)
  }

  /// `skill:a = A, alt B, pref@de C` is a concept, `rule skill:a A` a rule, anything else a relation.
  static func layer(_ lines: [String], name: String = "own") -> TaxonomyLayer {
    var layer = TaxonomyLayer(scheme: .init(name: name, title: "", release: "1", licence: ""))
    for (row, line) in lines.enumerated() {
      let sides = line.split(separator: " = ").map(String.init)
      let words = line.split(separator: " ").map(String.init)
      if sides.count == 2 {
        layer.concepts.append(concept(sides[0], sides[1].split(separator: ",").map { $0.drop { $0 == " " } }))
      } else if words[0] == "rule" {
        layer.ambiguities.append(
          .init(label: words[2], concept: id(words[1]), exactCase: true, evidence: .init(peers: true)))
      } else {
        let relation = Relation(rawValue: words[1]) ?? .related
        layer.relations.append(
          UnresolvedRelation(
            id(words[0]), relation, id(words[2]), strength: relation == .prerequisiteOf ? .essential : nil, row: row + 1
          ))
      }
    }
    return layer
  }

  private static func concept(_ name: String, _ labels: [Substring]) -> Concept {
    Concept(
      id: id(name), prefLabel: String(labels[0]),
      labels: labels.dropFirst().map { label in
        let parts = label.split(separator: " ", maxSplits: 1)
        let tag = parts[0].split(separator: "@")
        return Label(
          String(parts[1]), Label.Role(rawValue: String(tag[0])) ?? .alt,
          language: tag.count > 1 ? String(tag[1]) : "en")
      })
  }
}
