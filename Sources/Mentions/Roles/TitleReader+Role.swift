internal import Concepts

extension TitleReader {
  /// The known role whose label ends `part`, or is followed only by words that belong to no name; the longest.
  ///
  /// "mining engineer" is not the role of a "data mining engineer"; that of a "content marketing director" is "marketing
  /// director", since it needs marketing, and `name` has the whole.
  func known(_ part: Range<Int>, _ title: SplitTitle)
    -> (match: LabelTable.Match, name: Range<Int>)?
  {
    var best: LabelTable.Match?
    for start in part {
      guard let match = roles.automaton.longestMatch(at: start, in: title.text.words, before: part.upperBound) else {
        continue
      }
      let followedByHead = title.tags[match.words.upperBound..<part.upperBound].contains {
        $0.contains(.head) && !title.isLead($0)
      }
      if followedByHead { continue }
      // "Head of Commercial" is not the role of a "Head of Commercial Legal".
      let goesOn = match.words.upperBound < part.upperBound && title.text.words[match.words.upperBound].continues
      if goesOn, title.text.words[match.words].contains(where: { $0.hash == Self.of }) { continue }
      let isBareHead = match.words.count == 1 && match.words.lowerBound > part.lowerBound
      if isBareHead { continue }
      if best.map({ match.words.count > $0.words.count }) ?? true { best = match }
    }
    return best.flatMap { match in
      guard let skill = skill(cutBy: match, in: part, title) else { return (match, match.words) }
      return needs(match, skill) ? (match, skill.words.lowerBound..<match.words.upperBound) : nil
    }
  }

  /// The first skill whose name begins before the role's label and ends inside it.
  private func skill(cutBy match: LabelTable.Match, in part: Range<Int>, _ title: SplitTitle)
    -> LabelTable.Match?
  {
    for start in part.lowerBound..<match.words.lowerBound {
      guard let skill = skills.automaton.longestMatch(at: start, in: title.text.words, before: match.words.upperBound),
        skill.words.upperBound > match.words.lowerBound, skill.words.upperBound < match.words.upperBound
      else { continue }
      return skill
    }
    return nil
  }

  /// Whether the taxonomy says that the role needs the skill or a broader one.
  private func needs(_ role: LabelTable.Match, _ skill: LabelTable.Match) -> Bool {
    let needs = Set(concepts.targets(of: concept(role.values.first, in: roles)))
    return skill.values.contains { value in
      let skill = concept(value, in: skills)
      return needs.contains(skill) || concepts.targets(of: skill).contains(where: needs.contains)
    }
  }

  private func concept(_ value: Int?, in table: LabelTable) -> Int32 {
    value.map { table.entries[$0].concept } ?? -1
  }

  /// "Machine Learning Engineering - Engineer", "Revenue Operations (RevOps) Lead": a head alone belongs to the name before it.
  func joined(_ title: SplitTitle) -> (role: RoleFinding, words: Range<Int>)? {
    guard let first = title.parts.first, let next = title.parts.dropFirst().first(where: { title.hasHead($0) }),
      next.count == 1,
      !title.hasHead(first)
    else { return nil }
    let (head, words) = (title.name(next), first.lowerBound..<next.upperBound)
    for end in (first.lowerBound + 1...first.upperBound).reversed() {
      let name = first.lowerBound..<end
      let values = roles.automaton.values(
        of: title.text.words[name].map(\.hash) + [title.text.words[next.lowerBound].hash])
      guard let value = values?.first else { continue }
      let role = RoleFinding(
        id: concepts.ids[Int(concept(value, in: roles))], label: title.name(name) + " " + head, isKnown: true)
      return (role, words)
    }
    guard title.text.gap(before: next.lowerBound, contains: UInt8(ascii: ")")) else { return nil }
    return (candidate(named: title.name(first) + " " + head), words)
  }

  private func candidate(named label: String) -> RoleFinding {
    let id = ConceptID(kind: .role, label: label)
    return RoleFinding(id: id, label: label, isKnown: concepts.contains(id))
  }

  /// The role under the name the title gives it; an abbreviation ("ML Engineer") is written out.
  func role(_ match: LabelTable.Match, named words: Range<Int>, _ title: SplitTitle) -> RoleFinding? {
    guard let value = match.values.first else { return nil }
    let concept = Int(concept(value, in: roles))
    let preferred = concepts.labels[concept]
    let named = title.text.string(ofWords: words)
    let isWrittenOut = match.words.contains { position in
      isAbbreviation(position, title, of: preferred)
        && preferred.hasSuffix(title.text.string(ofWords: position + 1..<match.words.upperBound))
    }
    let isPlain = named == named.lowercased() || named == named.uppercased()
    let isInternship = title.text.words[words.upperBound - 1].hash == Self.internship
    return RoleFinding(
      id: concepts.ids[concept], label: isWrittenOut || isPlain || isInternship ? preferred : named, isKnown: true)
  }

  /// Whether the letters of a word of capitals are initials of words of `name`: `ML` in "Machine Learning Engineer".
  private func isAbbreviation(_ position: Int, _ title: SplitTitle, of name: String) -> Bool {
    let letters = title.text.bytes[title.text.bytes(ofWords: position..<position + 1)]
    guard letters.count > 1, letters.allSatisfy({ (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }) else {
      return false
    }
    let initials = name.split(separator: " ").compactMap(\.utf8.first)
    return initials.indices.contains { initials[$0...].starts(with: letters) }
  }

  /// The first part that ends in a head noun, else the first part, unless the title is an invitation: "Don't see your role?
  /// Apply here".
  func candidate(_ title: SplitTitle, _ words: inout Range<Int>) -> RoleFinding? {
    let heads = title.parts.compactMap { part -> Range<Int>? in
      guard let head = part.last(where: { title.tags[$0].contains(.head) }) else { return nil }
      let isOfSomething = head + 1 < part.upperBound && title.text.words[head + 1].hash == Self.of
      return part.lowerBound..<(isOfSomething ? part.upperBound : head + 1)
    }
    if heads.isEmpty, let field = fieldOfInternship(title) {
      words = field
      return candidate(named: title.name(words) + " Intern")
    }
    guard let part = heads.first ?? (title.isInvitation ? nil : title.parts.first) else { return nil }
    if let inverted = inverted(part, title) {
      words = inverted.words
      return candidate(named: inverted.name)
    }
    words = part
    return candidate(named: title.name(part))
  }

  /// What an internship is in: "Machine Learning Internship", "Internship - Machine Learning".
  private func fieldOfInternship(_ title: SplitTitle) -> Range<Int>? {
    let words = title.text.words
    guard words.contains(where: { $0.hash == Self.internship }) else { return nil }
    return title.parts.lazy.map { part in
      words[part.upperBound - 1].hash == Self.internship ? part.lowerBound..<part.upperBound - 1 : part
    }.first { !$0.isEmpty }
  }

  private static let internship = WordScanner.hash(of: "internship")

  private static let of = WordScanner.hash(of: "of")

  /// "Manager, Revenue Accounting" is a Revenue Accounting Manager.
  private func inverted(_ part: Range<Int>, _ title: SplitTitle) -> (name: String, words: Range<Int>)? {
    guard part.count == 1, let index = title.parts.firstIndex(where: { $0.lowerBound == part.lowerBound }),
      index + 1 < title.parts.count
    else { return nil }
    let next = title.parts[index + 1]
    guard !title.tags[next.upperBound - 1].contains(.head),
      title.text.gap(before: part.upperBound, contains: UInt8(ascii: ","))
    else { return nil }
    return (title.name(next) + " " + title.name(part), part.lowerBound..<next.upperBound)
  }
}
