import TestSupport

/// Pages nobody would write, from pieces people do write.
enum RandomMarkup {
  private static let pieces = [
    "text ", "R&amp;D ", "&nbsp;", "é – ", "<p>", "</p>", "<div class='a'>", "</div>", "<ul><li>", "<li>", "</ul>",
    "<br>", "<b>", "</b>",
    "<a href=\"x?a=1&b=2\">", "</a>", "<script>var a = '<p>';</script>",
    "<script type=\"application/ld+json\">{\"a\":1}</script>",
    "<style>p > a {}</style>", "<!-- remark -->", "<svg><path d='M0'/></svg>", "<table><tr><td>", "</table>", "<h2>",
    "</h2>", "<img alt='x'>",
    "<template><p>t</p></template>", "<noscript>n</noscript>", "<span title=\"a > b\">", "</span>", "5 &lt; 6",
    "<p title='it&#39;s'>",
  ]

  /// A page of up to 60 pieces in any order: unbalanced, but each piece is whole.
  static func page(seed: UInt64) -> String {
    var random = SplitMix64(seed: seed)
    let count = Int.random(in: 1...60, using: &random)
    return "<html><body>" + (0..<count).map { _ in pieces[Int.random(in: 0..<pieces.count, using: &random)] }.joined()
  }

  private static let attributes = [
    "class=\"a b\"", "class='it\"s'", "ID=x", "hidden", "hidden =''", "title=\"a > b\"", "title='&amp;'",
    "data-n=\"é\"",
    "xml:lang='en'", "class=\"\"", "a.b='1'", "@on='1'", "alt=\"two\nlines\"", "style= 'x'", "x=''y=''", "=",
  ]

  /// Start tags with attributes, most of them plain.
  static func tags(seed: UInt64) -> String {
    var random = SplitMix64(seed: seed &+ 3 << 40)
    return "<html><body>"
      + (0..<Int.random(in: 1...8, using: &random)).map { _ in
        let parts = (0..<Int.random(in: 0...4, using: &random)).map { _ in
          attributes[min(Int.random(in: 0..<40, using: &random), Int.random(in: 0..<attributes.count, using: &random))]
        }
        let tag = ["div", "P", "br", "img", "a", "x-y"][Int.random(in: 0..<6, using: &random)]
        return ([tag] + parts).joined(separator: " ").withBrackets(slash: Bool.random(using: &random))
      }.joined(separator: "t")
  }

  /// The same with pieces cut short and bytes replaced.
  static func garbage(seed: UInt64) -> [UInt8] {
    var random = SplitMix64(seed: seed &+ 1 << 40)
    var bytes: [UInt8] = []
    for _ in 0..<Int.random(in: 1...40, using: &random) {
      let piece = Array(pieces[Int.random(in: 0..<pieces.count, using: &random)].utf8)
      bytes += piece.prefix(Int.random(in: 0...piece.count, using: &random))
      if Bool.random(using: &random) { bytes.append(UInt8.random(in: 0...255, using: &random)) }
    }
    return bytes
  }

  private static let xmlTexts = [
    "text ", "R&amp;D ", "&nbsp;", "é – ", "\r\n", "<![CDATA[<p>a & b</p>]]>", "<!-- remark -->", "&#233;", "&#x80;",
    "<c/>",
    "<x:d y='1' z=\"&quot;\"/>", "  \n", "&rsquo;", "]]",
  ]

  /// A well-formed record.
  static func record(seed: UInt64) -> String {
    var random = SplitMix64(seed: seed &+ 2 << 40)
    var text = "<job id='1'>"
    var open = ["job"]
    for _ in 0..<Int.random(in: 1...40, using: &random) {
      switch Int.random(in: 0..<4, using: &random) {
      case 0:
        open.append(["title", "Name", "x:y", "long-name_1"][Int.random(in: 0..<4, using: &random)])
        text += "<\(open[open.count - 1])>"
      case 1 where open.count > 1: text += "</\(open.removeLast())>"
      default: text += xmlTexts[Int.random(in: 0..<xmlTexts.count, using: &random)]
      }
    }
    return text + open.reversed().map { "</\($0)>" }.joined()
  }

  private static let phrases = [
    "text ", "R&amp;D ", "&nbsp;", "é – ", "<br>", "<br/>", "\n", "&#8217;", "5 & 6 ", "• ",
  ]

  /// A fragment of HTML in which nothing opens or closes by itself, of blocks and lists with words in them.
  static func fragment(seed: UInt64) -> String {
    var random = SplitMix64(seed: seed &+ 3 << 40)
    return (0..<Int.random(in: 1...8, using: &random)).map { _ in block(depth: 0, &random) }.joined()
  }

  private static func block(depth: Int, _ random: inout SplitMix64) -> String {
    switch Int.random(in: 0..<(depth < 3 ? 5 : 2), using: &random) {
    case 0: return "<p>\(words(&random))</p>\n"
    case 1: return "<h3 class=\"x\">\(words(&random))</h3>"
    case 2:
      return "<ul>"
        + (0..<Int.random(in: 1...3, using: &random)).map { _ in "<li>\(words(&random))</li>" }.joined(separator: "\n")
        + "</ul>"
    case 3: return "<div>\(block(depth: depth + 1, &random))</div>"
    default: return "<ol><li>\(words(&random))\(block(depth: depth + 1, &random))</li></ol>"
    }
  }

  private static func words(_ random: inout SplitMix64) -> String {
    (0..<Int.random(in: 1...4, using: &random)).map { _ in
      let phrase = phrases[Int.random(in: 0..<phrases.count, using: &random)]
      guard Int.random(in: 0..<3, using: &random) == 0 else { return phrase }
      let tag = ["b", "strong", "i", "span", "a"][Int.random(in: 0..<5, using: &random)]
      return "<\(tag)>x\(phrase)</\(tag)>"
    }.joined()
  }
}

extension String {
  fileprivate func withBrackets(slash: Bool) -> String { "<\(self)\(slash ? "/" : "")>" }
}
