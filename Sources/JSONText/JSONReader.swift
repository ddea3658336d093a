public import Diagnostics

/// Reads JSON as RFC 8259 has it and, where asked, as job pages have it.
///
/// The text is read strictly first. Only when that fails, and `repairs` is on, it is read again with these mended, each with
/// a diagnostic: byte order marks; CDATA, comment and script wrappers; text before the value; `/* */` and `//` comments;
/// quotes that are escaped for HTML or once too often, single and typographic ones; bare names and words; `=` for a colon; raw control characters and unescaped quotes in strings; trailing, doubled and missing commas;
/// missing values, `NaN`, `undefined`; several values in a row (they become an array); superfluous text after the value;
/// a text that ends too early.
public struct JSONReader: Sendable {
  /// Whether broken text is mended or refused.
  public var repairs: Bool
  /// Arrays and objects nested deeper than this are refused.
  public var maximumDepth: Int

  public init(repairs: Bool = false, maximumDepth: Int = 256) {
    self.repairs = repairs
    self.maximumDepth = maximumDepth
  }

  /// The value in `bytes` (UTF-8), with a diagnostic (`json.…`) for each kind of repair.
  ///
  /// Of members with the same name all are kept, in order.
  ///
  /// - Throws: `JSONError` if the text is not JSON or, with repairs, holds no value at all.
  /// - Complexity: O(*n*); twice that when repairs are needed.
  public func read(_ bytes: some Collection<UInt8>) throws(JSONError) -> Parsed<JSONValue> {
    let bytes = Array(bytes)
    do {
      var strict = JSONParser(bytes, maximumDepth: maximumDepth, mends: false)
      return Parsed(try strict.document())
    } catch {
      guard repairs else { throw error }
      return try mend(bytes)
    }
  }

  private func mend(_ bytes: [UInt8]) throws(JSONError) -> Parsed<JSONValue> {
    var log = RepairLog()
    let text = JSONWrapping.unwrapped(bytes, &log)
    var lenient = JSONParser(text, maximumDepth: maximumDepth, mends: true)
    lenient.log = log
    let value = try lenient.document()
    return Parsed(value, lenient.log.diagnostics)
  }
}

/// Text that is not JSON.
public struct JSONError: Error, Hashable, Sendable {
  /// What was expected and what stood there.
  public var message: String
  /// 0-based, in bytes.
  public var offset: Int
}

/// Each kind of repair, once, in the order of its first use.
struct RepairLog {
  private(set) var diagnostics: [Diagnostic] = []

  mutating func note(_ code: String, _ message: String, at offset: Int? = nil) {
    let code = "json." + code
    guard !diagnostics.contains(where: { $0.code == code }) else { return }
    diagnostics.append(Diagnostic(.warning, code, message, at: offset.map { Location(offset: $0) }))
  }
}
