public import Diagnostics

/// Reads XML, well-formed or broken, into a `MarkupDocument`; never fails.
///
/// No document type is read (a note says so), so no entity can be declared, fetched or expanded; the named entities of HTML
/// are known, as feeds use them. A bare `&` is text. Names are in lower case, prefixes kept apart.
public struct XMLReader: Sendable {
  public var limits: Limits
  /// Whether well-formed input is kept from libxml2. Off only to test that it makes no difference.
  package var usesStrictReader = true

  public init(limits: Limits = Limits()) { self.limits = limits }

  /// - Parameter charset: what the transport said; a byte order mark overrules it.
  public func read(_ bytes: [UInt8], charset: String? = nil) -> Parsed<MarkupDocument> {
    let (bytes, cut) = limits.cut(bytes)
    let text = CharacterDecoder.decode(bytes, charset: charset)
    var document = readRecord(text.value)
    document.diagnostics = cut + text.diagnostics + document.diagnostics
    return document
  }

  /// A document or record that is valid UTF-8 already, as `RecordSplitter` gives them.
  public func readRecord(_ text: [UInt8]) -> Parsed<MarkupDocument> {
    if usesStrictReader, let document = StrictReader.read(text, as: .xml, limits: limits) { return document }
    var sanitizer = XMLSanitizer(text, limits: limits)
    sanitizer.run()
    var document = SAXParser.parse(sanitizer.output, as: .xml, limits: limits)
    document.diagnostics = sanitizer.problems.diagnostics + document.diagnostics
    return document
  }
}
