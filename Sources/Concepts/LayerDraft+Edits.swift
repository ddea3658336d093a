internal import Diagnostics

extension LayerDraft {
  mutating func apply(_ edit: TaxonomyEdit) {
    guard let position = positions[edit.concept], let concept = concepts[position] else {
      return complain("'\(edit.concept)' is in no layer; correct the id or add the concept", edit)
    }
    switch edit.change {
    case .rename(let name): rename(position, concept, to: name)
    case .addLabel(let label): add(label, position)
    case .addMatch(let match): if !concept.matches.contains(match) { concepts[position]?.matches.append(match) }
    case .forbid: concepts[position] = nil
    case .forbidLabel(let text): forbid(text, position, concept, edit)
    case .forbidRelation(let relation, let target):
      let target = positions[target]
      if relations.remove({ $0.source == position && $0.relation == relation && $0.target == target }) == 0 {
        complain("'\(edit.concept)' has no such relation; delete the row", edit)
      }
    case .override(let name): override(position, concept, name)
    }
  }

  private mutating func complain(_ message: String, _ edit: TaxonomyEdit) {
    report.diagnostics.append(Diagnostic(.error, "taxonomy.bad-edit", message, at: edit.location))
  }

  private mutating func rename(_ position: Int, _ concept: Concept, to name: String) {
    forget(FoldedLabel(concept.prefLabel), position)
    forget(FoldedLabel(name), position)
    concepts[position]?.labels.removeAll { $0.text == name }
    concepts[position]?.prefLabel = name
    bearers[FoldedLabel(name), default: []].append(.init(position: position, isPreferred: true))
    if FoldedLabel(concept.prefLabel) != FoldedLabel(name) { add(Label(concept.prefLabel), position) }
  }

  private mutating func add(_ label: Label, _ position: Int) {
    guard let concept = concepts[position],
      !(concept.labels.map(\.text) + [concept.prefLabel]).contains(label.text)
    else { return }
    concepts[position]?.labels.append(label)
    report.labelsAdded += 1
    bearers[FoldedLabel(label.text), default: []].append(.init(position: position, isPreferred: false))
  }

  private mutating func forbid(_ text: String, _ position: Int, _ concept: Concept, _ edit: TaxonomyEdit) {
    let folded = FoldedLabel(text)
    guard folded != FoldedLabel(concept.prefLabel) else {
      return complain("'\(text)' is the preferred label of '\(concept.id)'; rename the concept first", edit)
    }
    guard concept.labels.contains(where: { FoldedLabel($0.text) == folded }) else {
      return complain("'\(concept.id)' has no label '\(text)'; delete the row", edit)
    }
    concepts[position]?.labels.removeAll { FoldedLabel($0.text) == folded }
    forget(folded, position)
    rules = rules.filter { $0.key.position != position || FoldedLabel($0.key.text) != folded }
  }

  private mutating func override(_ position: Int, _ concept: Concept, _ name: String) {
    for label in [concept.prefLabel] + concept.labels.map(\.text) { forget(FoldedLabel(label), position) }
    concepts[position]?.labels = []
    concepts[position]?.prefLabel = name.isEmpty ? concept.prefLabel : name
    let preferred = FoldedLabel(concepts[position]?.prefLabel ?? name)
    bearers[preferred, default: []].append(.init(position: position, isPreferred: true))
    rules = rules.filter { $0.key.position != position }
    _ = relations.remove { $0.source == position || $0.target == position }
  }

  private mutating func forget(_ label: FoldedLabel, _ position: Int) {
    bearers[label]?.removeAll { $0.position == position }
  }
}
