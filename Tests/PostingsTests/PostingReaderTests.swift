import Diagnostics
import Testing

@testable import Postings

@Suite struct PostingReaderTests {
  @Test func readsARecordOfAFeed() {
    var titles: [String?] = []
    let feed =
      "<source><job><title><![CDATA[Data Engineer]]></title><description>&lt;p&gt;Spark&lt;/p&gt;</description></job></source>"
    _ = PostingReader().read(Array(feed.utf8), name: "feed.xml") { titles.append($0.value.title) }
    #expect(titles == ["Data Engineer"])
  }
}
