import Diagnostics
import Testing

@testable import Markup

@Suite struct XMLReaderTests {
  private func check(
    _ text: String, _ content: String, remarks: Set<String> = [], _ place: SourceLocation = #_sourceLocation
  ) {
    let read = XMLReader().read(Array(text.utf8))
    #expect(read.value.textContent(of: MarkupDocument.root) == content, sourceLocation: place)
    #expect(Set(read.diagnostics.map(\.code)).subtracting(["markup.malformed"]) == remarks, sourceLocation: place)
  }

  @Test func readsWhatIsWellFormed() {
    check("<?xml version=\"1.0\"?><job><title><![CDATA[R&D <b>]]></title> &amp; caf&#233;</job>", "R&D <b> & café")
  }

  @Test func knowsTheNamedEntitiesOfHTML() { check("<a t='&eacute;'>&nbsp;&eacute;&hellip;</a>", "\u{A0}é…") }

  @Test func aBareAmpersandIsText() {
    check("<a>R&D, AT&T & co &; &#; &amp;</a>", "R&D, AT&T & co &; &#; &", remarks: ["markup.bare-ampersand"])
  }

  @Test func aLoneAngleIsText() { check("<a>D < 5</a>", "D < 5") }
  @Test func dropsTextBeforeTheRoot() { check("junk\n<a>b</a>", "b", remarks: ["markup.text-before-root"]) }
  @Test func recoversATruncatedDocument() { check("<a><b>one</b><b>tw", "onetw") }

  @Test func dropsSurplusAttributes() {
    let attributes = (0..<50_000).map { "a\($0)='\($0) & &lt; >'" }.joined(separator: " ")
    for end in [">R&D</a>", "/>R&D"] {
      let read = XMLReader().read(Array("<b><a \(attributes)\(end)</b>".utf8))
      #expect(read.value.textContent(of: MarkupDocument.root) == "R&D")
      #expect(read.value.attributes.count == Limits().attributesPerElement)
      #expect(read.value.attributes.last.map { read.value.string($0.value) } == "255 & < >")
      #expect(read.diagnostics.contains { $0.code == "markup.dropped-attributes" })
    }
  }

  @Test func readsNoDocumentType() {
    check(
      "<!DOCTYPE a [<!ENTITY x \"boom\"><!ENTITY y SYSTEM \"file:///etc/passwd\">]><a>1&x;&y;2</a>", "12",
      remarks: ["markup.document-type"])
  }

  /// A billion laughs: nothing is declared, so nothing is expanded.
  @Test func anEntityBombIsADud() {
    let bomb = (1...9).map { "<!ENTITY l\($0) \"\(String(repeating: "&l\($0 - 1);", count: 10))\">" }.joined()
    check("<!DOCTYPE a [<!ENTITY l0 \"lol\">\(bomb)]><a>&l9;</a>", "", remarks: ["markup.document-type"])
  }

  @Test func keepsPrefixesApart() {
    let read = XMLReader().read(Array("<x:job dc:id='7'><undeclared:title>t</undeclared:title></x:job>".utf8)).value
    let names = read.nodes.dropFirst().map { read.spelling(of: $0.name) }
    #expect(names == ["job", "title", "#text"])
    #expect(read.nodes.dropFirst().map { $0.prefix.map(read.spelling) } == ["x", "undeclared", nil])
  }
}

@Suite struct RecordSplitterTests {
  static let feed =
    "<source><job><title><![CDATA[a </job> b]]></title></job>\n<JOB a='>'/><!-- <job> --><x:job>R&D<job/></x:job><jobs/><job>cut"
  static let records = [
    "<job><title><![CDATA[a </job> b]]></title></job>", "<JOB a='>'/>", "<x:job>R&D<job/></x:job>", "<job>cut",
  ]

  private func split(_ feed: String, pieces: Int, limits: Limits = Limits()) -> (
    records: [RecordSplitter.Record], remarks: [String]
  ) {
    var records: [RecordSplitter.Record] = []
    var splitter = RecordSplitter(recordName: "job", limits: limits)
    var rest = Array(feed.utf8)[...]
    while !rest.isEmpty {
      splitter.push(rest.prefix(pieces)) { records.append($0) }
      rest = rest.dropFirst(pieces)
    }
    splitter.finish { records.append($0) }
    return (records, splitter.diagnostics.map(\.code))
  }

  @Test(arguments: 1...40)
  func recordsDoNotDependOnThePieces(size: Int) {
    let (records, remarks) = split(Self.feed, pieces: size)
    #expect(records.map { String(decoding: $0.bytes, as: UTF8.self) } == Self.records)
    #expect(remarks == ["markup.truncated-record"])
    #expect(records.map(\.isTruncated) == [false, false, false, true])
    let bytes = Array(Self.feed.utf8)
    for record in records { #expect(bytes[record.offset...].starts(with: record.bytes)) }
  }

  @Test(arguments: ["<![CDATA[", "<!-- ", "<a b='", "</a "])
  func markupThatNeverEndsCostsNoRecordBehindIt(markup: String) {
    var limits = Limits()
    limits.bytes = 1_000
    let filling = String(repeating: markup.hasPrefix("<!") ? "> <x> " : "x ", count: 2_000)
    for size in [7, 64, 20_000] {
      let (records, _) = split("<job>x</job>\(markup)\(filling)<job>y</job>", pieces: size, limits: limits)
      #expect(records.map { String(decoding: $0.bytes, as: UTF8.self) } == ["<job>x</job>", "<job>y</job>"])
    }
  }

  @Test(arguments: [1, 1_000]) func saysThatThereAreTooManyRecords(size: Int) {
    var limits = Limits()
    limits.records = 2
    let (records, remarks) = split("<job/><job/><job/>", pieces: size, limits: limits)
    #expect(records.count == 2 && remarks == ["markup.too-many-records"])
  }

  @Test func aRecordThatIsTooLargeCostsOnlyItself() {
    var limits = Limits()
    limits.bytes = 40
    let (records, remarks) = split(
      "<job>\(String(repeating: "x", count: 100))</job><job>y</job>", pieces: 16, limits: limits)
    #expect(records.map { String(decoding: $0.bytes, as: UTF8.self) } == ["<job>y</job>"])
    #expect(remarks.contains("markup.record-too-large"))
  }
}
