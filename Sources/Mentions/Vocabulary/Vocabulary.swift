/// The words that say how strongly, how long and in which language something is asked for; read once from the bundled tables.
struct Vocabulary: Sendable {
  static let bundled = Vocabulary()

  let cues: PhraseTable<Cue>
  let titleWords: PhraseTable<TitleWord>
  /// Hashes of written numbers.
  let numbers: [UInt64: Double]
  /// Languages in the order of the table, and the hashes of their function words.
  let languages: [String]
  /// A bit for each language that a word is a function word of.
  let functionWords: WordMap
  /// `WordMarks` of the words that more than one reader asks about. Stop words are those no unknown name begins or ends with.
  private let marks: WordMap
  private let marked: WordSketch
  /// Words that add nothing before an unknown name, and name nothing alone.
  let vagueWords: WordSet
  /// Nouns that add nothing behind an unknown name, and name nothing alone.
  let vagueNouns: WordSet
  /// Nouns in which names of tools and fields end: "load testing tools".
  let toolNouns: WordSet
  /// Nouns that name hard work by themselves, and those in which names of several words do.
  let workNouns: WordSet
  let workFields: WordSet
  /// Verbs of duties, which what is done follows.
  let workVerbs: WordSet
  /// Nouns that an everyday noun before them belongs to: "the compliance team", "documentation quality".
  let groupNouns: WordSet
  /// Parts of the names of countries, states and cities.
  let placeWords: WordSet
  /// What people manage who manage people: the last word before "manager".
  let fieldsOfManagers: WordSet
  private let roleNouns: WordSet

  /// Whether a word of this hash is the noun of a role and of nothing else: "analyst", but not "server" or "driver".
  func isRoleNoun(_ hash: UInt64) -> Bool { roleNouns.contains(hash) }

  private init() {
    let rows = VocabularyRow.all(in: "cues.tsv")
    cues = PhraseTable(rows) { Cue(kind: $0.kind, phrase: $0.phrase) }
    let titles = VocabularyRow.all(in: "titles.tsv")
    titleWords = PhraseTable(titles) { TitleWord(kind: $0.kind) }
    numbers = Dictionary(
      rows.compactMap { row in
        guard row.kind.hasPrefix("year-number-"), let number = Double(row.kind.dropFirst(12)) else { return nil }
        return (WordScanner.hash(of: row.phrase), number)
      }, uniquingKeysWith: { first, _ in first })
    var languages: [String] = []
    var functionWords = WordMap()
    for row in rows where row.kind == "function-word" {
      if languages.last != row.language { languages.append(row.language) }
      let hash = WordScanner.hash(of: row.phrase)
      functionWords[hash] = (functionWords[hash] ?? 0) | 1 << UInt32(languages.count - 1)
    }
    (self.languages, self.functionWords) = (languages, functionWords)
    (marks, marked) = Self.marks(rows)
    func words(_ kind: String) -> WordSet { WordSet(rows.filter { $0.kind == kind }.map(\.phrase)) }
    (vagueWords, vagueNouns) = (words("vague-word"), words("vague-noun"))
    (toolNouns, placeWords) = (words("tool-noun"), words("place-word"))
    fieldsOfManagers = WordSet(titles.filter { $0.kind == "people-manager" }.map(\.phrase))
    (workNouns, workFields) = (words("work-noun"), words("work-field"))
    (workVerbs, groupNouns) = (words("work-verb"), words("group-noun"))
    let things: Set<String> = [
      "server", "driver", "controller", "scheduler", "compiler", "operator", "agent", "master", "head", "tech",
      "expert",
      "translator", "tester", "writer", "editor", "broker", "dispatcher",
    ]
    roleNouns = WordSet(
      titles.filter { $0.kind == "head" && $0.language == "en" && !things.contains($0.phrase) }.map(\.phrase))
  }

  private static func marks(_ rows: [VocabularyRow]) -> (WordMap, WordSketch) {
    var (marks, marked) = (WordMap(), WordSketch(expectedWords: 1000))
    func mark(_ words: [String], _ mark: WordMarks) {
      for word in words {
        let hash = WordScanner.hash(of: word)
        marks[hash] = (marks[hash] ?? 0) | mark.rawValue
        marked.insert(hash)
      }
    }
    for (words, meaning) in Clause.words { mark(words, meaning) }
    mark(PostingText.conjunctions, .conjunction)
    mark(DutyVerbs.words, .dutyVerb)
    for row in rows where row.kind == "function-word" { mark([row.phrase], .functionWord) }
    for row in rows where row.kind == "stop-word" || row.kind == "function-word" && row.language == "en" {
      mark([row.phrase], .stopWord)
    }
    return (marks, marked)
  }

  /// Marks the words that the vocabulary knows.
  func mark(_ words: inout [WordScanner.Word]) {
    for position in marked.positions(in: words) {
      let index = Int(position)
      words[index].marks.formUnion(WordMarks(rawValue: marks[words[index].hash] ?? 0))
    }
  }
}

/// What a phrase beside a mention says about it. *Ahead* phrases speak of what follows, *behind* phrases of what they follow.
struct Cue: OptionSet, Sendable {
  let rawValue: UInt32

