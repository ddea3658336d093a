internal import Concepts
internal import Postings

/// Reads a job title: role, seniority and employment, without gender marks, places, work modes and employers.
///
/// The first part of the title that ends in a role's name decides. A known role is taken only if its label reaches the end of
/// the name there ("Data Analyst" in "Growth Data Analyst", not in "Data Analyst Manager"); otherwise the whole name
/// becomes a candidate, never a wrong role.
struct TitleReader {
  /// What a title says.
  struct Reading: Equatable {
    var role: RoleFinding?
    var seniority: Seniority?
    var employment: Employment?
    /// Words of the title that are the role's name.
    var roleWords: Range<Int> = 0..<0
  }

  let roles: LabelTable
  /// What a role's label may not cut in two: "mining engineer" is not the role of a "data mining engineer".
  let skills: LabelTable
  let taxonomy: Taxonomy
  let vocabulary: Vocabulary

  func read(_ title: String, organization: String?, location: String?) -> Reading {
    let text = PostingText(title)
    var reading = Reading()
    let tags = tags(text)
    let seniority = seniority(text, tags)
    reading.seniority = seniority
    reading.employment = employment(tags)
    let others = [organization, location].compactMap { $0 }.map { PostingText($0).words.map(\.hash) }
    let parts = parts(text, tags, without: others)
    let matches = parts.compactMap { known($0, text, tags) }
    if let known = matches.first(where: { $0.match.words.count > 1 }) {
      reading.role = role(known.match, named: known.name, text)
      reading.roleWords = known.name
    } else if let joined = joined(parts, text, tags) {
      reading.role = joined
    } else if let known = matches.first(where: { tags[$0.name.lowerBound].isDisjoint(with: .anySeniority) }) {
      reading.role = role(known.match, named: known.name, text)
      reading.roleWords = known.name
    } else {
      reading.role = candidate(parts, text, tags, &reading.roleWords)
    }
    return reading
  }

  /// The meaning of each word, and whether it continues a phrase.
  private func tags(_ text: PostingText) -> [TitleWord] {
    var tags = [TitleWord](repeating: [], count: text.words.count)
    var found: [PhraseTable<TitleWord>.Found] = []
    vocabulary.titleWords.find(in: text.words, text.words.indices, into: &found)
    for phrase in found { for position in phrase.words { tags[position].formUnion(phrase.meaning) } }
    return tags
  }

  /// The highest seniority named outside of roles such as *product manager*.
  ///
  /// An internship outranks what it is an internship in. The manager of "Senior Marketing Manager" is part of the role's name,
  /// that of "Senior Manager" is the seniority.
  private func seniority(_ text: PostingText, _ tags: [TitleWord]) -> Seniority? {
    let named = tags.indices.filter { !tags[$0].contains(.plainRole) }
    var found = Seniority.allCases.filter { seniority in named.contains { tags[$0].says(seniority) } }
    if found.first == .intern { return .intern }
    if found.last == .manager, found.count > 1 {
      let isAdjacent = named.contains {
        $0 > 0 && tags[$0].says(.manager) && !tags[$0 - 1].isDisjoint(with: .anySeniority)
      }
      if !isAdjacent { found.removeLast() }
    }
    return found.last
  }

  private func employment(_ tags: [TitleWord]) -> Employment? {
    let kinds: [(TitleWord, Employment)] = [
      (.internship, .internship), (.partTime, .partTime), (.contract, .contract), (.fullTime, .fullTime),
    ]
    return kinds.first { kind in tags.contains { $0.contains(kind.0) } }?.1
  }

