internal import Diagnostics

/// What one source may cost; whatever is cut leaves a diagnostic.
public struct Limits: Sendable, Hashable {
  /// Bytes of one page or one feed record.
  public var bytes = 64 << 20
  /// Open elements; deeper ones are flattened into their ancestor at this depth, their text is kept.
  public var depth = 1_000
  public var nodes = 4_000_000
  public var attributesPerElement = 256
  /// Records of one feed.
  public var records = 10_000_000

  public init() {}
}

extension Limits {
  /// The first `self.bytes` bytes, and a diagnostic if that is not all.
  func cut(_ input: [UInt8]) -> ([UInt8], [Diagnostic]) {
    guard input.count > bytes else { return (input, []) }
    let message = "the document has \(input.count) bytes; read up to the limit of \(bytes)"
    return (Array(input[..<bytes]), [Diagnostic(.warning, "markup.too-large", message)])
  }
}
