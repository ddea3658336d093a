/// Unpacks what a function hands out in pieces, as it is asked for.
///
/// What came out before damage or an early end is handed out; only then the error is thrown. Memory is bounded by a piece of the
/// input and some megabytes, whatever it unpacks to.
public final class UnpackingStream {
  public typealias Pieces = () throws -> [UInt8]?

  private let gunzip: Gunzip
  private let packed: Pieces
  private var input: ArraySlice<UInt8> = []
  private var output: ArraySlice<[UInt8]> = []
  private var error: (any Error)?
  private var isAtEnd = false
  /// A piece of this many bytes unpacks to 16 MiB at most.
  private static var step: Int { 16 << 10 }

  /// - Throws: `noMemory`.
  public init(
    _ format: PackedFormat = .gzip, limit: UnpackingLimit = .standard, packed: @escaping Pieces
  ) throws(CompressionError) {
    gunzip = try Gunzip(format, limit: limit)
    self.packed = packed
  }

  /// How many bytes of the input belong to what was unpacked so far.
  public var consumed: Int { gunzip.consumed }

  /// The next bytes; `nil` at the end.
  ///
  /// - Throws: what `packed` throws, or a `CompressionError`.
  public func next() throws -> [UInt8]? {
    while output.isEmpty {
      if let error { throw error }
      if isAtEnd { return nil }
      do { try advance() } catch { self.error = error }
    }
    return output.popFirst()
  }

  private func advance() throws {
    if input.isEmpty {
      guard !gunzip.isFinished, let piece = try packed() else {
        isAtEnd = true
        return try gunzip.finish()
      }
      input = piece[...]
    }
    let step = Array(input.prefix(Self.step))
    input = input.dropFirst(step.count)
    try gunzip.push(step) { output.append($0) }
  }
}