  static let requiredAhead = Cue(rawValue: 1)
  static let requiredBehind = Cue(rawValue: 2)
  static let preferredAhead = Cue(rawValue: 4)
  static let preferredBehind = Cue(rawValue: 8)
  /// Something is demanded, but how strongly the section says.
  static let demand = Cue(rawValue: 16)
  /// A demand that ends in a preposition: a new demand begins with it.
  static let head = Cue(rawValue: 32)
  static let negationAhead = Cue(rawValue: 64)
  static let negationBehind = Cue(rawValue: 128)
  /// The employer offers to teach it.
  static let offer = Cue(rawValue: 256)
  static let stack = Cue(rawValue: 512)
  /// The sentence is about the employer.
  static let employer = Cue(rawValue: 1024)
  static let yearUnit = Cue(rawValue: 2048)
  static let experience = Cue(rawValue: 4096)
  /// Beside a number of years: they are not years of experience.
  static let notExperience = Cue(rawValue: 8192)
  /// What follows names people and teams to work with.
  static let colleagues = Cue(rawValue: 32768)
  static let certificate = Cue(rawValue: 65536)
  static let monthUnit = Cue(rawValue: 131072)
  /// A phrase whose words name nothing: "reporting to", "leadership team".
  static let notName = Cue(rawValue: 262144)
  /// The sentence is about rights, not about the work.
  static let notDemand = Cue(rawValue: 16384)

  /// What employers offer; in duties and requirements it may be the work itself.
  static let benefit = Cue(rawValue: 524288)

  static let ahead: Cue = [.requiredAhead, .preferredAhead, .negationAhead]
  static let behind: Cue = [.requiredBehind, .preferredBehind, .negationBehind]

  init(rawValue: UInt32) { self.rawValue = rawValue }

  init(kind: String, phrase: String) {
    self = Self.kinds[kind] ?? []
    if kind == "demand", let last = phrase.split(separator: " ").last, Self.prepositions.contains(String(last)) {
      insert(.head)
    }
    if kind == "demand", phrase.hasPrefix("years") { insert(.yearUnit) }
  }

  private static let kinds: [String: Cue] = [
    "required-ahead": .requiredAhead, "required-behind": .requiredBehind, "preferred-ahead": .preferredAhead,
    "preferred-behind": .preferredBehind, "demand": .demand, "negation-ahead": .negationAhead,
    "negation-behind": .negationBehind, "offer": .offer, "stack": .stack, "employer": .employer, "years": .yearUnit,
    "months": .monthUnit, "not-name": .notName, "benefit": .benefit,
    "experience": .experience, "not-experience": .notExperience, "not-demand": .notDemand,
    "colleagues": .colleagues, "certificate": .certificate,
  ]
  private static let prepositions: Set<String> = [
    "with", "in", "of", "using", "to", "for", "at", "mit", "in", "für", "de", "en", "con", "avec", "met", "van", "di",
    "s",
    "z",
  ]
}

/// What a word of a job title is, other than part of the role's name.
struct TitleWord: OptionSet, Sendable {
  let rawValue: UInt32

  /// The first nine are `Seniority.allCases` in order.
  static func seniority(_ index: Int) -> TitleWord { TitleWord(rawValue: 1 << UInt32(index)) }
  func says(_ seniority: Seniority) -> Bool {
    Seniority.allCases.firstIndex(of: seniority).map { contains(.seniority($0)) } ?? false
  }

  static let anySeniority = TitleWord(rawValue: 0x1FF)
  static let fullTime = TitleWord(rawValue: 1 << 9)
  static let partTime = TitleWord(rawValue: 1 << 10)
  static let contract = TitleWord(rawValue: 1 << 11)
  static let internship = TitleWord(rawValue: 1 << 12)
  static let noise = TitleWord(rawValue: 1 << 13)
  /// The noun a role's name ends in.
  static let head = TitleWord(rawValue: 1 << 14)
  /// A role whose name has a word of seniority or noise that means none.
  static let plainRole = TitleWord(rawValue: 1 << 15)
  /// Asks people to apply, whatever they do.
  static let invitation = TitleWord(rawValue: 1 << 16)

  init(rawValue: UInt32) { self.rawValue = rawValue }

  init(kind: String) {
    if let seniority = Seniority(rawValue: kind), let index = Seniority.allCases.firstIndex(of: seniority) {
      self = .seniority(index)
    } else {
      self = Self.kinds[kind] ?? []
    }
  }

  private static let kinds: [String: TitleWord] = [
    "full-time": .fullTime, "part-time": .partTime, "contract": .contract, "internship": .internship, "noise": .noise,
    "head": .head, "manager-role": .plainRole, "lead-role": .plainRole, "director-role": .plainRole,
    "staff-role": .plainRole, "noise-role": .plainRole, "invitation": .invitation,
  ]
}

extension WordScanner {
  /// The hash of a text that is one word.
  static func hash(of word: String) -> UInt64 {
    let text = Array(word.utf8)
    return hash(text, 0..<text.count)
  }
}
