import Diagnostics
import Testing

@testable import Markup

/// Pages of any quality in, text and attributes out, and a remark for whatever was lost.
@Suite struct HTMLReaderTests {
  private func check(
    _ page: String, text: String, remarks: Set<String> = [], _ place: SourceLocation = #_sourceLocation
  ) {
    let read = HTMLReader().read(Array(page.utf8))
    #expect(read.value.textContent(of: MarkupDocument.root) == text, sourceLocation: place)
    let own = Set(read.diagnostics.map(\.code)).subtracting(["markup.malformed"])
    #expect(own == remarks, sourceLocation: place)
  }

  @Test func readsTextWithEntities() {
    check("<p>caf&eacute; R&amp;D &#8211; &#150; &lt;b&gt;</p>", text: "café R&D – – <b>")
  }

  @Test func cutsWhatIsNoText() {
    check("a<script>if (a<b) '</p>'</script>b<style>p{}</style>c<!-- <p>x</p> -->d", text: "abcd")
    check(
      "a<svg><title>t</title><svg></svg></svg>b<math><mi>x</mi></math>c<template><p>t</p></template>d", text: "abcd")
    check("a<SCRIPT type=x>b</ScRiPt >c<!DOCTYPE html><?php x ?>d<![if !IE]>e<![endif]>f", text: "acdef")
    check("a<!--[if IE]>b<![endif]-->c<!-->d<!--->e", text: "acde")
  }

  @Test func keepsTheTextOfCDATA() { check("<div>a<![CDATA[b & c]]>d</div>", text: "ab & cd") }
  @Test func keepsALoneAngle() { check("<p>a < b and c <3</p>", text: "a < b and c <3") }
  @Test func keepsAttributesInWhichTagsStand() { check("<p title='<script>'>a</p>b", text: "ab") }
  @Test func endsAQuoteThatIsNeverClosed() {
    check("<p class=\"x>a</p>", text: "a", remarks: ["markup.dropped-attributes"])
  }
  @Test func saysWhatIsNeverClosed() {
    check("a<script>b", text: "a", remarks: ["markup.unclosed"])
    check("a<!-- b", text: "a", remarks: ["markup.unclosed"])
  }

  /// What lost nothing is said once, as a note; what may have cost text once, as a warning. Lines are the page's.
  @Test(
    arguments: [
      ("<p>a</p>", []),
      ("<p>R&D, A&B</p>", ["1: note: 2 places of malformed markup were read as meant; first at line 1"]),
      (
        "<script>\n\n</script><!--\n--><p>\n<a href='?a=1&b=2'>x</a></p></p></i>",
        ["5: note: 3 places of malformed markup were read as meant; first at line 5"]
      ),
    ] as [(String, [String])])
  func sumsUpWhatIsMalformed(page: String, remarks: [String]) {
    let read = HTMLReader().read(Array(page.utf8)).diagnostics.filter { $0.code == "markup.malformed" }
    #expect(read.map { $0.description.replacing(" [markup.malformed]", with: "") } == remarks)
  }

  @Test func warnsOfWhatMayBeLost() {
    let read = XMLReader().readRecord(Array("<a>b &unknown; c<d></a>".utf8)).diagnostics
    #expect(read.map(\.severity) == [.warning, .note] && read.allSatisfy { $0.code == "markup.malformed" })
  }

  @Test func handsOutDataScriptsByteForByte() {
    let page =
      "<script type='application/LD+json; charset=utf-8'>{\"a\":\"</p><br>\\u00e9\"}</script><script>x</script>"
    let read = HTMLReader().read(Array(page.utf8)).value
    #expect(read.embeddedData.map(\.type) == ["application/ld+json"])
    #expect(read.embeddedData.map { String(decoding: $0.body, as: UTF8.self) } == ["{\"a\":\"</p><br>\\u00e9\"}"])
  }

  @Test func readsAttributes() {
    let page = HTMLReader().read(Array("<P CLASS='a b' data-x=\"1&amp;2\" hidden class=second>t".utf8)).value
    let p = page.elements(named: .p).first { _ in true } ?? 0
    #expect(page.attribute(.class, of: p) == "a b")
    #expect(page.attribute(.hidden, of: p) != nil)
    #expect(page.name("data-x").flatMap { page.attribute($0, of: p) } == "1&2")
    #expect(page.attribute(.id, of: p) == nil)
  }

