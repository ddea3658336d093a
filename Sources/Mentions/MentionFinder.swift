public import Concepts
public import Postings

/// Finds what postings ask for, with the labels of one taxonomy. Immutable and safe to share between threads.
///
/// Labels are found *leftmost-longest, as whole words, folded*: letter case, plurals, British spelling, hyphens and spaces
/// do not count, a `.js` or a version number may follow. Ambiguous labels need the evidence their rules ask for.
public struct MentionFinder: Sendable {
  let taxonomy: Taxonomy
  let vocabulary = Vocabulary.bundled
  /// Skills, frameworks and certifications.
  let labels: LabelTable
  let educationLevels: LabelTable
  let fieldsOfStudy: LabelTable
  let roles: LabelTable

  /// - Complexity: O(labels); 100,000 labels take less than 100 ms.
  public init(taxonomy: Taxonomy) {
    self.taxonomy = taxonomy
    labels = LabelTable(
      taxonomy, soft: Self.narrower(taxonomy, ["soft-skills"]),
      languages: Self.narrower(
        taxonomy, ["programming-languages", "query-languages", "markup-languages", "scripting-languages"])
    ) { concept, _ in
      concept.kind == .skill || concept.kind == .framework || concept.kind == .certification
    }
    // "BS/MS" names two levels: its parts are labels too, and found one by one.
    educationLevels = LabelTable(taxonomy) { concept, label in
      Self.isLevel(concept) && !label.utf8.contains(UInt8(ascii: "/"))
    }
    fieldsOfStudy = LabelTable(taxonomy) { concept, label in
      concept.kind == .education && !Self.isLevel(concept) && !Self.isVague(label)
    }
    roles = LabelTable(taxonomy) { concept, _ in concept.kind == .role }
  }

  /// What `posting` asks for.
  ///
  /// One mention per concept, its strongest place: by level, then confidence, then position. Mentions are ordered by
  /// position.
  ///
  /// - Parameters:
  ///   - posting: a posting as `PostingReader` gives it.
  ///   - allMentions: every place, not only the strongest per concept.
  /// - Returns: role, seniority, mentions, education, experience and candidates, ordered by position.
  /// - Complexity: O(bytes).
  public func findings(in posting: JobPosting, allMentions: Bool = false) -> Findings {
    PostingReading(self, posting).findings(allMentions: allMentions)
  }

  private static func isLevel(_ concept: Concept) -> Bool {
    concept.kind == .education
      && EducationLevel(rawValue: String(concept.id.rawValue.dropFirst("education:".utf8.count))) != nil
  }

  /// "Related field" names none.
  private static func isVague(_ field: String) -> Bool {
    let label = field.lowercased()
    return ["field", "fields", "discipline", "disciplines", "subject", "subjects"].contains { label.hasSuffix($0) }
  }

  /// The skills called `roots` and everything below them.
  private static func narrower(_ taxonomy: Taxonomy, _ roots: [String]) -> Set<Int32> {
    var found = Set(roots.compactMap { ConceptID("skill:" + $0).flatMap { taxonomy.index(of: $0)?.rawValue } })
    var count = 0
    while count < found.count {
      count = found.count
      for relation in taxonomy.relations where relation.relation == .broader && found.contains(relation.target.rawValue)
      {
        found.insert(relation.source.rawValue)
      }
    }
    return found
  }
}
