internal import Diagnostics

extension LayerDraft {
  /// A label a concept may get.
  private struct Candidate {
    var position: Int
    var label: Label
    var folded: FoldedLabel
    var isPreferred: Bool
  }

  /// Gives the members of a layer their labels, as far as they are free.
  mutating func addLabels(_ members: [Member], _ isLowest: Bool) {
    if isLowest { return addAllNames() }
    let candidates = candidates(members)
    var sharers: [FoldedLabel: Set<Int>] = [:]
    for candidate in candidates { sharers[candidate.folded, default: []].insert(candidate.position) }
    for candidate in candidates {
      let (position, text) = (candidate.position, candidate.label.text)
      if !candidate.isPreferred {
        guard !bears(position, candidate.folded) || isNewTranslation(candidate.label, position) else {
          report.labelsKnown += 1
          continue
        }
        concepts[position]?.labels.append(candidate.label)
        report.labelsAdded += 1
      }
      let isTaken = candidate.isPreferred && isTaken(candidate.folded, by: position)
      if isTaken || sharers[candidate.folded, default: []].count > 1 { neverAlone(position, text) }
      bearers[candidate.folded, default: []].append(.init(position: position, isPreferred: candidate.isPreferred))
    }
  }

  /// The labels that no concept below bears, and the preferred ones of new concepts, which they must have.
  private mutating func candidates(_ members: [Member]) -> [Candidate] {
    var candidates: [Candidate] = []
    for member in members {
      let preferred = FoldedLabel(member.concept.prefLabel)
      if !member.isLinked {
        candidates.append(
          Candidate(
            position: member.position, label: Label(member.concept.prefLabel), folded: preferred, isPreferred: true))
      }
      let further = (member.isLinked ? [Label(member.concept.prefLabel)] : []) + member.concept.labels
      for label in further {
        let folded = FoldedLabel(label.text)
        if !bears(member.position, folded), isTaken(folded, by: member.position) {
          report.labelsTaken += 1
        } else {
          candidates.append(
            Candidate(position: member.position, label: label, folded: folded, isPreferred: false))
        }
      }
    }
    return candidates
  }

  /// The first preferred label in another language, which may be the same word.
  private func isNewTranslation(_ label: Label, _ position: Int) -> Bool {
    guard label.role == .pref, let labels = concepts[position]?.labels else { return false }
    return !labels.contains { $0.language == label.language && ($0.role == .pref || $0.text == label.text) }
  }

  private func bears(_ position: Int, _ label: FoldedLabel) -> Bool {
    bearers[label]?.contains { $0.position == position } ?? false
  }

  /// Whether another concept has the name already.
  private func isTaken(_ label: FoldedLabel, by position: Int) -> Bool {
    guard let kind = concepts[position]?.kind else { return false }
    return bearers[label]?.contains { bearer in
      bearer.position != position && concepts[bearer.position].map { $0.kind.sharesNames(with: kind) } ?? false
    } ?? false
  }

  private mutating func addAllNames() {
    for (position, concept) in concepts.enumerated() {
      guard let concept else { continue }
      bearers[FoldedLabel(concept.prefLabel), default: []].append(.init(position: position, isPreferred: true))
      for label in concept.labels where !bears(position, FoldedLabel(label.text)) {
        bearers[FoldedLabel(label.text), default: []].append(.init(position: position, isPreferred: false))
      }
    }
  }

  // MARK: Rules

  private mutating func neverAlone(_ position: Int, _ text: String) {
    guard let id = concepts[position]?.id, id.kind != .education else { return }
    rules[LabelKey(position: position, text: text)] = [
      AmbiguityRule(label: text, concept: id, exactCase: false, evidence: .init(never: true))
    ]
  }

  /// A layer rules its own labels, not those that a linked concept had before; and, as an overlay, those of others.
  ///
  /// - Parameter labelsBefore: how many labels each concept had before the layer gave it more.
  mutating func addRules(_ layer: [AmbiguityRule], _ members: [Member], _ labelsBefore: [Int]) {
    let own = Dictionary(members.map { ($0.concept.id, $0) }) { first, _ in first }
    // The layer's rules for a label take the place of what was there, all of them.
    var ruled: Set<LabelKey> = []
    for rule in layer {
      guard let position = own[rule.concept]?.position ?? positions[rule.concept], let concept = concepts[position]
      else {
        report.diagnostics.append(
          .init(
            .error, "taxonomy.unknown-concept",
            "the rule for '\(rule.label)' is about '\(rule.concept)', which no layer has"))
        continue
      }
      let isBorrowed = own[rule.concept]?.isLinked ?? false
      // What it was not given it has no rule for.
      let names = [concept.prefLabel] + concept.labels.map(\.text)
      if own[rule.concept] != nil, !names.contains(rule.label) { continue }
      var rule = rule
      rule.concept = concept.id
      let key = LabelKey(position: position, text: rule.label)
      // A name that the concept below had counts as it did.
      let given = concept.labels.dropFirst(labelsBefore[position])
      let isKnown = rules[key] != nil && !ruled.contains(key)
      // Another concept has the name: what else speaks for it does not tell the two apart.
      if isKnown, own[rule.concept] != nil, rules[key]?.contains(where: \.evidence.never) == true { continue }
      if isBorrowed, isKnown || !given.contains(where: { $0.text == rule.label }) { continue }
      if ruled.insert(key).inserted { rules[key] = [] }
      rules[key]?.append(rule)
    }
  }
}
