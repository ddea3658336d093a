internal import Concepts

/// The labels of some concepts of a taxonomy with their rules, compiled for matching.
///
/// A class, so that it is shared at the cost of one pointer; it does not change.
final class LabelTable: Sendable {
  /// What a label stands for.
  struct Entry: Sendable {
    /// Position in `Taxonomy.concepts`.
    var concept: Int32
    /// Positions in `rules`; a label without rules always counts.
    var rules: Range<Int32>
    var kind: ConceptKind
    /// Communication, teamwork and the like, which are no peers of technologies.
    var isSoft: Bool
    /// A product or a programming, query or markup language.
    var isTechnology: Bool
    /// The label has a slash of its own, as in "UI/UX".
    var hasSlash = false
  }

  /// A compiled `AmbiguityRule`.
  struct Rule: Sendable {
    /// Positions in `exactBytes`: the label's words without what separates them, if the letter case must be the same.
    var exact: Range<Int>?
    var peers: Bool
    var never: Bool
    /// Positions in `phraseStarts`.
    var phrases: Range<Int>
  }

  typealias Match = LabelAutomaton<Entry>.Match

  let automaton: LabelAutomaton<Entry>
  let rules: [Rule]
  let exactBytes: [UInt8]
  /// The words of all phrases of all rules, one after another, as hashes.
  let phraseWords: [UInt64]
  /// Where each phrase begins in `phraseWords`, and one more.
  private let phraseStarts: [Int32]
  /// The words of phrases.
  let evidence: WordSketch

  /// What labels stand for; positions are those of `Match.values`.
  var entries: [Entry] { automaton.values }

  /// A rule of the taxonomy by its position, with that of its concept.
  typealias RuledConcept = (concept: Int32, rule: Int)

  /// The labels of all concepts of `kinds` that `includes` wants, with the rules of the taxonomy.
  ///
  /// - Complexity: O(labels); nothing is allocated per label.
  convenience init(
    _ taxonomy: Taxonomy, _ kinds: [ConceptKind], rules: [RuledConcept], soft: [Bool] = [], languages: [Bool] = [],
    includes: ((ConceptID, String) -> Bool)? = nil
  ) {
    let concepts = taxonomy.concepts
    let wanted = concepts.indices.filter { kinds.contains(concepts[$0].kind) }
    var building = LabelTableBuilding(expectedLabels: wanted.reduce(0) { $0 + concepts[$1].labels.count + 1 })
    for index in wanted {
      let (id, kind) = (concepts[index].id, concepts[index].kind)
      let entry = Entry(
        concept: Int32(index), rules: 0..<0, kind: kind, isSoft: soft.isEmpty ? false : soft[index],
        isTechnology: kind == .framework || !languages.isEmpty && languages[index])
      if includes?(id, concepts[index].prefLabel) ?? true { building.add(concepts[index].prefLabel, entry) }
      for label in concepts[index].labels.indices {
        let text = concepts[index].labels[label].text
        if includes?(id, text) ?? true { building.add(text, entry) }
      }
    }
    let automaton = building.compile(
      rules.filter { kinds.contains(concepts[Int($0.concept)].kind) }, taxonomy.ambiguities)
    self.init(
      automaton: automaton, rules: building.rules, exactBytes: building.exactBytes,
      phraseWords: building.phraseWords, phraseStarts: building.phraseStarts)
  }

  private init(
    automaton: LabelAutomaton<Entry>, rules: [Rule], exactBytes: [UInt8], phraseWords: [UInt64], phraseStarts: [Int32]
  ) {
    (self.automaton, self.rules, self.exactBytes) = (automaton, rules, exactBytes)
    (self.phraseWords, self.phraseStarts) = (phraseWords, phraseStarts)
    var evidence = WordSketch(expectedWords: phraseStarts.count)
    for word in phraseWords { evidence.insert(word) }
    self.evidence = evidence
  }

  /// The rules of the entry at `position`.
  func rules(of position: Int) -> ArraySlice<Rule> {
    let range = entries[position].rules
    return rules[Int(range.lowerBound)..<Int(range.upperBound)]
  }

  /// Where in `phraseWords` the phrase at `position` of `Rule.phrases` is; never empty.
  func phrase(_ position: Int) -> Range<Int> { Int(phraseStarts[position])..<Int(phraseStarts[position + 1]) }

