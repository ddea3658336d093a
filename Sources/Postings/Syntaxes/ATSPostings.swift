internal import Diagnostics
internal import JSONText

/// Postings in JSON as applicant tracking systems and job boards publish it (Greenhouse, Lever, Ashby, Workable, Recruitee,
/// SmartRecruiters, RemoteOK and what resembles them): objects with a title and a text, wherever they stand.
enum ATSPostings {
  static func read(_ bytes: [UInt8]) -> Parsed<[JobPosting]> {
    do {
      let json = try JSONReader(repairs: true).read(bytes)
      var result = postings(in: json.value)
      result.diagnostics = json.diagnostics + result.diagnostics
      return result
    } catch {
      return Parsed(
        [],
        [
          Diagnostic(
            .error, "postings.broken-json", "the JSON could not be read: \(error.message)",
            at: Location(offset: error.offset))
        ])
    }
  }

  static func postings(in value: JSONValue) -> Parsed<[JobPosting]> {
    let linked = JSONLDPostings.postings(in: value)
    guard linked.isEmpty else { return Parsed(linked) }
    let postings = records(in: value).compactMap { FieldMapper(JSONFields.flatten($0), .atsJSON).posting() }
    guard postings.isEmpty else { return Parsed(postings) }
    return Parsed([], [PostingTest.diagnostic("no object in it has a title and a description")])
  }

  /// The outermost objects that look like a posting, in order.
  private static func records(in value: JSONValue) -> [JSONValue] {
    var found: [JSONValue] = []
    var pending = [value]
    while let next = pending.popLast() {
      let next = withTitle(next)
      if isRecord(next) { found.append(next) } else { pending += next.nested.reversed() }
    }
    return found
  }

  /// Lever calls the title `text`.
  private static func withTitle(_ value: JSONValue) -> JSONValue {
    guard value["hostedUrl"] != nil || value["lists"] != nil, value["title"] == nil, value["text"]?.string != nil else {
      return value
    }
    return .object(value.members.map { $0.name == "text" ? .init("title", $0.value) : $0 })
  }

  /// A title of its own, and a text or an address of its own.
  private static func isRecord(_ value: JSONValue) -> Bool {
    let names = Set(value.members.filter { $0.value != .null }.map { Field.normalized($0.name) })
    guard !names.isDisjoint(with: titles) else { return false }
    return names.contains("jobad") || !names.isDisjoint(with: FieldNames.text.keys)
      || !names.isDisjoint(with: addresses)
  }

  private static let titles: Set<String> = Set(FieldRole.title.names).subtracting(["positiondescription"])
  private static let addresses: Set<String> = Set(FieldRole.url.names).subtracting(["link", "sameas", "guid"])
}
