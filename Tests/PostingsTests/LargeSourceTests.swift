import Diagnostics
import Markup
import Testing

@testable import Postings

/// Sources of any size are read record by record, and give what they give when they are read as a whole.
@Suite struct LargeSourceTests {
  private func read(_ bytes: [UInt8], pieces: Int = 1 << 16, limits: Limits = Limits()) -> (
    titles: [String], largest: Int, codes: Set<String>
  ) {
    var splitter = SourceSplitter(name: "x", limits: limits)
    var (titles, codes): ([String], Set<String>) = ([], [])
    var largest = 0
    func take(_ unit: SourceUnit) {
      largest = max(largest, unit.records.reduce(0) { $0 + $1.count })
      let postings = PostingReader().postings(in: unit)
      titles += postings.value.compactMap(\.title)
      codes.formUnion(postings.diagnostics.map(\.code))
    }
    for start in stride(from: 0, to: bytes.count, by: pieces) {
      splitter.push(Array(bytes[start..<min(bytes.count, start + pieces)]), receive: take)
    }
    splitter.finish(receive: take)
    return (titles, largest, codes.union(splitter.diagnostics.map(\.code)))
  }

  private static let count = 800
  private static let titles = (0..<count).map { "Köchin \($0)" }
  private static let text = String(repeating: "Cook and clean. ", count: 120)
  private static let objects = titles.map { #"{"title":"\#($0)","description":"<p>\#(text)</p>","tags":[{"id":1}]}"# }

  @Test(
    arguments: [
      ("[", "]"), ("{\"meta\":{\"total\":800},\"jobs\":[", "],\"next\":null}"), ("{\"data\":{\"offers\":[", "]}}"),
      ("[{\"legal\":\"Terms\"},", "]"),
    ])
  func longListsAreReadByRecord(head: String, tail: String) {
    let (titles, largest, codes) = read(Array((head + Self.objects.joined(separator: ",\n") + tail).utf8))
    #expect(titles == Self.titles && largest < 256 << 10)
    #expect(codes.subtracting(["postings.not-a-posting"]).isEmpty)
  }

  /// Its own lists are no postings.
  @Test func oneLongPostingIsOne() {
    let parts = (0..<20_000).map { #"{"question":"Number \#($0)","required":true,"answer":"text of some length"}"# }
    let json = #"{"title":"Cook","description":"\#(Self.text)","questions":[\#(parts.joined(separator: ","))]}"#
    #expect(json.utf8.count > 1 << 20)
    #expect(read(Array(json.utf8)).titles == ["Cook"])
  }

  @Test func linesAreReadOneByOne() {
    let lines = Self.objects.joined(separator: "\n")
    let (titles, largest, codes) = read(Array(lines.utf8))
    #expect(titles == Self.titles && largest < 256 << 10 && codes.isEmpty)
  }

  @Test func aLineThatIsTooLongCostsOnlyItself() {
    var limits = Limits()
    limits.bytes = 4_000
    let long = #"{"title":"Long","description":"\#(String(repeating: "x", count: 400_000))"}"#
    let (titles, _, codes) = read(
      Array((Self.objects[..<300] + [long] + Self.objects[300...]).joined(separator: "\n").utf8), pieces: 1_000,
      limits: limits)
    #expect(titles == Self.titles && codes == ["postings.too-large"])
  }

  // MARK: UTF-16

  private static let feed =
    "<?xml version=\"1.0\" encoding=\"UTF-16\"?>\n<source>"
    + titles.map { "<job><title>\($0)</title><description>\(text) 😀</description></job>" }.joined(separator: "\n")
    + "</source>"

  private static func utf16(_ text: String, isLittleEndian: Bool, mark: Bool) -> [UInt8] {
    ((mark ? [0xFEFF] : []) + text.utf16).flatMap { unit in
      let (low, high) = (UInt8(unit & 0xFF), UInt8(unit >> 8))
      return isLittleEndian ? [low, high] : [high, low]
    }
  }

  @Test(arguments: [true, false], [true, false]) func feedsOfUTF16AreReadByRecord(isLittleEndian: Bool, mark: Bool) {
    let bytes = Self.utf16(Self.feed, isLittleEndian: isLittleEndian, mark: mark)
    let (titles, largest, codes) = read(bytes, pieces: 4_095)
    #expect(titles == Self.titles && largest < 256 << 10 && codes.isEmpty)
  }

  @Test(arguments: [true, false]) func otherSourcesOfUTF16AreReadToo(isLittleEndian: Bool) {
    for text in [Self.objects.joined(separator: "\n"), "[\(Self.objects.joined(separator: ","))]"] {
      #expect(read(Self.utf16(text, isLittleEndian: isLittleEndian, mark: true)).titles == Self.titles)
    }
    let page =
      "<html><meta charset=utf-16><script type='application/ld+json'>{\"@type\":\"JobPosting\",\"title\":\"Ä\"}</script></html>"
    #expect(read(Self.utf16(page, isLittleEndian: isLittleEndian, mark: false)).titles == ["Ä"])
  }

  @Test func halvesOfCharactersAreReported() {
    let bytes = Self.utf16("<source><job><title>A", isLittleEndian: true, mark: true) + [0x00, 0xD8, 0x42, 0x00, 0x41]
    let (titles, _, codes) = read(bytes)
    #expect(titles == ["A\u{FFFD}B\u{FFFD}"] && codes.contains("markup.undecodable-bytes"))
  }

  /// Twin: the standard library's own decoder.
  @Test(arguments: 0..<200 as Range<UInt64>) func utf16AgreesWithTheStandardLibrary(seed: UInt64) {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    let units: [UInt16] = (0..<60).map { _ in
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return [0x41, 0xE9, 0x20AC, 0xD800, 0xDC00, 0xDBFF, 0xDFFF, 0xFFFF][Int(state >> 60) & 7]
    }
    var bytes: [UInt8] = [0xFF, 0xFE]
    for unit in units { bytes += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
    guard var decoder = UTF16Decoder(bytes) else { return #expect(Bool(false)) }
    let text = decoder.decode(bytes[..<31]) + decoder.decode(bytes[31...]) + decoder.finish()
    #expect(String(decoding: text, as: UTF8.self) == String(decoding: units, as: UTF16.self))
  }
}
