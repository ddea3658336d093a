internal import Concepts

/// What qualifiers of a sentence reach the words: "Java required, Scala a plus".
extension Clause {
  /// The level that the nearest qualifier in reach gives.
  var qualifier: DemandLevel? {
    if let behind, behind.meaning.isDisjoint(with: .negationBehind) {
      return behind.meaning.contains(.preferredBehind) ? .preferred : .required
    }
    if let ahead {
      return ahead.meaning.isDisjoint(with: [.preferredAhead, .preferredBehind]) ? .required : .preferred
    }
    return nil
  }

  var isDenied: Bool {
    if let behind, behind.meaning.contains(.negationBehind) { return !isSoftened(behind) }
    if let negation = lastAhead(.negationAhead) {
      let isExclusion = text.words[negation.words].contains { Self.inclusions.contains($0.hash) }
      if isExclusion || words.lowerBound - negation.words.upperBound <= 4 { return true }
    }
    return words.lowerBound > sentence.lowerBound && Self.no.contains(text.words[words.lowerBound - 1].hash)
  }

  /// "This role does not include privacy, property or compliance": all of the sentence.
  private static let inclusions = WordSet(["include", "involve", "responsible"])

  private static let no = WordSet(["no", "not", "kein", "keine", "non"])

  /// "not required but a plus" is a preference.
  private func isSoftened(_ negation: LevelJudge.Found) -> Bool {
    cues.contains { $0.words.lowerBound >= negation.words.upperBound && $0.meaning.contains(.preferredBehind) }
  }

  /// The cue behind the words that reaches back to them.
  var behind: LevelJudge.Found? {
    guard let index = cues.firstIndex(where: { $0.words.lowerBound >= words.upperBound && speaksOfWhatPrecedes($0) })
    else { return nil }
    var cue = cues[index]
    if cue.meaning.contains(.negationBehind), isSoftened(cue) { cue.meaning = .preferredBehind }
    return reach(of: cue, at: index) <= words.lowerBound ? cue : nil
  }

  private var ahead: LevelJudge.Found? { lastAhead([.preferredAhead, .requiredAhead]) }

  private func lastAhead(_ kinds: Cue) -> LevelJudge.Found? {
    let found = cues.last {
      $0.words.upperBound <= words.lowerBound && !$0.meaning.isDisjoint(with: kinds) && !speaksOfWhatPrecedes($0)
    }
    if let found, !isInterrupted(found) { return found }
    return cues.last { $0.words.upperBound <= words.lowerBound && opens($0, kinds) }
  }

  /// A cue that usually follows, at the very start of its sentence: "Required: Java".
  private func opens(_ cue: LevelJudge.Found, _ kinds: Cue) -> Bool {
    let stands = cue.words.lowerBound == sentence.lowerBound && !isAttribute(cue) || isFollowed(cue, by: ":")
    guard stands || isOpeningBracket(cue) || isRemarkOnHead(cue) else { return false }
    return kinds.contains(.preferredAhead) && !cue.meaning.isDisjoint(with: [.preferredBehind, .requiredBehind])
  }

  /// "but" and "however" end what a cue ahead speaks of; behind a comma a new demand ends what a cue inside a sentence does:
  /// "preferably in banking, with experience in Java".
  private func isInterrupted(_ cue: LevelJudge.Found) -> Bool {
    let start = cue.words.upperBound
    if text.has(.turn, in: start..<words.lowerBound) { return true }
    guard cue.words.lowerBound > sentence.lowerBound else { return false }
    return cues.contains { next in
      next.meaning.contains(.demand) && next.words.lowerBound > start && next.words.lowerBound < words.lowerBound
        && hasHit(start..<next.words.lowerBound)
        && (max(start + 1, next.words.lowerBound - 2)...next.words.lowerBound).contains {
          text.gap(before: $0, contains: UInt8(ascii: ","))
        }
    }
  }

  private func speaksOfWhatPrecedes(_ cue: LevelJudge.Found) -> Bool {
    // "Essential Graphics" is a name.
    guard !cue.meaning.isDisjoint(with: .behind), cue.words.count > 1 || !hasHit(cue.words) else { return false }
    if cue.words.lowerBound == sentence.lowerBound || isFollowed(cue, by: ":") || isOpeningBracket(cue) { return false }
    if isAttribute(cue) { return false }
    return cue.meaning.isDisjoint(with: .ahead) || endsClause(cue)
  }

  /// "(Preferred) Java", "[Optional but preferred] Java": a remark in brackets that opens its sentence.
  private func isOpeningBracket(_ cue: LevelJudge.Found) -> Bool {
    guard isFollowed(cue, by: ")]") else { return false }
    let start = Int(text.words[sentence.lowerBound].start)
    return start > 0 && "([".utf8.contains(text.bytes[start - 1])
      && cue.words.upperBound - sentence.lowerBound <= 4
      && !(sentence.lowerBound + 1..<max(cue.words.upperBound, sentence.lowerBound + 1)).contains {
        text.gap(before: $0, contains: UInt8(ascii: ")"))
      }
  }

