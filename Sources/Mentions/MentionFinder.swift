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
    labels = LabelTable(taxonomy, soft: Self.softSkills(taxonomy)) { concept, _ in
      concept.kind == .skill || concept.kind == .framework || concept.kind == .certification
    }
    // "BS/MS" names two levels: its parts are labels too, and found one by one.
    educationLevels = LabelTable(taxonomy) { concept, label in
      Self.isLevel(concept) && !label.utf8.contains(UInt8(ascii: "/"))
    }
    fieldsOfStudy = LabelTable(taxonomy) { concept, label in
      concept.kind == .education && !Self.isLevel(concept) && !label.hasSuffix("field")
        && !label.hasSuffix("discipline")
    }
    roles = LabelTable(taxonomy) { concept, _ in concept.kind == .role }
  }

  /// What `posting` asks for.
  ///
  /// One mention per concept, its strongest place: by level, then confidence, then position. Mentions are ordered by
  /// position.
  ///
  /// - Parameter allMentions: every place, not only the strongest per concept.
  /// - Complexity: O(bytes).
  public func findings(in posting: JobPosting, allMentions: Bool = false) -> Findings {
    PostingReading(self, posting).findings(allMentions: allMentions)
  }

  private static func isLevel(_ concept: Concept) -> Bool {
    concept.kind == .education
      && EducationLevel(rawValue: String(concept.id.rawValue.dropFirst("education:".utf8.count))) != nil
  }

  /// Everything below `skill:soft-skills`.
  private static func softSkills(_ taxonomy: Taxonomy) -> Set<Int32> {
    guard let root = ConceptID("skill:soft-skills"), let index = taxonomy.index(of: root) else { return [] }
    var soft: Set<Int32> = [index.rawValue]
    var count = 0
    while count < soft.count {
      count = soft.count
      for relation in taxonomy.relations where relation.relation == .broader && soft.contains(relation.target.rawValue)
      {
        soft.insert(relation.source.rawValue)
      }
    }
    return soft
  }
}
