/// Why packed data could not be unpacked (to its end).
public struct CompressionError: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Code: Sendable {
    /// The bytes are not what they should be, or a checksum is wrong.
    case damaged
    /// The stream ends before its end mark.
    case incomplete
    /// More than is allowed comes out.
    case tooLarge
    case noMemory
  }

  public var code: Code
  /// What is wrong, for a person.
  public var message: String
  public var description: String { message }

  public init(_ code: Code) {
    self.code = code
    message =
      switch code {
      case .damaged: "the packed data is damaged"
      case .incomplete: "the packed data ends too early"
      case .tooLarge: "the packed data unpacks to more than is allowed"
      case .noMemory: "there is no memory to unpack data"
      }
  }
}
