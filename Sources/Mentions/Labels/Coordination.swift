internal import Concepts

/// Names that share a word: "machine and deep learning" names machine learning, "supervised/unsupervised learning" both
/// kinds of learning, "unit, integration and system testing" three kinds of testing.
extension LabelTable {
  /// Appends what stands before `match` and borrows its last word.
  func appendImplied(
    by match: LabelTable.Match, in text: PostingText, _ block: Range<Int>, _ blockIndex: Int, into hits: inout [Hit]
  ) {
    guard match.words.count > 1 else { return appendPrefixed(match, in: text, block, blockIndex, into: &hits) }
    // "Financial and go-to-market": the half of a compound is nobody's head.
    guard !text.isHyphenated(match.words.upperBound - 1) else { return }
    let head = text.words[match.words.upperBound - 1].hash
    var end = match.words.lowerBound
    // At most four members: longer lists of modifiers are lists of something else.
    for member in 0..<4 {
      // Before the last member stands a conjunction; after a mere comma a list of other things goes on.
      guard let modifierEnd = text.endOfCoordinated(before: end, in: block),
        member > 0 || !text.followsComma(end),
        let modifier = coordinated(endingAt: modifierEnd, head: head, in: text, block)
      else { return }
      // A label of its own right before the head ("Python and machine learning") stays what it is.
      let isTaken = hits.suffix(6).contains {
        $0.words.overlaps(modifier.words) && $0.words.count >= modifier.words.count
      }
      if isTaken { return }
      hits.append(Hit(block: blockIndex, words: modifier.words, values: modifier.values, method: .coordination))
      end = modifier.words.lowerBound
    }
  }

  /// One to three words that make a label with `head` after them.
  private func coordinated(endingAt end: Int, head: UInt64, in text: PostingText, _ block: Range<Int>) -> LabelTable
    .Match?
  {
    for count in [3, 2, 1] where end - count >= block.lowerBound {
      let range = end - count..<end
      let joined = range.dropFirst().allSatisfy { text.words[$0].continues }
      let words = text.words
      let isWhole = Self.wholeNames.contains(words[end - 1].hash) && (words[end - 1].hash, head) != Self.dataPipeline
      if count == 1, isWhole || head == Self.data && text.isPlural(end - 1) { return nil }
      guard joined, let values = automaton.values(of: range, in: words.span, then: head) else { continue }
      return .init(words: range, values: values)
    }
    return nil
  }

  /// "Transactions and financial data": a plural before *data* is a whole name.
  private static let data = WordScanner.hash(of: "data")

  /// "Data and machine learning pipelines" are data pipelines, too.
  private static let dataPipeline = (data, WordScanner.hash(of: "pipeline"))

  /// Words that name something by themselves, so that they seldom borrow a head: "infrastructure or IT operations".
  private static let wholeNames = WordSet([
    "ability", "automation", "business", "client", "content", "creative", "customer", "data", "email", "event",
    "events", "experience", "experiences", "game", "games", "infrastructure", "knowledge", "marketing",
    "operations", "partnerships", "people", "process", "product", "project", "reliability", "security",
    "services", "strategy", "support", "systems", "tools", "desktop", "economy", "low", "clinical", "managing",
    "building", "deploying",
  ])
  /// Words that seldom borrow the first word of the name before them: "testing methods and tools".
  private static let wholeHeads = WordSet([
    "accuracy", "advice", "alignment", "analysis", "art", "artifacts", "assistance", "attribution", "guidance", "help",
    "automation", "concepts", "custody",
    "data", "discovery", "distribution", "drive", "email", "events", "experience", "focused", "frameworks",
    "guidelines", "industries", "infrastructure", "integration", "integrations", "knowledge", "mechanics",
    "methodologies", "methods", "models", "operations", "partnerships", "platforms", "practices", "process",
    "processes", "product", "products", "protocols", "regulations", "reports", "retention", "security",
    "services", "software", "solutions", "standards", "strategies", "strategy", "support", "systems",
    "techniques", "technologies", "technology", "tooling", "tools", "workflows",
  ])

  /// Names that share their first word: "data interpretation and visualization", "database development, management and tuning".
  ///
  /// Looks back from the conjunction at `position` over single words to the one before them. All members of a longer list must
  /// make labels, and the last must end its phrase; a member that is a label itself stays what it is.
  func appendShared(
    at position: Int, in text: PostingText, _ block: Range<Int>, _ blockIndex: Int, into hits: inout [Hit]
  ) {
    guard position + 1 < block.upperBound, text.words[position + 1].continues, text.endsPhrase(position + 1, block)
    else {
      return
    }
    var first = position - 1
    while first > block.lowerBound, position - first < 5, !text.words[first].continues,
      text.gap(before: first, contains: UInt8(ascii: ","))
    { first -= 1 }
    guard first > block.lowerBound, text.words[first].continues, !text.isConjunction(first - 1),
      first - 1 == block.lowerBound || !text.isHyphenated(first - 1)
    else { return }
    let shared = text.words[first - 1].hash
    guard automaton.hasLabels(startingWith: shared) else { return }
    let members = Array(first + 1..<position) + [position + 1]
    let values = members.map { automaton.values(of: [shared, text.words[$0].hash]) }
    guard
      values.count == 1
        || values.allSatisfy({ $0 != nil }) && automaton.values(of: [shared, text.words[first].hash]) != nil
    else { return }
    for (member, values) in zip(members, values) {
      guard let values, !Self.wholeHeads.contains(text.words[member].hash), mayBorrow(text.words[member].hash, values)
      else { continue }
      hits.append(Hit(block: blockIndex, words: member..<member + 1, values: values, method: .coordination))
    }
  }

