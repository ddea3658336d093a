internal import Concepts

/// Decides which hits count and for which concept, by the rules of their labels.
///
/// Of several concepts that share a label the one with the strongest evidence wins: words beside it, then peers, then the
/// letter case alone, then no rule at all; ties go to the first by id. Labels without rules are the peers of the others.
///
/// A class, so that what asks it shares it at the cost of one pointer.
final class AmbiguityResolver {
  let table: LabelTable
  let text: PostingText
  /// The words of a block's heading, which are context for it, as the title's are.
  let heading: (Int) -> Range<Int>?
  /// Whether a block is an item of a list, and which.
  let list: (Int) -> Int?
  /// Whether words in a block stand right behind a demand: "experience in", "knowledge of".
  let isDemanded: (Range<Int>, Int) -> Bool
  /// Whether a block says what a candidate should have or will do.
  let isWork: (Int) -> Bool
  /// Whether the words of the title and of the whole posting count as evidence.
  let countsWholePosting: Bool
  private lazy var places = EvidencePlaces(of: table.evidence, in: text.words)

  init(
    table: LabelTable, text: PostingText, heading: @escaping (Int) -> Range<Int>? = { _ in nil },
    list: @escaping (Int) -> Int? = { _ in nil },
    isDemanded: @escaping (Range<Int>, Int) -> Bool = { _, _ in false },
    isWork: @escaping (Int) -> Bool = { _ in false }, countsWholePosting: Bool
  ) {
    (self.table, self.text, self.countsWholePosting) = (table, text, countsWholePosting)
    (self.heading, self.list, self.isDemanded, self.isWork) = (heading, list, isDemanded, isWork)
  }

  /// `hits` without those that do not count, each with its entry; in order.
  func resolve(_ hits: [Hit]) -> [Hit] {
    var hits = hits
    var isPeer = [Bool](repeating: false, count: hits.count)
    for index in hits.indices { (hits[index].entry, isPeer[index]) = choice(hits[index]) }
    // Twice, so that evidence spreads along a list: "Kafka, Spark and Flink".
    for _ in 0..<2 {
      for index in hits.indices where hits[index].entry < 0 {
        guard let entry = choiceByPeers(index, hits, isPeer) ?? choiceOfDemanded(index, hits, isPeer) else { continue }
        hits[index].entry = entry
        hits[index].method = .ambiguousLabel
        isPeer[index] = true
      }
    }
    acceptRepeated(&hits)
    hits.removeAll { $0.entry < 0 }
    return hits
  }

  /// What is certain once in a posting may be named again without evidence, in its own letter case.
  private func acceptRepeated(_ hits: inout [Hit]) {
    for index in hits.indices where hits[index].entry < 0 {
      let hit = hits[index]
      let entry = hit.values.first { entry in
        let allows = rules(entry).contains {
          $0.exact != nil && !$0.never && table.allowsCase($0, of: hit.words, in: text)
        }
        // What is accepted here names a concept that is certain elsewhere, so that accepting makes no other one so.
        return allows
          && hits.contains { $0.entry >= 0 && table.entries[Int($0.entry)].concept == table.entries[entry].concept }
      }
      guard let entry, !isPartOfAnotherWord(hit), !isCapitalisedByPlace(hit) else { continue }
      (hits[index].entry, hits[index].method) = (Int32(entry), .ambiguousLabel)
    }
  }

  /// The entry that needs no peers, and whether it may be the peer of others.
  func choice(_ hit: Hit) -> (entry: Int32, isPeer: Bool) {
    var best: (strength: Int, entry: Int32) = (-1, -1)
    if isPartOfAnotherWord(hit) { return (-1, false) }
    for entry in hit.values {
      let strength = strengthAlone(table.entries[entry].rules, hit)
      if strength > best.strength { best = (strength, Int32(entry)) }
    }
    guard best.entry >= 0 else { return (-1, false) }
    return (best.entry, !table.entries[Int(best.entry)].isSoft)
  }

  private func strengthAlone(_ rules: Range<Int32>, _ hit: Hit) -> Int {
    if rules.isEmpty || hit.isCertain { return 0 }
    var best = -1
    for index in rules {
      let rule = table.rules[Int(index)]
      guard !rule.never, table.allowsCase(rule, of: hit.words, in: text) else { continue }
      if rule.phrases.isEmpty, !rule.peers { best = max(best, 1) }
      if best < 3, hasEvidence(rule, hit) { best = 3 }
    }
    return best
  }

