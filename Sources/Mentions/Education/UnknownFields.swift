/// A field of study that stands in a statement of education.
struct Field {
  var words: Range<Int>
  /// Position in the table of fields; `nil` if no concept covers it.
  var entry: Int32?
}

/// Finds fields of study that no concept covers, by their place in a list: "PhD in Computer Science or Phonetics".
///
/// The list begins with "in" right behind the level and goes on over commas, slashes and conjunctions; a member that is
/// neither known nor one to three plain words ends it.
struct UnknownFields {
  let text: PostingText
  let known: [Field]

  /// `known` and the unknown members of the list in `range`, in order.
  func find(in range: Range<Int>, _ isEnglish: Bool) -> [Field] {
    // What follows "Computer Science degree in" is no field of study.
    let isNamedAhead = known.contains { $0.words.lowerBound < range.lowerBound }
    // "In" may be the last word of the level: "degree in".
    let start = max(0, range.lowerBound - 1)
    guard isEnglish, !isNamedAhead,
      let first = (start..<range.upperBound).prefix(4).first(where: { text.words[$0].hash == Self.into })
    else { return known }
    var found: [Field] = []
    for member in members(first + 1..<range.upperBound) {
      if known.contains(where: { $0.words.overlaps(member) }) { continue }
      guard isPlain(member) else { break }
      found.append(Field(words: member, entry: nil))
    }
    return (known + found).sorted { $0.words.lowerBound < $1.words.lowerBound }
  }

  /// The parts of a list, without what separates them.
  private func members(_ range: Range<Int>) -> [Range<Int>] {
    var members: [Range<Int>] = []
    var start = range.lowerBound
    for position in range.dropFirst() {
      let isConjunction = text.isConjunction(position)
      guard isConjunction || text.isListGap(position) || !text.words[position].continues else { continue }
      if start < position { members.append(start..<position) }
      start = isConjunction ? position + 1 : position
    }
    if start < range.upperBound { members.append(start..<range.upperBound) }
    return members
  }

  /// A name in capitals, or any plain words in a list that has known fields.
  private func isPlain(_ member: Range<Int>) -> Bool {
    guard member.count <= 3, !known.isEmpty || member.allSatisfy(text.isCapitalised) else { return false }
    return !member.contains { position in
      text.isNumber(position) || text.words[position].marks.contains(.stopWord)
        || Self.vague.contains(text.words[position].hash)
    }
  }

  private static let into = WordScanner.hash(of: "in")
  private static let vague = WordSet([
    "discipline", "subject", "study", "major", "domain", "another", "technical", "quantitative", "combination",
    "training", "foreign", "equal", "comparable", "accredited", "university", "college", "school", "institution",
    "certification", "certificate", "license", "mba", "phd", "diploma", "coursework", "ideally", "preferably", "stem",
    "only", "something", "anything", "whatever", "directly", "closely", "analytical", "scientific", "specialization",
    "concentration", "emphasis", "graduate", "equivalency", "recent", "usa", "us", "uk",
  ])
}
