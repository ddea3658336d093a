internal import Concepts
public import GraphModel

extension SkillGraph {
  /// The certifications that prove any of `concepts`: those `role` asks for first, then those that prove most of `plan` (or of
  /// the concepts, if that is `nil`); ties in node order.
  ///
  /// - Complexity: O(*c* log *c*) in the certifications, and the edges of each.
  public func certificates(
    proving concepts: some Sequence<NodeIndex>, for role: NodeIndex, among plan: Set<NodeIndex>? = nil
  ) -> [NodeIndex] {
    let concepts = Set(concepts)
    let asked = Set(targets(of: role, .requires))
    let found = Set(concepts.flatMap { sources(of: $0, .certifies) }).filter { kind(of: $0) == .certification }
    return found.map { certificate in
      let proves = targets(of: certificate, .certifies).count(where: (plan ?? concepts).contains)
      return (certificate, asked.contains(certificate) ? 0 : 1, -proves)
    }
    .sorted { ($0.1, $0.2, $0.0) < ($1.1, $1.2, $1.0) }.map(\.0)
  }
}
