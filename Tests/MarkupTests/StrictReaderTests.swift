import Diagnostics
import Testing

@testable import Markup

/// Where the strict reader accepts, it gives what libxml2 gives.
@Suite struct StrictReaderTests {
  /// Elements with their attributes, texts with their escapes resolved, one after the other.
  private func dump(_ document: MarkupDocument, without dropped: Set<String> = []) -> [String] {
    var lines: [String] = []
    var text = ""
    for index in document.descendants(of: MarkupDocument.root) {
      let node = document[index]
      guard node.name != .text else {
        text += document.string(node.text)
        continue
      }
      let name = (node.prefix.map { document.spelling(of: $0) + ":" } ?? "") + document.spelling(of: node.name)
      guard !dropped.contains(name) else { continue }
      if !text.isEmpty { lines.append(text) }
      text = ""
      let attributes = node.attributes.map { document.attributes[Int($0)] }
        .map { " \(document.spelling(of: $0.name))=\(document.string($0.value))" }.joined()
      lines.append("<\(name)\(attributes)> \(document.textContent(of: index).utf8.count)")
    }
    return lines + [text]
  }

  private func read(xml: String) -> (strict: [String]?, lenient: [String]) {
    let bytes = Array(xml.utf8)
    var reader = XMLReader()
    reader.usesStrictReader = false
    let strict = StrictReader.read(bytes, as: .xml, limits: Limits()).map { dump($0.value) }
    return (strict, dump(reader.readRecord(bytes).value))
  }

  @Test(
    arguments: [
      "<a/>", "<a>b</a>", "<?xml version='1.0'?>\n<a x='1' y=\"2\">b<c/>d</a>\n<!-- e -->",
      "<x:a xmlns:x='u'><x:b/></x:a>",
      "<dc:a>undeclared</dc:a>", "<a>R&amp;D &#233; &#xE9; &#150; &eacute;&nbsp;&apos;&lt;</a>",
      "<a><![CDATA[<b> & ]] ]]>c<![CDATA[d]]></a>", "<a>1\r\n2\r3</a>", "<a><![CDATA[1\r\n2\r3]]></a>",
      "<a x='&amp;&#10;\t\n'>&#13;</a>", "<Title>é</Title>", "<a><?php x ?>b<!-- c -->d</a>", "<a.b c-d='e'/>",
      "<a xml:lang='en' lang='de'/>",
    ])
  func agreesOnWellFormedXML(xml: String) {
    let (strict, lenient) = read(xml: xml)
    #expect(strict == lenient)
  }

  @Test(
    arguments: [
      "", "a", "<a>", "<a></b>", "<a></A>", "<a/><b/>", "<a/>b", "a<b/>", "<a x=1/>", "<a x='1' x='2'/>", "<a x/>",
      "<a>R&D</a>", "<a>& </a>", "<a>&unknown;</a>", "<a>&#0;</a>", "<a>&#xFFFF;</a>", "<a>\u{1}</a>",
      "<!DOCTYPE a []><a/>", "<a><![CDATA[</a>", "<a><!-- </a>", "<a x='<'/>", "<a>1 < 2</a>", "<a b='", "<", "<a",
      "<![CDATA[a]]>",
    ])
  func leavesTheRestToRecovery(xml: String) {
    #expect(StrictReader.read(Array(xml.utf8), as: .xml, limits: Limits()) == nil)
  }

  @Test(arguments: 0..<400 as Range<UInt64>) func agreesOnXML(seed: UInt64) {
    let (strict, lenient) = read(xml: RandomMarkup.record(seed: seed))
    #expect(strict == lenient)
  }

  @Test(
    arguments: [
      "<p>a<p>b", "<ul>a</ul>", "<p><div>a</div></p>", "<b><p>a</p></b>", "<a>b<a>c</a></a>", "<li>a</li>",
      "<table></table>",
      "<p>&unknown; a</p>", "a &amp b", "<p class=x>a</p>", "<!-- a -->b", "<script>a</script>", "</p>", "<p/>",
      "<P>a</b>", "a < b",
      "<ul><ul></ul></ul>", "<p>a</p",
    ])
  func leavesFragmentsThatCloseByThemselves(html: String) {
    #expect(StrictReader.read(Array(html.utf8), as: .html, limits: Limits()) == nil)
  }

  @Test(arguments: 0..<400 as Range<UInt64>) func agreesOnFragments(seed: UInt64) throws {
    let fragment = Array(RandomMarkup.fragment(seed: seed).utf8)
    let strict = try #require(StrictReader.read(fragment, as: .html, limits: Limits()))
    var reader = HTMLReader()
    reader.usesStrictReader = false
    reader.usesPageTree = false
    // libxml2 implies paragraphs, so that real ones cannot be told from them.
    let implied: Set<String> = ["html", "body", "p"]
    #expect(dump(strict.value, without: implied) == dump(reader.readFragment(fragment).value, without: implied))
  }

  @Test func keepsTheLimits() {
    var limits = Limits()
    limits.nodes = 4
    let read = StrictReader.read(Array("<a><b/><c/><d/><e/></a>".utf8), as: .xml, limits: limits)
    #expect(read?.diagnostics.map(\.code) == ["markup.too-many-nodes"])
    limits = Limits()
    limits.depth = 2
    let deep = StrictReader.read(Array("<a><b><c><d>x</d></c></b></a>".utf8), as: .xml, limits: limits)
    #expect(deep?.value.textContent(of: MarkupDocument.root) == "x" && deep?.value.nodes.count == 4)
    limits.attributesPerElement = 1
    #expect(StrictReader.read(Array("<a b='' c=''/>".utf8), as: .xml, limits: limits) == nil)
  }
}
