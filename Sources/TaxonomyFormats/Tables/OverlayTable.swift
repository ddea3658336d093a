internal import Concepts
internal import Diagnostics

/// Changes to a taxonomy that is not one's own, one row each: `action`, `concept`, `value`, `target`, `detail`.
///
/// | action     | value               | target      | detail                                     |
/// |------------|---------------------|-------------|--------------------------------------------|
/// | `add`      | preferred label     |             | a note                                     |
/// | `alias`    | another name        |             | `hidden` for misspellings, or empty        |
/// | `match`    | identifier          |             | `exactMatch` or `closeMatch`               |
/// | `rename`   | new preferred label |             |                                            |
/// | `relate`   | relation            | concept     | `essential`, `helpful`, or a demand's level |
/// | `forbid`   | (empty)             |             | the concept goes                           |
/// | `forbid`   | a name              |             | the name goes                              |
/// | `forbid`   | relation            | concept     | the relation goes                          |
/// | `override` | preferred label     |             | what lower layers say goes; rows here define it |
enum OverlayTable {
  private static let columns = ["action", "concept", "value?", "target?", "detail?"]

  static func read(_ name: String, _ bytes: [UInt8], into layer: inout TaxonomyLayer) -> [Diagnostic] {
    var problems = RowProblems(file: name)
    let header = Table(name: name, bytes: bytes).forEachRow(columns) { row in
      guard let id = ConceptID(row[1]) else { return problems.badID(row[1], row, column: 2) }
      switch row[0] {
      case "add": add(id, row, &layer, &problems)
      case "relate": relate(id, row, &layer, &problems)
      default:
        guard let change = change(row, &problems) else { return }
        layer.edits.append(TaxonomyEdit(id, change, at: problems.place(row)))
      }
    }
    return header + problems.diagnostics
  }

  private static func add(
    _ id: ConceptID, _ row: Table.Row, _ layer: inout TaxonomyLayer, _ problems: inout RowProblems
  ) {
    guard !row.isEmpty(2) else { return problems.add("missing-label", "'\(id)' has no name", row, column: 3) }
    layer.concepts.append(Concept(id: id, prefLabel: row[2], note: row.isEmpty(4) ? nil : row[4]))
  }

  private static func relate(
    _ id: ConceptID, _ row: Table.Row, _ layer: inout TaxonomyLayer, _ problems: inout RowProblems
  ) {
    guard let (relation, target) = relation(row, &problems) else { return }
    layer.relations.append(TaxonomyTables.relation(id, relation, target, row[4], line: row.line))
  }

  private static func relation(_ row: Table.Row, _ problems: inout RowProblems) -> (Relation, ConceptID)? {
    guard let relation = Relation(rawValue: row[2]) else {
      problems.badRelation(row[2], row, column: 3)
      return nil
    }
    guard let target = ConceptID(row[3]) else {
      problems.badID(row[3], row, column: 4)
      return nil
    }
    return (relation, target)
  }

  private static func change(_ row: Table.Row, _ problems: inout RowProblems) -> TaxonomyEdit.Change? {
    switch row[0] {
    case "forbid":
      if row.isEmpty(2) { return .forbid }
      return row.isEmpty(3) ? .forbidLabel(row[2]) : relation(row, &problems).map { .forbidRelation($0, $1) }
    case "match": return .addMatch(ConceptMatch(row.has("closeMatch", at: 4) ? .closeMatch : .exactMatch, row[2]))
    case "override": return .override(row[2])
    case "alias", "rename":
      guard !row.isEmpty(2) else {
        problems.add("missing-label", "the name is empty; write it in the column 'value'", row, column: 3)
        return nil
      }
      return row[0] == "rename" ? .rename(row[2]) : .addLabel(Label(row[2], row.has("hidden", at: 4) ? .hidden : .alt))
    default:
      let message = "'\(row[0])' is no action; use add, alias, rename, relate, match, forbid or override"
      problems.add("bad-action", message, row, column: 1)
      return nil
    }
  }
}