  /// Names that share all but their end with the one before a slash ("Google Docs/Sheets", "ISO 27001 Lead Implementer/Lead
  /// Auditor"), or a number with the one before ("ISO 27001 & 27701").
  func appendFurther(
    after match: LabelTable.Match, in text: PostingText, _ block: Range<Int>, _ blockIndex: Int, into hits: inout [Hit]
  ) {
    var end = match.words.upperBound
    while match.words.count > 1, end < block.upperBound, let next = startOfFurther(end, match, in: text, block),
      let further = further(next, match, in: text, block)
    {
      hits.append(Hit(block: blockIndex, words: further.words, values: further.values, method: .coordination))
      end = further.words.upperBound
    }
  }

  /// Where the next name would begin: right behind a slash, or a number behind a comma or conjunction.
  private func startOfFurther(_ end: Int, _ match: LabelTable.Match, in text: PostingText, _ block: Range<Int>) -> Int?
  {
    let gap = text.gap(before: end)
    if gap.count == 1, text.bytes[gap.lowerBound] == UInt8(ascii: "/") { return end }
    guard text.isNumber(match.words.upperBound - 1) else { return nil }
    let next = text.isConjunction(end) ? end + 1 : text.isListGap(end) ? end : block.upperBound
    return next < block.upperBound && text.isNumber(next) && text.length(ofWord: next) > 3 ? next : nil
  }

  private func further(
    _ next: Int, _ match: LabelTable.Match, in text: PostingText, _ block: Range<Int>
  ) -> LabelTable.Match? {
    for shared in (1..<match.words.count).reversed() {
      for count in [2, 1] where next + count <= block.upperBound {
        let range = next..<next + count
        guard count == 1 || text.words[next + 1].continues else { continue }
        let name = text.words[match.words.prefix(shared)].map(\.hash) + text.words[range].map(\.hash)
        if let values = automaton.values(of: name), count > 1 || mayBorrow(text.words[next].hash, values) {
          return .init(words: range, values: values)
        }
      }
    }
    return nil
  }

  /// A word that is a label itself borrows nothing, unless that label needs evidence and the loan makes a skill's name.
  private func mayBorrow(_ hash: UInt64, _ loan: Range<Int>) -> Bool {
    guard let own = automaton.values(of: CollectionOfOne(hash)) else { return true }
    return own.allSatisfy { !entries[$0].rules.isEmpty } && loan.allSatisfy { entries[$0].kind == .skill }
  }

  /// A prefix in brackets: `(Py)Spark` is `PySpark` too.
  private func appendPrefixed(
    _ match: LabelTable.Match, in text: PostingText, _ block: Range<Int>, _ blockIndex: Int, into hits: inout [Hit]
  ) {
    let word = match.words.lowerBound
    guard word > block.lowerBound, !text.words[word].isSpaced else { return }
    let gap = text.gap(before: word)
    guard gap.count == 1, text.bytes[gap.lowerBound] == UInt8(ascii: ")") else { return }
    let prefix = text.bytes(ofWords: word - 1..<word)
    guard prefix.lowerBound > 0, text.bytes[prefix.lowerBound - 1] == UInt8(ascii: "(") else { return }
    let joined = Array(text.bytes[prefix]) + text.bytes[text.bytes(ofWords: word..<word + 1)]
    guard let values = automaton.values(of: CollectionOfOne(WordScanner.hash(joined, 0..<joined.count))) else { return }
    hits.append(
      Hit(block: blockIndex, words: word - 1..<word + 1, values: values, method: .coordination, isCertain: true))
  }
}

extension PostingText {
  static let conjunctions = ["and", "or", "und", "oder", "et", "ou", "y", "o", "en", "of", "i"]

  func isConjunction(_ position: Int) -> Bool {
    words[position].marks.contains(.conjunction) && length(ofWord: position) <= 4
  }

  /// Nothing that could be the rest of a name follows the word.
  func endsPhrase(_ position: Int, _ block: Range<Int>) -> Bool {
    let next = position + 1
    return next == block.upperBound || !words[next].continues || isConjunction(next)
      || words[next].marks.contains(.stopWord)
  }

  private static let of = WordScanner.hash(of: "of")

  /// Nothing but a comma joins the word at `position` to the one before it.
  fileprivate func followsComma(_ position: Int) -> Bool {
    gap(before: position, contains: UInt8(ascii: ",")) && !gap(before: position, contains: UInt8(ascii: "/"))
  }

  /// One past the last word of what a conjunction, slash or comma joins to the word at `position`.
  fileprivate func endOfCoordinated(before position: Int, in block: Range<Int>) -> Int? {
    guard position > block.lowerBound else { return nil }
    if !words[position].isSpaced {
      if gap(before: position, contains: UInt8(ascii: "/")) { return position }
      if gap(before: position, contains: UInt8(ascii: ",")) { return position }
    }
    // Dutch "of" is "or", English "of" joins nothing.
    guard position - 1 > block.lowerBound, isConjunction(position - 1), words[position - 1].hash != Self.of else {
      return nil
    }
    return position - 1
  }
}