  /// The first word of a sentence, or behind a colon, that runs on in small letters says nothing by its capital: "Combine data".
  private func isCapitalisedByPlace(_ hit: Hit) -> Bool {
    let word = hit.words.lowerBound
    let block = text.words(of: hit.block)
    guard hit.words.count == 1, hit.words.upperBound < block.upperBound, text.bytes(ofWords: hit.words).count > 1,
      text.bytes[text.bytes(ofWords: hit.words)].dropFirst().allSatisfy({ $0 & 0x20 != 0 })
    else { return false }
    return !text.isListGap(hit.words.upperBound) && text.gap(before: hit.words.upperBound).count == 1
      && !text.isCapitalised(hit.words.upperBound)
      && (text.sentence(around: hit.words, in: block).lowerBound == word
        || word > block.lowerBound && text.gap(before: word, contains: UInt8(ascii: ":")))
  }

  /// `R&D`, `R-squared`, `C-level`, `J. C. Smith`: a letter that is part of something else.
  private func isPartOfAnotherWord(_ hit: Hit) -> Bool {
    let end = hit.words.upperBound
    if end < text.words(of: hit.block).upperBound, hit.words.count == 1, text.isHyphenated(end),
      Self.tails.contains(text.words[end].hash)
    {
      return true
    }
    guard hit.words.count == 1, text.length(ofWord: hit.words.lowerBound) == 1 else { return false }
    let bytes = text.bytes(ofWords: hit.words)
    let block = text.bytes(of: hit.block)
    if bytes.lowerBound > block.lowerBound, "&-.'".utf8.contains(text.bytes[bytes.lowerBound - 1]) { return true }
    guard bytes.upperBound < block.upperBound else { return false }
    let next = text.bytes[bytes.upperBound]
    if "&-'".utf8.contains(next) || next == 0xE2 { return true }
    if next == UInt8(ascii: "."), bytes.upperBound + 1 < block.upperBound, text.bytes[bytes.upperBound + 1] > 0x20 {
      return true
    }
    return hit.words.upperBound < text.words(of: hit.block).upperBound
      && text.words[hit.words.upperBound].hash == WordScanner.andHash && text.length(ofWord: hit.words.upperBound) == 1
  }

  /// "Next-generation", "go-to-market".
  private static let tails = WordSet(["generation", "gen", "to", "live", "level", "day", "step"])

  /// Whether a phrase of the rule stands within sixty words, in the heading or in the title.
  private func hasEvidence(_ rule: LabelTable.Rule, _ hit: Hit) -> Bool {
    guard !rule.phrases.isEmpty else { return false }
    let block = text.words(of: hit.block)
    // The capital of a sentence's first word proves nothing: "Combine data", so its evidence must be right there.
    let isByPlace = rule.exact != nil && isCapitalisedByPlace(hit)
    let distance = isByPlace ? 4 : 60
    let near =
      max(block.lowerBound, hit.words.lowerBound - distance)..<min(block.upperBound, hit.words.upperBound + distance)
    if has(rule.phrases, in: near, except: hit.words) { return true }
    if isByPlace { return false }
    guard countsWholePosting else { return false }
    // A name in its own letter case needs less: three of its words anywhere in the posting.
    if let exact = rule.exact, exact.count > 2,
      rule.phrases.count(where: { places.hold(table.phrase($0), of: table) }) > 2
    {
      return true
    }
    return heading(hit.block).map { has(rule.phrases, in: $0, except: hit.words) } ?? false
      || has(rule.phrases, in: text.titleWords, except: hit.words)
  }

  private func has(_ phrases: Range<Int>, in range: Range<Int>, except hit: Range<Int>) -> Bool {
    let places = places
    for index in phrases
    where places.hold(table.phrase(index), of: table, in: range, except: hit) {
      return true
    }
    return false
  }

