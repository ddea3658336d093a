internal import Concepts

/// Names whose words do not stand side by side: "draft, review and negotiate supplier agreements" asks for contract
/// drafting, "testing (unit, integration)" for unit testing.
extension LabelTable {
  /// Appends them to `hits`, in no order.
  func findApart(in text: PostingText, block: Int, into hits: inout [Hit]) {
    let range = text.words(of: block)
    for position in range.dropFirst() where !text.words[position].isSpaced && text.opensBracket(position) {
      appendBracketed(position, in: text, range, block, into: &hits)
    }
    for position in range.dropLast() {
      guard text.words[position].marks.contains(.dutyVerb),
        let verb = DutyVerbs.forms[text.words[position].hash],
        verb.isGerund ? !text.isPlural(position) : text.beginsVerb(position, range)
      else { continue }
      appendObjects(of: verb, at: position, in: text, range, block, into: &hits)
    }
  }

  /// "Draft and review (…) agreements": the verb with the first noun of the next eight words that ends a phrase.
  private func appendObjects(
    of verb: DutyVerbs.Form, at start: Int, in text: PostingText, _ block: Range<Int>, _ blockIndex: Int,
    into hits: inout [Hit]
  ) {
    if verb.isGerund, text.isNoun(start, block) { return }
    var position = start + 1
    while position < min(start + 11, block.upperBound), !text.endsObjects(position) {
      guard text.isObject(position), text.endsPhrase(position, block) else {
        position += 1
        continue
      }
      let noun = text.words[position].hash
      // "Testing frameworks" are names where they stand.
      if verb.isGerund, position == start + 1 { return }
      if Self.vague.contains(noun) || verb.makes && Self.made.contains(noun) { return }
      for hash in verb.hashes {
        guard let values = automaton.values(of: [hash, noun]) else { continue }
        hits.append(Hit(block: blockIndex, words: start..<position + 1, values: values, method: .coordination))
        return
      }
      return
    }
  }

  /// Up to six modifiers in the bracket that opens before `start`, each of which makes a name with the word before it.
  private func appendBracketed(
    _ start: Int, in text: PostingText, _ block: Range<Int>, _ blockIndex: Int, into hits: inout [Hit]
  ) {
    let suites = text.words[start - 1].hash == Self.suite && start - 2 >= block.lowerBound
    let noun = text.words[suites ? start - 2 : start - 1].hash
    let head = noun == Self.test ? Self.testing : noun
    guard head == Self.testing || Self.bracketed.contains(head) else { return }
    var first = start
    for position in start..<min(start + 12, block.upperBound) where !text.isConjunction(position) {
      let closes = text.closesMember(position, block)
      if closes, position - first < 3,
        let values = automaton.values(of: text.words[first...position].map(\.hash) + [head])
      {
        hits.append(
          Hit(
            block: blockIndex, words: first..<position + 1, values: values, method: .coordination))
      }
      if text.closesBracket(position, block) { return }
      if closes { first = position + 1 }
      if first < block.upperBound, text.isConjunction(first) { first += 1 }
    }
  }

  /// Nouns that say nothing of what is done to them.
  private static let vague = WordSet([
    "system", "process", "operation", "architecture", "solution", "customer", "tool", "account",
  ])
  /// Nouns of whatever is made: "build models" says less than "evaluate models".
  private static let made = WordSet(["model", "api", "service", "workflow", "algorithm", "approach", "llm"])
  private static let test = WordScanner.hash(of: "test")
  private static let testing = WordScanner.hash(of: "testing")
  private static let suite = WordScanner.hash(of: "suite")
  private static let bracketed = WordSet(["database", "learning", "analysis", "modeling", "design", "marketing", "law"])
}

/// Verbs whose objects make the names of skills, by their folded forms.
enum DutyVerbs {
  struct Form: Sendable {
    /// Of the forms with which names begin, the gerund first.
    var hashes: [UInt64]
    var isGerund: Bool
    /// Whether it brings its object into being.
    var makes: Bool
  }

  static let forms: [UInt64: Form] = {
    var forms: [UInt64: Form] = [:]
    for (base, gerund, isVerbOnly) in verbs {
      let hashes = [gerund, base].prefix(isVerbOnly ? 2 : 1).map(WordScanner.hash(of:))
      forms[WordScanner.hash(of: base)] = Form(hashes: hashes, isGerund: false, makes: makers.contains(base))
      forms[WordScanner.hash(of: gerund)] = Form(hashes: hashes, isGerund: true, makes: makers.contains(base))
    }
    return forms
  }()

  private static let makers: Set<String> = [
    "build", "design", "develop", "implement", "maintain", "integrate", "automate",
  ]

  static var words: [String] { verbs.flatMap { [$0.0, $0.1] } }

