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