  /// Whether the words in `range` have the letter case the rule asks for; a plural `s` may follow.
  func allowsCase(_ rule: Rule, of range: Range<Int>, in text: PostingText) -> Bool {
    guard let exact = rule.exact else { return true }
    var position = exact.lowerBound
    for word in range {
      for offset in Int(text.words[word].start)..<Int(text.words[word].end) {
        guard position < exact.upperBound, exactBytes[position] == text.bytes[offset] else {
          return position == exact.upperBound && word == range.upperBound - 1
            && offset == Int(text.words[word].end) - 1 && text.bytes[offset] == UInt8(ascii: "s")
        }
        position += 1
      }
    }
    return position == exact.upperBound
  }
}

extension LabelTable {
  func write(to compiled: inout CompiledBytes) {
    compiled.add(
      entries.flatMap { entry in
        let kind = ConceptKind.allCases.firstIndex(of: entry.kind) ?? 0
        let marks = (entry.isSoft ? 1 : 0) | (entry.isTechnology ? 2 : 0) | (entry.hasSlash ? 4 : 0)
        return [entry.concept, Int32(kind << 3 | marks), entry.rules.lowerBound, entry.rules.upperBound]
      })
    compiled.add(
      rules.flatMap { rule in
        let marks: Int32 = (rule.peers ? 1 : 0) | (rule.never ? 2 : 0) | (rule.exact == nil ? 0 : 4)
        let exact = rule.exact ?? 0..<0
        return [
          marks, Int32(exact.lowerBound), Int32(exact.upperBound), Int32(rule.phrases.lowerBound),
          Int32(rule.phrases.upperBound),
        ]
      })
    automaton.write(to: &compiled)
    compiled.add(exactBytes)
    compiled.add(phraseWords)
    compiled.add(phraseStarts)
  }

  convenience init(_ compiled: inout CompiledReader) throws(CompiledReader.Damage) {
    let (entries, rules): ([Int32], [Int32]) = (try compiled.next(), try compiled.next())
    let kinds = ConceptKind.allCases
    let values = stride(from: 0, to: entries.count - 3, by: 4).map { start in
      let marks = entries[start + 1]
      return Entry(
        concept: entries[start], rules: entries[start + 2]..<max(entries[start + 2], entries[start + 3]),
        kind: kinds[Int(marks >> 3) % kinds.count], isSoft: marks & 1 != 0,
        isTechnology: marks & 2 != 0, hasSlash: marks & 4 != 0)
    }
    self.init(
      automaton: try LabelAutomaton(&compiled, values: values),
      rules: stride(from: 0, to: rules.count - 4, by: 5).map { start in
        Rule(
          exact: rules[start] & 4 == 0 ? nil : Self.range(rules[start + 1], rules[start + 2]),
          peers: rules[start] & 1 != 0, never: rules[start] & 2 != 0,
          phrases: Self.range(rules[start + 3], rules[start + 4]))
      }, exactBytes: try compiled.next(), phraseWords: try compiled.next(), phraseStarts: try compiled.next())
  }

  private static func range(_ start: Int32, _ end: Int32) -> Range<Int> { Int(start)..<max(Int(start), Int(end)) }
}

/// The labels of a table while they are collected; each text is scanned once, in one buffer.
struct LabelTableBuilding {
  private var trie: LabelTrie
  private var entries: [LabelTable.Entry] = []
  /// The trie node of each entry's own label.
  private var nodes: [Int32] = []
  /// Entries whose label is one letter or figure: they count only beside peers, even if the taxonomy does not say so.
  private var cautious: [(entry: Int32, byte: UInt8)] = []
  /// See `LabelTable`.
  private(set) var rules: [LabelTable.Rule] = []
  private(set) var exactBytes: [UInt8] = []
  private(set) var phraseWords: [UInt64] = []
  private(set) var phraseStarts: [Int32] = [0]
  private var scratch = LabelWords()
  /// The last concept each trie node was given: a concept has each label once.
  private var lastConcept: [Int32] = []

  init(expectedLabels: Int) { trie = LabelTrie(expectedLabels: expectedLabels) }