  /// Runs of words that may name the role: split at dashes, bars, commas, brackets and "at"; without noise and employers.
  private func parts(_ text: PostingText, _ tags: [TitleWord], without others: [[UInt64]]) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    var start = 0
    for position in text.words.indices {
      let splits = position > 0 && text.splitsTitle(position)
      if splits, start < position { parts.append(start..<position) }
      if splits { start = position }
      if Self.stops.contains(text.words[position].hash) {
        if start < position { parts.append(start..<position) }
        start = position + 1
      }
    }
    if start < text.words.count { parts.append(start..<text.words.count) }
    return parts.map { trimmed($0, tags) }.filter { part in
      !part.isEmpty && !others.contains { $0.elementsEqual(text.words[part].map(\.hash)) }
    }
  }

  private static let stops = WordSet(["at", "bei", "chez", "for", "in", "with"])

  /// Without noise, seniority and employment at both ends. A word of seniority stays if it is also the head of a name and
  /// nothing else is left ("Lead", "Manager").
  private func trimmed(_ part: Range<Int>, _ tags: [TitleWord]) -> Range<Int> {
    var (start, end) = (part.lowerBound, part.upperBound)
    while start < end, isMark(tags[start]), !(tags[start].contains(.head) && start == end - 1) { start += 1 }
    while end > start, endsInMark(start..<end, tags) { end -= 1 }
    // "Head of Data", "Director of Procurement": without the first word no name is left.
    let isHeadless = start > part.lowerBound && !hasHead(start..<end, tags)
    if isHeadless,
      tags[start - 1].contains(.head) || tags[start - 1].says(.director) || tags[start - 1].says(.executive)
    {
      let isOf = start - part.lowerBound > 1 && !tags[start - 1].contains(.head)
      return start - (isOf ? 2 : 1)..<end
    }
    return start..<end
  }

  /// "Software Engineer Intern", "Data Analyst Remote"; but "Team Leader" and "Marketing Manager" end in their head.
  private func endsInMark(_ part: Range<Int>, _ tags: [TitleWord]) -> Bool {
    let last = tags[part.upperBound - 1]
    if last.contains(.noise) { return true }
    let followsHead = part.count > 1 && tags[part.upperBound - 2].contains(.head)
    return followsHead && (last.contains(.internship) || last.says(.lead))
      || isMark(last) && last.isDisjoint(with: .anySeniority)
  }

  private func isMark(_ tag: TitleWord) -> Bool {
    guard !tag.contains(.plainRole) else { return false }
    return !tag.isDisjoint(with: [.noise, .anySeniority, .fullTime, .partTime, .contract])
  }

  /// The known role whose label ends `part`, or is followed only by words that belong to no name; the longest.
  ///
  /// "mining engineer" is not the role of a "data mining engineer"; that of a "content marketing director" is "marketing
  /// director", since it needs marketing, and `name` has the whole.
  private func known(_ part: Range<Int>, _ text: PostingText, _ tags: [TitleWord])
    -> (match: LabelAutomaton.Match, name: Range<Int>)?
  {
    var best: LabelAutomaton.Match?
    for start in part {
      guard let match = roles.automaton.longestMatch(at: start, in: text.words, before: part.upperBound) else {
        continue
      }
      let followedByHead = tags[match.words.upperBound..<part.upperBound].contains { $0.contains(.head) }
      if followedByHead { continue }
      // "Head of Commercial" is not the role of a "Head of Commercial Legal".
      let goesOn = match.words.upperBound < part.upperBound && text.words[match.words.upperBound].continues
      if goesOn, text.words[match.words].contains(where: { $0.hash == Self.of }) { continue }
      let isBareHead = match.words.count == 1 && match.words.lowerBound > part.lowerBound
      if isBareHead { continue }
      if best.map({ match.words.count > $0.words.count }) ?? true { best = match }
    }
    return best.flatMap { match in
      guard let skill = skill(cutBy: match, in: part, text) else { return (match, match.words) }
      return needs(match, skill) ? (match, skill.words.lowerBound..<match.words.upperBound) : nil
    }
  }

  /// The first skill whose name begins before the role's label and ends inside it.
  private func skill(cutBy match: LabelAutomaton.Match, in part: Range<Int>, _ text: PostingText)
    -> LabelAutomaton.Match?
  {
    for start in part.lowerBound..<match.words.lowerBound {
      guard let skill = skills.automaton.longestMatch(at: start, in: text.words, before: match.words.upperBound),
        skill.words.upperBound > match.words.lowerBound, skill.words.upperBound < match.words.upperBound
      else { continue }
      return skill
    }
    return nil
  }

  /// Whether the taxonomy says that the role needs the skill or a broader one.
  private func needs(_ role: LabelAutomaton.Match, _ skill: LabelAutomaton.Match) -> Bool {
    let needs = Set(relations(of: concept(role.values.first, in: roles)).map(\.target))
    return skill.values.contains { value in
      let skill = concept(value, in: skills)
      return needs.contains(skill)
        || relations(of: skill).contains { $0.relation == .broader && needs.contains($0.target) }
    }
  }

  private func relations(of concept: ConceptIndex) -> ArraySlice<ConceptRelation> {
    let first = taxonomy.relations.partitioningIndex { $0.source >= concept }
    return taxonomy.relations[first...].prefix { $0.source == concept }
  }

  private func concept(_ value: Int?, in table: LabelTable) -> ConceptIndex {
    ConceptIndex(rawValue: value.map { table.entries[Int(table.automaton.values[$0])].concept } ?? -1)
  }

  /// "Machine Learning Engineering - Engineer", "Revenue Operations (RevOps) Lead": a head alone belongs to the name before it.
  private func joined(_ parts: [Range<Int>], _ text: PostingText, _ tags: [TitleWord]) -> RoleFinding? {
    guard let first = parts.first, let next = parts.dropFirst().first(where: { hasHead($0, tags) }), next.count == 1,
      !hasHead(first, tags)
    else { return nil }
    let head = text.string(ofWords: next)
    for end in (first.lowerBound + 1...first.upperBound).reversed() {
      let name = first.lowerBound..<end
      let values = roles.automaton.values(of: text.words[name].map(\.hash) + [text.words[next.lowerBound].hash])
      guard let value = values?.first else { continue }
      return RoleFinding(
        id: taxonomy[concept(value, in: roles)].id, label: text.string(ofWords: name) + " " + head, isKnown: true)
    }
    guard text.gap(before: next.lowerBound, contains: UInt8(ascii: ")")) else { return nil }
    let label = text.string(ofWords: first) + " " + head
    let id = ConceptID(kind: .role, label: label)
    return RoleFinding(id: id, label: label, isKnown: taxonomy[id] != nil)
  }

  private func hasHead(_ part: Range<Int>, _ tags: [TitleWord]) -> Bool {
    tags[part].contains { $0.contains(.head) }
  }

  /// The role under the name the title gives it; an abbreviation ("ML Engineer") is written out.
  private func role(_ match: LabelAutomaton.Match, named words: Range<Int>, _ text: PostingText) -> RoleFinding? {
    guard let value = match.values.first else { return nil }
    let concept = taxonomy.concepts[Int(roles.entries[Int(roles.automaton.values[value])].concept)]
    let named = text.string(ofWords: words)
    let isWrittenOut = match.words.contains { isAbbreviation($0, text, of: concept.prefLabel) }
    let isPlain = named == named.lowercased() || named == named.uppercased()
    return RoleFinding(id: concept.id, label: isWrittenOut || isPlain ? concept.prefLabel : named, isKnown: true)
  }

  /// Whether the letters of a word of capitals are initials of words of `name`: `ML` in "Machine Learning Engineer".
  private func isAbbreviation(_ position: Int, _ text: PostingText, of name: String) -> Bool {
    let letters = text.bytes[text.bytes(ofWords: position..<position + 1)]
    guard letters.count > 1, letters.allSatisfy({ (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }) else {
      return false
    }
    let initials = name.split(separator: " ").compactMap(\.utf8.first)
    return initials.indices.contains { initials[$0...].starts(with: letters) }
  }

  /// The first part that ends in a head noun, else the first part.
  private func candidate(
    _ parts: [Range<Int>], _ text: PostingText, _ tags: [TitleWord], _ words: inout Range<Int>
  ) -> RoleFinding? {
    let heads = parts.compactMap { part -> Range<Int>? in
      guard let head = part.last(where: { tags[$0].contains(.head) }) else { return nil }
      let isOfSomething = head + 1 < part.upperBound && text.words[head + 1].hash == Self.of
      return part.lowerBound..<(isOfSomething ? part.upperBound : head + 1)
    }
    guard let part = heads.first ?? parts.first else { return nil }
    words = part
    let label = inverted(part, parts, text, tags) ?? text.string(ofWords: part)
    let id = ConceptID(kind: .role, label: label)
    return RoleFinding(id: id, label: label, isKnown: taxonomy[id] != nil)
  }

  private static let of = WordScanner.hash(of: "of")

  /// "Manager, Revenue Accounting" is a Revenue Accounting Manager.
  private func inverted(_ part: Range<Int>, _ parts: [Range<Int>], _ text: PostingText, _ tags: [TitleWord]) -> String?
  {
    guard part.count == 1, let index = parts.firstIndex(where: { $0.lowerBound == part.lowerBound }),
      index + 1 < parts.count
    else { return nil }
    let next = parts[index + 1]
    guard !tags[next.upperBound - 1].contains(.head),
      text.gap(before: next.lowerBound, contains: UInt8(ascii: ","))
    else { return nil }
    return text.string(ofWords: next) + " " + text.string(ofWords: part)
  }
}

extension PostingText {
  /// A dash with space beside it, a bar, comma, bracket, colon, `@` or bullet stands before word `position`.
  fileprivate func splitsTitle(_ position: Int) -> Bool {
    let gap = gap(before: position)
    guard gap.count > 1 else { return gap.count == 1 && "|,()[]:".utf8.contains(bytes[gap.lowerBound]) }
    return bytes[gap].contains { "|,()[]:@-;".utf8.contains($0) || $0 == 0xE2 || $0 == 0xC2 }
  }
}
