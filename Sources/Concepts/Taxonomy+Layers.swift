extension Taxonomy {
  /// Lays schemes over each other, the first one lowest.
  ///
  /// A concept of a higher layer is the same as one below if their ids are equal, if they have the same identifier elsewhere
  /// (`exactMatch`), or if its preferred label is, folded (`FoldedLabel`), the preferred label or else another label of exactly
  /// one concept of its kind; skills and frameworks count as one kind, since most schemes do not tell them apart. Of roles
  /// another title is only enough where each bears the other's preferred one and no further role is the same. A concept whose
  /// preferred label never counts alone, such as a group of occupations, is not linked by it. A linked concept lends its
  /// matches, relations and free labels to the concept below and has no place of its own. A label that a concept below bears
  /// already is not given to a second one; a label that several concepts of one layer share never counts alone (`AmbiguityRule`). Relations that would close
  /// a cycle in the hierarchy or among prerequisites are left out, and inferred ones that repeat or contradict curated ones. So the result has no integrity error that the lowest
  /// layer has not, unless an edit makes one.
  ///
  /// - Complexity: O(*n*) hash operations in concepts, labels and relations of all layers, and a walk up the hierarchy for
  ///   each relation of a higher layer that could close a cycle.
  public static func layered(_ layers: [TaxonomyLayer]) -> (taxonomy: Taxonomy, reports: [LayerReport]) {
    var draft = LayerDraft()
    let reports = layers.map { draft.add($0) }
    return (draft.taxonomy, reports)
  }
}
