extension LayerDraft {
  /// A concept below that a concept of a layer is the same as.
  struct Link {
    var position: Int
    var closeness: ConceptMatch.Closeness
  }

  /// For each concept of a layer the one below that is the same.
  mutating func links(of layer: TaxonomyLayer) -> [Link?] {
    let groups = Set(
      layer.ambiguities.lazy.filter(\.evidence.never).map { NamedConcept(id: $0.concept, name: $0.label) })
    var links = layer.concepts.map { concept in
      link(concept, isGroup: groups.contains(NamedConcept(id: concept.id, name: concept.prefLabel)))
    }
    dropBroadTitles(&links, layer.concepts)
    for (concept, link) in zip(layer.concepts, links) {
      guard let link, let same = concepts[link.position] else { continue }
      report.links.append(.init(label: concept.prefLabel, concept: same.id, closeness: link.closeness))
    }
    return links
  }

  private struct NamedConcept: Hashable {
    var id: ConceptID
    var name: String
  }

  /// - Parameter isGroup: a class of things, which is never named by its label alone and is none of them.
  private mutating func link(_ concept: Concept, isGroup: Bool) -> Link? {
    if let position = positions[concept.id], concepts[position] != nil {
      return Link(position: position, closeness: .exactMatch)
    }
    for match in concept.matches where match.closeness == .exactMatch {
      if let position = identifiers[match.identifier],
        concepts[position].map({ $0.kind.linksTo(concept.kind) }) ?? false
      {
        return Link(position: position, closeness: .exactMatch)
      }
    }
    return isGroup ? nil : namesake(concept)
  }

  private mutating func namesake(_ concept: Concept) -> Link? {
    let known = (bearers[FoldedLabel(concept.prefLabel)] ?? []).filter {
      concepts[$0.position].map { $0.kind.linksTo(concept.kind) } ?? false
    }
    for isPreferred in [true, false] {
      let candidates = known.filter { $0.isPreferred == isPreferred }
      guard let first = candidates.first else { continue }
      guard candidates.count == 1 else {
        reportAmbiguous(concept, candidates.map(\.position))
        return nil
      }
      return Link(position: first.position, closeness: isPreferred ? .exactMatch : .closeMatch)
    }
    return nil
  }

  /// An alternative title is often that of something broader: physicians are called neurologists, too. It makes the same role
  /// only if each bears the other's preferred title, and no other role of the layer is that one.
  private mutating func dropBroadTitles(_ links: inout [Link?], _ layer: [Concept]) {
    var claims: [Int: Int] = [:]
    for (concept, link) in zip(layer, links) where concept.kind == .role {
      guard let link, link.closeness == .exactMatch || isMutual(concept, link) else { continue }
      claims[link.position, default: 0] += 1
    }
    for (index, concept) in layer.enumerated() where concept.kind == .role {
      guard let link = links[index], link.closeness == .closeMatch else { continue }
      if isMutual(concept, link), claims[link.position] == 1 { continue }
      links[index] = nil
      reportAmbiguous(concept, [link.position])
    }
  }

  private func isMutual(_ concept: Concept, _ link: Link) -> Bool {
    guard let title = concepts[link.position].map({ FoldedLabel($0.prefLabel) }) else { return false }
    return concept.labels.contains { FoldedLabel($0.text) == title }
  }

  private mutating func reportAmbiguous(_ concept: Concept, _ candidates: [Int]) {
    report.ambiguous.append(
      .init(label: concept.prefLabel, candidates: candidates.compactMap { concepts[$0]?.id }.sorted()))
  }
}
