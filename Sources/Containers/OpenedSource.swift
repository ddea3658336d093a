internal import Compression
public import Diagnostics

/// A source whose first bytes have been looked at.
///
/// gzip is no container but a wrapping of one: what it holds goes by the name of the file and is unpacked as it is read.
public struct OpenedSource {
  public enum Kind {
    /// To be read as it is.
    case content
    /// Members that are sources of their own.
    case container(any Container)
    /// Of no use, and why.
    case foreign(Diagnostic)
  }

  public let kind: Kind
  private let tape: SourceTape
  /// How often it is wrapped in gzip.
  private let layers: Int

  /// Opens a source and looks at its first bytes.
  ///
  /// - Throws: what the source throws when it is opened or read; damage shows when the bytes are asked for.
  public init(_ source: ByteSource, limits: ContainerLimits = ContainerLimits()) throws {
    let tape = SourceTape(try source.open())
    var layers = 0
    var format = SourceFormat(try tape.head(layers))
    while case .gzip = format, layers < Self.mostLayers {
      layers += 1
      format = SourceFormat(try tape.head(layers))
    }
    self.tape = tape
    self.layers = layers
    switch format {
    case .content: kind = .content
    case .foreign(let reason): kind = .foreign(reason)
    case .gzip: kind = .foreign(SourceFormat.unread("packed again and again", "unpack it"))
    case .webArchive: kind = .container(WARCReader(name: source.name, limits, Self.unwrapped(tape.rest(), layers)))
    case .savedPage: kind = .container(try MHTMLReader(name: source.name, limits, Self.unwrapped(tape.rest(), layers)))
    case .zip:
      let access = try layers == 0 ? source.access?() : nil
      kind = try Self.zip(source.name, access ?? Self.collected(Self.unwrapped(tape.rest(), layers), limits))
    }
  }

  private static var mostLayers: Int { 3 }

  /// The bytes before unpacking, from the start; to be called once, and before nothing else.
  public func rawChunks() -> ByteSource.Chunks { tape.rest() }

  /// What `raw`, the bytes of this source from the start, hold.
  public func unwrapped(_ raw: @escaping ByteSource.Chunks) -> ByteSource.Chunks { Self.unwrapped(raw, layers) }

  static func unwrapped(_ raw: @escaping ByteSource.Chunks, _ layers: Int) -> ByteSource.Chunks {
    var chunks = raw
    for _ in 0..<layers {
      let packed = chunks
      var stream: UnpackingStream?
      chunks = {
        let open = try stream ?? UnpackingStream(packed: packed)
        stream = open
        return try open.next()
      }
    }
    return chunks
  }

  /// An archive that cannot be read by position has to be in memory.
  private static func collected(_ chunks: ByteSource.Chunks, _ limits: ContainerLimits) throws -> RandomAccess {
    var bytes: [UInt8] = []
    do {
      while let piece = try chunks() {
        bytes += piece
        guard bytes.count <= limits.memberBytes else {
          throw ContainerError(
            "it is a ZIP archive of more than \(limits.memberBytes >> 20) MiB inside another one or in a pipe; unpack that"
          )
        }
      }
    } catch let error as CompressionError where error.code == .incomplete || error.code == .damaged {
      // The archive notices what is missing.
    }
    return RandomAccess(bytes)
  }

  private static func zip(_ name: String, _ access: RandomAccess) throws -> Kind {
    let reader = try ZIPReader(name: name, access)
    if let document = reader.document { return .foreign(SourceFormat.unread(document, SourceFormat.saveAs)) }
    return .container(reader)
  }
}

/// The pieces of a source; those that were looked at can be had again.
final class SourceTape {
  private let pieces: ByteSource.Chunks
  private var recorded: [[UInt8]] = []

  init(_ pieces: @escaping ByteSource.Chunks) { self.pieces = pieces }

  /// The first bytes of what is wrapped in so many layers of gzip; fewer if they are damaged.
  ///
  /// - Throws: what the source throws.
  func head(_ layers: Int) throws -> [UInt8] {
    let chunks = OpenedSource.unwrapped(playing(), layers)
    var head: [UInt8] = []
    do {
      while head.count < SourceFormat.headSize, let piece = try chunks() { head += piece.prefix(SourceFormat.headSize) }
    } catch is CompressionError {}
    return head
  }

  /// From the start; what is read is recorded.
  private func playing() -> ByteSource.Chunks {
    var position = 0
    return { [self] in
      if position == recorded.count {
        guard let piece = try pieces() else { return nil }
        recorded.append(piece)
      }
      defer { position += 1 }
      return recorded[position]
    }
  }

  /// From the start, for the last time.
  func rest() -> ByteSource.Chunks {
    var kept = recorded[...]
    recorded = []
    return { [pieces] in try kept.popFirst() ?? pieces() }
  }
}
