internal import Diagnostics

/// A taxonomy under construction, layer by layer.
struct LayerDraft {
  /// `nil` where a concept was forbidden.
  var concepts: [Concept?] = []
  var positions: [ConceptID: Int] = [:]
  var relations = RelationDraft()
  /// A label may have several; each is enough.
  var rules: [LabelKey: [AmbiguityRule]] = [:]
  private var inferred: [InferredRelation] = []
  /// Concepts by the identifiers that other schemes have for the same.
  private(set) var identifiers: [String: Int] = [:]
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
      }, ambiguities: rules.filter { concepts[$0.key.position] != nil }.flatMap(\.value), inferred: tenableInferences)
  }

  mutating func add(_ layer: TaxonomyLayer) -> LayerReport {
    report = LayerReport(scheme: layer.scheme)
    schemes.append(layer.scheme)
    let isLowest = schemes.count == 1
    for edit in layer.edits { if case .override = edit.change { apply(edit) } }
    let members = place(layer, isLowest)
    let labelsBefore = concepts.map { $0?.labels.count ?? 0 }
    addLabels(members, isLowest)
    addRules(layer.ambiguities, members, labelsBefore)
    for edit in layer.edits { if case .override = edit.change { continue } else { apply(edit) } }
    addRelations(layer.relations, members, isLowest)
    addInferred(layer.inferred, members)
    return report
  }

  // MARK: Concepts

  private mutating func place(_ layer: TaxonomyLayer, _ isLowest: Bool) -> [Member] {
    // All links first: a layer is linked to what is below it, not to itself.
    let links = isLowest ? layer.concepts.map { _ in nil } : links(of: layer)
    return zip(layer.concepts, links).map { concept, link in
      if let link { return merge(concept, into: link.position, link.closeness) }
      let member = Member(concept: concept, position: concepts.count, isLinked: false)
      positions[concept.id] = member.position
      concepts.append(concept)
      concepts[member.position]?.scheme = schemes.count - 1
      note(concept.matches, of: member.position)
      // Labels come with `addLabels`, which knows who bears them.
      if !isLowest { concepts[member.position]?.labels = [] }
      report.conceptsAdded += 1
      return member
    }
  }

  private mutating func merge(_ concept: Concept, into position: Int, _ closeness: ConceptMatch.Closeness) -> Member {
    for var match in concept.matches {
      if closeness == .closeMatch { match.closeness = .closeMatch }
      let known = concepts[position]?.matches ?? []
      guard
        !known.contains(where: { $0.identifier == match.identifier && ($0 == match || $0.closeness == .exactMatch) })
      else {
        continue
      }
      concepts[position]?.matches.append(match)
      note([match], of: position)
    }
    if concepts[position]?.note == nil { concepts[position]?.note = concept.note }
    return Member(concept: concept, position: position, isLinked: true)
  }

  /// The first concept with an identifier keeps it.
  private mutating func note(_ matches: [ConceptMatch], of position: Int) {
    for match in matches where match.closeness == .exactMatch && identifiers[match.identifier] == nil {
      identifiers[match.identifier] = position
    }
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

  private mutating func addInferred(_ layer: [InferredRelation], _ members: [Member]) {
    let own = Dictionary(members.map { ($0.concept.id, $0.position) }) { first, _ in first }
    for var relation in layer {
      relation.source = own[relation.source].flatMap { concepts[$0]?.id } ?? relation.source
      relation.target = own[relation.target].flatMap { concepts[$0]?.id } ?? relation.target
      inferred.append(relation)
    }
  }

  /// What was inferred and neither repeats nor contradicts what is curated, or was inferred with more confidence.
  private var tenableInferences: [InferredRelation] {
    guard !inferred.isEmpty else { return [] }
    var known = relations
    return inferred.sorted { (-$0.confidence, $0) < (-$1.confidence, $1) }.filter { relation in
      guard let source = positions[relation.source], let target = positions[relation.target],
        concepts[source] != nil, concepts[target] != nil
      else { return false }
      return known.add(
        .init(source: source, relation: relation.relation, target: target, scheme: 0, row: 0)) == .added
    }
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
