internal import Diagnostics

/// A taxonomy under construction, layer by layer.
struct LayerDraft {
  /// `nil` where a concept was forbidden.
  var concepts: [Concept?] = []
  var positions: [ConceptID: Int] = [:]
  var relations = RelationDraft()
  var rules: [LabelKey: AmbiguityRule] = [:]
  /// Who bears a name, over all layers so far.
  var bearers: [FoldedLabel: [Bearer]] = [:]
  var report = LayerReport(scheme: .init(name: "", title: "", release: "", licence: ""))
  private var schemes: [ConceptScheme] = []

  struct Bearer {
    var position: Int
    var isPreferred: Bool
  }

  /// A label of a concept, as written.
  struct LabelKey: Hashable {
    var position: Int
    var text: String
  }

  /// A concept of the layer at hand and where it went.
  struct Member {
    var concept: Concept
    var position: Int
    /// Whether it is the same as a concept below.
    var isLinked: Bool
  }

  var taxonomy: Taxonomy {
    Taxonomy(
      schemes: schemes, concepts: concepts.compactMap(\.self),
      relations: relations.all.compactMap { relation in
        guard let source = concepts[relation.source], let target = concepts[relation.target] else { return nil }
        return UnresolvedRelation(
          source.id, relation.relation, target.id, strength: relation.strength, level: relation.level,
          scheme: relation.scheme, row: relation.row)
      }, ambiguities: rules.filter { concepts[$0.key.position] != nil }.map(\.value))
  }

  mutating func add(_ layer: TaxonomyLayer) -> LayerReport {
    report = LayerReport(scheme: layer.scheme)
    schemes.append(layer.scheme)
    let isLowest = schemes.count == 1
    for edit in layer.edits { if case .override = edit.change { apply(edit) } }
    let members = place(layer.concepts, isLowest)
    addLabels(members, isLowest)
    addRules(layer.ambiguities, members)
    for edit in layer.edits { if case .override = edit.change { continue } else { apply(edit) } }
    addRelations(layer.relations, members, isLowest)
    return report
  }

  // MARK: Concepts

  private mutating func place(_ layer: [Concept], _ isLowest: Bool) -> [Member] {
    // All links first: a layer is linked to what is below it, not to itself.
    let links = layer.map { isLowest ? nil : link($0) }
    return zip(layer, links).map { concept, link in
      if let link { return merge(concept, into: link.position, link.closeness) }
      let member = Member(concept: concept, position: concepts.count, isLinked: false)
      positions[concept.id] = member.position
      concepts.append(concept)
      concepts[member.position]?.scheme = schemes.count - 1
      // Labels come with `addLabels`, which knows who bears them.
      if !isLowest { concepts[member.position]?.labels = [] }
      report.conceptsAdded += 1
      return member
    }
  }

  private mutating func merge(_ concept: Concept, into position: Int, _ closeness: ConceptMatch.Closeness) -> Member {
    for var match in concept.matches {
      if closeness == .closeMatch { match.closeness = .closeMatch }
      if !(concepts[position]?.matches.contains(match) ?? true) { concepts[position]?.matches.append(match) }
    }
    if concepts[position]?.note == nil { concepts[position]?.note = concept.note }
    return Member(concept: concept, position: position, isLinked: true)
  }

  /// The position of the concept below that is the same.
  private mutating func link(_ concept: Concept) -> (position: Int, closeness: ConceptMatch.Closeness)? {
    if let position = positions[concept.id], concepts[position] != nil {
      report.links.append(.init(label: concept.prefLabel, concept: concept.id, closeness: .exactMatch))
      return (position, .exactMatch)
    }
    let known = (bearers[FoldedLabel(concept.prefLabel)] ?? []).filter {
      concepts[$0.position].map { $0.kind.linksTo(concept.kind) } ?? false
    }
    for isPreferred in [true, false] {
      let candidates = known.filter { $0.isPreferred == isPreferred }.compactMap { concepts[$0.position]?.id }
      guard let first = candidates.first else { continue }
      guard candidates.count == 1 else {
        report.ambiguous.append(.init(label: concept.prefLabel, candidates: candidates.sorted()))
        return nil
      }
      let closeness = isPreferred ? ConceptMatch.Closeness.exactMatch : .closeMatch
      report.links.append(.init(label: concept.prefLabel, concept: first, closeness: closeness))
      return positions[first].map { ($0, closeness) }
    }
    return nil
  }

  // MARK: Relations

  private mutating func addRelations(_ layer: [UnresolvedRelation], _ members: [Member], _ isLowest: Bool) {
    let own = Dictionary(members.map { ($0.concept.id, $0.position) }) { first, _ in first }
    // The hierarchy first: what is related must not contradict it.
    for relation in layer.filter({ $0.relation != .related }) + layer.filter({ $0.relation == .related }) {
      guard let source = own[relation.source] ?? positions[relation.source],
        let target = own[relation.target] ?? positions[relation.target],
        concepts[source] != nil, concepts[target] != nil
      else {
        reportUnknown(relation)
        continue
      }
      let edge = RelationDraft.Edge(
        source: source, relation: relation.relation, target: target, strength: relation.strength,
        level: relation.level, scheme: schemes.count - 1, row: relation.row)
      if isLowest {
        relations.insert(edge)
      } else {
        count(relations.add(edge))
      }
    }
    if !isLowest { report.relationsRefused += relations.dropRelatedInHierarchy() }
  }

  private mutating func count(_ outcome: RelationDraft.Outcome) {
    switch outcome {
    case .added: report.relationsAdded += 1
    case .known: report.relationsKnown += 1
    case .refused: report.relationsRefused += 1
    }
  }

  private mutating func reportUnknown(_ relation: UnresolvedRelation) {
    let message =
      "'\(relation.source)' \(relation.relation.rawValue) '\(relation.target)': no layer has one of them; "
      + "add the concept or correct the id"
    report.diagnostics.append(
      Diagnostic(
        .error, "taxonomy.unknown-concept", message, at: Location(file: "relations.tsv", line: relation.row)))
  }
}

extension ConceptKind {
  /// Whether concepts of these kinds can be the same thing in two schemes.
  func linksTo(_ other: ConceptKind) -> Bool {
    let named: Set<ConceptKind> = [.skill, .framework]
    return self == other || named.contains(self) && named.contains(other)
  }

  /// Whether a name must not stand for concepts of both kinds: education is only looked for in statements about education.
  func sharesNames(with other: ConceptKind) -> Bool { (self == .education) == (other == .education) }
}
