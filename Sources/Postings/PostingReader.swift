public import Diagnostics
internal import JSONText
internal import Markup

/// Reads whatever a file holds: a page, a feed, structured data, plain text.
public struct PostingReader: Sendable {
  public init() {}

  /// The postings in one file, in its order, with diagnostics; a page that is no job posting gives none and says why
  /// (`postings.not-a-posting`).
  ///
  /// `SourceSplitter` and `postings(in:)` in a row: feeds are handed to `receive` record by record, a page gives at most a few.
  /// A posting comes with the diagnostics of its unit if it is the only one there; the others are in the returned list.
  ///
  /// `name` is the file's name; only its extension is used, and only where the content leaves a doubt.
  public func read(_ bytes: [UInt8], name: String, charset: String? = nil, receive: (Parsed<JobPosting>) -> Void)
    -> [Diagnostic]
  {
    var diagnostics: [Diagnostic] = []
    var splitter = SourceSplitter(name: name, charset: charset)
    func read(_ unit: SourceUnit) {
      let postings = postings(in: unit)
      if postings.value.count == 1 { return receive(Parsed(postings.value[0], postings.diagnostics)) }
      for posting in postings.value { receive(Parsed(posting)) }
      diagnostics += postings.diagnostics
    }
    splitter.push(bytes, receive: read)
    splitter.finish(receive: read)
    return splitter.diagnostics + diagnostics
  }

  /// The postings in one unit, in order. A pure function: units may be read in any order and in parallel.
  ///
  /// - Complexity: O(*bytes*).
  public func postings(in unit: SourceUnit) -> Parsed<[JobPosting]> {
    var result = Parsed<[JobPosting]>([])
    for (record, offset) in zip(unit.records, unit.offsets) {
      let part = read(record, unit)
      result.value += part.value
      result.diagnostics += part.diagnostics.map { placed($0, offset, unit) }
      if !part.value.isEmpty, let retrieved = Self.retrieved(unit) { result.diagnostics.append(retrieved) }
    }
    // Several postings must not share an address: they would be taken for one.
    if result.value.count == 1, unit.dialect == .document { result.value[0].url = result.value[0].url ?? unit.url }
    return result
  }

  /// Where a posting's page was fetched and when, kept as what was noticed of it.
  private static func retrieved(_ unit: SourceUnit) -> Diagnostic? {
    let date = unit.dateRetrieved.flatMap(ISODate.read)
    let parts = [unit.url.map { "from \($0)" }, date.map { "on \($0)" }].compactMap(\.self)
    guard !parts.isEmpty else { return nil }
    return Diagnostic(.note, "postings.retrieved", "retrieved \(parts.joined(separator: " "))")
  }

  private func read(_ record: [UInt8], _ unit: SourceUnit) -> Parsed<[JobPosting]> {
    switch unit.dialect {
    case .feed(let syntax): FeedPostings.read(record, syntax, charset: unit.charset).map { $0.map { [$0] } ?? [] }
    case .json: readJSON(record, unit)
    case .document: DocumentPostings.read(record, name: unit.name, charset: unit.charset)
    }
  }

  private func readJSON(_ record: [UInt8], _ unit: SourceUnit) -> Parsed<[JobPosting]> {
    let text = CharacterDecoder.decode(record, charset: unit.charset ?? "utf-8")
    let postings = ATSPostings.read(text.value)
    return Parsed(postings.value, text.diagnostics + postings.diagnostics)
  }

  /// Diagnostics of a record say where it stands.
  private func placed(_ diagnostic: Diagnostic, _ offset: Int, _ unit: SourceUnit) -> Diagnostic {
    guard unit.dialect != .document, diagnostic.location?.offset == nil else { return diagnostic }
    var diagnostic = diagnostic
    diagnostic.location = Location(offset: offset)
    return diagnostic
  }
}

/// A source that is read as one: told apart by its content, by its name only if that leaves a doubt.
enum DocumentPostings {
  static func read(_ bytes: [UInt8], name: String, charset: String?) -> Parsed<[JobPosting]> {
    guard bytes.contains(where: { $0 > 0x20 }) else {
      return Parsed([], [PostingTest.diagnostic("the file is empty")])
    }
    let isJSON = isJSON(bytes, name)
    if !isJSON, isMarkup(bytes, name) { return PagePostings.read(bytes, charset: charset) }
    let text = CharacterDecoder.decode(bytes, charset: charset)
    if isJSON { return ATSPostings.read(text.value) }
    let posting = TextPosting.read(text.value)
    return Parsed(posting.value.map { [$0] } ?? [], text.diagnostics + posting.diagnostics)
  }

  private static func isMarkup(_ bytes: [UInt8], _ name: String) -> Bool {
    // UTF-16 and byte order marks: the reader will sort it out.
    let start = SourceSniffer.skippingComments(bytes[...]).prefix(4096)
    let head = start.drop { $0 <= 0x20 || $0 >= 0x80 }
    guard let first = head.first else { return true }
    lazy var text = String(decoding: head.filter { $0 != 0 && $0 < 0x80 }, as: UTF8.self).lowercased()
    let lower = name.lowercased()
    // Markdown holds HTML here and there; only a whole page is one.
    if lower.hasSuffix(".md") || lower.hasSuffix(".markdown") {
      return ["<html", "<!doctype", "<?xml", "<head", "<body"].contains(where: text.hasPrefix)
    }
    if first == UInt8(ascii: "<") || [".html", ".htm", ".xhtml"].contains(where: lower.hasSuffix) { return true }
    return ["<html", "<body", "<head", "<div", "<!doctype"].contains { text.contains($0) }
  }

  /// "[Company X] is looking for …" is text.
  static func isJSON(_ bytes: [UInt8], _ name: String) -> Bool {
    let text = bytes.drop { $0 <= 0x20 || $0 == 0xEF || $0 == 0xBB || $0 == 0xBF }
    guard let first = text.first, first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else { return false }
    if name.lowercased().hasSuffix(".json") { return true }
    let second = text.dropFirst().first { $0 > 0x20 }
    return second.map { "\"{[]}'-0123456789/".utf8.contains($0) } ?? false
  }
}
