public import Concepts
public import Postings

/// Finds what postings ask for, with the labels of one taxonomy. Immutable and safe to share between threads.
public struct MentionFinder: Sendable {
  public init(taxonomy: Taxonomy) {}

  /// - Parameter allMentions: every place, not only the strongest per concept.
  public func findings(in posting: JobPosting, allMentions: Bool = false) -> Findings { Findings() }
}
