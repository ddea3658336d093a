import Diagnostics
import Markup
import Testing

@testable import Postings

@Suite struct SourceSplitterTests {
  private static let feed =
    "<source>" + (0..<300).map { "<job><title>Job \($0)</title></job>\n" }.joined() + "</source>"
  private static let lines = (0..<300).map { #"{"title":"Job \#($0)","description":"x"}"# }.joined(separator: "\n")
  private static let page = "<html><title>x</title>" + String(repeating: "<p>text</p>", count: 100) + "</html>"

  private func units(of text: String, chunk: Int, limits: Limits = Limits()) -> (units: [SourceUnit], codes: [String]) {
    var units: [SourceUnit] = []
    var splitter = SourceSplitter(name: "x", limits: limits)
    let bytes = Array(text.utf8)
    for start in stride(from: 0, to: bytes.count, by: chunk) {
      splitter.push(Array(bytes[start..<min(bytes.count, start + chunk)])) { units.append($0) }
    }
    splitter.finish { units.append($0) }
    return (units, splitter.diagnostics.map(\.code))
  }

  @Test(arguments: [feed, lines, page], [1, 7, 1_000, 1 << 20])
  func unitsDoNotDependOnChunks(text: String, chunk: Int) {
    let (whole, pieces) = (units(of: text, chunk: text.utf8.count).units, units(of: text, chunk: chunk).units)
    #expect(pieces.map(\.records) == whole.map(\.records))
    #expect(pieces.map(\.firstRecord) == whole.map(\.firstRecord))
    #expect(pieces.map(\.dialect) == whole.map(\.dialect))
  }

  @Test(arguments: [feed, lines]) func unitsAreBatchesOfRecordsThatStandWhereTheySay(text: String) {
    let bytes = Array(text.utf8)
    let units = units(of: text, chunk: 100).units
    #expect(units.map(\.records.count) == [64, 64, 64, 64, 44])
    #expect(units.map(\.firstRecord) == [0, 64, 128, 192, 256])
    for unit in units {
      for (record, offset) in zip(unit.records, unit.offsets) {
        #expect(Array(bytes[offset...].prefix(record.count)) == record)
      }
    }
  }

  @Test func documentsAreCutAtTheLimit() {
    var limits = Limits()
    limits.bytes = 100
    let (units, codes) = units(of: Self.page, chunk: 33, limits: limits)
    #expect(units.map(\.records) == [[Array(Self.page.utf8.prefix(100))]])
    #expect(codes == ["postings.too-large"])
  }
}