  /// "Certifications (preferred) - CISA", "Infrastructure (optional): Terraform": a remark in brackets on what heads the line.
  private func isRemarkOnHead(_ cue: LevelJudge.Found) -> Bool {
    guard let open = openBracket(before: cue.words.lowerBound), open - sentence.lowerBound <= 4,
      let close = text.bytes[
        Int(text.words[cue.words.upperBound - 1].end)..<Int(text.words[sentence.upperBound - 1].end)
      ]
      .prefix(24).firstIndex(of: UInt8(ascii: ")"))
    else { return false }
    let rest = text.bytes[(close + 1)...].prefix(5)
    return rest.first == UInt8(ascii: ":") || rest.starts(with: " - ".utf8) || rest.starts(with: " – ".utf8)
      || rest.starts(with: " — ".utf8)
  }

  /// "Useful insights", "required documents": one word that belongs to the noun behind it says nothing of what precedes.
  private func isAttribute(_ cue: LevelJudge.Found) -> Bool {
    let next = cue.words.upperBound
    guard cue.words.count == 1, next < sentence.upperBound, text.gap(before: next).count == 1,
      text.bytes[text.gap(before: next).lowerBound] == UInt8(ascii: " ")
    else { return false }
    // "Documents required for preparing databases".
    if next + 1 < sentence.upperBound, Self.aims.contains(text.words[next].hash), cue.meaning.contains(.requiredBehind),
      text.bytes[text.bytes(ofWords: next + 1..<next + 2)].suffix(3).elementsEqual("ing".utf8)
    {
      return true
    }
    return text.firstByte(ofWord: next) & 0x20 != 0 && !text.words[next].marks.contains(.stopWord)
  }

  private static let aims = WordSet(["for", "in", "when", "by"])

  private func isFollowed(_ cue: LevelJudge.Found, by mark: String) -> Bool {
    let end = Int(text.words[cue.words.upperBound - 1].end)
    return end < text.bytes.count && mark.utf8.contains(text.bytes[end])
  }

  private func endsClause(_ cue: LevelJudge.Found) -> Bool {
    cue.words.upperBound == sentence.upperBound || isFollowed(cue, by: ",.;)]!")
  }

  /// The first word a cue behind speaks of.
  private func reach(of cue: LevelJudge.Found, at index: Int) -> Int {
    var start = sentence.lowerBound
    for earlier in cues[..<index] where speaksOfWhatPrecedes(earlier) { start = max(start, earlier.words.upperBound) }
    for position in start..<cue.words.lowerBound where text.words[position].marks.contains(.turn) { start = position }
    if let bracket = openBracket(before: cue.words.lowerBound) { return max(start, reachOverBracket(bracket, cue)) }
    if let head = lastHead(before: index, from: start) { start = head }
    if text.words[cue.words.lowerBound].hash == Self.are { start = beforeJoined(start, index) }
    let strong = cues[..<index].contains {
      $0.words.lowerBound >= start && !$0.meaning.isDisjoint(with: [.requiredAhead, .yearUnit])
    }
    if strong, let comma = lastComma(start, cue.words.lowerBound) { start = comma }
    return start
  }

  /// The last demand after a comma or conjunction that has a name between it and the cue begins what the cue speaks of.
  private func lastHead(before index: Int, from start: Int, until end: Int = .max) -> Int? {
    cues[..<index].last {
      $0.meaning.contains(.head) && $0.words.lowerBound >= start && $0.words.upperBound <= end
        && hasHit($0.words.upperBound..<cues[index].words.lowerBound)
    }?.words.lowerBound
  }

  /// "Knowledge of SQL and experience with Python are a plus": the demand before, joined by "and", where the cue is a plural.
  private func beforeJoined(_ head: Int, _ index: Int) -> Int {
    guard let joint = (max(sentence.lowerBound, head - 3)..<head).last(where: text.isConjunction),
      !text.gap(before: joint, contains: UInt8(ascii: ",")),
      let earlier = lastHead(before: index, from: sentence.lowerBound, until: joint)
    else { return head }
    return earlier
  }

  private static let are = WordScanner.hash(of: "are")

  private func lastComma(_ start: Int, _ end: Int) -> Int? {
    (start + 1..<max(start + 1, end)).last { text.gap(before: $0, contains: UInt8(ascii: ",")) && hasHit($0..<end) }
  }

  /// The first word of the bracket that is open at word `position`.
  func openBracket(before position: Int) -> Int? {
    var current = position
    while current > sentence.lowerBound {
      let gap = text.gap(before: current)
      for offset in gap.reversed() {
        if text.bytes[offset] == UInt8(ascii: ")") { return nil }
        if text.bytes[offset] == UInt8(ascii: "(") { return current }
      }
      current -= 1
    }
    return nil
  }

  /// "(AWS preferred)" speaks of what is in the bracket, "Java (preferred)" of the item before it.
  private func reachOverBracket(_ bracket: Int, _ cue: LevelJudge.Found) -> Int {
    if cue.words.lowerBound > bracket || hasHit(bracket..<cue.words.lowerBound) { return bracket }
    var start = bracket
    while start > sentence.lowerBound {
      start -= 1
      if start == sentence.lowerBound || text.gap(before: start, contains: UInt8(ascii: ","))
        || text.isConjunction(start)
      {
        break
      }
    }
    return start
  }
}
