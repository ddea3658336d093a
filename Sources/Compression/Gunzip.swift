internal import CCompression

/// What stands around a deflate stream (RFC 1951).
public enum PackedFormat: Sendable {
  /// RFC 1952; of one or more members.
  case gzip
  /// RFC 1950; what HTTP calls `deflate`.
  case zlib
  /// Nothing, as in ZIP archives and in what some servers call `deflate`.
  case raw
}

/// How much may come out of packed data; some streams unpack to a thousand times their size.
public struct UnpackingLimit: Sendable, Hashable {
  /// So many bytes may come out in any case, up to `bytes`.
  public var allowance: Int
  /// Beyond that, so many for each byte of the input.
  public var ratio: Int
  public var bytes: Int

  public init(bytes: Int = .max, allowance: Int = .max, ratio: Int = 1) {
    self.bytes = bytes
    self.allowance = allowance
    self.ratio = ratio
  }

  /// 64 MiB, or 250 times what went in: repetitive feeds pass, bombs (up to 1,030 times) do not.
  public static let standard = UnpackingLimit(allowance: 64 << 20, ratio: 250)

  func admits(_ unpacked: Int, from packed: Int) -> Bool {
    unpacked <= bytes && (unpacked <= allowance || unpacked / ratio <= packed)
  }
}

/// Unpacks a gzip stream (RFC 1952) of one or more members, or a bare deflate stream, piece by piece.
///
/// Bytes behind the last member that start no other one are passed over, as gzip does.
@safe public final class Gunzip {
  private let inflater: OpaquePointer
  private let format: PackedFormat
  private var state = State.start
  private var unpacked = 0
  /// How many bytes of the input belong to what was unpacked so far.
  public private(set) var consumed = 0
  private let limit: UnpackingLimit
  private static let pieceSize = 256 << 10

  private enum State {
    /// Nothing has come yet.
    case start
    case inMember
    /// A member has ended; another may begin.
    case betweenMembers
    /// What follows the last member is of no interest.
    case done
  }

  /// - Throws: `noMemory`.
  public init(_ format: PackedFormat = .gzip, limit: UnpackingLimit = UnpackingLimit()) throws(CompressionError) {
    let wrapper =
      switch format {
      case .gzip: CZ_GZIP
      case .zlib: CZ_ZLIB
      case .raw: CZ_RAW
      }
    guard let inflater = unsafe cz_inflater_new(wrapper) else { throw CompressionError(.noMemory) }
    unsafe self.inflater = inflater
    self.format = format
    self.limit = limit
  }

  deinit { unsafe cz_inflater_free(inflater) }

  /// Whether `bytes` begin as gzip does.
  public static func isRecognized(_ bytes: some Collection<UInt8>) -> Bool { bytes.starts(with: [0x1F, 0x8B]) }

  /// All of `bytes` unpacked.
  ///
  /// - Throws: `damaged`, `incomplete`, `tooLarge` or `noMemory`.
  public static func unpack(
    _ bytes: [UInt8], _ format: PackedFormat = .gzip, limit: UnpackingLimit = UnpackingLimit()
  ) throws(CompressionError) -> [UInt8] {
    let gunzip = try Gunzip(format, limit: limit)
    let unpacked = try gunzip.push(bytes)
    try gunzip.finish()
    return unpacked
  }

  /// Whether the stream has ended, so that what follows is of no interest; never known of gzip, which may go on.
  public var isFinished: Bool { state == .done }

  /// What the next bytes of the stream unpack to.
  ///
  /// - Throws: `damaged`, `tooLarge` or `noMemory`; the stream is then at its end.
  public func push(_ bytes: [UInt8]) throws(CompressionError) -> [UInt8] {
    var output: [UInt8] = []
    try push(bytes) { output += $0 }
    return output
  }

  /// The same in pieces of bounded size, for streams that may unpack to much.
  public func push(_ bytes: [UInt8], receive: ([UInt8]) -> Void) throws(CompressionError) {
    var rest = bytes[...]
    var isFull = false
    while isFull || !rest.isEmpty, admits(&rest) {
      let (status, used, piece) = inflate(rest)
      rest = rest.dropFirst(used)
      consumed += used
      unpacked += piece.count
      guard limit.admits(unpacked, from: consumed) else {
        state = .done
        throw CompressionError(.tooLarge)
      }
      if !piece.isEmpty { receive(piece) }
      isFull = piece.count == Self.pieceSize
      switch status {
      case CZ_MORE: if used == 0, piece.isEmpty { return }
      case CZ_END:
        isFull = false
        state = format == .gzip ? .betweenMembers : .done
        unsafe cz_inflater_reset(inflater)
      default:
        state = .done
        throw CompressionError(status == CZ_NO_MEMORY ? .noMemory : .damaged)
      }
    }
  }

  /// To be called at the end of the input.
  ///
  /// - Throws: `incomplete` if the stream goes on.
  public func finish() throws(CompressionError) {
    if state == .inMember || state == .start { throw CompressionError(.incomplete) }
  }

  /// Whether `rest` belongs to a member of the stream. Zeros pad some files.
  private func admits(_ rest: inout ArraySlice<UInt8>) -> Bool {
    if state == .betweenMembers {
      rest = rest.drop { $0 == 0 }
      if let first = rest.first, first != 0x1F { state = .done }
    }
    if state == .done || state == .betweenMembers && rest.isEmpty { return false }
    state = .inMember
    return true
  }

  private func inflate(_ input: ArraySlice<UInt8>) -> (status: cz_status, used: Int, output: [UInt8]) {
    var (used, count) = (0, 0)
    var status = CZ_MORE
    let output = unsafe [UInt8](unsafeUninitializedCapacity: Self.pieceSize) { buffer, initialized in
      unsafe input.withUnsafeBufferPointer { input in
        status = unsafe cz_inflate(
          inflater, input.baseAddress, input.count, &used, buffer.baseAddress, buffer.count, &count)
      }
      initialized = count
    }
    return (status, used, output)
  }
}