  /// Base, gerund, and whether the base is no noun, so that names that begin with it begin with the verb.
  private static let verbs: [(String, String, Bool)] = [
    ("gather", "gathering", true), ("detect", "detecting", true),
    ("mitigate", "mitigating", true), ("remediate", "remediating", true), ("estimate", "estimating", false),
    ("verify", "verifying", true), ("manage", "managing", true),
    ("scrape", "scraping", true),
    ("aggregate", "aggregating", false), ("enrich", "enriching", true),
    ("analyze", "analyzing", true), ("integrate", "integrating", true), ("deploy", "deploying", true),
    ("evaluate", "evaluating", true), ("optimize", "optimizing", true), ("migrate", "migrating", true),
    ("validate", "validating", true), ("visualize", "visualizing", true), ("extract", "extracting", true),
    ("collect", "collecting", true), ("negotiate", "negotiating", true),
    ("reconcile", "reconciling", true), ("administer", "administering", true), ("refactor", "refactoring", true),
    ("maintain", "maintaining", true), ("develop", "developing", true),
    ("write", "writing", true), ("automate", "automating", true), ("transform", "transforming", true),
    ("annotate", "annotating", true), ("configure", "configuring", true),
    ("troubleshoot", "troubleshooting", true), ("debug", "debugging", true), ("conduct", "conducting", true),
    ("build", "building", false), ("design", "designing", false), ("draft", "drafting", false),
    ("review", "reviewing", false), ("document", "documenting", false),
    ("train", "training", false), ("test", "testing", false),
    ("label", "labeling", false), ("query", "querying", false), ("audit", "auditing", false),
    ("monitor", "monitoring", false), ("translate", "translating", true), ("edit", "editing", true),
    ("moderate", "moderating", false), ("ingest", "ingesting", true), ("file", "filing", false),
    ("orchestrate", "orchestrating", true), ("containerize", "containerizing", true),
    ("prototype", "prototyping", false), ("benchmark", "benchmarking", false),

    ("implement", "implementing", true), ("model", "modeling", false), ("forecast", "forecasting", false),
  ]
}

extension PostingText {
  private static let masses = WordSet(["data", "documentation", "research", "training", "copy"])
  private static let breakers = WordSet([
    "to", "for", "with", "in", "of", "on", "by", "from", "that", "which", "as", "into", "using", "at", "through",
    "across", "via", "is", "are", "who", "while", "between", "about", "within", "than", "against", "so", "we", "our",
    "their", "when", "where", "without", "under", "over", "per", "leveraging", "ensuring", "enabling",
  ])
  private static let of = WordScanner.hash(of: "of")
  private static let amounts = WordSet([
    "variety", "range", "number", "array", "set", "type", "kind", "form", "variety",
  ])
  private static let leadsToVerb = WordSet(["to", "will", "help", "ll", "can", "you"])

  /// A plural, or a noun that has none.
  fileprivate func isObject(_ position: Int) -> Bool {
    isPlural(position) && length(ofWord: position) > 3 || Self.masses.contains(words[position].hash)
  }

  func isPlural(_ position: Int) -> Bool { bytes[Int(words[position].end) - 1] == UInt8(ascii: "s") }

  /// A preposition, or punctuation other than a comma, hyphen or slash, ends what a verb acts on.
  fileprivate func endsObjects(_ position: Int) -> Bool {
    if words[position].hash == Self.of, Self.amounts.contains(words[position - 1].hash) { return false }
    if Self.breakers.contains(words[position].hash) { return true }
    if words[position].isSpaced { return false }
    for offset in gap(before: position) where ".;:()!?".utf8.contains(bytes[offset]) { return true }
    return false
  }

  /// "Training and documentation": a word in "-ing" joined to something else than another.
  fileprivate func isNoun(_ position: Int, _ block: Range<Int>) -> Bool {
    let next = position + 1
    guard next + 1 < block.upperBound else { return true }
    if endsObjects(next) { return true }
    guard isConjunction(next) else { return isListGap(next) && !endsInIng(next) }
    return !endsInIng(next + 1)
  }

  private func endsInIng(_ position: Int) -> Bool {
    bytes[bytes(ofWords: position..<position + 1)].suffix(3).elementsEqual("ing".utf8)
  }

  /// A verb stands where a sentence begins, behind a comma, a conjunction or "to".
  fileprivate func beginsVerb(_ position: Int, _ block: Range<Int>) -> Bool {
    position == block.lowerBound || !words[position].continues || isConjunction(position - 1)
      || Self.leadsToVerb.contains(words[position - 1].hash)
  }

  fileprivate func opensBracket(_ position: Int) -> Bool { gap(before: position, contains: UInt8(ascii: "(")) }

  fileprivate func closesBracket(_ position: Int, _ block: Range<Int>) -> Bool {
    let end = Int(words[position].end)
    return end < bytes.count && bytes[end] == UInt8(ascii: ")")
  }

  fileprivate func closesMember(_ position: Int, _ block: Range<Int>) -> Bool {
    position + 1 == block.upperBound || isConjunction(position + 1) || isListGap(position + 1)
      || closesBracket(position, block)
  }
}
