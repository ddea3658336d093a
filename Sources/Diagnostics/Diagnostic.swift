/// Something a reader noticed about its input: what happened, where, and what it means for the result.
///
/// Bad input is not an error here: a reader returns the best value it can, with diagnostics beside it (`Parsed`).
public struct Diagnostic: Hashable, Sendable {
  public enum Severity: String, Sendable, CaseIterable {
    /// Worth knowing; nothing was lost.
    case note
    /// Something was repaired, guessed or cut; the rest is intact.
    case warning
    /// A unit of input (a record, a script, a row) gave nothing.
    case error
  }

  public var severity: Severity
  /// A stable name to branch on: room, dot, kebab-case event, such as `markup.charset-guessed`.
  public var code: String
  /// A sentence for the person who has to act.
  public var message: String
  public var location: Location?

  public init(_ severity: Severity, _ code: String, _ message: String, at location: Location? = nil) {
    self.severity = severity
    self.code = code
    self.message = message
    self.location = location
  }
}

/// A place in an input; whatever the reader could tell.
public struct Location: Hashable, Sendable {
  /// The path as the user gave it.
  public var file: String?
  /// 1-based.
  public var line: Int?
  /// 1-based, in UTF-8 bytes or in table columns, whichever the format counts in.
  public var column: Int?
  /// 0-based byte offset.
  public var offset: Int?

  public init(file: String? = nil, line: Int? = nil, column: Int? = nil, offset: Int? = nil) {
    self.file = file
    self.line = line
    self.column = column
    self.offset = offset
  }
}

extension Diagnostic: CustomStringConvertible {
  /// `file:line:column: severity: message [code]`, the form editors and build tools recognise.
  public var description: String {
    let place = [location?.file, location?.line.map(String.init), location?.column.map(String.init)]
    let parts = [place.compactMap(\.self).joined(separator: ":"), severity.rawValue, "\(message) [\(code)]"]
    return parts.filter { !$0.isEmpty }.joined(separator: ": ")
  }
}
