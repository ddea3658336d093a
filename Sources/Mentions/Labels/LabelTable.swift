internal import Concepts

/// The labels of some concepts of a taxonomy with their rules, compiled for matching.
struct LabelTable: Sendable {
  /// What a label stands for.
  struct Entry: Sendable {
    /// Position in `Taxonomy.concepts`.
    var concept: Int32
    var kind: ConceptKind
    /// Positions in `rules`; a label without rules always counts.
    var rules: Range<Int>
    /// Communication, teamwork and the like, which are no peers of technologies.
    var isSoft: Bool
    /// A product or a programming, query or markup language.
    var isTechnology: Bool
  }

  /// A compiled `AmbiguityRule`.
  struct Rule: Sendable {
    /// The label's words without what separates them, if the letter case must be the same.
    var exact: [UInt8]?
    var peers: Bool
    var never: Bool
    /// Phrases as hashes of their words.
    var phrases: [[UInt64]]
  }

  let automaton: LabelAutomaton
  private(set) var entries: [Entry] = []
  private(set) var rules: [Rule] = []

  /// The labels of all concepts that `includes` wants, with the rules of the taxonomy.
  ///
  /// - Complexity: O(labels).
  init(_ taxonomy: Taxonomy, soft: Set<Int32> = [], languages: Set<Int32> = [], includes: (Concept, String) -> Bool) {
    var rulesOfLabel: [LabelKey: [AmbiguityRule]] = [:]
    for rule in taxonomy.ambiguities {
      guard let concept = taxonomy.index(of: rule.concept) else { continue }
      rulesOfLabel[LabelKey(concept.rawValue, rule.label), default: []].append(rule)
    }
    var labels: [(text: String, value: Int32)] = []
    var seen: Set<LabelKey> = []
    for (index, concept) in taxonomy.concepts.enumerated() {
      for text in [concept.prefLabel] + concept.labels.map(\.text)
      where includes(concept, text) && !Self.losesSign(text) {
        let key = LabelKey(Int32(index), text)
        guard seen.insert(key).inserted else { continue }
        let first = rules.count
        rules += (rulesOfLabel[key] ?? Self.cautions(text)).map(Rule.init)
        labels.append((text, Int32(entries.count)))
        if let joined = Self.joined(text) { labels.append((joined, Int32(entries.count))) }
        entries.append(
          Entry(
            concept: Int32(index), kind: concept.kind, rules: first..<rules.count, isSoft: soft.contains(Int32(index)),
            isTechnology: concept.kind == .framework || languages.contains(Int32(index))))
      }
    }
    automaton = LabelAutomaton(labels)
  }

  /// "back-end" is also written "backend".
  private static func joined(_ label: String) -> String? {
    let hyphen = UInt8(ascii: "-")
    guard label.utf8.contains(hyphen), label.utf8.count > 5 else { return nil }
    return String(decoding: label.utf8.filter { $0 != hyphen }, as: UTF8.self)
  }

  /// `. NET` and `F #` would be the words *net* and *f*.
  private static func losesSign(_ label: String) -> Bool {
    var previous: UInt8 = 0
    for byte in label.utf8 {
      if byte == UInt8(ascii: "#") || byte == UInt8(ascii: "+"), previous <= UInt8(ascii: " ") { return true }
      if previous == UInt8(ascii: "."), byte == UInt8(ascii: " "), label.utf8.first == UInt8(ascii: ".") { return true }
      previous = byte
    }
    return false
  }

  /// A label of one letter or figure counts only beside its peers, even if the taxonomy does not say so.
  private static func cautions(_ label: String) -> [AmbiguityRule] {
    guard label.utf8.count == 1, let nowhere = ConceptID("skill:" + "any") else { return [] }
    return [AmbiguityRule(label: label, concept: nowhere, exactCase: true, evidence: .init(peers: true))]
  }
}

/// A concept's label as it is folded.
private struct LabelKey: Hashable {
  var concept: Int32
  var hash: UInt64

  init(_ concept: Int32, _ label: String) {
    self.concept = concept
    let text = Array(label.utf8)
    var words: [WordScanner.Word] = []
    WordScanner.scan(text, 0..<text.count, into: &words)
    hash = words.reduce(0) { ($0 ^ $1.hash) &* 0x9E37_79B9_7F4A_7C15 }
  }
}

extension LabelTable.Rule {
  init(_ rule: AmbiguityRule) {
    let text = Array(rule.label.utf8)
    exact = rule.exactCase ? Self.wordBytes(text) : nil
    peers = rule.evidence.peers
    never = rule.evidence.never
    phrases = rule.evidence.words.map { phrase in
      let bytes = Array(phrase.utf8)
      var words: [WordScanner.Word] = []
      WordScanner.scan(bytes, 0..<bytes.count, into: &words)
      return words.map(\.hash)
    }.filter { !$0.isEmpty }
  }

  private static func wordBytes(_ text: [UInt8]) -> [UInt8] {
    var words: [WordScanner.Word] = []
    WordScanner.scan(text, 0..<text.count, into: &words)
    return words.flatMap { text[Int($0.start)..<Int($0.end)] }
  }

  /// Whether the words in `range` have the letter case the rule asks for; a plural `s` may follow.
  func allowsCase(of range: Range<Int>, in text: PostingText) -> Bool {
    guard let exact else { return true }
    var position = 0
    for word in range {
      for offset in Int(text.words[word].start)..<Int(text.words[word].end) {
        guard position < exact.count, exact[position] == text.bytes[offset] else {
          return position == exact.count && word == range.upperBound - 1
            && offset == Int(text.words[word].end) - 1 && text.bytes[offset] == UInt8(ascii: "s")
        }
        position += 1
      }
    }
    return position == exact.count
  }
}
