internal import Concepts
internal import Diagnostics
public import GraphModel
internal import JSONText

extension EvidenceLine {
  /// Why a line is not evidence.
  public struct Malformed: Error, Hashable, Sendable {
    /// What is missing or wrong, for a person.
    public var message: String
  }

  /// Takes a line back; members may be in any order, unknown ones are passed over, optional ones may be missing.
  ///
  /// - Throws: if the line is not JSON, or lacks `source`, `unit` or `posting`, or an entry lacks what it is about.
  public static func decoded(_ line: some Collection<UInt8>) throws(Malformed) -> PostingEvidence {
    let value: JSONValue
    do { value = try JSONReader().read(line).value } catch {
      throw Malformed(message: "not JSON: \(error.message), at byte \(error.offset + 1)")
    }
    let posting = try required(value["posting"], "'posting'")
    var evidence = PostingEvidence(
      source: try string(value, "source"), unit: try required(value["unit"]?.integer, "'unit'"),
      posting: try self.posting(posting))
    for entry in elements(value, "mentions") { evidence.mentions.append(try mention(entry)) }
    for entry in elements(value, "education") { evidence.education.append(try education(entry)) }
    for entry in elements(value, "unknown") {
      evidence.unknown.append(.init(phrase: try string(entry, "phrase"), context: entry["context"]?.string ?? ""))
    }
    for entry in elements(value, "diagnostics") { evidence.diagnostics.append(try diagnostic(entry)) }
    return evidence
  }

  /// Whether `bytes`, the beginning of a file, are lines of evidence: `{"source":` … `"mentions"`.
  ///
  /// White space where JSON allows it does not matter, nor whether the first line is there to its end.
  public static func isRecognized(_ bytes: some Collection<UInt8>) -> Bool {
    let line = bytes.drop { isSpace($0) || [0xEF, 0xBB, 0xBF].contains($0) }.prefix { $0 != UInt8(ascii: "\n") }
    guard line.first == UInt8(ascii: "{") else { return false }
    let member = line.dropFirst().drop(while: isSpace)
    guard member.starts(with: "\"source\"".utf8) else { return false }
    return member.dropFirst(8).drop(while: isSpace).first == UInt8(ascii: ":") && contains(line, "\"mentions\"")
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }

  private static func contains(_ line: some Collection<UInt8>, _ word: StaticString) -> Bool {
    let line = Array(line)
    let word = word.withUTF8Buffer(Array.init)
    guard line.count >= word.count else { return false }
    return (0...(line.count - word.count)).contains { line[$0] == word[0] && line[$0...].starts(with: word) }
  }

  // MARK: Parts

  private static func posting(_ value: JSONValue) throws(Malformed) -> PostingEvidence.Posting {
    var posting = PostingEvidence.Posting(syntax: try string(value, "syntax"), title: value["title"]?.string)
    if let role = value["role"], role != .null {
      posting.role = .init(id: try concept(role["id"], "'role'"), label: try string(role, "label"))
    }
    posting.seniority = value["seniority"]?.string
    posting.employment = value["employment"]?.string
    posting.organization = value["organization"]?.string
    posting.location = value["location"]?.string
    posting.datePosted = value["datePosted"]?.string
    posting.url = value["url"]?.string
    posting.identifier = value["identifier"]?.string
    if let years = value["experienceYears"], years != .null {
      posting.experienceYears = .init(min: years["min"]?.double, max: years["max"]?.double)
    }
    posting.language = value["language"]?.string
    posting.digest = value["digest"]?.string
    return posting
  }

  private static func mention(_ value: JSONValue) throws(Malformed) -> PostingEvidence.Mention {
    let concept = try concept(value["concept"], "'concept' of a mention")
    return PostingEvidence.Mention(
      concept: concept, label: value["label"]?.string ?? concept.rawValue, level: try level(value["level"]),
      quote: value["quote"]?.string ?? "", context: value["context"]?.string ?? "",
      section: value["section"]?.string ?? "other", confidence: value["confidence"]?.double ?? 1,
      method: value["method"]?.string ?? "label", years: value["years"]?.double,
      alternatives: value["alternatives"]?.integer)
  }

  private static func education(_ value: JSONValue) throws(Malformed) -> PostingEvidence.Education {
    var concepts: [ConceptID] = []
    for entry in elements(value, "fieldConcepts") { concepts.append(try concept(entry, "'fieldConcepts'")) }
    return PostingEvidence.Education(
      level: try string(value, "level"), fields: elements(value, "fields").compactMap(\.string),
      fieldConcepts: concepts, requirement: try level(value["requirement"]), quote: value["quote"]?.string ?? "")
  }

  private static func diagnostic(_ value: JSONValue) throws(Malformed) -> Diagnostic {
    let place = Location(
      file: value["file"]?.string, line: value["line"]?.integer, column: value["column"]?.integer,
      offset: value["offset"]?.integer)
    return Diagnostic(
      value["severity"]?.string.flatMap(Diagnostic.Severity.init) ?? .note, try string(value, "code"),
      value["message"]?.string ?? "", at: place == Location() ? nil : place)
  }

  private static func elements(_ value: JSONValue, _ name: String) -> [JSONValue] { value[name]?.elements ?? [] }

  private static func string(_ value: JSONValue, _ name: String) throws(Malformed) -> String {
    try required(value[name]?.string, "'\(name)'")
  }

  private static func required<Value>(_ value: Value?, _ name: String) throws(Malformed) -> Value {
    guard let value else { throw Malformed(message: "\(name) is missing or of the wrong type") }
    return value
  }

  private static func concept(_ value: JSONValue?, _ name: String) throws(Malformed) -> ConceptID {
    let text = try required(value?.string, name)
    guard let concept = ConceptID(text) else { throw Malformed(message: "\(name): '\(text)' is no concept id") }
    return concept
  }

  private static func level(_ value: JSONValue?) throws(Malformed) -> DemandLevel {
    try required(value?.string.flatMap(DemandLevel.init), "a level (required, preferred or mentioned)")
  }
}
