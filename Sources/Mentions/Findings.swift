public import Concepts
public import Postings

/// What one posting asks for.
public struct Findings: Hashable, Sendable {
  public var role: RoleFinding?
  public var seniority: Seniority?
  public var employment: Employment?
  /// Minimum and maximum years of experience of the headline demand.
  public var experience: YearsOfExperience?
  /// ISO 639-1, detected from the text.
  public var language: String?
  /// One per concept, the strongest evidence first; `all` has every place.
  public var mentions: [Mention] = []
  public var education: [EducationDemand] = []
  public var unknown: [UnknownDemand] = []

  public init() {}
}

/// The role a title names.
public struct RoleFinding: Hashable, Sendable {
  public var id: ConceptID
  public var label: String
  /// Whether the taxonomy knows the role; otherwise it is a candidate made from the title.
  public var isKnown: Bool
}

public struct YearsOfExperience: Hashable, Sendable {
  public var minimum: Double?
  public var maximum: Double?
}

/// In rising order of responsibility.
public enum Seniority: String, Sendable, CaseIterable {
  case intern, junior, mid, senior, lead, principal, manager, director, executive
}

/// A degree level with the fields it may be in.
public struct EducationDemand: Hashable, Sendable {
  /// One of the taxonomy's level concepts (`education:bachelor`).
  public var level: EducationLevel
  /// Fields of study as named, lower case.
  public var fields: [String]
  /// Concepts of the fields the taxonomy knows.
  public var fieldConcepts: [ConceptID]
  /// `required` or `preferred`.
  public var requirement: DemandLevel
  public var quote: String
  public var block: Int
}

/// The raw value is also the slug of the level's concept.
public enum EducationLevel: String, Sendable, CaseIterable, Comparable {
  case highSchool = "high-school"
  case associate, bachelor, master, doctorate, professional

  public static func < (a: EducationLevel, b: EducationLevel) -> Bool { a.order < b.order }
  private var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// Something a demanding sentence asks for that no concept covers.
public struct UnknownDemand: Hashable, Sendable {
  public var phrase: String
  public var context: String
}
