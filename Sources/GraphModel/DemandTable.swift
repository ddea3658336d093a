public import Concepts

/// What all postings together ask for: counts, from which the extracted part of a graph is made.
///
/// Adding postings in any order, or adding tables made from parts, gives equal tables.
public struct DemandTable: Hashable, Sendable {
  /// All postings, also those whose role is unknown.
  public private(set) var postings = 0
  /// How many postings advertise a role.
  public private(set) var roles: [ConceptID: RoleCount] = [:]
  /// In how many postings a concept is named.
  public private(set) var concepts: [ConceptID: Int] = [:]
  public private(set) var demands: [Key: SkillGraph.Demand] = [:]

  public struct RoleCount: Hashable, Sendable {
    public var label: String
    public var postings: Int
  }

  /// A role and something it asks for.
  public struct Key: Hashable, Comparable, Sendable {
    public var role: ConceptID
    public var concept: ConceptID

    public init(role: ConceptID, concept: ConceptID) {
      self.role = role
      self.concept = concept
    }

    public static func < (a: Key, b: Key) -> Bool { (a.role, a.concept) < (b.role, b.concept) }
  }

  public init() {}

  /// Counts one posting; what it names several times counts once, at its strongest level.
  public mutating func add(_ evidence: PostingEvidence) {
    postings += 1
    let role = evidence.posting.role
    if let role { add(role: role.id, label: role.label, postings: 1) }
    for (concept, level) in evidence.strongestLevels {
      add(concept: concept, postings: 1)
      guard let role else { continue }
      var demand = SkillGraph.Demand()
      demand[level] = 1
      add(demand, role: role.id, concept: concept)
    }
  }

  public mutating func add(postings count: Int) { postings += count }

  /// Of several labels for one candidate role the smallest in byte order is kept.
  public mutating func add(role: ConceptID, label: String, postings count: Int) {
    let old = roles[role]
    // Not `min`: Swift takes differently composed letters for equal, and the first to come would win.
    let isSmaller = old.map { label.utf8.lexicographicallyPrecedes($0.label.utf8) } ?? true
    roles[role] = RoleCount(label: isSmaller ? label : old?.label ?? label, postings: (old?.postings ?? 0) + count)
  }

  public mutating func add(concept: ConceptID, postings count: Int) { concepts[concept, default: 0] += count }

  public mutating func add(_ demand: SkillGraph.Demand, role: ConceptID, concept: ConceptID) {
    let key = Key(role: role, concept: concept)
    for level in DemandLevel.allCases { demands[key, default: .init()][level] += demand[level] }
  }
}

extension PostingEvidence {
  /// Everything the posting asks for, education included, once, at its strongest level; by concept id.
  public var strongestLevels: [(concept: ConceptID, level: DemandLevel)] {
    var levels: [ConceptID: DemandLevel] = [:]
    func note(_ concept: ConceptID, _ level: DemandLevel) { levels[concept] = min(levels[concept] ?? level, level) }
    for mention in mentions { note(mention.concept, mention.level) }
    for demand in education {
      for concept in demand.concepts { note(concept, demand.requirement) }
    }
    return levels.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}

extension PostingEvidence.Education {
  /// The level and the known fields.
  public var concepts: [ConceptID] { [ConceptID(kind: .education, label: level)] + fieldConcepts }
}

extension SkillGraph.Demand {
  public subscript(level: DemandLevel) -> Int {
    get {
      switch level {
      case .required: required
      case .preferred: preferred
      case .mentioned: mentioned
      }
    }
    set {
      switch level {
      case .required: required = newValue
      case .preferred: preferred = newValue
      case .mentioned: mentioned = newValue
      }
    }
  }
}
