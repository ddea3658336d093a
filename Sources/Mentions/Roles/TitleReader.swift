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
  let concepts: KnownConcepts
  let vocabulary: Vocabulary

  func read(_ title: String, organization: String?, location: String?) -> Reading {
    let title = SplitTitle(title, without: [organization, location].compactMap { $0 }, vocabulary)
    var reading = Reading(seniority: seniority(title), employment: employment(title.tags))
    let matches = title.parts.compactMap { known($0, title) }
    if let known = matches.first(where: { $0.match.words.count > 1 }) {
      reading.role = role(known.match, named: known.name, title)
      reading.roleWords = known.name
    } else if let joined = joined(title) {
      (reading.role, reading.roleWords) = joined
    } else if let known = matches.first(where: { !isSeniority(title.tags[$0.name.lowerBound]) }) {
      reading.role = role(known.match, named: known.name, title)
      reading.roleWords = known.name
    } else {
      reading.role = candidate(title, &reading.roleWords)
    }
    return reading
  }

  /// A word that says how senior, unless it also names a role ("CTO").
  private func isSeniority(_ tag: TitleWord) -> Bool { !tag.isDisjoint(with: .anySeniority) && !tag.says(.executive) }

  /// The highest seniority named outside of roles such as *product manager*.
  ///
  /// An internship outranks what it is an internship in. The manager of "Senior Marketing Manager" is part of the role's name,
  /// those of "Senior Manager" and "Senior Engineering Manager", a manager of people, are the seniority.
  private func seniority(_ title: SplitTitle) -> Seniority? {
    let tags = title.tags
    let named = tags.indices.filter { !tags[$0].contains(.plainRole) }
    var found = Seniority.allCases.filter { seniority in named.contains { tags[$0].says(seniority) } }
    if found.first == .intern { return .intern }
    if found.last == .manager, found.count > 1 {
      let leadsPeople = named.contains {
        $0 > 0 && tags[$0].says(.manager)
          && (!tags[$0 - 1].isDisjoint(with: .anySeniority)
            || vocabulary.fieldsOfManagers.contains(title.text.words[$0 - 1].hash))
      }
      if !leadsPeople { found.removeLast() }
    }
    return found.last
  }

  private func employment(_ tags: [TitleWord]) -> Employment? {
    let kinds: [(TitleWord, Employment)] = [
      (.internship, .internship), (.partTime, .partTime), (.contract, .contract), (.fullTime, .fullTime),
    ]
    return kinds.first { kind in tags.contains { $0.contains(kind.0) } }?.1
  }
}