  @Test func namesAreSpelledAsListed() {
    #expect(Set(MarkupName.spellings).count == MarkupName.spellings.count)
    let constants: [(MarkupName, String)] = [
      (.root, "#root"), (.text, "#text"), (.a, "a"), (.br, "br"), (.h1, "h1"), (.li, "li"), (.ul, "ul"),
      (.class, "class"),
      (.typeof, "typeof"), (.xmlns, "xmlns"),
    ]
    for (name, spelling) in constants { #expect(MarkupDocument().spelling(of: name) == spelling) }
  }

  // MARK: Limits and attacks

  @Test func flattensWhatIsTooDeep() {
    var limits = Limits()
    limits.depth = 20
    let page =
      String(repeating: "<div>", count: 100_000) + "deep" + String(repeating: "</div>", count: 100_000) + "after"
    let read = HTMLReader(limits: limits).read(Array(page.utf8))
    #expect(read.value.textContent(of: MarkupDocument.root) == "deepafter")
    #expect(read.diagnostics.contains { $0.code == "markup.too-deep" })
    #expect(read.value.nodes.count < 40)
  }

  @Test func dropsSurplusAttributes() {
    let page = "<p " + (0..<50_000).map { "a\($0)=x " }.joined() + ">text</p>"
    let read = HTMLReader().read(Array(page.utf8))
    #expect(read.value.textContent(of: MarkupDocument.root) == "text")
    #expect(read.diagnostics.contains { $0.code == "markup.dropped-attributes" })
    #expect(read.value.attributes.count <= 3 * Limits().attributesPerElement)
  }

  @Test func stopsAtTheNodeLimit() {
    var limits = Limits()
    limits.nodes = 100
    let read = HTMLReader(limits: limits).read(Array(String(repeating: "<p>x</p>", count: 1_000).utf8))
    #expect(read.value.nodes.count <= 100)
    #expect(read.diagnostics.contains { $0.code == "markup.too-many-nodes" })
  }

  @Test func readsUpToTheByteLimit() {
    var limits = Limits()
    limits.bytes = 10
    let read = HTMLReader(limits: limits).read(Array("<p>0123456789</p>".utf8))
    #expect(read.value.textContent(of: MarkupDocument.root) == "0123456")
    #expect(read.diagnostics.contains { $0.code == "markup.too-large" })
  }

  @Test func survivesNULAndEmptiness() {
    check("", text: "")
    check("a\0b<p cl\0ass=x>c", text: "a\u{FFFD}bc", remarks: ["markup.undecodable-bytes"])
  }

  // MARK: The prefilter makes no difference

  /// The page's text without white space, and without the bodies the prefilter cuts.
  private func visibleText(_ document: MarkupDocument) -> String {
    let cut = Set(["script", "style", "svg", "math", "template"].compactMap(document.name))
    var text = ""
    var node: MarkupDocument.NodeIndex = 0
    while node < document.nodes.count {
      if cut.contains(document[node].name) {
        node = document[node].end
        continue
      }
      if document[node].name == .text { text += document.string(document[node].text) }
      node += 1
    }
    return text.filter { !$0.isWhitespace }
  }

  @Test(arguments: 0..<400 as Range<UInt64>)
  func prefilterChangesNoText(seed: UInt64) {
    let page = RandomMarkup.page(seed: seed)
    var unfiltered = HTMLReader()
    unfiltered.usesPrefilter = false
    let with = visibleText(HTMLReader().read(Array(page.utf8)).value)
    let without = visibleText(unfiltered.read(Array(page.utf8)).value)
    #expect(with == without, "\(page)")
  }

  /// Attributes that keep all rules never reach libxml2, which would have read the same.
  @Test(arguments: 0..<400 as Range<UInt64>)
  func prefilterChangesNoAttribute(seed: UInt64) {
    let tags = RandomMarkup.tags(seed: seed)
    var unfiltered = HTMLReader()
    unfiltered.usesPrefilter = false
    let with = HTMLReader().read(Array(tags.utf8))
    let without = unfiltered.read(Array(tags.utf8))
    #expect(attributes(with.value) == attributes(without.value), "\(tags)")
    #expect(with.diagnostics == without.diagnostics, "\(tags)")
  }

  private func attributes(_ page: MarkupDocument) -> [String] {
    page.nodes.filter { $0.name != .text }.map { node in
      let pairs = node.attributes.map { index in
        let attribute = page.attributes[Int(index)]
        return " \(page.spelling(of: attribute.name))='\(page.string(attribute.value))'"
      }
      return page.spelling(of: node.name) + pairs.joined()
    }
  }

  /// Whatever the bytes, there is a document whose nodes are nested as they say.
  @Test(arguments: 0..<400 as Range<UInt64>)
  func anyBytesGiveASoundDocument(seed: UInt64) {
    let document = HTMLReader().read(RandomMarkup.garbage(seed: seed)).value
    #expect(document.nodes[0].end == Int32(document.nodes.count))
    for (index, node) in document.nodes.enumerated().dropFirst() {
      let parent = document.nodes[Int(node.parent)]
      #expect(Int(node.parent) < index && node.end <= parent.end && Int(node.end) > index)
      #expect(
        node.text.upperBound <= document.text.count && Int(node.attributes.upperBound) <= document.attributes.count)
    }
    #expect(String(validating: document.text, as: UTF8.self) != nil)
  }
}
