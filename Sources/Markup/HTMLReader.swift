public import Diagnostics

/// Reads HTML of any quality; never fails. See `Limits` for what is cut.
public struct HTMLReader: Sendable {
  public var limits: Limits

  public init(limits: Limits = Limits()) { self.limits = limits }

  /// The page in `bytes`, whatever their encoding.
  ///
  /// - Parameter charset: what the transport said (an HTTP header), if anything; a BOM overrules it.
  public func read(_ bytes: [UInt8], charset: String? = nil) -> Parsed<MarkupDocument> {
    Parsed(MarkupDocument())
  }
}