  /// The entry that peers allow at `index`.
  private func choiceByPeers(_ index: Int, _ hits: [Hit], _ isPeer: [Bool]) -> Int32? {
    let hit = hits[index]
    if isPartOfAnotherWord(hit) { return nil }
    func mayCount(_ entry: Int) -> Bool {
      rules(entry).contains { $0.peers && !$0.never && table.allowsCase($0, of: hit.words, in: text) }
    }
    guard let candidate = hit.values.first(where: mayCount) else {
      return choiceBesideProduct(index, hits, isPeer) ?? choiceInOtherCase(index, hits, isPeer)
        ?? choiceOfPlainName(index, hits, isPeer)
    }
    let isByPlace = isCapitalisedByPlace(hit)
    for neighbour in [index - 1, index + 1] where hits.indices.contains(neighbour) {
      // "Combine analytics and research": only a list makes the first word of a sentence a name.
      if isByPlace, !areJoined(hit, hits[neighbour]) { continue }
      if isPeer[neighbour], arePeers(hits[min(index, neighbour)], hits[max(index, neighbour)]) {
        // Peers are of one kind: EMR beside Athena is a service, beside patients a record.
        let kind = table.entries[Int(hits[neighbour].entry)].kind
        return Int32(hit.values.first { table.entries[$0].kind == kind && mayCount($0) } ?? candidate)
      }
      if areNamesInList(hit, hits[neighbour]) { return Int32(candidate) }
    }
    return nil
  }

  private func rules(_ entry: Int) -> ArraySlice<LabelTable.Rule> { table.rules(of: entry) }

  /// A product whose rule asks for words counts also right beside another product in a list: "EMR, EKS, Athena".
  private func choiceBesideProduct(_ index: Int, _ hits: [Hit], _ isPeer: [Bool]) -> Int32? {
    let hit = hits[index]
    for neighbour in [index - 1, index + 1] where hits.indices.contains(neighbour) && isPeer[neighbour] {
      guard hits[neighbour].block == hit.block, areJoined(hit, hits[neighbour]) else { continue }
      let entry = hit.values.first { entry in
        table.entries[entry].kind == .framework
          && rules(entry).contains { !$0.never && !$0.phrases.isEmpty && table.allowsCase($0, of: hit.words, in: text) }
      }
      if let entry { return Int32(entry) }
    }
    return nil
  }

  /// An everyday word that ends its phrase is a skill right behind a demand ("knowledge of testing") and joined to
  /// another skill in an item of a list ("code reviews, documentation, and monitoring").
  private func choiceOfDemanded(_ index: Int, _ hits: [Hit], _ isPeer: [Bool]) -> Int32? {
    let hit = hits[index]
    if let entry = productOfDemand(hit) { return entry }
    guard text.bytes(ofWords: hit.words).count > 4, !isVerb(hit), !isFollowedByGroup(hit),
      text.endsPhrase(hit.words.upperBound - 1, text.words(of: hit.block))
    else { return nil }
    let entry = hit.values.first { value in
      let entry = table.entries[value]
      return entry.kind == .skill && !entry.isSoft && rules(value).contains { !$0.never && $0.exact == nil }
    }
    guard let entry = entry.map(Int32.init) else { return nil }
    if isDemanded(hit.words, hit.block) { return entry }
    let isJoined = [index - 1, index + 1].contains {
      hits.indices.contains($0) && isPeer[$0] && hits[$0].block == hit.block && areJoined(hit, hits[$0])
    }
    if isJoined && list(hit.block) != nil { return entry }
    return isWork(hit.block) && isNameOfWork(hit) && beginsPhrase(hit) ? entry : nil
  }

  /// "Experience with Spark at scale": a product in its own letter case right behind a demand.
  private func productOfDemand(_ hit: Hit) -> Int32? {
    guard hit.words.count == 1, text.isCapitalised(hit.words.lowerBound), text.bytes(ofWords: hit.words).count > 2,
      text.endsPhrase(hit.words.upperBound - 1, text.words(of: hit.block)), isDemanded(hit.words, hit.block)
    else { return nil }
    let entry = hit.values.first { value in
      table.entries[value].kind == .framework
        && rules(value).contains { $0.exact != nil && !$0.never && table.allowsCase($0, of: hit.words, in: text) }
    }
    return entry.map(Int32.init)
  }

  /// A name of several words, or an everyday noun that is hard work: "write documentation", "lead forecasting".
  private func isNameOfWork(_ hit: Hit) -> Bool {
    let last = text.words[hit.words.upperBound - 1].hash
    return (hit.words.count > 1 ? Vocabulary.bundled.workFields : Vocabulary.bundled.workNouns).contains(last)
  }

  /// Nothing but punctuation, a verb or a word without meaning of its own stands before the hit.
  private func beginsPhrase(_ hit: Hit) -> Bool {
    let (start, block) = (hit.words.lowerBound, text.words(of: hit.block))
    let end = hit.words.upperBound
    if end < block.upperBound, Self.copulas.contains(text.words[end].hash) { return false }
    if start == block.lowerBound || !text.words[start].continues || text.isConjunction(start - 1) { return true }
    return text.words[start - 1].marks.contains(.stopWord)
      || Vocabulary.bundled.workVerbs.contains(text.words[start - 1].hash)
  }

