internal import Concepts
internal import GraphModel

/// Tells phrases that may name a skill from what else stands where skills are asked for: places, employers and their products,
/// job titles, benefits, dates, parts of sentences.
struct PhraseJudge {
  private let places: Set<String>
  private let organizations: Set<String>
  /// How many names of several words have a word, which alone says little: "data", "security", "enablement".
  private let uses: [Substring: Int]
  /// What job titles end in.
  private let titles: Set<String>

  /// - Parameters:
  ///   - places: where postings offer work, folded.
  ///   - organizations: who offers it, folded.
  init(_ graph: SkillGraph, places: Set<String>, organizations: Set<String>) {
    self.places = places
    self.organizations = organizations
    var uses: [Substring: Int] = [:]
    var titles: Set<String> = []
    for node in graph.nodes {
      for (position, name) in ([node.label] + node.altLabels).enumerated() {
        let words = FoldedLabel(name).text.split(separator: " ")
        if node.kind == .role, position == 0, let head = words.last { titles.insert(String(head)) }
        if words.count > 1 { for word in Set(words) { uses[word, default: 0] += 1 } }
      }
    }
    (self.uses, self.titles) = (uses, titles)
  }

  /// - Parameter employers: how many ask for it.
  func isNoise(_ phrase: String, employers: Int) -> Bool {
    let folded = FoldedLabel(phrase).text
    let words = folded.split { $0 == " " || $0 == "/" }.map(String.init)
    guard let first = words.first, let last = words.last else { return true }
    return isFragment(phrase, first) || places.contains(folded) || words.allSatisfy(places.contains)
      || organizations.contains { $0 == folded || words.contains($0) || $0.hasPrefix(folded + " ") }
      || words.contains(where: Self.besides.contains) || Self.vague.contains(last) || titles.contains(last)
      || words.count == 1 && isCommon(phrase, first)
      // What one employer alone writes with capitals is mostly its own.
      || employers < 2 && (words.count == 1 || phrase != phrase.lowercased())
  }

  /// A word of ordinary spelling is one if any name has it, an abbreviation if several do; plurals of abbreviations are people
  /// ("PMs"), letters with a figure levels of languages ("C1").
  private func isCommon(_ phrase: String, _ folded: String) -> Bool {
    if phrase.utf8.allSatisfy(Self.isLowercase) { return true }
    let isOrdinary = phrase.dropFirst().utf8.allSatisfy(Self.isLowercase)
    let isPlural = phrase.last == "s" && !phrase.dropLast().utf8.contains(where: Self.isSmallLetter)
    let isLevel = phrase.utf8.count <= 3 && phrase.dropFirst().first?.isNumber == true
    return isPlural || isLevel || uses[folded[...], default: 0] >= (isOrdinary ? 1 : 3)
  }

  private static func isSmallLetter(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z") }

  /// Cut out of a sentence, or one.
  private func isFragment(_ phrase: String, _ first: String) -> Bool {
    if phrase.unicodeScalars.contains(where: { ":()[]|@<>\"“”;!?’，、。".unicodeScalars.contains($0) }) { return true }
    if phrase.unicodeScalars.first.map({ "-+*•–/".unicodeScalars.contains($0) }) ?? true { return true }
    let start = phrase.split(separator: " ").first ?? ""
    let isVerb = ["ing", "ed", "ly"].contains { first.utf8.count > 5 && first.hasSuffix($0) }
    return isVerb && start.utf8.allSatisfy(Self.isLowercase)
  }

  private static func isLowercase(_ byte: UInt8) -> Bool {
    byte < UInt8(ascii: "A") || byte > UInt8(ascii: "Z")
  }

  /// What phrases that name no skill end in, folded.
  private static let vague = Set(
    """
    ability acumen approach array aspect attitude background business challenge client company competency concept culture \
    customer cycle domain ecosystem efficiency energy engagement environment excellence experience expertise exposure field \
    finding firm focus goal growth impact industry influence initiative insight intensity interest issue iteration judgement \
    judgment knowledge lifecycle market matter metric mindset mission need office opportunity org organization passion plan \
    player practice principle problem process product project role scale scaleup sector segment shift skill solution space \
    specialist startup strength style success system target task team tech technology thing trend understanding vision way \
    work workflow
    """.split(separator: " ").map(String.init))

  /// Words of benefits, calendars, sums and praise, folded.
  private static let besides = Set(
    """
    401k allowance benefit bonus compensation equity healthcare holiday insurance leave pension perk pto reimbursement salary \
    stipend vacation january february april june july august september october november december monday tuesday wednesday \
    thursday friday saturday sunday est cet pst gmt utc usa uk u.s eu emea apac latam advanced additional basic excellent \
    exceptional proven senior junior staff great good neurip iclr icml emnlp cvpr kdd c1 c2 b1 b2
    """.split(separator: " ").map(String.init))
}
