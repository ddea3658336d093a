import Diagnostics
import Testing

@testable import Markup

@Suite struct HTMLReaderTests {
  @Test func readsTextAndAttributes() {
    let page = HTMLReader().read(
      Array(
        "<p class=x>caf&eacute; <b>R&amp;D</b><script type='application/LD+json; charset=utf-8'>{\"a\":\"</p>\"}</script> <svg><title>no</title></svg>end"
          .utf8))
    #expect(page.value.textContent(of: MarkupDocument.root) == "café R&D end")
    #expect(page.value.embeddedData.map(\.type) == ["application/ld+json"])
    #expect(page.value.embeddedData.map { String(decoding: $0.body, as: UTF8.self) } == ["{\"a\":\"</p>\"}"])
    let p = page.value.elements(named: .p).first { _ in true }
    #expect(p.flatMap { page.value.attribute(.class, of: $0) } == "x")
  }

  @Test func readsRecords() {
    var records: [String] = []
    var splitter = RecordSplitter(recordName: "job")
    let feed =
      "<source><job><title><![CDATA[a </job> b]]></title></job>\n<JOB a='>'/><x:job>R&D &nbsp;<job/></x:job><job>cut"
    for byte in feed.utf8 { splitter.push([byte]) { records.append(String(decoding: $0.bytes, as: UTF8.self)) } }
    splitter.finish { records.append(String(decoding: $0.bytes, as: UTF8.self)) }
    #expect(
      records == [
        "<job><title><![CDATA[a </job> b]]></title></job>", "<JOB a='>'/>", "<x:job>R&D &nbsp;<job/></x:job>",
        "<job>cut",
      ])
    guard records.count == 4 else { return }
    let record = XMLReader().readRecord(Array(records[2].utf8))
    #expect(record.value.textContent(of: MarkupDocument.root) == "R&D \u{A0}")
  }
}
