/// A role, skill, framework, certification or kind of education, with all its names.
public struct Concept: Hashable, Sendable {
  public var id: ConceptID
  /// The name people are shown.
  public var prefLabel: String
  /// All other names, in the order of the tables.
  public var labels: [Label]
  /// The same thing in other schemes.
  public var matches: [ConceptMatch]
  /// Who issues it (certifications), or a remark by the curator.
  public var note: String?
  /// The position of its scheme in `Taxonomy.schemes`.
  public var scheme: Int

  public init(
    id: ConceptID, prefLabel: String, labels: [Label] = [], matches: [ConceptMatch] = [], note: String? = nil,
    scheme: Int = 0
  ) {
    self.id = id
    self.prefLabel = prefLabel
    self.labels = labels
    self.matches = matches
    self.note = note
    self.scheme = scheme
  }

  public var kind: ConceptKind { id.kind }
}

/// A further name of a concept (SKOS altLabel or hiddenLabel; prefLabel in another language than the concept's own).
public struct Label: Hashable, Sendable {
  public enum Role: String, Sendable, CaseIterable {
    /// What the concept is called in another language; one for each.
    case pref
    /// Shown and matched.
    case alt
    /// Matched, never shown: misspellings and odd forms.
    case hidden
  }

  public var text: String
  public var role: Role
  /// BCP 47, `en` unless the table says otherwise.
  public var language: String

  public init(_ text: String, _ role: Role = .alt, language: String = "en") {
    self.text = text
    self.role = role
    self.language = language
  }
}

/// An identifier of the same (or nearly the same) concept in another scheme, such as an ESCO URI or an O*NET-SOC code.
public struct ConceptMatch: Hashable, Sendable {
  public enum Closeness: String, Sendable, CaseIterable {
    case exactMatch
    case closeMatch
  }

  public var closeness: Closeness
  /// A URI, or `onet:15-1252.00`, `isco08:2512`, `wikidata:Q28865`.
  public var identifier: String

  public init(_ closeness: Closeness, _ identifier: String) {
    self.closeness = closeness
    self.identifier = identifier
  }
}

/// What makes an ambiguous label a mention: "Go" in "Go, Rust or C++" is one, in "go the extra mile" it is none.
public struct AmbiguityRule: Hashable, Sendable {
  public var label: String
  public var concept: ConceptID
  /// The letter case must be the label's own.
  public var exactCase: Bool
  public var evidence: Evidence

  /// What must be found beside the label; of several kinds, one is enough.
  public struct Evidence: Hashable, Sendable {
    /// Other, unambiguous mentions in the same list or sentence count.
    public var peers: Bool
    /// Any of these words in the same block or its heading counts; lower case, joined by commas. Thousands of rules are read
    /// whenever something is extracted, so they are cut apart only where they are wanted apart.
    public var wordList: String
    /// The label never counts alone; only longer labels of the concept do.
    public var never: Bool

    public init(peers: Bool = false, words: [String] = [], never: Bool = false) {
      self.init(peers: peers, wordList: words.joined(separator: ","), never: never)
    }

    public init(peers: Bool, wordList: String, never: Bool) {
      self.peers = peers
      self.wordList = wordList
      self.never = never
    }

    /// The words of the list.
    public var words: [String] { wordList.utf8.split(separator: UInt8(ascii: ",")).map { String(Substring($0)) } }

    /// Nothing beyond the letter case is asked for.
    public var isEmpty: Bool { !peers && wordList.isEmpty && !never }
  }

  public init(label: String, concept: ConceptID, exactCase: Bool, evidence: Evidence) {
    self.label = label
    self.concept = concept
    self.exactCase = exactCase
    self.evidence = evidence
  }
}