  /// "The compliance team", "documentation quality": the word belongs to the next.
  private func isFollowedByGroup(_ hit: Hit) -> Bool {
    let next = hit.words.upperBound
    return next < text.words(of: hit.block).upperBound && Vocabulary.bundled.groupNouns.contains(text.words[next].hash)
  }

  private static let copulas = WordSet(["is", "are", "was", "has", "will"])

  /// "Shipping quality products": words go on behind a word in "-ing".
  private func isVerb(_ hit: Hit) -> Bool {
    let next = hit.words.upperBound
    guard text.bytes[text.bytes(ofWords: hit.words)].suffix(3).elementsEqual("ing".utf8),
      next < text.words(of: hit.block).upperBound
    else { return false }
    return text.gap(before: next).count == 1 && !text.isConjunction(next) && !text.isListGap(next)
  }

  /// A list all in small letters or all in capitals keeps nobody's letter case: "python, angular", "ORACLE/TERADATA".
  private func choiceInOtherCase(_ index: Int, _ hits: [Hit], _ isPeer: [Bool]) -> Int32? {
    let hit = hits[index]
    guard let isUpper = style(text.bytes(ofWords: hit.words)) else { return nil }
    if !isUpper, isInListOfTools(hit) {
      return hit.values.first { table.entries[$0].kind == .framework && isSpelled($0, hit) }.map(Int32.init)
    }
    let isLikely =
      isUpper
      ? text.bytes(ofWords: hit.words).count > 3 || isSmallName(hit)
      : isWholeItem(hit) && style(text.bytes(of: hit.block)) == false
    guard isLikely else { return nil }
    for neighbour in [index - 1, index + 1] where hits.indices.contains(neighbour) && isPeer[neighbour] {
      let (first, second) = (hits[min(index, neighbour)], hits[max(index, neighbour)])
      let isListed =
        first.block == second.block
        ? second.words.lowerBound == first.words.upperBound && text.isListGap(second.words.lowerBound)
        : areNeighbouringItems(first, second)
      guard isListed, style(text.bytes(ofWords: hits[neighbour].words)) == isUpper else { continue }
      return hit.values.first { isSpelled($0, hit) }.map(Int32.init)
    }
    return nil
  }

  /// "Build systems (rush, nx, vite)": all of an item in the bracket behind the word for tools.
  private func isInListOfTools(_ hit: Hit) -> Bool {
    let block = text.words(of: hit.block)
    let near = max(block.lowerBound + 1, hit.words.lowerBound - 8)..<hit.words.lowerBound + 1
    guard hit.words.lowerBound > block.lowerBound,
      let open = near.last(where: { text.gap(before: $0, contains: UInt8(ascii: "(")) }),
      Self.toolWords.contains(text.words[open - 1].hash),
      !near.contains(where: { $0 > open && text.gap(before: $0, contains: UInt8(ascii: ")")) })
    else { return false }
    let next = hit.words.upperBound
    let isBegun = hit.words.lowerBound == open || text.isListGap(hit.words.lowerBound)
    return isBegun
      && (next == block.upperBound || text.isListGap(next) || text.gap(before: next, contains: UInt8(ascii: ")")))
  }

  private static let toolWords = WordSet([
    "tool", "tools", "tooling", "system", "framework", "library", "platform", "language", "technology", "database",
    "stack", "software", "service", "bundler", "orchestrator",
  ])

  /// A name that is usually written in small letters, such as dbt.
  private func isSmallName(_ hit: Hit) -> Bool {
    hit.values.contains { value in
      rules(value).contains {
        $0.exact.map { table.exactBytes[$0].allSatisfy { $0 & 0x20 != 0 } } ?? false
      }
    }
  }

  /// A name whose rule asks for nothing but its letter case, in another: all capitals in a text that is not ("JAVA
  /// developer"), or small letters joined to another name ("java and Python").
  private func choiceOfPlainName(_ index: Int, _ hits: [Hit], _ isPeer: [Bool]) -> Int32? {
    let hit = hits[index]
    let entry = hit.values.first { entry in
      rules(entry).contains { !$0.never && !$0.peers && $0.phrases.isEmpty } && isSpelled(entry, hit)
    }
    guard let entry = entry.map(Int32.init) else { return nil }
    let isShouted = style(text.bytes(ofWords: hit.words)) == true && style(text.bytes(of: hit.block)) == nil
    if isShouted, text.bytes(ofWords: hit.words).count > 3 { return entry }
    let isJoined = [index - 1, index + 1].contains {
      hits.indices.contains($0) && isPeer[$0] && hits[$0].block == hit.block && areJoined(hit, hits[$0])
    }
    return isJoined ? entry : nil
  }

