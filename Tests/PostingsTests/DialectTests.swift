import Diagnostics
import Testing

@testable import Postings

/// Feeds and interfaces as their publishers document them: who offers what, where, and the text.
@Suite struct DialectTests {
  private func check(
    _ text: String, name: String = "x", facts: [String?], _ place: SourceLocation = #_sourceLocation
  ) {
    var postings: [JobPosting] = []
    let rest = PostingReader().read(Array(text.utf8), name: name) { postings.append($0.value) }
    #expect(postings.count == 1, "\(rest)", sourceLocation: place)
    guard let posting = postings.first else { return }
    let text: String = posting.blocks.map { $0.text }.joined(separator: "|")
    let read: [String?] = [posting.title, posting.organization, posting.location, text]
    #expect(read == facts, sourceLocation: place)
  }

  private static let expected: [String?] = ["Cook", "Acme", "Leeds", "We cook."]

  @Test(
    arguments: [
      (
        "Careerjet",
        """
        <jobs><job><title><![CDATA[Cook]]></title><url>https://example.org/1</url><location>Leeds</location>
        <company>Acme</company><description><![CDATA[<p>We cook.</p>]]></description></job></jobs>
        """
      ),
      (
        "LinkedIn",
        """
        <source><lastBuildDate>x</lastBuildDate><job><partnerJobId>1</partnerJobId><company><![CDATA[Acme]]></company>
        <title><![CDATA[Cook]]></title><description><![CDATA[<p>We cook.</p>]]></description>
        <applyUrl>https://example.org/1</applyUrl><location>Leeds</location></job></source>
        """
      ),
      (
        "names in capitals",
        "<JOBS><JOB><JOBTITLE>Cook</JOBTITLE><COMPANYNAME>Acme</COMPANYNAME><CITY>Leeds</CITY><JOBDESCRIPTION>We cook.</JOBDESCRIPTION></JOB></JOBS>"
      ),
      (
        "RSS with fields of its own",
        """
        <?xml version="1.0"?><rss version="2.0" xmlns:job="https://example.org/ns"><channel><title>Jobs</title><item>
        <title>Cook</title><link>https://example.org/1</link><job:company>Acme</job:company><job:location>Leeds</job:location>
        <description>&lt;p&gt;We cook.&lt;/p&gt;</description></item></channel></rss>
        """
      ),
      (
        "XML as text in XML",
        "<jobs><job>&lt;title&gt;Cook&lt;/title&gt;&lt;company&gt;Acme&lt;/company&gt;&lt;city&gt;Leeds&lt;/city&gt;&lt;description&gt;We cook.&lt;/description&gt;</job></jobs>"
      ),
    ])
  func readsFeeds(name: String, feed: String) { check(feed, facts: Self.expected) }

  @Test(
    arguments: [
      (
        "Greenhouse",
        #"{"jobs":[{"id":1,"title":"Cook","company_name":"Acme","location":{"name":"Leeds"},"absolute_url":"https://example.org/1","content":"&lt;p&gt;We cook.&lt;/p&gt;"}],"meta":{"total":1}}"#
      ),
      (
        "Ashby",
        #"{"apiVersion":"1","jobs":[{"id":"a","title":"Cook","companyName":"Acme","location":"Leeds","isListed":true,"descriptionHtml":"<p>We cook.</p>","jobUrl":"https://example.org/1"}]}"#
      ),
      (
        "RemoteOK",
        #"[{"last_updated":1,"legal":"Terms"},{"slug":"a","id":"1","position":"Cook","company":"Acme","location":"Leeds","description":"<p>We cook.</p>","url":"https://example.org/1"}]"#
      ),
      (
        "Recruitee",
        #"{"offers":[{"id":1,"title":"Cook","company_name":"Acme","location":"Leeds","description":"<p>We cook.</p>","careers_url":"https://example.org/1"}]}"#
      ),
    ])
  func readsInterfaces(name: String, json: String) { check(json, facts: Self.expected) }

  /// HR-XML 2.5 and HR Open, with namespaces and in SOAP.
  @Test(
    arguments: [
      """
      <soap:Envelope xmlns:soap="s"><soap:Body><PositionOpening xmlns="hr"><PositionRecordInfo><Id><IdValue>1</IdValue></Id>
      </PositionRecordInfo><PositionProfile><Organization><OrganizationName>Acme</OrganizationName></Organization><PositionDetail>
      <PositionTitle>Cook</PositionTitle></PositionDetail><FormattedPositionDescription><Name>Text</Name>
      <Value>We cook.</Value></FormattedPositionDescription></PositionProfile></PositionOpening></soap:Body></soap:Envelope>
      """,
      """
      <?xml version="1.0"?><hr:PositionOpenings xmlns:hr="h"><hr:PositionOpening><hr:PositionProfile><hr:PositionTitle>Cook</hr:PositionTitle>
      <hr:PositionFormattedDescription><hr:Content>We cook.</hr:Content></hr:PositionFormattedDescription></hr:PositionProfile>
      </hr:PositionOpening></hr:PositionOpenings>
      """,
    ])
  func readsHRXML(feed: String) {
    var postings: [JobPosting] = []
    _ = PostingReader().read(Array(feed.utf8), name: "x") { postings.append($0.value) }
    #expect(postings.map(\.title) == ["Cook"] && postings.map(\.syntax) == [.hrXML])
    #expect(postings.first?.blocks.contains { $0.text.contains("We cook.") } == true)
  }

  // MARK: Encodings of pages

  private static let script = #"<script type="application/ld+json">{"@type":"JobPosting","title":"Köchin"}</script>"#

  /// What the transport says goes before what the page says; the page may say it late, but not later than 64 KiB.
  @Test(
    arguments: [
      (String(repeating: " ", count: 60_000) + "<meta charset=iso-8859-1>", nil, "K\u{F6}chin"),
      ("<meta charset=koi8-r>", "iso-8859-1", "K\u{F6}chin"), ("<meta charset=koi8-r>", nil, "KЖchin"),
      ("", nil, "K\u{F6}chin"),
      ("<meta http-equiv=content-type content='text/html; charset=latin1'>", nil, "K\u{F6}chin"),
    ] as [(String, String?, String)])
  func decodesPages(head: String, charset: String?, title: String) {
    let bytes = "<html>\(head)\(Self.script)</html>".unicodeScalars.map { UInt8($0.value) }
    var titles: [String?] = []
    _ = PostingReader().read(bytes, name: "x", charset: charset) { titles.append($0.value.title) }
    #expect(titles == [title])
  }
}
