public import Concepts
public import GraphModel

/// What nobody has to be told to learn: what school and a field of study teach.
///
/// A plan for a future machine learning engineer that begins with arithmetic is right and useless. What is presumed is left
/// out of prerequisites and plans, but never counts as met where a role asks for it by name.
public struct Presumptions: Sendable {
  /// By level or field of education, the concepts its holders know. With each of them, all that is essential for it.
  public var taught: [ConceptID: [ConceptID]]

  public init(taught: [ConceptID: [ConceptID]]) { self.taught = taught }

  /// Nothing is presumed.
  public static let none = Presumptions(taught: [:])

  /// School mathematics and the use of a computer; of fields of study what their first year teaches.
  public static let standard = Presumptions(
    taught: Dictionary(
      uniqueKeysWithValues: [
        ("high-school", ["arithmetic", "algebra", "geometry", "trigonometry", "precalculus", "computer-literacy"]),
        (
          "computer-science",
          [
            "boolean-algebra", "calculus", "computer-architecture", "data-structures", "discrete-mathematics",
            "operating-systems", "programming", "programming-fundamentals",
          ]
        ),
        ("information-technology", ["boolean-algebra", "computer-architecture", "programming-fundamentals"]),
        ("information-systems", ["boolean-algebra", "programming-fundamentals"]),
        ("computer-engineering", ["boolean-algebra", "calculus", "computer-architecture", "programming"]),
        ("engineering", ["calculus", "physics"]),
        ("natural-sciences", ["calculus", "statistics"]),
        (
          "mathematics", ["calculus", "linear-algebra", "mathematical-proofs", "multivariable-calculus", "probability"]
        ),
        ("statistics", ["calculus", "linear-algebra", "probability"]),
        ("data-science", ["calculus", "linear-algebra", "probability", "programming"]),
      ].map { field, skills in
        (ConceptID(kind: .education, label: field), skills.map { ConceptID(kind: .skill, label: $0) })
      }))

  static let school = ConceptID(kind: .education, label: "high-school")
}

extension SkillGraph {
  /// What somebody with `knowledge` who aims at `role` is presumed to know without saying so.
  ///
  /// That is, with all that is essential for it: what school teaches; what the education held or *required* by the role
  /// teaches, and the education before it (`precedes`) or above it (`broader`); and, of each skill named, what it is a kind of
  /// and what usually comes directly before it (who knows Python knows programming fundamentals).
  ///
  /// - Complexity: O(*n* + *e*) over what is presumed.
  public func presumed(
    of knowledge: Knowledge, aimingAt role: NodeIndex?, _ presumptions: Presumptions = .standard
  ) -> Set<NodeIndex> {
    let required = role.map { profile(of: $0).demands.filter { $0.level == .required }.map(\.node) } ?? []
    let held = (Array(knowledge.all) + required).filter { self[$0].kind == .education }
    let education = self.knowledge(Set(held)).all.map { self[$0].id } + [Presumptions.school]
    let taught = education.flatMap { presumptions.taught[$0] ?? [] }.compactMap(index(of:))
    let near = knowledge.named.filter { [.skill, .framework].contains(self[$0].kind) }.flatMap {
      targets(of: $0, .broader) + sources(of: $0, .prerequisiteOf)
    }
    return self.knowledge(Set(taught + near)).all.subtracting(knowledge.all)
  }
}
