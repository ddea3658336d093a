internal import Concepts

/// What the names beside an ambiguous one say of it: "Python, R or SAS", "java, react and python".
extension AmbiguityResolver {
  /// The entry that peers allow at `index`.
  func choiceByPeers(_ index: Int, _ hits: [Hit], _ isPeer: [Bool]) -> Int32? {
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
  func areJoined(_ hit: Hit, _ neighbour: Hit) -> Bool {
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
