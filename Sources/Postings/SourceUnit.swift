/// A piece of a source that can be read on its own: a whole page, or a batch of a feed's records.
public struct SourceUnit: Sendable {
  /// What the source was recognised as.
  public enum Dialect: Sendable, Hashable {
    /// A page, JSON or text, as one record; told apart when it is read.
    case document
    /// Records of an XML feed.
    case feed(Syntax)
    /// JSON values, one per record: lines, or what a list holds.
    case json
  }

  public var dialect: Dialect
  /// The raw bytes of each record, in the source's own encoding; of UTF-16 as UTF-8.
  public var records: [[UInt8]]
  /// Where each record starts in the source, in bytes.
  public var offsets: [Int]
  /// How many records of the source come before the first of these.
  public var firstRecord: Int
  /// The source's name; only its extension is used, and only where the content leaves a doubt.
  public var name: String
  /// What the transport or the feed's XML declaration says.
  public var charset: String?
  /// Where the source was fetched from, if an archive or a list says so.
  public var url: String?
  /// When it was fetched, as an archive or a list says it.
  public var dateRetrieved: String?
}
