import Concepts
import GraphModel

/// How well extracted postings agree with annotations; counts over all pages, so that long pages weigh more.
struct Score {
  private var counts: [Metric: (hits: Int, of: Int)] = [:]

  enum Metric: String, CaseIterable {
    case postings, skillPrecision, skillRecall, level, kind, certificationPrecision, certificationRecall
    case educationPrecision, educationRecall, fieldRecall, years, role, seniority
  }

  /// 0 to 1; 1 where there is nothing to find.
  subscript(metric: Metric) -> Double {
    guard let count = counts[metric], count.of > 0 else { return 1 }
    return Double(count.hits) / Double(count.of)
  }

  private mutating func count(_ metric: Metric, _ isHit: Bool) {
    counts[metric, default: (0, 0)].of += 1
    if isHit { counts[metric]?.hits += 1 }
  }

  /// - Parameter evidence: what was extracted; `nil` if no posting was found.
  mutating func add(_ annotation: Annotation, _ evidence: PostingEvidence?) {
    count(.postings, evidence != nil)
    addSkills(annotation, evidence?.mentions.filter { [.skill, .framework].contains($0.concept.kind) } ?? [])
    addCertificates(annotation, evidence?.mentions.filter { $0.concept.kind == .certification } ?? [])
    addEducation(annotation, evidence?.education ?? [])
    let posting = evidence?.posting
    count(.years, posting?.experienceYears?.min == annotation.years)
    count(.role, Annotation.normalized(annotation.role).contains(Annotation.normalized(posting?.role?.label ?? "")))
    count(.seniority, posting?.seniority == annotation.seniority)
  }

  private mutating func addSkills(_ annotation: Annotation, _ mentions: [PostingEvidence.Mention]) {
    let core = annotation.core.map { (demand: $0, names: Annotation.normalized($0.accept)) }
    for (demand, names) in core {
      let found = mentions.filter { !$0.names.isDisjoint(with: names) }
      count(.skillRecall, !found.isEmpty)
      guard !found.isEmpty else { continue }
      count(.kind, found.contains { $0.concept.kind.rawValue == demand.kind })
      count(.level, found.contains { $0.level.rawValue == demand.level })
    }
    let wanted = core.reduce(into: Set<String>()) { $0.formUnion($1.names) }
    let tolerated = annotation.optional.reduce(into: Set<String>()) { $0.formUnion(Annotation.normalized($1)) }
    for mention in mentions {
      let isWanted = !mention.names.isDisjoint(with: wanted)
      if isWanted || mention.names.isDisjoint(with: tolerated) { count(.skillPrecision, isWanted) }
    }
  }

  private mutating func addCertificates(_ annotation: Annotation, _ mentions: [PostingEvidence.Mention]) {
    let accepted = annotation.certifications.map { Annotation.normalized($0.accept) }
    for names in accepted { count(.certificationRecall, mentions.contains { !$0.names.isDisjoint(with: names) }) }
    for mention in mentions {
      count(.certificationPrecision, accepted.contains { !$0.isDisjoint(with: mention.names) })
    }
  }

  private mutating func addEducation(_ annotation: Annotation, _ found: [PostingEvidence.Education]) {
    let wanted = Set(annotation.education.map { "\($0.level) \($0.requirement)" })
    let have = Set(found.map { "\($0.level) \($0.requirement.rawValue)" })
    for demand in wanted.sorted() { count(.educationRecall, have.contains(demand)) }
    for demand in have.sorted() { count(.educationPrecision, wanted.contains(demand)) }
    let fields = Annotation.normalized(found.flatMap(\.fields))
    for field in Annotation.normalized(annotation.education.flatMap(\.fields)).sorted() {
      count(.fieldRecall, fields.contains(field))
    }
  }
}

extension PostingEvidence.Mention {
  /// The names an annotation may accept it by.
  fileprivate var names: Set<String> {
    let slug = concept.rawValue.split(separator: ":").last.map(String.init) ?? ""
    return Annotation.normalized([label, quote, slug]).subtracting([""])
  }
}
