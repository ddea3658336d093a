public import Diagnostics

/// Reads HTML of any quality into a `MarkupDocument`; never fails. `Limits` say what is cut.
public struct HTMLReader: Sendable {
  public var limits: Limits
  /// Whether bodies that hold no text are cut before libxml2 sees them. Off only to test that it makes no difference.
  var usesPrefilter = true

  public init(limits: Limits = Limits()) { self.limits = limits }

  /// The page in `bytes`, whatever their encoding.
  ///
  /// - Parameter charset: what the transport said (an HTTP header), if anything; a byte order mark overrules it.
  /// - Complexity: O(*n*); about a third of the time is libxml2's.
  public func read(_ bytes: [UInt8], charset: String? = nil) -> Parsed<MarkupDocument> {
    let (bytes, cut) = limits.cut(bytes)
    let text = CharacterDecoder.decode(bytes, charset: charset)
    var filter = HTMLPrefilter(text.value, limits: limits)
    filter.run()
    var page = SAXParser.parse(usesPrefilter ? filter.output : text.value, as: .html, limits: limits)
    page.value.embeddedData = filter.embeddedData
    page.diagnostics = cut + text.diagnostics + filter.problems.diagnostics + page.diagnostics
    return page
  }

  /// Markup that is already text: a description inside a feed or a JSON-LD script.
  public func readFragment(_ text: String) -> Parsed<MarkupDocument> {
    read(Array(text.utf8), charset: "utf-8")
  }
}
