/// An element or attribute name in lower case, as a number: comparing names is comparing integers.
///
/// Names with a constant here are equal in all documents; others only within one document (`MarkupDocument.name(_:)`).
public struct MarkupName: Hashable, Sendable {
  public let rawValue: Int32
  init(rawValue: Int32) { self.rawValue = rawValue }

  /// The spelled-out constants, in the order of their raw values.
  static let known: [String] =
    ["#root", "#text"]
    + """
    a abbr address article aside b blockquote body br button canvas caption center cite code dd del details dialog div dl dt em
    embed fieldset figcaption figure font footer form frame h1 h2 h3 h4 h5 h6 head header hr html i iframe img input ins kbd label
    legend li link main map mark menu meta nav noscript object ol optgroup option p param picture pre q s samp script section
    select small source span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time title
    tr tt u ul var video wbr
    about charset checked class content data datetime hidden href http-equiv id itemid itemprop itemref itemscope itemtype lang
    name prefix property rel resource role src type typeof value vocab aria-hidden aria-label xml:lang
    """.split(whereSeparator: \.isWhitespace).map(String.init)

  static let knownIndices = Dictionary(
    known.enumerated().map { ($1, MarkupName(rawValue: Int32($0))) }, uniquingKeysWith: { first, _ in first })

  /// The constant called `name`; for names that are spelled out in this file.
  private static func constant(_ name: String) -> MarkupName { knownIndices[name] ?? MarkupName(rawValue: -1) }

  public static let root = MarkupName(rawValue: 0)
  public static let text = MarkupName(rawValue: 1)
  public static let a = constant("a")
}
