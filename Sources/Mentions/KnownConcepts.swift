internal import Concepts

/// What finding needs of a taxonomy's concepts; positions are those in `Taxonomy.concepts`.
struct KnownConcepts: Sendable {
  /// Ascending.
  let ids: [ConceptID]
  /// Preferred labels.
  let labels: [String]
  /// Source and target of relations, ascending: all those of roles, and `broader` of other concepts.
  private let links: [UInt64]

  init(_ taxonomy: Taxonomy) {
    let concepts = taxonomy.concepts
    (ids, labels) = (concepts.map(\.id), concepts.map(\.prefLabel))
    let isRole = concepts.map { $0.kind == .role }
    let relations = taxonomy.relations
    links = relations.indices.compactMap { index in
      guard relations[index].relation == .broader || isRole[Int(relations[index].source.rawValue)] else { return nil }
      return Self.link(relations[index].source.rawValue, relations[index].target.rawValue)
    }.sorted()
  }

  func contains(_ id: ConceptID) -> Bool {
    let position = ids.partitioningIndex { $0 >= id }
    return position < ids.count && ids[position] == id
  }

  /// What a role is related to, or what is broader than another concept.
  func targets(of concept: Int32) -> some Sequence<Int32> {
    let first = links.partitioningIndex { $0 >= Self.link(concept, 0) }
    return links[first...].lazy.prefix { $0 >> 32 == UInt64(UInt32(bitPattern: concept)) }
      .map { Int32(truncatingIfNeeded: $0) }
  }

  private static func link(_ source: Int32, _ target: Int32) -> UInt64 {
    UInt64(UInt32(bitPattern: source)) << 32 | UInt64(UInt32(bitPattern: target))
  }
}

extension KnownConcepts {
  func write(to compiled: inout CompiledBytes) {
    compiled.add(ids.map(\.rawValue))
    compiled.add(labels)
    compiled.add(links)
  }

  init(_ compiled: inout CompiledReader) throws(CompiledReader.Damage) {
    ids = try compiled.texts().compactMap(ConceptID.init)
    labels = try compiled.texts()
    links = try compiled.next()
    guard ids.count == labels.count else { throw CompiledReader.Damage() }
  }
}
