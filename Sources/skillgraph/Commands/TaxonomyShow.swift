import ArgumentParser
import Concepts
import GraphModel
import GraphQuery
import JSONText

struct TaxonomyShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show a concept as the taxonomy has it: labels, rules, matches, relations, rows.",
    discussion: "Example: skillgraph taxonomy show Go")

  @Argument(help: "A concept, by any of its names or its id.")
  var name: String

  @Option(name: .customLong("in"), help: ArgumentHelp("Which taxonomy (default: bundled).", valueName: "taxonomy"))
  var source = "bundled"

  @OptionGroup var output: OutputOptions

  func run() throws {
    let taxonomy = try TaxonomySource.open(source)
    let open = OpenGraph(SkillGraph(taxonomy: taxonomy), store: nil)
    guard let index = taxonomy.index(of: open.graph[try open.node(name)].id) else { return }
    try output.print(ConceptAnswer(taxonomy: taxonomy, index: index))
  }
}

private struct ConceptAnswer: Answer {
  let taxonomy: Taxonomy
  let index: ConceptIndex

  private var concept: Concept { taxonomy[index] }

  /// Relations from and to the concept, each with its other end.
  private var statements: [(relation: ConceptRelation, isOutgoing: Bool, other: Concept)] {
    taxonomy.relations.compactMap { relation in
      if relation.source == index { return (relation, true, taxonomy[relation.target]) }
      return relation.target == index ? (relation, false, taxonomy[relation.source]) : nil
    }
  }

  private var rules: [AmbiguityRule] { taxonomy.ambiguities.filter { $0.concept == concept.id } }

  private func scheme(_ position: Int) -> String {
    guard taxonomy.schemes.indices.contains(position) else { return "" }
    return "\(taxonomy.schemes[position].name) \(taxonomy.schemes[position].release)"
  }

  private func text(_ rule: AmbiguityRule) -> String {
    let evidence = rule.evidence
    let parts = [
      rule.exactCase ? "in this letter case" : nil, evidence.never ? "never alone" : nil,
      evidence.peers ? "beside other technologies" : nil,
      evidence.words.isEmpty ? nil : "near " + evidence.words.joined(separator: ", "),
    ]
    return "  '\(rule.label)' counts \(parts.compactMap(\.self).joined(separator: "; "))\n"
  }

  var text: String {
    var text = "\(concept.prefLabel) (\(concept.kind.rawValue), \(concept.id)), \(scheme(concept.scheme))\n"
    for role in Label.Role.allCases {
      let labels = concept.labels.filter { $0.role == role }.map {
        role == .pref ? "\($0.text) (\($0.language))" : $0.text
      }
      if !labels.isEmpty { text += "  \(role.rawValue): \(labels.joined(separator: ", "))\n" }
    }
    for match in concept.matches { text += "  \(match.closeness.rawValue): \(match.identifier)\n" }
    if let note = concept.note { text += "  note: \(note)\n" }
    text += rules.map(self.text).joined()
    for (relation, isOutgoing, other) in statements {
      let detail = relation.strength?.rawValue ?? relation.level?.rawValue
      let ends = isOutgoing ? (concept.id.rawValue, other.id.rawValue) : (other.id.rawValue, concept.id.rawValue)
      text +=
        "  \(ends.0) \(relation.relation.rawValue) \(ends.1)\(detail.map { " (\($0))" } ?? ""), "
        + "\(scheme(relation.scheme)), row \(relation.row)\n"
    }
    return text
  }

  var json: JSONValue {
    .record([
      "id": .string(concept.id.rawValue), "kind": .string(concept.kind.rawValue),
      "prefLabel": .string(concept.prefLabel),
      "labels": .array(
        concept.labels.map {
          .record(["type": .string($0.role.rawValue), "language": .string($0.language), "label": .string($0.text)])
        }),
      "matches": .array(
        concept.matches.map {
          .record(["relation": .string($0.closeness.rawValue), "identifier": .string($0.identifier)])
        }),
      "note": .optional(concept.note), "scheme": .string(scheme(concept.scheme)),
      "rules": .array(
        rules.map {
          .record([
            "label": .string($0.label), "exactCase": .bool($0.exactCase), "peers": .bool($0.evidence.peers),
            "words": .array($0.evidence.words.map(JSONValue.string)), "never": .bool($0.evidence.never),
          ])
        }),
      "relations": .array(
        statements.map { relation, isOutgoing, other in
          .record([
            "relation": .string(relation.relation.rawValue), "direction": isOutgoing ? "out" : "in",
            "concept": .string(other.id.rawValue), "strength": .optional(relation.strength?.rawValue),
            "level": .optional(relation.level?.rawValue), "scheme": .string(scheme(relation.scheme)),
            "row": .integer(relation.row),
          ])
        }),
    ])
  }
}
