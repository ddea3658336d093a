internal import CCompression

/// Why a gzip stream could not be unpacked (to its end).
public struct CompressionError: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Code: Sendable {
    /// The bytes are not gzip, or a checksum is wrong.
    case damaged
    /// The stream ends before its end mark.
    case incomplete
    /// More than the caller allows comes out.
    case tooLarge
    case noMemory
  }

  public var code: Code
  /// What is wrong, for a person.
  public var message: String
  public var description: String { message }
}

/// Unpacks a gzip stream (RFC 1952) of one or more members, piece by piece.
///
/// Bytes behind the last member that start no other one are passed over, as gzip does.
@safe public final class Gunzip {
  private let inflater: OpaquePointer
  private var state = State.start
  private var unpacked = 0
  private let limit: Int
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

  /// - Parameter limit: the most bytes that may come out in all; some streams unpack to a thousand times their size.
  /// - Throws: `noMemory`.
  public init(limit: Int = .max) throws(CompressionError) {
    guard let inflater = unsafe cz_inflater_new() else { throw CompressionError(.noMemory) }
    unsafe self.inflater = inflater
    self.limit = limit
  }

  deinit { unsafe cz_inflater_free(inflater) }

  /// Whether `bytes` begin as gzip does.
  public static func isRecognized(_ bytes: some Collection<UInt8>) -> Bool { bytes.starts(with: [0x1F, 0x8B]) }

  /// All of `bytes` unpacked.
  ///
  /// - Throws: `damaged`, `incomplete`, `tooLarge` or `noMemory`.
  public static func unpack(_ bytes: [UInt8], limit: Int = .max) throws(CompressionError) -> [UInt8] {
    let gunzip = try Gunzip(limit: limit)
    let unpacked = try gunzip.push(bytes)
    try gunzip.finish()
    return unpacked
  }

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
      unpacked += piece.count
      guard unpacked <= limit else { throw CompressionError(.tooLarge) }
      if !piece.isEmpty { receive(piece) }
      isFull = piece.count == Self.pieceSize
      switch status {
      case CZ_MORE: if used == 0, piece.isEmpty { return }
      case CZ_END:
        isFull = false
        state = .betweenMembers
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

extension CompressionError {
  init(_ code: Code) {
    self.code = code
    message =
      switch code {
      case .damaged: "the gzip data is damaged"
      case .incomplete: "the gzip data ends too early"
      case .tooLarge: "the gzip data unpacks to more than is allowed"
      case .noMemory: "there is no memory to unpack gzip data"
      }
  }
}
