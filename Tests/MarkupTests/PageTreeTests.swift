import Diagnostics
import Testing

@testable import Markup

/// Where the page's own tree is built, it is libxml2's, with the same remarks.
@Suite(.enabled(if: HTMLReader.treeIsLibXML)) struct PageTreeTests {
  private func lines(_ page: Parsed<MarkupDocument>) -> [String] {
    let document = page.value
    let nodes = document.nodes.map { node in
      let prefix = node.prefix.map { document.spelling(of: $0) + ":" } ?? ""
      let attributes = node.attributes.map { document.attributes[Int($0)] }
        .map { " \(document.spelling(of: $0.name))='\(document.string($0.value))'" }.joined()
      return "\(prefix)\(document.spelling(of: node.name))\(attributes) \(node.parent) \(node.end) "
        + document.string(node.text)
    }
    return nodes + document.embeddedData.map { "\($0.type) \($0.body)" } + page.diagnostics.map(\.description)
  }

  private func readers() -> (HTMLReader, twin: HTMLReader) {
    let reader = HTMLReader()
    var twin = reader
    twin.usesPageTree = false
    return (reader, twin)
  }

  private func check(_ page: [UInt8], _ place: SourceLocation = #_sourceLocation) {
    let (reader, twin) = readers()
    #expect(lines(reader.read(page)) == lines(twin.read(page)), sourceLocation: place)
  }

  private func isBuilt(_ page: String, _ limits: Limits = Limits()) -> Bool {
    var filter = HTMLPrefilter(Array(page.utf8), limits: limits)
    return filter.buildTree() != nil
  }

  private static let elements =
    MarkupName.spellings.dropFirst(2) + ["section", "x-y", "o:p", "listing", "plaintext"]

  /// Each element in each other one, before and behind its end tag, in the body and by itself.
  @Test(arguments: elements) func closesWhatLibXMLCloses(element: String) {
    let (reader, twin) = readers()
    for other in Self.elements {
      for page in [
        "<html><body><\(element)>1<\(other)>2</\(element)>3</\(other)>4", "<\(element)> <\(other)>2</html> ",
        "<head><\(element)><\(other)></head></\(other)><p>x",
      ] {
        let bytes = Array(page.utf8)
        #expect(lines(reader.read(bytes)) == lines(twin.read(bytes)), "\(page)")
      }
    }
  }

  @Test(
    arguments: [
      "<!DOCTYPE html>\n<html lang=en>\n<head>\n<meta charset='utf-8'>\n<title>a &amp; b</title>\n</head>\n<body>x</body>\n</html>\n",
      "<p>R&D &amp; 5 &lt; 6 &nbsp;&#8217;&#x80; &unknown; &eacute</p>", "<a href='?a=1&b=2&amp;c=&copy'>AT&T</a>",
      "<ul><li>a<li>b</ul><table><tr><td>c<td>d<tr><td>e</table>", "<div><span>a</div>b</span></p></i>c",
      "<div><b>a</div><table><tr><td></table></td>", "<br/><img src=a.png alt=><input disabled><div/>x",
      "<script>\n\n</script><!--\n--><p>\n<a href='?a=1&b=2'>x</a></p></p></i>", "a < b <3", "<p>5 < 6 <- 7</p>",
      "<P CLASS='a b' data-x=\"1&amp;2\" hidden :bind=y>t", "<o:p>a</o:p><p>b</o:p>", "<p\nclass = 'x\ny'\n>a\r\nb",
      "text <b>x</b>", "<div=\"#nav\" id=a @b [c]='d'>e", " 5 &lt; 6", "< a", "<html>\n x <p>y",
      "<head> x</head>\ny</body>\nz</html>\nw", "<a href=https://a/>b</a>",
      "<img src='a'alt=\"b\"title='c'/>d", "<head><div></div></head>\n<body class=x>y</body></html>z",
      "<p>a<html b><head c>d</html>e",
      "<head><script>a</script>\n<!-- b -->\n<link rel=x></head>\n<body>\n</body>\n</html>\n<!-- c -->\n",
    ])
  func agreesOnPagesWithTheUsualFaults(page: String) { check(Array(page.utf8)) }

  @Test(arguments: 0..<600 as Range<UInt64>) func agreesOnRandomPages(seed: UInt64) {
    check(Array(RandomMarkup.page(seed: seed).utf8))
    check(Array(RandomMarkup.tags(seed: seed).utf8))
    check(RandomMarkup.garbage(seed: seed))
    check(Array(RandomMarkup.fragment(seed: seed).utf8))
  }

  @Test func buildsMostRandomPages() {
    let built = (0..<200 as Range<UInt64>).count { isBuilt(RandomMarkup.page(seed: $0)) }
    #expect(built > 120)
  }

  @Test(
    arguments: [
      "", " \n", "<html> <!-- a -->text", "<p>a<html/>", "<p>a<body b='&'>", "<p a=1 a=2>", "<p title='x>",
      "<p @click='x y'>", "<p a=>", "<p>&#0;", "<p>&#12", "<p>&é", "<p>\u{1}", "<p>\u{FFFE}", "</ p>", "</p x>",
      "<p><![CDATA[a]]>", "<p é='a\"'>", "<p", "<p :=1>", "<p>&am<!-- -->p;", "<p / a>", "<p a=b'c'>",
    ])
  func leavesTheRestToLibXML(page: String) {
    #expect(!isBuilt(page))
    check(Array(page.utf8))
  }

  @Test func leavesPagesBeyondTheLimitsToLibXML() {
    var limits = Limits()
    limits.depth = 3
    #expect(!isBuilt("<div><div><div>a", limits))
    limits = Limits()
    limits.nodes = 4
    #expect(!isBuilt("<p>a<p>b<p>c", limits))
    limits = Limits()
    limits.attributesPerElement = 1
    #expect(!isBuilt("<p a='1' b='2' c='3' d='4'>", limits))
    #expect(!isBuilt(String(repeating: "<body>", count: 9)))
    #expect(!isBuilt("<head>" + String(repeating: "\n", count: 1000) + "<title>a"))
  }
}
