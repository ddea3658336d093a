public import Diagnostics

/// Something to read, by name: a file, a feed, standard input, a member of an archive. Whoever makes it opens files; this room
/// does not.
public struct ByteSource: Sendable {
  /// Hands out the next bytes, in pieces of any size; `nil` at the end.
  public typealias Chunks = () throws -> [UInt8]?

  /// The path or URL, as the user gave it; what evidence cites. A member's name stands behind its archive's and `!/`.
  public var name: String
  /// What the transport said about the encoding, if anything.
  public var charset: String?
  /// Where the page was fetched from, if an archive or a list says so.
  public var url: String?
  /// When it was fetched, as the archive or the list says it.
  public var dateRetrieved: String?
  /// Whether it has no name of its own: where it must be known whether a source has changed, such a one is called after its
  /// digest, so that two inputs through one pipe are two sources.
  public var isPipe: Bool
  /// Whether `open` gives the same again; what comes straight through a pipe does not and is kept in memory where it is
  /// needed twice.
  public var isRepeatable: Bool
  /// What was noticed on the way to these bytes.
  public var diagnostics: [Diagnostic] = []
  /// Starts from the beginning; a long source is opened twice, first to see whether it has changed.
  public var open: @Sendable () throws -> Chunks
  /// The same bytes by position, where that is cheap.
  public var access: (@Sendable () throws -> RandomAccess)?

  /// Makes a source that can be opened again unless it is called `-`, the name of standard input.
  public init(name: String, charset: String? = nil, open: @escaping @Sendable () throws -> Chunks) {
    self.name = name
    self.charset = charset
    isPipe = name == "-"
    isRepeatable = !isPipe
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
    isPipe = false
    isRepeatable = true
    access = { RandomAccess(bytes) }
  }

  /// The name without the endings of gzip: what is inside ends so.
  public var contentName: String {
    var name = name[...]
    while name.utf8.count > 3, name.suffix(3).lowercased() == ".gz" { name = name.dropLast(3) }
    return String(name)
  }
}

/// Bytes that can be read anywhere.
public struct RandomAccess: Sendable {
  /// In bytes.
  public let size: Int
  private let read: @Sendable (_ offset: Int, _ count: Int) throws -> [UInt8]

  /// `read` gives `count` bytes from `offset`, both within `size`; fewer only if the source has shrunk.
  public init(size: Int, read: @escaping @Sendable (_ offset: Int, _ count: Int) throws -> [UInt8]) {
    self.size = size
    self.read = read
  }

  public init(_ bytes: [UInt8]) {
    self.init(size: bytes.count) { Array(bytes[$0..<($0 + $1)]) }
  }

  /// At most `count` bytes from `offset`; what lies outside is left out.
  func bytes(at offset: Int, count: Int) throws -> [UInt8] {
    guard offset >= 0, offset < size, count > 0 else { return [] }
    return try read(offset, min(count, size - offset))
  }

  /// The bytes of `range` in pieces; small ones first, since an archive may be nothing but starts of files.
  func pieces(of range: Range<Int>) -> ByteSource.Chunks {
    var (offset, size) = (range.lowerBound, 4 << 10)
    return {
      let piece = try bytes(at: offset, count: min(size, range.upperBound - offset))
      offset += piece.count
      size = min(2 * size, Self.pieceSize)
      return piece.isEmpty ? nil : piece
    }
  }

  private static var pieceSize: Int { 256 << 10 }
}
