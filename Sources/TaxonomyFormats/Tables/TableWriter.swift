public import Concepts

extension TaxonomyTables {
  /// The tables of a scheme, as `readLayer` reads them back equal: rows sorted by concept, tabs and line feeds in cells as
  /// spaces. Edits become rows of `overlay.tsv`, computed relations rows of `inferred.tsv`.
  ///
  /// - Parameter keepsRows: whether relations get a column `row` with the rows they were read from, so that provenance
  ///   still cites those.
  public static func write(_ layer: TaxonomyLayer, keepsRows: Bool = false) -> [File] {
    let concepts = layer.concepts.sorted { $0.id < $1.id }
    let files: [(String, TableText)] = [
      ("scheme.tsv", scheme(layer.scheme)), ("concepts.tsv", self.concepts(concepts)), ("labels.tsv", labels(concepts)),
      ("relations.tsv", relations(layer.relations, keepsRows)), ("matches.tsv", matches(concepts)),
      ("ambiguity.tsv", rules(layer.ambiguities)),
    ]
    let overlay = layer.edits.isEmpty ? [] : [("overlay.tsv", edits(layer.edits))]
    let computed = layer.inferred.isEmpty ? [] : [("inferred.tsv", inferred(layer.inferred))]
    return (files + overlay + computed).map { ($0, $1.bytes) }
  }

  private static func scheme(_ scheme: ConceptScheme) -> TableText {
    var text = TableText("key", "value")
    text.add("name", scheme.name)
    text.add("title", scheme.title)
    text.add("release", scheme.release)
    text.add("licence", scheme.licence)
    return text
  }

  private static func concepts(_ concepts: [Concept]) -> TableText {
    var text = TableText("id", "prefLabel", "note")
    for concept in concepts { text.add(concept.id.rawValue, concept.prefLabel, concept.note ?? "") }
    return text
  }

  private static func labels(_ concepts: [Concept]) -> TableText {
    var text = TableText("concept", "type", "language", "label")
    for concept in concepts {
      for label in concept.labels { text.add(concept.id.rawValue, label.role.rawValue, label.language, label.text) }
    }
    return text
  }

  private static func relations(_ relations: [UnresolvedRelation], _ keepsRows: Bool) -> TableText {
    var text =
      keepsRows
      ? TableText("source", "relation", "target", "strength", "row")
      : TableText("source", "relation", "target", "strength")
    for relation in relations {
      let (source, target) = (relation.source.rawValue, relation.target.rawValue)
      let detail = relation.strength?.rawValue ?? relation.level?.rawValue ?? ""
      if keepsRows {
        text.add(source, relation.relation.rawValue, target, detail, String(relation.row))
      } else {
        text.add(source, relation.relation.rawValue, target, detail)
      }
    }
    return text
  }

  private static func matches(_ concepts: [Concept]) -> TableText {
    var text = TableText("concept", "relation", "identifier")
    for concept in concepts {
      for match in concept.matches { text.add(concept.id.rawValue, match.closeness.rawValue, match.identifier) }
    }
    return text
  }

  private static func rules(_ rules: [AmbiguityRule]) -> TableText {
    var text = TableText("label", "concept", "case", "evidence", "words")
    for rule in rules {
      let kinds = [
        rule.evidence.peers ? "peers" : nil, rule.evidence.wordList.isEmpty ? nil : "words",
        rule.evidence.never ? "never" : nil,
      ].compactMap(\.self)
      text.add(
        rule.label, rule.concept.rawValue, rule.exactCase ? "exact" : "any", kinds.joined(separator: "+"),
        rule.evidence.wordList)
    }
    return text
  }

  private static func inferred(_ relations: [InferredRelation]) -> TableText {
    var text = TableText("source", "relation", "target", "method", "confidence", "figures")
    for relation in relations.sorted() {
      text.add(
        relation.source.rawValue, relation.relation.rawValue, relation.target.rawValue, relation.method,
        String(relation.confidence), relation.figures)
    }
    return text
  }

  private static func edits(_ edits: [TaxonomyEdit]) -> TableText {
    var text = TableText("action", "concept", "value", "target", "detail")
    for edit in edits {
      let id = edit.concept.rawValue
      switch edit.change {
      case .rename(let name): text.add("rename", id, name, "", "")
      case .addLabel(let label): text.add("alias", id, label.text, "", label.role == .hidden ? "hidden" : "")
      case .addMatch(let match): text.add("match", id, match.identifier, "", match.closeness.rawValue)
      case .forbid: text.add("forbid", id, "", "", "")
      case .forbidLabel(let label): text.add("forbid", id, label, "", "")
      case .forbidRelation(let relation, let target): text.add("forbid", id, relation.rawValue, target.rawValue, "")
      case .override(let name): text.add("override", id, name, "", "")
      }
    }
    return text
  }
}

/// The text of a table under construction.
struct TableText {
  private(set) var bytes: [UInt8] = []

  init(_ header: String...) { add(header) }

  mutating func add(_ cells: String...) { add(cells) }

  private mutating func add(_ cells: [String]) {
    for (index, cell) in cells.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: "\t")) }
      let quote = UInt8(ascii: "\"")
      // What readers take for a quoted cell or a remark is quoted.
      let isQuoted = cell.utf8.first == quote || index == 0 && cell.utf8.first == UInt8(ascii: "#")
      if isQuoted { bytes.append(quote) }
      for byte in cell.utf8 {
        if isQuoted, byte == quote { bytes.append(quote) }
        bytes.append(byte < UInt8(ascii: " ") ? UInt8(ascii: " ") : byte)
      }
      if isQuoted { bytes.append(quote) }
    }
    bytes.append(UInt8(ascii: "\n"))
  }
}
