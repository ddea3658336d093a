/// What the readers promise for any bytes whatever, as functions for a fuzzer to break.
///
/// Nothing may trap, hang, leak or grow beyond a multiple of its input; beyond that each target compares two ways to the same
/// result. `make fuzz` runs them under libFuzzer, the tests replay `Tests/FuzzTargetsTests/Corpus`.
public enum FuzzTarget: String, CaseIterable, Sendable {
  /// A page, as bytes of any encoding.
  case html
  /// A page of whole pieces, one per byte: with and without the prefilter it has the same text.
  case prefilter
  /// A document and its records, well-formed or not.
  case xml
  /// Structured data, as a file and as a script in a page.
  case json
  /// A source of many postings, cut into units and read.
  case feed
  /// Plain text and Markdown, down to the evidence.
  case text
  case graphml
  /// The tables of a taxonomy, each after a line `== name.tsv`.
  case tables
  /// Packed data, as each of the formats.
  case gunzip
  /// Files that hold others: ZIP, WARC, MHTML, packed or not.
  case archive

  /// Reads `bytes`.
  ///
  /// - Throws: the promise that does not hold for them.
  public func check(_ bytes: [UInt8]) throws(BrokenPromise) {
    switch self {
    case .html: try MarkupPromises.checkPage(bytes)
    case .prefilter: try MarkupPromises.checkPrefilter(bytes)
    case .xml: try MarkupPromises.checkXML(bytes)
    case .json: try PostingPromises.checkJSON(bytes)
    case .feed: try PostingPromises.checkFeed(bytes)
    case .text: try PostingPromises.checkText(bytes)
    case .graphml: try GraphPromises.checkGraphML(bytes)
    case .tables: try GraphPromises.checkTables(bytes)
    case .gunzip: try ArchivePromises.checkStream(bytes)
    case .archive: try ArchivePromises.checkArchive(bytes)
    }
  }
}

/// A promise that does not hold for some input.
public struct BrokenPromise: Error, Hashable, Sendable {
  /// What should have been, and what was.
  public var message: String
}

func require(_ holds: Bool, _ message: @autoclosure () -> String) throws(BrokenPromise) {
  if !holds { throw BrokenPromise(message: message()) }
}
