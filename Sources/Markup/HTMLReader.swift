private import CMarkup
public import Diagnostics

/// Reads HTML of any quality into a `MarkupDocument`; never fails. `Limits` say what is cut.
public struct HTMLReader: Sendable {
  public var limits: Limits
  /// Whether bodies that hold no text are cut before libxml2 sees them. Off only to test that it makes no difference.
  package var usesPrefilter = true
  /// Whether pages whose faults are only the usual ones are kept from libxml2. Off only to test that it makes no difference.
  package var usesPageTree = true
  /// Whether fragments that keep the rules are kept from libxml2. Off only to test that it makes no difference.
  package var usesStrictReader = true

  /// Whether libxml2 reads pages as the page's tree does. Since 2.14 it makes other things of titles, text areas and references
  /// without a semicolon; those pages that it still reads are then read so.
  package static let treeIsLibXML = (20_914..<21_400).contains(Int(cm_libxml_version()))

  public init(limits: Limits = Limits()) { self.limits = limits }

  /// The page in `bytes`, whatever their encoding.
  ///
  /// - Parameter charset: what the transport said (an HTTP header), if anything; a byte order mark overrules it.
  /// - Complexity: O(*n*).
  public func read(_ bytes: [UInt8], charset: String? = nil) -> Parsed<MarkupDocument> {
    let (bytes, cut) = limits.cut(bytes)
    let text = CharacterDecoder.decode(bytes, charset: charset)
    var filter = HTMLPrefilter(text.value, limits: limits)
    if usesPrefilter, usesPageTree, let page = filter.buildTree() {
      return finished(page, filter, cut + text.diagnostics)
    }
    filter = HTMLPrefilter(text.value, limits: limits)
    filter.run()
    let page = SAXParser.parse(
      usesPrefilter ? filter.output : text.value, as: .html, limits: limits,
      plainAttributes: usesPrefilter ? filter.plainAttributes : nil,
      line: { usesPrefilter ? filter.line(ofOutputLine: $0) : $0 })
    return finished(page, filter, cut + text.diagnostics)
  }

  private func finished(
    _ page: Parsed<MarkupDocument>, _ filter: HTMLPrefilter, _ diagnostics: [Diagnostic]
  ) -> Parsed<MarkupDocument> {
    var page = page
    page.value.embeddedData = filter.embeddedData
    page.diagnostics = diagnostics + filter.problems.diagnostics + page.diagnostics
    return page
  }

  /// Markup that is already text, valid UTF-8: a description inside a feed or a JSON-LD script.
  ///
  /// Around a fragment that keeps the rules no `html`, `body` and paragraphs are implied.
  public func readFragment(_ text: [UInt8]) -> Parsed<MarkupDocument> {
    if usesStrictReader, let fragment = StrictReader.read(text, as: .html, limits: limits) { return fragment }
    return read(text, charset: "utf-8")
  }
}
