internal import Concepts
internal import Postings

/// A number of years that stands in a posting.
struct YearsStatement: Hashable {
  var block: Int
  /// From the first figure to the unit.
  var words: Range<Int>
  var minimum: Double
  var maximum: Double?
}

/// Reads "5+ years", "3-5 years", "two (2) years", "mindestens 3 Jahre" where experience is meant.
struct YearsReader {
  let text: PostingText
  let cues: CuePlaces
  let numbers: [UInt64: Double]
  /// Whether a block says what a candidate should have: years in it are years of experience.
  let isInDemands: (Int) -> Bool

  /// The statements about experience in `block`, in order.
  func statements(in block: Int) -> [YearsStatement] {
    guard !cues.meaning(ofBlock: block).isDisjoint(with: [.yearUnit, .monthUnit]) else { return [] }
    return cues[block].compactMap { cue in
      if cue.meaning.contains(.monthUnit) { return months(cue, block) }
      guard cue.meaning.contains(.yearUnit),
        let statement = statement(before: cue.words.lowerBound, block) ?? bracketed(cue.words, block),
        isExperience(statement, cue)
      else { return nil }
      return statement
    }
  }

  /// "6 months of pharmacy experience"; months count only where experience is named close behind.
  private func months(_ unit: PhraseTable<Cue>.Found, _ block: Int) -> YearsStatement? {
    guard var statement = statement(before: unit.words.lowerBound, block), isExperience(statement, unit) else {
      return nil
    }
    let isNamed = cues[block].contains {
      !$0.meaning.isDisjoint(with: [.experience, .demand])
        && (0...5).contains($0.words.lowerBound - unit.words.upperBound)
    }
    guard isNamed else { return nil }
    statement.minimum /= 12
    statement.maximum = statement.maximum.map { $0 / 12 }
    return statement
  }

  /// "A few years of experience (at least two)": the number follows its unit in a bracket.
  private func bracketed(_ unit: Range<Int>, _ block: Int) -> YearsStatement? {
    let end = min(unit.upperBound + 7, text.words(of: block).upperBound)
    guard let open = (unit.upperBound..<end).first(where: { text.gap(before: $0, contains: UInt8(ascii: "(")) }),
      open - unit.upperBound <= 3,
      let first = (open..<min(open + 3, end)).first(where: { number($0, open) != nil }),
      let value = number(first, open)?.value, value <= 40
    else { return nil }
    return YearsStatement(block: block, words: unit.lowerBound..<first + 1, minimum: value, maximum: nil)
  }

  private func statement(before unit: Int, _ block: Int) -> YearsStatement? {
    let start = text.words(of: block).lowerBound
    var position = unit - 1
    // "At least 4 (but ideally more) years".
    if unit > start, text.gap(before: unit, contains: UInt8(ascii: ")")),
      let open = (max(start + 1, unit - 6)..<unit).last(where: { text.gap(before: $0, contains: UInt8(ascii: "(")) }),
      number(open, start) == nil
    {
      position = open - 1
    }
    while position > start, unit - position <= 3, Self.fillers.contains(text.words[position].hash) { position -= 1 }
    guard position >= start, let last = number(position, start) else { return nil }
    var statement = YearsStatement(block: block, words: last.start..<unit + 1, minimum: last.value, maximum: nil)
    var before = last.start - 1
    if before > start, Self.ranges.contains(text.words[before].hash) { before -= 1 }
    if before >= start, let first = number(before, start), first.value <= last.value, isRange(before, last.start) {
      statement.words = first.start..<unit + 1
      statement.minimum = first.value
      statement.maximum = first.value == last.value ? nil : last.value
    }
    return statement.minimum <= 40 ? statement : nil
  }

  private static let fillers = WordSet(["or", "more", "plus", "full", "solid", "calendar", "of", "+"])
  private static let ranges = WordSet(["to", "bis", "a", "à", "till", "tot", "do", "až", "and", "or"])

  /// Joined by a dash, a range word or the bracket of "five (5)".
  private func isRange(_ first: Int, _ last: Int) -> Bool {
    let gap = text.gap(before: first + 1)
    return last - first > 1 || text.bytes[gap].contains { "-(/~".utf8.contains($0) || $0 == 0xE2 }
  }

