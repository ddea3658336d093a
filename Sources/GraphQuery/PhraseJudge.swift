internal import Concepts
internal import GraphModel

/// Tells phrases that may name a skill from what else stands where skills are asked for: places, employers and their products,
/// job titles, benefits, dates, parts of sentences.
struct PhraseJudge {
  private let places: Set<String>
  private let organizations: Set<String>
  /// Words that stand in several names, so that alone they say little: "data", "security".
  private let common: Set<String>
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
      let words = FoldedLabel(node.label).text.split(separator: " ")
      if node.kind == .role, let head = words.last { titles.insert(String(head)) }
      if words.count > 1 { for word in Set(words) { uses[word, default: 0] += 1 } }
    }
    common = Set(uses.lazy.filter { $0.value >= 3 }.map { String($0.key) })
    self.titles = titles
  }

  /// - Parameter employers: how many ask for it.
  func isNoise(_ phrase: String, employers: Int) -> Bool {
    let folded = FoldedLabel(phrase).text
    let words = folded.split(separator: " ").map(String.init)
    guard let first = words.first, let last = words.last else { return true }
    return isFragment(phrase, first) || places.contains(folded) || words.allSatisfy(places.contains)
      || organizations.contains { $0 == folded || words.contains($0) || $0.hasPrefix(folded + " ") }
      || words.contains(where: Self.besides.contains) || Self.vague.contains(last) || titles.contains(last)
      || words.count == 1 && (phrase.utf8.allSatisfy(Self.isLowercase) || common.contains(first))
      // What one employer alone writes with capitals is mostly its own.
      || employers < 2 && (words.count == 1 || phrase != phrase.lowercased())
  }

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
    exceptional proven senior junior staff great good
    """.split(separator: " ").map(String.init))
}
