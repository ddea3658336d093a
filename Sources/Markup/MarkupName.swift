/// An element or attribute name in lower case, as a number: comparing names is comparing integers.
///
/// Names with a constant here are equal in all documents; others only within one document (`MarkupDocument.name(_:)`).
public struct MarkupName: Hashable, Sendable {
  public let rawValue: Int32
  init(rawValue: Int32) { self.rawValue = rawValue }

  /// The root of a document and its texts have these in place of an element's name.
  public static let root = MarkupName(rawValue: 0)
  public static let text = MarkupName(rawValue: 1)

  // Elements of HTML that some room asks about.
  public static let a = MarkupName(rawValue: 2)
  public static let address = MarkupName(rawValue: 3)
  public static let article = MarkupName(rawValue: 4)
  public static let aside = MarkupName(rawValue: 5)
  public static let b = MarkupName(rawValue: 6)
  public static let blockquote = MarkupName(rawValue: 7)
  public static let body = MarkupName(rawValue: 8)
  public static let br = MarkupName(rawValue: 9)
  public static let button = MarkupName(rawValue: 10)
  public static let dd = MarkupName(rawValue: 11)
  public static let details = MarkupName(rawValue: 12)
  public static let div = MarkupName(rawValue: 13)
  public static let dl = MarkupName(rawValue: 14)
  public static let dt = MarkupName(rawValue: 15)
  public static let em = MarkupName(rawValue: 16)
  public static let fieldset = MarkupName(rawValue: 17)
  public static let figcaption = MarkupName(rawValue: 18)
  public static let font = MarkupName(rawValue: 19)
  public static let footer = MarkupName(rawValue: 20)
  public static let form = MarkupName(rawValue: 21)
  public static let frame = MarkupName(rawValue: 22)
  public static let frameset = MarkupName(rawValue: 23)
  public static let h1 = MarkupName(rawValue: 24)
  public static let h2 = MarkupName(rawValue: 25)
  public static let h3 = MarkupName(rawValue: 26)
  public static let h4 = MarkupName(rawValue: 27)
  public static let h5 = MarkupName(rawValue: 28)
  public static let h6 = MarkupName(rawValue: 29)
  public static let head = MarkupName(rawValue: 30)
  public static let header = MarkupName(rawValue: 31)
  public static let hr = MarkupName(rawValue: 32)
  public static let html = MarkupName(rawValue: 33)
  public static let i = MarkupName(rawValue: 34)
  public static let iframe = MarkupName(rawValue: 35)
  public static let img = MarkupName(rawValue: 36)
  public static let input = MarkupName(rawValue: 37)
  public static let label = MarkupName(rawValue: 38)
  public static let legend = MarkupName(rawValue: 39)
  public static let li = MarkupName(rawValue: 40)
  public static let link = MarkupName(rawValue: 41)
  public static let main = MarkupName(rawValue: 42)
  public static let meta = MarkupName(rawValue: 43)
  public static let nav = MarkupName(rawValue: 44)
  public static let noscript = MarkupName(rawValue: 45)
  public static let object = MarkupName(rawValue: 46)
  public static let ol = MarkupName(rawValue: 47)
  public static let option = MarkupName(rawValue: 48)
  public static let p = MarkupName(rawValue: 49)
  public static let pre = MarkupName(rawValue: 50)
  public static let script = MarkupName(rawValue: 51)
  public static let section = MarkupName(rawValue: 52)
  public static let select = MarkupName(rawValue: 53)
  public static let small = MarkupName(rawValue: 54)
  public static let span = MarkupName(rawValue: 55)
  public static let strong = MarkupName(rawValue: 56)
  public static let style = MarkupName(rawValue: 57)
  public static let summary = MarkupName(rawValue: 58)
  public static let table = MarkupName(rawValue: 59)
  public static let tbody = MarkupName(rawValue: 60)
  public static let td = MarkupName(rawValue: 61)
  public static let textarea = MarkupName(rawValue: 62)
  public static let tfoot = MarkupName(rawValue: 63)
  public static let th = MarkupName(rawValue: 64)
  public static let thead = MarkupName(rawValue: 65)
  public static let title = MarkupName(rawValue: 66)
  public static let tr = MarkupName(rawValue: 67)
  public static let u = MarkupName(rawValue: 68)
  public static let ul = MarkupName(rawValue: 69)

  // Attributes.
  public static let about = MarkupName(rawValue: 70)
  public static let ariaHidden = MarkupName(rawValue: 71)
  public static let charset = MarkupName(rawValue: 72)
  public static let `class` = MarkupName(rawValue: 73)
  public static let content = MarkupName(rawValue: 74)
  public static let datatype = MarkupName(rawValue: 75)
  public static let datetime = MarkupName(rawValue: 76)
  public static let encoding = MarkupName(rawValue: 77)
  public static let hidden = MarkupName(rawValue: 78)
  public static let href = MarkupName(rawValue: 79)
  public static let httpEquiv = MarkupName(rawValue: 80)
  public static let id = MarkupName(rawValue: 81)
  public static let itemid = MarkupName(rawValue: 82)
  public static let itemprop = MarkupName(rawValue: 83)
  public static let itemref = MarkupName(rawValue: 84)
  public static let itemscope = MarkupName(rawValue: 85)
  public static let itemtype = MarkupName(rawValue: 86)
  public static let lang = MarkupName(rawValue: 87)
  public static let name = MarkupName(rawValue: 88)
  public static let prefix = MarkupName(rawValue: 89)
  public static let property = MarkupName(rawValue: 90)
  public static let rel = MarkupName(rawValue: 91)
  public static let resource = MarkupName(rawValue: 92)
  public static let role = MarkupName(rawValue: 93)
  public static let src = MarkupName(rawValue: 94)
  public static let type = MarkupName(rawValue: 95)
  public static let typeof = MarkupName(rawValue: 96)
  public static let value = MarkupName(rawValue: 97)
  public static let vocab = MarkupName(rawValue: 98)
  public static let xmlns = MarkupName(rawValue: 99)
}

extension MarkupName {
  /// How the constants are written, in the order of their raw values, and names after them that are only looked up faster.
  static let spellings: [String] =
    """
    #root #text a address article aside b blockquote body br button dd details div dl dt em fieldset figcaption font
    footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html i iframe img input label legend li link main meta
    nav noscript object ol option p pre script section select small span strong style summary table tbody td textarea
    tfoot th thead title tr u ul about aria-hidden charset class content datatype datetime encoding hidden href
    http-equiv id itemid itemprop itemref itemscope itemtype lang name prefix property rel resource role src type
    typeof value vocab xmlns
    \(elementsOfFeeds) \(furtherElementsOfHTML)
    """.split(whereSeparator: \.isWhitespace).map(String.init)

  private static let elementsOfFeeds = """
    job jobs item source publisher publisherurl lastbuilddate channel rss entry date referencenumber url company city state
    country postalcode description salary education jobtype category experience pubdate guid location region email
    expirationdate requirements benefits department office position employmenttype alt width height target onclick dir
    align color size face
    """

  private static let furtherElementsOfHTML = """
    abbr acronym applet area base basefont bdo big caption center cite code col colgroup del dfn embed figure ins isindex kbd
    listing map menu noframes optgroup param picture q s samp strike sub sup tt var xmp
    """
}
