internal import Diagnostics

/// Sums up what a parser complained about: a remark of what was read as it was meant, another of what may have cost text.
struct ProblemLog {
  private var kept: [Diagnostic] = []
  private var noted: Set<String> = []
  private var harmless = Problems()
  private var harmful = Problems()

  private struct Problems {
    var count = 0
    var line: Int?
    var message = ""

    mutating func add(_ line: Int, _ message: () -> String) {
      count += 1
      guard count == 1 else { return }
      self.line = line > 0 ? line : nil
      self.message = message().split(whereSeparator: \.isNewline).joined(separator: " ")
    }

    /// "3 places" or "a place".
    var places: String { count == 1 ? "1 place" : "\(count) places" }
    var firstLine: String { line.map { "; \(count == 1 ? "" : "first ")at line \($0)" } ?? "" }
  }

  /// `code` is libxml2's number of the error.
  mutating func add(code: Int, line: Int, message: @autoclosure () -> String, as syntax: SAXParser.Syntax) {
    guard code != Self.unknownTag else { return }
    let isHarmless = Self.harmless.contains(code) || syntax == .html && Self.harmlessInHTML.contains(code)
    if isHarmless { harmless.add(line, message) } else { harmful.add(line, message) }
  }

  /// Something the project's own reading did; said once.
  mutating func note(_ code: String, _ message: String, _ severity: Diagnostic.Severity = .warning) {
    guard noted.insert(code).inserted else { return }
    kept.append(Diagnostic(severity, code, message))
  }

  /// `line` gives the line in the page of one in what was parsed.
  mutating func placeLines(_ line: (Int) -> Int) {
    harmless.line = harmless.line.map(line)
    harmful.line = harmful.line.map(line)
  }

  var diagnostics: [Diagnostic] {
    var diagnostics = kept
    if harmful.count > 0 {
      let message =
        "\(harmful.places) of malformed markup may have cost text\(harmful.firstLine): \(harmful.message)"
      diagnostics.append(Diagnostic(.warning, "markup.malformed", message, at: Location(line: harmful.line)))
    }
    if harmless.count > 0 {
      let message =
        "\(harmless.places) of malformed markup \(harmless.count == 1 ? "was" : "were") read as meant\(harmless.firstLine)"
      diagnostics.append(Diagnostic(.note, "markup.malformed", message, at: Location(line: harmless.line)))
    }
    return diagnostics
  }

  /// XML_HTML_UNKNOWN_TAG: every HTML5 element is "invalid" to libxml2 before 2.14.
  private static let unknownTag = 801

  /// No semicolon after a reference, attributes without a value or given twice, tags closed in another order, namespaces:
  /// XML_ERR_ENTITYREF_SEMICOL_MISSING, XML_ERR_ATTRIBUTE_WITHOUT_VALUE, XML_ERR_ATTRIBUTE_REDEFINED,
  /// XML_ERR_TAG_NAME_MISMATCH, XML_NS_ERR_*.
  private static let harmless: Set<Int> = [23, 41, 42, 76, 200, 201, 202, 203, 204, 205]
  /// XML_ERR_ATTRIBUTE_NOT_STARTED, XML_ERR_SPACE_REQUIRED, XML_ERR_NAME_REQUIRED, XML_HTML_STRUCURE_ERROR: stray signs in a
  /// tag, a lone `&`, misplaced `html` and `body`.
  private static let harmlessInHTML: Set<Int> = [39, 65, 68, 800]
}
