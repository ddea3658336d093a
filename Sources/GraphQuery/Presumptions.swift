public import Concepts
public import GraphModel

/// What nobody has to be told to learn: what school, a field of study, or any skill of a family teaches.
///
/// A plan for a future machine learning engineer that begins with arithmetic is right and useless. What is presumed is left
/// out of prerequisites and plans, but never counts as met where a role asks for it by name.
public struct Presumptions: Sendable {
  /// By level or field of education, what its holders know. With each of them, all that is essential for it.
  public var taught: [ConceptID: [ConceptID]]
  /// By a family of skills (a concept they are narrower than, over any number of steps), what knowing one of them implies.
  public var families: [ConceptID: [ConceptID]]

  public init(taught: [ConceptID: [ConceptID]], families: [ConceptID: [ConceptID]] = [:]) {
    (self.taught, self.families) = (taught, families)
  }

  /// Nothing is presumed.
  public static let none = Presumptions(taught: [:])

  /// What `Data/careers/presumptions.tsv` says: school mathematics and the use of a computer; of fields of study what their
  /// first year teaches; and that who knows any programming language can program.
  public static let standard = {
    var (taught, families) = ([ConceptID: [ConceptID]](), [ConceptID: [ConceptID]]())
    for row in CareerTable.rows("presumptions") {
      guard row.count == 3, let holder = ConceptID(row[0]), let concept = ConceptID(row[2]) else { continue }
      if row[1] == "taught" { taught[holder, default: []].append(concept) }
      if row[1] == "implied" { families[holder, default: []].append(concept) }
    }
    return Presumptions(taught: taught, families: families)
  }()

  static let school = ConceptID(kind: .education, label: "high-school")
}

extension SkillGraph {
  /// What somebody with `knowledge` who aims at `role` is presumed to know without saying so.
  ///
  /// That is, with all that is essential for it: what school teaches; what the education teaches that is held, or required by
  /// the role with a weight of at least 0.5, and the education before it (`precedes`) or above it (`broader`); and, of each
  /// skill named, what it is a kind of and what usually comes directly before it. What the role itself asks for, unless in
  /// passing (a weight below 0.2), is not.
  ///
  /// - Complexity: O(*n* + *e*) over what is presumed.
  public func presumed(
    of knowledge: Knowledge, aimingAt role: NodeIndex?, _ presumptions: Presumptions = .standard
  ) -> Set<NodeIndex> {
    let demands = role.map { profile(of: $0).demands } ?? []
    let required = demands.filter { $0.level == .required && $0.weight >= 0.5 }.map(\.node)
    let held = (Array(knowledge.all) + required).filter { kind(of: $0) == .education }
    let education = self.knowledge(Set(held)).all.map { id(of: $0) } + [Presumptions.school]
    let taught = education.flatMap { presumptions.taught[$0] ?? [] }.compactMap(index(of:))
    let near = knowledge.named.filter { [.skill, .framework].contains(kind(of: $0)) }.flatMap {
      targets(of: $0, .broader) + sources(of: $0, .prerequisiteOf)
    }
    return self.knowledge(Set(taught + near)).all.subtracting(knowledge.all)
      .subtracting(demands.filter { $0.weight >= 0.2 }.map(\.node))
  }
}
