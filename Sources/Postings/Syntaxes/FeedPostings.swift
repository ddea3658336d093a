internal import Diagnostics
internal import Markup

/// Postings in the records of XML feeds, whatever the dialect: fields are known by their names.
enum FeedPostings {
  /// The posting in one record (`<job>…</job>`), and why there is none.
  static func read(_ record: [UInt8], _ syntax: Syntax, charset: String?) -> Parsed<JobPosting?> {
    let text = CharacterDecoder.decode(record, charset: charset ?? "utf-8")
    let document = XMLReader().readRecord(text.value)
    var fields = MarkupFields.flatten(document.value)
    if let inner = innerRecord(document.value) { fields += inner }
    let posting = FieldMapper(fields, syntax).posting()
    let diagnostics = text.diagnostics + document.diagnostics
    guard let posting else { return Parsed(nil, diagnostics + [noTitle]) }
    return Parsed(posting, diagnostics)
  }

  private static var noTitle: Diagnostic {
    Diagnostic(.warning, "postings.not-a-posting", "a record has no title among its fields")
  }

  /// XML that stands as text directly in the record (a CDATA section around elements).
  private static func innerRecord(_ record: MarkupDocument) -> [Field]? {
    guard let root = record.children(of: MarkupDocument.root).first(where: { record[$0].name != .text }) else {
      return nil
    }
    let texts = record.children(of: root).filter { record[$0].name == .text }
    guard texts.contains(where: { record.bytes(record[$0].text).contains(UInt8(ascii: "<")) }) else { return nil }
    let text = texts.map { record.string(record[$0].text) }.joined()
    return MarkupFields.flatten(XMLReader().readRecord(Array("<record>\(text)</record>".utf8)).value)
  }
}
