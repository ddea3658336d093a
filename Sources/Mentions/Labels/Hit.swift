internal import Concepts

/// A label that stands in a posting's text.
struct Hit: Sendable {
  var block: Int
  /// Positions in `PostingText.words`.
  var words: Range<Int>
  /// Positions in `LabelTable.entries`: the concepts the label may stand for.
  var values: Range<Int>
  /// The one of `values` that counts, once the ambiguity is resolved.
  var entry: Int32 = -1
  var method: Mention.Method = .label
  /// A suffix (`.js`) settles what an ambiguous label means.
  var isCertain = false
}

extension LabelTable {
  /// The labels that stand in the blocks of `text` as they are, leftmost-longest, in order.
  func findPlain(in text: PostingText) -> [Hit] {
    var hits: [Hit] = []
    automaton.forEachMatch(in: text.words, blocks: text.blockEnds) { block, match in
      // "Business/Engineering" names two, though "business engineering" is one.
      let first = beforeSlash(match, in: text) ?? match
      hits.append(Hit(block: block, words: first.words, values: first.values))
      guard first.words.upperBound < match.words.upperBound,
        let second = automaton.longestMatch(at: first.words.upperBound, in: text.words, before: match.words.upperBound)
      else { return }
      hits.append(Hit(block: block, words: second.words, values: second.values))
    }
    return hits
  }

  /// All labels in the words of `block`, leftmost-longest, and those that coordination implies, appended to `hits`.
  ///
  /// - Parameter starts: `LabelAutomaton.starts(of:)` of all words of `text`.
  func find(in text: PostingText, block: Int, starts: [Int32], into hits: inout [Hit]) {
    let (words, range) = (text.words, text.words(of: block))
    var position = range.lowerBound
    while position < range.upperBound {
      if let longest = automaton.longestMatch(
        at: position, from: starts[position], in: words.span, before: range.upperBound)
      {
        position = append(longest, in: text, range, block, into: &hits) ?? position + 1
        continue
      }
      let marks = words[position].marks
      if marks.contains(.mayHaveStem), let values = valuesOfStem(position, text) {
        hits.append(Hit(block: block, words: position..<position + 1, values: values, isCertain: true))
      }
      if marks.contains(.conjunction), position > range.lowerBound, text.isConjunction(position) {
        appendShared(at: position, in: text, range, block, into: &hits)
      }
      position += 1
    }
  }

  /// Appends a label and what it implies; returns the first word behind them, or `nil` if no label counts here.
  private func append(
    _ longest: LabelTable.Match, in text: PostingText, _ range: Range<Int>, _ block: Int, into hits: inout [Hit]
  ) -> Int? {
    guard let match = beforeColon(beforeSlash(longest, in: text) ?? longest, in: text),
      !isTailOfCompound(match, in: text, range), !isClause(match, in: text, range)
    else { return nil }
    let end = match.words.upperBound + (text.isScriptSuffix(match.words.upperBound, in: range) ? 1 : 0)
    hits.append(
      Hit(
        block: block, words: match.words.lowerBound..<end, values: match.values,
        isCertain: end > match.words.upperBound))
    appendImplied(by: match, in: text, range, block, into: &hits)
    appendFurther(after: match, in: text, range, block, into: &hits)
    guard match.words.count > 1, let next = sharing(match, in: text, range) else { return end }
    hits.append(Hit(block: block, words: next.words, values: next.values))
    return next.words.upperBound
  }

  /// The label before a slash, if the one behind it is a label too: "Agile/Scrum" names both, though "Agile Scrum" is a name.
  private func beforeSlash(_ match: LabelTable.Match, in text: PostingText) -> LabelTable.Match? {
    guard match.words.count > 1, match.words.dropFirst().contains(where: { !text.words[$0].isSpaced }),
      let slash = match.words.dropFirst().first(where: { text.gap(before: $0, contains: UInt8(ascii: "/")) }),
      !match.values.contains(where: { entries[$0].hasSlash }),
      let before = automaton.longestMatch(at: match.words.lowerBound, in: text.words, before: slash),
      before.words.upperBound == slash,
      automaton.longestMatch(at: slash, in: text.words, before: match.words.upperBound) != nil
    else { return nil }
    return before
  }

