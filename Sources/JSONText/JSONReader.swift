public import Diagnostics

/// Reads JSON as RFC 8259 has it and, where asked, as job pages have it.
public struct JSONReader: Sendable {
  /// Whether broken text is repaired (each repair a diagnostic) or refused.
  public var repairs: Bool
  /// Arrays and objects nested deeper than this are refused.
  public var maximumDepth: Int

  public init(repairs: Bool = false, maximumDepth: Int = 256) {
    self.repairs = repairs
    self.maximumDepth = maximumDepth
  }
}

extension JSONReader {
  /// The value in `bytes` (UTF-8), with a diagnostic (`json.…`) for each repair.
  ///
  /// - Throws: `JSONError` with line and column if the text is not JSON (or, with repairs, holds no value at all).
  public func read(_ bytes: some Collection<UInt8>) throws(JSONError) -> Parsed<JSONValue> { Parsed(.null) }
}

/// Text that is not JSON.
public struct JSONError: Error, Hashable, Sendable {
  /// What was expected and what stood there.
  public var message: String
  /// 0-based, in bytes.
  public var offset: Int
}
