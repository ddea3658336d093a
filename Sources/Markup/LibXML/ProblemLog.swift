internal import Diagnostics

/// Keeps what a parser complained about within bounds: the first few problems word for word, the others as a count.
struct ProblemLog {
  private var kept: [Diagnostic] = []
  private var noted: Set<String> = []
  private var dropped = 0
  private static let most = 8
  /// XML_HTML_UNKNOWN_TAG: every HTML5 element is "invalid" to libxml2 before 2.14.
  private static let unknownTag = 801

  mutating func add(code: Int, severity: Int, line: Int, message: String) {
    guard code != Self.unknownTag else { return }
    guard kept.count < Self.most else { return dropped += 1 }
    let text = message.split(whereSeparator: \.isNewline).joined(separator: " ")
    kept.append(
      Diagnostic(severity >= 2 ? .warning : .note, "markup.malformed", text, at: Location(line: line > 0 ? line : nil)))
  }

  /// Something the project's own limits did; said once.
  mutating func note(_ code: String, _ message: String) {
    guard noted.insert(code).inserted else { return }
    kept.append(Diagnostic(.warning, code, message))
  }

  var diagnostics: [Diagnostic] {
    dropped == 0 ? kept : kept + [Diagnostic(.note, "markup.malformed", "and \(dropped) more problems of this kind")]
  }
}