  /// Nothing but a separator stands beside the hit.
  private func isWholeItem(_ hit: Hit) -> Bool {
    let block = text.words(of: hit.block)
    let isFirst = hit.words.lowerBound == block.lowerBound || text.isListGap(hit.words.lowerBound)
    return isFirst && (hit.words.upperBound == block.upperBound || text.isListGap(hit.words.upperBound))
  }

  /// The hit has the letters of a label that may count, whatever their case.
  private func isSpelled(_ entry: Int, _ hit: Hit) -> Bool {
    rules(entry).contains { rule in
      guard !rule.never, let exact = rule.exact, exact.count > 2 else { return false }
      return table.exactBytes[exact].map { $0 | 0x20 }
        == hit.words.flatMap { text.bytes[text.bytes(ofWords: $0..<$0 + 1)] }.map { $0 | 0x20 }
    }
  }

  /// Whether the letters in `range` are all capitals, or all small; `nil` if they are neither.
  private func style(_ range: Range<Int>) -> Bool? {
    var (small, large) = (false, false)
    for byte in text.bytes[range] where byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "z") {
      if byte & 0x20 == 0 { large = true } else { small = true }
    }
    return small == large ? nil : large
  }

  /// Whether two hits stand side by side: at most two words apart, five in a list, or as neighbouring short items.
  private func arePeers(_ first: Hit, _ second: Hit) -> Bool {
    guard first.block == second.block else { return areNeighbouringItems(first, second) }
    let between = second.words.lowerBound - first.words.upperBound
    // Names that share a word are no peers, but "(Py)Spark" is one of Spark.
    guard between <= 5, between >= 0 || first.isCertain || second.isCertain else { return false }
    if text.sentence(around: first.words, in: text.words(of: first.block)).upperBound < second.words.upperBound {
      return false
    }
    if between <= 2 { return true }
    return (first.words.upperBound...second.words.lowerBound).contains { text.isListGap($0) }
  }

  private func areNeighbouringItems(_ first: Hit, _ second: Hit) -> Bool {
    guard second.block == first.block + 1, let list = list(first.block), list == self.list(second.block) else {
      return false
    }
    return text.words(of: first.block).count <= 6 && text.words(of: second.block).count <= 6
  }

  /// Two ambiguous names in their own letter case, joined by nothing but a comma, slash or conjunction: "Go or Rust".
  private func areNamesInList(_ hit: Hit, _ neighbour: Hit) -> Bool {
    hit.block == neighbour.block && isNameInOwnCase(hit) && isNameInOwnCase(neighbour) && areJoined(hit, neighbour)
  }

  /// Nothing but a comma, slash or conjunction stands between the hits.
  private func areJoined(_ hit: Hit, _ neighbour: Hit) -> Bool {
    let (first, second) = hit.words.lowerBound < neighbour.words.lowerBound ? (hit, neighbour) : (neighbour, hit)
    switch second.words.lowerBound - first.words.upperBound {
    case 0: return text.isListGap(second.words.lowerBound)
    case 1: return text.isConjunction(first.words.upperBound)
    default: return false
    }
  }

  private func isNameInOwnCase(_ hit: Hit) -> Bool {
    guard hit.words.count == 1, text.isCapitalised(hit.words.lowerBound) else { return false }
    return hit.values.contains { value in
      rules(value).contains {
        $0.peers && $0.exact != nil && table.allowsCase($0, of: hit.words, in: text)
      }
    }
  }
}

extension PostingText {
  /// Whether a comma, slash or bar stands before word `position`.
  func isListGap(_ position: Int) -> Bool {
    if words[position].isSpaced { return false }
    for offset in gap(before: position) {
      switch bytes[offset] {
      case UInt8(ascii: ","), UInt8(ascii: "/"), UInt8(ascii: "|"), UInt8(ascii: "+"), UInt8(ascii: "("),
        UInt8(ascii: "&"):
        return true
      default: break
      }
    }
    return false
  }
}
