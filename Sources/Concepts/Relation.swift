/// How two concepts are connected; an edge reads as the sentence *source relation target*.
///
/// `broader` and `related` are SKOS's, the others are the project's own.
public enum Relation: String, Sendable, CaseIterable, Comparable {
  /// The target is the more general concept.
  case broader
  /// A certification proves a skill or framework.
  case certifies
  /// One level of education comes before another.
  case precedes
  /// The source must be learned before the target.
  case prerequisiteOf
  /// A usual career step from one role to another.
  case progressesTo
  case related
  /// A role asks for a skill, framework, certification or education.
  case requires

  /// In alphabetical order, which is the order of declaration: comparing tags is cheaper than comparing names.
  public static func < (a: Relation, b: Relation) -> Bool { a.rank < b.rank }

  /// The position in alphabetical order, from 0.
  public var rank: UInt8 {
    switch self {
    case .broader: 0
    case .certifies: 1
    case .precedes: 2
    case .prerequisiteOf: 3
    case .progressesTo: 4
    case .related: 5
    case .requires: 6
    }
  }
}

/// How much a prerequisite matters.
public enum Strength: String, Sendable, CaseIterable {
  /// The target cannot sensibly be learned without the source.
  case essential
  /// The source makes the target much easier and is usually learned first.
  case helpful
}

/// How strongly something is asked for.
public enum DemandLevel: String, Sendable, CaseIterable, Comparable {
  case required
  case preferred
  /// Named in duties or in the description of the stack, without a demand on the candidate.
  case mentioned

  /// The strongest demand first.
  public static func < (a: DemandLevel, b: DemandLevel) -> Bool { a.order < b.order }

  private var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
