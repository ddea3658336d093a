internal import Compression
internal import Containers

/// What is packed comes out the same, or fails, however it arrives; archives give the same members.
enum ArchivePromises {
  private static let limit = 1 << 20

  static func checkStream(_ bytes: [UInt8]) throws(BrokenPromise) {
    for format in [PackedFormat.gzip, .zlib, .raw] {
      let limit = UnpackingLimit(bytes: limit)
      let whole = Result { () throws(CompressionError) in try Gunzip.unpack(bytes, format, limit: limit) }
      let pieces = Result { () throws(CompressionError) in try unpack(bytes, format, limit, pieceSize: 5) }
      try require(whole == pieces, "what comes out of \(format) depends on pieces")
      guard case .success(let unpacked) = whole else { continue }
      try require(unpacked.count <= limit.bytes, "\(unpacked.count) bytes are more than the limit")
    }
  }

  private static func unpack(
    _ bytes: [UInt8], _ format: PackedFormat, _ limit: UnpackingLimit, pieceSize: Int
  ) throws(CompressionError) -> [UInt8] {
    let gunzip = try Gunzip(format, limit: limit)
    var unpacked: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: pieceSize) {
      unpacked += try gunzip.push(Array(bytes[start..<min(bytes.count, start + pieceSize)]))
    }
    try gunzip.finish()
    return unpacked
  }

  static func checkArchive(_ bytes: [UInt8]) throws(BrokenPromise) {
    let stream = ByteSource(name: "archive") {
      var rest = bytes[...]
      return {
        guard !rest.isEmpty else { return nil }
        defer { rest = rest.dropFirst(11) }
        return Array(rest.prefix(11))
      }
    }
    var (ofWhole, ofPieces) = (Walk(limit: limit), Walk(limit: limit))
    ofWhole.read(ByteSource(name: "archive", bytes: bytes))
    ofPieces.read(stream)
    try require(ofWhole.found == ofPieces.found, "\(ofWhole.found) in a whole archive, \(ofPieces.found) in its pieces")
  }

  /// What is in an archive and in the archives in it, as far as `limit` bytes reach.
  private struct Walk {
    /// Names, and what was in them if it could be read to its end.
    private(set) var found: [String] = []
    private var left: Int
    private var depth = 0
    private let limits: ContainerLimits

    init(limit: Int) {
      left = limit
      var limits = ContainerLimits()
      limits.memberBytes = limit
      self.limits = limits
    }

    mutating func read(_ source: ByteSource) {
      guard depth <= limits.depth, found.count < 1_000, left > 0 else { return }
      do {
        let opened = try OpenedSource(source, limits: limits)
        switch opened.kind {
        case .foreign: found.append("\(source.name): foreign")
        case .content: try readContent(source, opened.unwrapped(opened.rawChunks()))
        case .container(var members):
          depth += 1
          while let event = members.next() { take(event) }
          depth -= 1
        }
      } catch {
        found.append("\(source.name): broken")
      }
    }

    private mutating func take(_ event: ContainerEvent) {
      switch event {
      case .member(let member): read(member)
      case .lost(let name, _): found.append("\(name): lost")
      }
    }

    private mutating func readContent(_ source: ByteSource, _ chunks: ByteSource.Chunks) throws {
      var content: [UInt8] = []
      while left > 0, let piece = try chunks() {
        left -= piece.count
        content += piece
      }
      found.append("\(source.name): \(left > 0 ? content : [])")
    }
  }
}