  mutating func add(_ label: String, _ entry: LabelTable.Entry) {
    scratch.scan(label)
    guard !losesSign(), let node = trie.insert(scratch.words) else { return }
    while lastConcept.count < trie.nodeCount { lastConcept.append(-1) }
    if lastConcept[Int(node)] == entry.concept { return }
    lastConcept[Int(node)] = entry.concept
    let index = Int32(entries.count)
    if scratch.bytes.count == 1 { cautious.append((index, scratch.bytes[0])) }
    entries.append(entry)
    entries[Int(index)].hasSlash = scratch.bytes.contains(UInt8(ascii: "/"))
    nodes.append(node)
    trie.add(index, to: node)
    addJoined(index)
  }

  /// "back-end" is also written "backend".
  private mutating func addJoined(_ entry: Int32) {
    let hyphen = UInt8(ascii: "-")
    guard scratch.bytes.count > 5, scratch.bytes.contains(hyphen) else { return }
    scratch.scan(without: hyphen)
    if let node = trie.insert(scratch.words) { trie.add(entry, to: node) }
  }

  /// `. NET` and `F #` would be the words *net* and *f*.
  private func losesSign() -> Bool {
    var hasSign = scratch.bytes.first == UInt8(ascii: ".")
    for byte in scratch.bytes { hasSign = hasSign || byte == UInt8(ascii: "#") || byte == UInt8(ascii: "+") }
    guard hasSign else { return false }
    var previous: UInt8 = 0
    for byte in scratch.bytes {
      if byte == UInt8(ascii: "#") || byte == UInt8(ascii: "+"), previous <= UInt8(ascii: " ") { return true }
      if previous == UInt8(ascii: "."), byte == UInt8(ascii: " "), scratch.bytes[0] == UInt8(ascii: ".") { return true }
      previous = byte
    }
    return false
  }

  /// Gives each entry its rules, side by side; of one label in the order of the taxonomy.
  mutating func compile(
    _ ruledConcepts: [LabelTable.RuledConcept], _ taxonomyRules: [AmbiguityRule]
  ) -> LabelAutomaton<LabelTable.Entry> {
    let grouped = trie.grouped()
    var ruled: [(entry: Int32, rule: Int)] = []
    for (concept, index) in ruledConcepts {
      scratch.scan(taxonomyRules[index].label)
      guard let node = trie.node(of: scratch.words) else { continue }
      for entry in grouped.values[grouped.range(of: node)]
      where entries[Int(entry)].concept == concept && nodes[Int(entry)] == node {
        ruled.append((entry, index))
      }
    }
    ruled.sort { ($0.entry, $0.rule) < ($1.entry, $1.rule) }
    for (entry, index) in ruled { append(taxonomyRules[index], to: entry) }
    for (entry, byte) in cautious where entries[Int(entry)].rules.isEmpty {
      let start = exactBytes.count
      exactBytes.append(byte)
      entries[Int(entry)].rules = Int32(rules.count)..<Int32(rules.count + 1)
      rules.append(LabelTable.Rule(exact: start..<start + 1, peers: true, never: false, phrases: 0..<0))
    }
    return LabelAutomaton(trie, grouped) { entries[Int($0)] }
  }

  private mutating func append(_ rule: AmbiguityRule, to entry: Int32) {
    var compiled = LabelTable.Rule(exact: nil, peers: rule.evidence.peers, never: rule.evidence.never, phrases: 0..<0)
    if rule.exactCase {
      let start = exactBytes.count
      scratch.scan(rule.label)
      for word in scratch.words { exactBytes += scratch.bytes[Int(word.start)..<Int(word.end)] }
      compiled.exact = start..<exactBytes.count
    }
    let first = phraseStarts.count - 1
    scratch.scan(rule.evidence.wordList)
    for (index, word) in scratch.words.enumerated() {
      if index > 0, scratch.comma(before: index) { phraseStarts.append(Int32(phraseWords.count)) }
      phraseWords.append(word.hash)
    }
    if !scratch.words.isEmpty { phraseStarts.append(Int32(phraseWords.count)) }
    compiled.phrases = first..<phraseStarts.count - 1
    let start = entries[Int(entry)].rules.isEmpty ? Int32(rules.count) : entries[Int(entry)].rules.lowerBound
    rules.append(compiled)
    entries[Int(entry)].rules = start..<Int32(rules.count)
  }
}
