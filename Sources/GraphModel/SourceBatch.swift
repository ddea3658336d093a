public import Diagnostics

/// The evidence of one source, or of a part of a long one: what a graph file takes in, whole or not at all.
///
/// A *source* is what was ingested: a page, a feed, a file of extracted lines. Its postings carry the name of the page they
/// were read from, which for extracted lines is another one.
public struct SourceBatch: Hashable, Sendable {
  public var source: String
  /// Tells whether the source has changed since it was read: a digest of its content and of what reads it. Empty if unknown;
  /// the source then counts as changed.
  public var digest: String
  /// Whether its postings count even if they say the same as others.
  public var keepsDuplicates: Bool
  /// Whether the source begins here; what was known of it is then replaced.
  public var isFirst: Bool
  /// Whether the source ends here; until then it counts as unfinished and is read again next time.
  public var isLast: Bool
  public var evidence: [PostingEvidence]
  /// What concerns no single posting: why there is none, what was cut.
  public var diagnostics: [Diagnostic]

  public init(
    source: String, digest: String, keepsDuplicates: Bool = false, isFirst: Bool = true, isLast: Bool = true,
    evidence: [PostingEvidence] = [], diagnostics: [Diagnostic] = []
  ) {
    self.source = source
    self.digest = digest
    self.keepsDuplicates = keepsDuplicates
    self.isFirst = isFirst
    self.isLast = isLast
    self.evidence = evidence
    self.diagnostics = diagnostics
  }
}
