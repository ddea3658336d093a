public import Diagnostics

/// Reads whatever a file holds: a page, a feed, structured data, plain text.
public struct PostingReader: Sendable {
  public init() {}

  /// The postings in one file, in its order, with diagnostics; a page that is no job posting gives none and says why
  /// (`postings.not-a-posting`).
  ///
  /// Feeds are split into records that are handed to `receive` one at a time, so that memory stays bounded by the
  /// largest record; a page gives at most a few.
  ///
  /// - Parameter name: the file's name; only its extension is used, and only where the content leaves a doubt.
  public func read(_ bytes: [UInt8], name: String, charset: String? = nil, receive: (Parsed<JobPosting>) -> Void)
    -> [Diagnostic]
  {
    []
  }
}
