/// Something to read, by name: a file, a feed, standard input. Whoever makes it opens files; this room does not.
public struct ByteSource: Sendable {
  /// Hands out the next bytes, in pieces of any size; `nil` at the end.
  public typealias Chunks = () throws -> [UInt8]?

  /// The path or URL, as the user gave it; what evidence cites.
  public var name: String
  /// What the transport said about the encoding, if anything.
  public var charset: String?
  /// Whether `open` gives the same again. What comes through a pipe does not: where it must be known whether a source has
  /// changed, such a one is kept in memory and called after its digest, so that two inputs through one pipe are two sources.
  public var isRepeatable: Bool
  /// Starts from the beginning; a long source is opened twice, first to see whether it has changed.
  public var open: @Sendable () throws -> Chunks

  /// Makes a source that can be opened again unless it is called `-`, the name of standard input.
  public init(name: String, charset: String? = nil, open: @escaping @Sendable () throws -> Chunks) {
    self.name = name
    self.charset = charset
    isRepeatable = name != "-"
    self.open = open
  }

  /// A source that is in memory already.
  public init(name: String, charset: String? = nil, bytes: [UInt8]) {
    self.init(name: name, charset: charset) {
      var rest: [UInt8]? = bytes
      return {
        defer { rest = nil }
        return rest
      }
    }
    isRepeatable = true
  }
}
