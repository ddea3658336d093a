extension Taxonomy {
  /// Everything that breaks a rule: labels by concept, then relations in their order, then orphans.
  ///
  /// Unique ids and resolved references are promised by `Taxonomy` itself; readers of tables report what it drops.
  ///
  /// - Complexity: O(*n* log *n*) in labels and relations, and a walk up the hierarchy for each `related`.
  public func integrityFindings() -> [TaxonomyFinding] {
    concepts.flatMap(labelFindings) + sharedLabelFindings() + strayRuleFindings() + relationFindings()
      + [Relation.broader, .prerequisiteOf, .precedes].flatMap(cycleFindings) + hierarchyFindings() + orphanFindings()
  }

  // MARK: Labels

  private func labelFindings(_ concept: Concept) -> [TaxonomyFinding] {
    var findings: [TaxonomyFinding] = []
    var roles: [Label: String] = [Label(concept.prefLabel, .pref): "preferred"]
    var preferred: Set<String> = ["en"]
    for label in concept.labels {
      if label.role == .pref, !preferred.insert(label.language).inserted {
        let message =
          "'\(concept.id)' has two preferred labels in '\(label.language)'; make '\(label.text)' an alt label"
        findings.append(.init(rule: .severalPrefLabels, subject: .label(concept.id, label.text), message: message))
      }
      // Whatever its role: the key is the text and its language.
      let first = roles.updateValue(label.role.rawValue, forKey: Label(label.text, .pref, language: label.language))
      guard let first else { continue }
      let message =
        "'\(label.text)' is both \(first) and \(label.role.rawValue) label of '\(concept.id)'; keep one of the rows"
      findings.append(.init(rule: .repeatedLabel, subject: .label(concept.id, label.text), message: message))
    }
    return findings
  }

  /// A bearer of a name.
  private struct Bearer: Hashable {
    var concept: ConceptIndex
    var text: String
  }

  private struct RuledLabel: Hashable {
    var concept: ConceptID
    var label: FoldedLabel
  }

  /// Names of two concepts. Names of roles are only looked for in titles and those of education only in statements about it, so
  /// each is apart.
  private func sharedLabelFindings() -> [TaxonomyFinding] {
    sharedLabelFindings(among: [.skill, .framework, .certification]) + sharedLabelFindings(among: [.role])
  }

  private func sharedLabelFindings(among kinds: Set<ConceptKind>) -> [TaxonomyFinding] {
    var bearers: [FoldedLabel: [Bearer]] = [:]
    for (position, concept) in concepts.enumerated() where kinds.contains(concept.kind) {
      let index = ConceptIndex(rawValue: Int32(position))
      for text in [concept.prefLabel] + concept.labels.map(\.text) {
        let label = FoldedLabel(text)
        if bearers[label]?.contains(where: { $0.concept == index }) ?? false { continue }
        bearers[label, default: []].append(Bearer(concept: index, text: text))
      }
    }
    let ruled = Set(ambiguities.map { RuledLabel(concept: $0.concept, label: FoldedLabel($0.label)) })
    // Who never bears the name alone leaves it to the others.
    let silent = Set(
      ambiguities.filter(\.evidence.never).map { RuledLabel(concept: $0.concept, label: FoldedLabel($0.label)) })
    for label in Array(bearers.keys) where bearers[label, default: []].count > 1 {
      bearers[label]?.removeAll { silent.contains(RuledLabel(concept: self[$0.concept].id, label: label)) }
    }
    let shared = bearers.filter { $0.value.count > 1 }.sorted { $0.key.text < $1.key.text }
    return shared.flatMap { label, bearers in
      bearers.filter { !ruled.contains(RuledLabel(concept: self[$0.concept].id, label: label)) }.map { bearer in
        let others = bearers.filter { $0 != bearer }.map { "'\(self[$0.concept].id)'" }.joined(separator: ", ")
        let message =
          "'\(bearer.text)' of '\(self[bearer.concept].id)' is also a name of \(others); "
          + "say in ambiguity.tsv when each is meant, or delete one"
        return TaxonomyFinding(
          rule: .ambiguousLabel, subject: .label(self[bearer.concept].id, bearer.text), message: message)
      }
    }
  }

  private func strayRuleFindings() -> [TaxonomyFinding] {
    ambiguities.compactMap { rule in
      let label = FoldedLabel(rule.label)
      guard let concept = self[rule.concept],
        !([concept.prefLabel] + concept.labels.map(\.text)).contains(where: { FoldedLabel($0) == label })
      else { return nil }
      let message = "'\(rule.concept)' has no label '\(rule.label)'; delete the rule or add the label"
      return TaxonomyFinding(rule: .strayRule, subject: .rule(rule.concept, rule.label), message: message)
    }
  }

  // MARK: Relations

  /// "`source` relation `target`", for messages.
  private func sentence(_ relation: ConceptRelation) -> String {
    "'\(self[relation.source].id)' \(relation.relation.rawValue) '\(self[relation.target].id)'"
  }

  private func finding(_ rule: TaxonomyFinding.Rule, _ relation: ConceptRelation, _ message: String)
    -> TaxonomyFinding
  {
    TaxonomyFinding(rule: rule, subject: .relation(scheme: relation.scheme, row: relation.row), message: message)
  }

  private func relationFindings() -> [TaxonomyFinding] {
    var findings: [TaxonomyFinding] = []
    var last: ConceptRelation?
    for relation in relations {
      if relation.source == relation.target {
        findings.append(finding(.selfRelation, relation, "\(sentence(relation)) is about one concept; delete the row"))
      } else if !relation.relation.connects(self[relation.source].kind, self[relation.target].kind) {
        let kinds = relation.relation.kindsText
        let message =
          "\(sentence(relation)): '\(relation.relation.rawValue)' goes from \(kinds); mend or delete the row"
        findings.append(finding(.wrongKind, relation, message))
      }
      if let last, (last.source, last.relation, last.target) == (relation.source, relation.relation, relation.target) {
        findings.append(finding(.repeatedRelation, relation, "\(sentence(relation)) is there twice; delete one row"))
      }
      last = relation
    }
    return findings
  }

  private func cycleFindings(_ relation: Relation) -> [TaxonomyFinding] {
    ConceptLinks(self, relation).cycles().map { cycle in
      let names = (cycle.map(\.source) + [cycle[0].source]).map { self[$0].id.rawValue }.joined(separator: " → ")
      let closing = cycle[cycle.count - 1]
      return finding(.cycle, closing, "\(relation.rawValue) has a cycle: \(names); delete one of its relations")
    }
  }

  private func hierarchyFindings() -> [TaxonomyFinding] {
    let hierarchy = ConceptLinks(self, .broader)
    return relations.filter { $0.relation == .related }.compactMap { relation in
      let isAbove = hierarchy.reaches(relation.source, relation.target)
      guard isAbove || hierarchy.reaches(relation.target, relation.source), relation.source != relation.target else {
        return nil
      }
      let message = "\(sentence(relation)), but one is broader than the other; delete the row"
      return finding(.relatedInHierarchy, relation, message)
    }
  }

  private func orphanFindings() -> [TaxonomyFinding] {
    var isConnected = [Bool](repeating: false, count: concepts.count)
    for relation in relations {
      isConnected[Int(relation.source.rawValue)] = true
      isConnected[Int(relation.target.rawValue)] = true
    }
    return concepts.indices.filter { !isConnected[$0] }.map { position in
      let id = concepts[position].id
      return TaxonomyFinding(
        rule: .orphan, subject: .concept(id), message: "'\(id)' has no relation; give it a broader concept")
    }
  }
}

extension Relation {
  /// Whether the relation may hold between these kinds; the table is that of the README.
  public func connects(_ source: ConceptKind, _ target: ConceptKind) -> Bool {
    func isLearnable(_ kind: ConceptKind) -> Bool { kind == .skill || kind == .framework }
    return switch self {
    case .requires: source == .role && target != .role
    case .prerequisiteOf:
      isLearnable(source) && (isLearnable(target) || target == .certification)
        || source == .certification && target == .certification
    case .broader: source == target || isLearnable(source) && isLearnable(target)
    case .related: true
    case .certifies: source == .certification && isLearnable(target)
    case .precedes: source == .education && target == .education
    case .progressesTo: source == .role && target == .role
    }
  }

  /// "role to role", for messages.
  var kindsText: String {
    let learnable = "skill or framework"
    return switch self {
    case .requires: "role to \(learnable), certification or education"
    case .prerequisiteOf: "\(learnable) to \(learnable) or certification, or certification to certification"
    case .broader: "one kind to the same, or among skills and frameworks"
    case .related: "anything to anything"
    case .certifies: "certification to \(learnable)"
    case .precedes: "education to education"
    case .progressesTo: "role to role"
    }
  }
}