  /// A figure or written number that ends at word `position`; one decimal place counts.
  private func number(_ position: Int, _ start: Int) -> (value: Double, start: Int)? {
    if let written = numbers[text.words[position].hash] { return (written, position) }
    guard let value = figure(position) else { return nil }
    if position > start, let whole = figure(position - 1), value < 10, text.length(ofWord: position) == 1,
      text.bytes[text.gap(before: position)].elementsEqual(".".utf8)
    {
      return (whole + value / 10, position - 1)
    }
    return (value, position)
  }

  private func figure(_ position: Int) -> Double? {
    var value = 0
    for byte in text.bytes[text.bytes(ofWords: position..<position + 1)] {
      if byte == UInt8(ascii: "+") { break }
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte), value < 1000 else { return nil }
      value = value * 10 + Int(byte - UInt8(ascii: "0"))
    }
    return Double(value)
  }

  /// Something in the sentence speaks of experience, and nothing right beside the number of age or history.
  private func isExperience(_ statement: YearsStatement, _ unit: PhraseTable<Cue>.Found) -> Bool {
    let sentence = text.sentence(around: statement.words, in: text.words(of: statement.block))
    if isTimeSpan(statement) { return false }
    var speaks = isBracketed(statement) || isInDemands(statement.block) || leadsToWork(statement)
    for cue in cues[statement.block] where sentence.overlaps(cue.words) {
      let distance = max(
        statement.words.lowerBound - cue.words.upperBound, cue.words.lowerBound - unit.words.upperBound)
      if cue.meaning.contains(.notExperience), distance <= 0 { return false }
      if !cue.meaning.isDisjoint(with: [.demand, .experience]) { speaks = true }
    }
    return speaks
  }
}

extension YearsReader {
  /// "Three years of backend development", "2 years as a nurse", said to or of the candidate.
  private func leadsToWork(_ statement: YearsStatement) -> Bool {
    let block = text.words(of: statement.block)
    var next = statement.words.upperBound
    while next < block.upperBound, Self.fillers.contains(text.words[next].hash), text.words[next].hash != Self.of {
      next += 1
    }
    return statement.minimum <= 15 && next < block.upperBound && text.words[next].continues
      && Self.work.contains(text.words[next].hash)
      && text.sentence(around: statement.words, in: block).lowerBound + 4 > statement.words.lowerBound
  }

  /// "In three years", "within 2 years": a span, not experience.
  private func isTimeSpan(_ statement: YearsStatement) -> Bool {
    let first = statement.words.lowerBound
    return first > text.words(of: statement.block).lowerBound && Self.spans.contains(text.words[first - 1].hash)
      && !leadsToWork(statement)
  }

  private static let of = WordScanner.hash(of: "of")
  private static let work = WordSet([
    "of", "in", "as", "with", "working", "building", "developing", "managing", "als", "en", "comme", "como",
  ])
  private static let spans = WordSet(["in", "within", "after", "every", "during"])

  /// "Java (3+ years)".
  private func isBracketed(_ statement: YearsStatement) -> Bool {
    let first = statement.words.lowerBound
    guard first > text.words(of: statement.block).lowerBound else { return false }
    return text.gap(before: first, contains: UInt8(ascii: "("))
  }

  /// The headline demand: the first in a part that demands, not one that is only preferred; one that names a tool
  /// ("4 years of R") only if there is no other.
  func headline(
    _ statements: [YearsStatement], _ posting: JobPosting, _ judge: LevelJudge, namesTool: (YearsStatement) -> Bool
  ) -> YearsOfExperience? {
    let demanded = statements.filter { statement in
      let level = judge.level(of: statement.words, in: statement.block)
      return level == .required || level == .mentioned
    }
    let sections: Set<Section> = [.requirements, .skills, .education]
    let inPlace = demanded.filter { sections.contains(posting.blocks[$0.block].section) }
    let first = (inPlace + demanded).first { !namesTool($0) } ?? inPlace.first ?? demanded.first
    if let first { return YearsOfExperience(minimum: first.minimum, maximum: first.maximum) }
    return posting.statedExperience.map {
      YearsOfExperience(minimum: $0.lowerBound, maximum: $0.upperBound > $0.lowerBound ? $0.upperBound : nil)
    }
  }
}
