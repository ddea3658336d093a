public import Concepts
public import GraphModel

/// What nobody has to be told to learn: what school, a field of study, or any skill of a family teaches.
///
/// A plan for a future machine learning engineer that begins with arithmetic is right and useless. What is presumed is left
/// out of prerequisites and plans, but never counts as met where a role asks for it by name.
public struct Presumptions: Sendable {
  /// By level or field of education, or by a broader concept of something known, what its holders know. With each of them,
  /// all that is essential for it.
  public var taught: [ConceptID: [ConceptID]]

  public init(taught: [ConceptID: [ConceptID]]) { self.taught = taught }

  /// Nothing is presumed.
  public static let none = Presumptions(taught: [:])

  /// School mathematics and the use of a computer; of fields of study what their first year teaches; and that who knows any
  /// programming language can program.
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
      }
        + ["programming-languages", "scripting-languages"].map { family in
          (
            ConceptID(kind: .skill, label: family),
            ["programming", "programming-fundamentals"].map { ConceptID(kind: .skill, label: $0) }
          )
        }))

  static let school = ConceptID(kind: .education, label: "high-school")
}

extension SkillGraph {
  /// What somebody with `knowledge` who aims at `role` is presumed to know without saying so.
  ///
  /// That is, with all that is essential for it: what school teaches; what the education held or *required* by the role
  /// teaches, and the education before it (`precedes`) or above it (`broader`); what the families of everything known teach
  /// (who knows Python can program); and, of each skill named, what it is a kind of and what usually comes directly before it.
  ///
  /// - Complexity: O(*n* + *e*) over what is presumed.
  public func presumed(
    of knowledge: Knowledge, aimingAt role: NodeIndex?, _ presumptions: Presumptions = .standard
  ) -> Set<NodeIndex> {
    let required = role.map { profile(of: $0).demands.filter { $0.level == .required }.map(\.node) } ?? []
    let held = (Array(knowledge.all) + required).filter { self[$0].kind == .education }
    let education = self.knowledge(Set(held)).all.map { self[$0].id } + [Presumptions.school]
    let families = families(of: knowledge.all).map { self[$0].id }
    let taught = (education + families).flatMap { presumptions.taught[$0] ?? [] }.compactMap(index(of:))
    let near = knowledge.named.filter { [.skill, .framework].contains(self[$0].kind) }.flatMap {
      targets(of: $0, .broader) + sources(of: $0, .prerequisiteOf)
    }
    return self.knowledge(Set(taught + near)).all.subtracting(knowledge.all)
  }

  /// Everything skills and frameworks among `nodes` are a kind of, over any number of steps.
  private func families(of nodes: Set<NodeIndex>) -> Set<NodeIndex> {
    var families: Set<NodeIndex> = []
    var frontier = nodes.filter(isLearnable)
    while let node = frontier.popFirst() {
      for family in targets(of: node, .broader) where families.insert(family).inserted { frontier.insert(family) }
    }
    return families
  }
}