  /// A colon stands in the names of certificates only: "iOS: Swift" is no name, and "iOS" the one before it.
  private func beforeColon(_ match: Match, in text: PostingText) -> Match? {
    guard match.words.count > 1,
      let colon = match.words.dropFirst().first(where: { text.gap(before: $0, contains: UInt8(ascii: ":")) }),
      !match.values.contains(where: { entries[$0].kind == .certification })
    else { return match }
    return automaton.longestMatch(at: match.words.lowerBound, in: text.words, before: colon)
  }

  /// "Cutting-edge AI": a name of several words does not begin with the second half of a compound in small letters.
  private func isTailOfCompound(_ match: Match, in text: PostingText, _ block: Range<Int>) -> Bool {
    let start = match.words.lowerBound
    return match.words.count > 1 && start > block.lowerBound && text.isHyphenated(start) && !text.isCapitalised(start)
      && !text.isCapitalised(start - 1) && !text.isNumber(start - 1) && text.words[start + 1].isSpaced
  }

  /// "Our customers experience downtime", "users experience Acme": people who do something, not a name.
  private func isClause(_ match: Match, in text: PostingText, _ block: Range<Int>) -> Bool {
    let (start, last) = (match.words.lowerBound, match.words.upperBound - 1)
    guard last == start + 1, text.words[last].hash == Self.experience, !text.isPlural(last), text.isPlural(start),
      text.words[last].isSpaced, last + 1 < block.upperBound, text.words[last + 1].continues
    else { return false }
    return !text.isConjunction(last + 1) && !text.words[last + 1].marks.contains(.stopWord)
  }

  private static let experience = WordScanner.hash(of: "experience")

  /// The name that begins with the last word of another: "alternative data warehouses" are data warehouses, too.
  private func sharing(_ match: Match, in text: PostingText, _ block: Range<Int>) -> Match? {
    let last = match.words.upperBound - 1
    guard match.words.upperBound < block.upperBound, text.words[last + 1].continues,
      Self.shared.contains(text.words[last].hash),
      let next = automaton.longestMatch(at: last, in: text.words, before: block.upperBound), next.words.count > 1
    else { return nil }
    return next
  }

  private static let shared = WordSet([
    "data", "model", "api", "web", "software", "cloud", "database", "ml", "code", "application",
  ])

  /// What `Python3` and `ReactJS` stand for without their suffix.
  private func valuesOfStem(_ position: Int, _ text: PostingText) -> Range<Int>? {
    guard let stem = text.stem(ofWord: position) else { return nil }
    return automaton.values(of: CollectionOfOne(WordScanner.hash(text.bytes, stem)))
  }
}

extension PostingText {
  /// Nothing but a hyphen joins the word at `position` to the one before it.
  func isHyphenated(_ position: Int) -> Bool {
    !words[position].isSpaced && gap(before: position).count == 1 && gap(before: position, contains: UInt8(ascii: "-"))
  }

  private static let scriptHash = WordScanner.hash(of: "js")

  /// Whether `position` is the `js` of `React.js`, joined to the word before it by a full stop.
  func isScriptSuffix(_ position: Int, in block: Range<Int>) -> Bool {
    position < block.upperBound && !words[position].isSpaced && words[position].hash == Self.scriptHash
      && gap(before: position).count == 1
      && bytes[gap(before: position).lowerBound] == UInt8(ascii: ".")
  }

  /// The bytes of a word of at least three letters without one or two figures, or `js`, at its end; `nil` if it has neither.
  func stem(ofWord position: Int) -> Range<Int>? {
    let word = words[position]
    let (start, end) = (Int(word.start), Int(word.end))
    guard end - start > 3, !isNumber(position) else { return nil }
    var stemEnd = end
    while stemEnd > end - 2, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[stemEnd - 1]) { stemEnd -= 1 }
    if stemEnd == end, bytes[end - 1] | 0x20 == UInt8(ascii: "s"), bytes[end - 2] | 0x20 == UInt8(ascii: "j") {
      stemEnd -= 2
    }
    guard stemEnd < end, stemEnd - start >= 3, bytes[stemEnd - 1] | 0x20 >= UInt8(ascii: "a") else { return nil }
    return start..<stemEnd
  }
}
