public import Concepts

/// A way through the graph, as people write it: `progressesTo *1..3 requires:framework`.
///
///     walk  = step { step }
///     step  = [ "^" ] ( relation | "any" ) [ ":" kind ] [ times ]
///     times = "*" [ number ] [ ".." [ number ] ]
///
/// `^` goes against the edge. `*` is once or more, `*2` twice, `*1..3` one to three times, `*..3` at most three, `*0..` any number.
/// Spaces may stand between all of these.
public struct WalkPattern: Hashable, Sendable {
  public var steps: [Step]

  public struct Step: Hashable, Sendable {
    /// `nil` is any.
    public var relation: Relation?
    public var isReversed = false
    /// What kind of node the step leads to; `nil` is any.
    public var kind: ConceptKind?
    public var minimum = 1
    /// `nil` is without end.
    public var maximum: Int? = 1
  }

  /// More repetitions than this are refused; no career and no chain of prerequisites is as long.
  public static let maximumRepetitions = 32

  /// - Throws: what was expected, and where.
  public init(_ text: String) throws(QueryTextError) {
    var scanner = QueryScanner(text)
    steps = []
    repeat { steps.append(try scanner.step()) } while !scanner.isAtEnd
  }
}

/// A mistake in the text of a query.
public struct QueryTextError: Error, Hashable, Sendable {
  public var text: String
  /// 0-based, in bytes of `text`.
  public var offset: Int
  public var message: String

  /// The message, the text, and a caret below the place.
  public var description: String {
    let column = String(decoding: Array(text.utf8).prefix(offset), as: UTF8.self).count
    return "\(message)\n  \(text)\n  \(String(repeating: " ", count: column))^"
  }
}

/// Reads words, numbers and signs.
struct QueryScanner {
  private let text: String
  private let bytes: [UInt8]
  private(set) var offset = 0

  init(_ text: String) {
    self.text = text
    bytes = Array(text.utf8)
    skipSpaces()
  }

  var isAtEnd: Bool { offset == bytes.count }

  func error(_ message: String, at place: Int? = nil) -> QueryTextError {
    QueryTextError(text: text, offset: place ?? offset, message: message)
  }

  mutating func take(_ sign: String) -> Bool {
    guard bytes[offset...].starts(with: sign.utf8) else { return false }
    offset += sign.utf8.count
    skipSpaces()
    return true
  }

  /// Letters, digits, hyphens and underscores from a letter on; empty if there are none.
  mutating func word() -> String {
    guard offset < bytes.count, Self.isLetter(bytes[offset]) else { return "" }
    return run { Self.isLetter($0) || Self.isDigit($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }
  }

  /// Digits; `nil` if there are none or too many.
  mutating func integer() -> Int? { Int(run(Self.isDigit)) }

  /// What stands between quotes, which may be single or double.
  mutating func quoted() throws(QueryTextError) -> String? {
    guard offset < bytes.count, bytes[offset] == UInt8(ascii: "'") || bytes[offset] == UInt8(ascii: "\"") else {
      return nil
    }
    let (start, quote) = (offset, bytes[offset])
    guard let end = bytes[(offset + 1)...].firstIndex(of: quote) else {
      throw error("this quote is not closed", at: start)
    }
    offset = end + 1
    skipSpaces()
    return String(decoding: bytes[(start + 1)..<end], as: UTF8.self)
  }

  /// A decimal number without a sign; `nil`, and nothing read, if there is none.
  mutating func decimal() -> Double? {
    let start = offset
    let digits = run { Self.isDigit($0) || $0 == UInt8(ascii: ".") }
    if let value = Double(digits), Self.isDigit(digits.utf8.first ?? 0) { return value }
    offset = start
    return nil
  }

  private mutating func run(_ admits: (UInt8) -> Bool) -> String {
    let start = offset
    while offset < bytes.count, admits(bytes[offset]) { offset += 1 }
    let text = String(decoding: bytes[start..<offset], as: UTF8.self)
    skipSpaces()
    return text
  }

  private mutating func skipSpaces() {
    while offset < bytes.count, bytes[offset] == 0x20 || bytes[offset] == 0x09 { offset += 1 }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }
}

extension QueryScanner {
  fileprivate mutating func step() throws(QueryTextError) -> WalkPattern.Step {
    var step = WalkPattern.Step()
    step.isReversed = take("^")
    step.relation = try relation()
    if take(":") { step.kind = try named("kind", ConceptKind.self) }
    if take("*") { try times(&step) }
    return step
  }

  private mutating func relation() throws(QueryTextError) -> Relation? {
    let start = offset
    if word() == "any" { return nil }
    offset = start
    return try named("relation", Relation.self, also: ["any"])
  }

  private mutating func times(_ step: inout WalkPattern.Step) throws(QueryTextError) {
    let start = offset
    let minimum = integer()
    step.minimum = minimum ?? 1
    step.maximum = minimum
    if take("..") {
      step.maximum = integer()
      if minimum == nil, step.maximum == nil { throw error("expected a number after '..'") }
    }
    let most = max(step.minimum, step.maximum ?? 0)
    if most > WalkPattern.maximumRepetitions {
      throw error("at most \(WalkPattern.maximumRepetitions) times", at: start)
    }
    if let maximum = step.maximum, maximum < max(step.minimum, 1) {
      throw error("at most \(maximum) times is less than at least \(max(step.minimum, 1))", at: start)
    }
  }

  /// One of the names of a type's cases.
  mutating func named<Value: RawRepresentable & CaseIterable>(
    _ what: String, _: Value.Type, also more: [String] = []
  ) throws(QueryTextError) -> Value where Value.RawValue == String {
    let start = offset
    let name = word()
    if let value = Value(rawValue: name) { return value }
    let known = Value.allCases.map(\.rawValue) + more
    var scorer = NameScorer(name)
    let near = scorer.isEmpty ? nil : known.first { scorer.similarity(to: $0) > 0 }
    let hint = near.map { "did you mean '\($0)'?" } ?? "known are \(known.joined(separator: ", "))"
    throw error(name.isEmpty ? "expected a \(what); \(hint)" : "unknown \(what) '\(name)'; \(hint)", at: start)
  }
}
