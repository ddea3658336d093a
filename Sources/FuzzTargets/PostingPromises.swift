internal import Concepts
internal import Diagnostics
internal import Ingestion
internal import JSONText
internal import Mentions
internal import Postings
internal import TaxonomyFormats

/// Postings whose blocks and mentions are where they say, from any bytes.
enum PostingPromises {
  private static let taxonomy = Taxonomy.bundled().value
  private static let finder = MentionFinder(taxonomy: taxonomy)
  private static let extractor = Extractor(taxonomy: taxonomy)

  static func checkText(_ bytes: [UInt8]) throws(BrokenPromise) {
    for name in ["posting.txt", "posting.md"] {
      for posting in try check(bytes, name: name) { try checkEvidence(posting) }
    }
  }

  static func checkFeed(_ bytes: [UInt8]) throws(BrokenPromise) {
    for posting in try check(bytes, name: "feed") { try checkEvidence(posting) }
    let (whole, pieces) = (records(bytes, pieceSize: max(1, bytes.count)), records(bytes, pieceSize: 11))
    try require(whole == pieces, "\(whole.count) records of a whole source, \(pieces.count) others of its pieces")
  }

  static func checkJSON(_ bytes: [UInt8]) throws(BrokenPromise) {
    let (strict, mended) = (try? JSONReader().read(bytes), try? JSONReader(repairs: true).read(bytes))
    if let strict {
      try require(strict.diagnostics.isEmpty && mended == strict, "what is JSON is read as something else")
    }
    if let mended {
      let again = try? JSONReader().read(mended.value.utf8())
      try require(again?.value == mended.value, "a value that was written is read back as another one")
      let indented = try? JSONReader().read(mended.value.utf8(indented: true))
      try require(indented?.value == mended.value, "a value that was written with indents is read back as another one")
    }
    try checkRecords(bytes)
    try check(bytes, name: "posting.json")
    let script = Array("<h1>a</h1><script type=application/ld+json>".utf8) + bytes + Array("</script>".utf8)
    try check(script, name: "page.html")
  }

  /// Objects are where they say, and the same however the text arrives.
  private static func checkRecords(_ bytes: [UInt8]) throws(BrokenPromise) {
    let (whole, pieces) = (objects(bytes, pieceSize: max(1, bytes.count)), objects(bytes, pieceSize: 3))
    try require(whole.map(\.bytes) == pieces.map(\.bytes), "\(whole.count) objects, \(pieces.count) others of pieces")
    for object in whole {
      let isThere = bytes.dropFirst(object.offset).starts(with: object.bytes)
      try require(isThere, "the object at \(object.offset) has other bytes")
    }
  }

  private static func objects(_ bytes: [UInt8], pieceSize: Int) -> [JSONRecordSplitter.Record] {
    var (splitter, objects) = (JSONRecordSplitter(maximumSize: 1 << 20), [JSONRecordSplitter.Record]())
    for start in stride(from: 0, to: bytes.count, by: pieceSize) {
      splitter.push(bytes[start..<min(bytes.count, start + pieceSize)]) { objects.append($0) }
    }
    splitter.finish { objects.append($0) }
    return objects
  }

  /// The postings of a source.
  @discardableResult
  static func check(_ bytes: [UInt8], name: String) throws(BrokenPromise) -> [JobPosting] {
    var postings: [JobPosting] = []
    _ = PostingReader().read(bytes, name: name) { postings.append($0.value) }
    for posting in postings { try checkBlocks(posting, of: bytes) }
    return postings
  }

  private static func checkBlocks(_ posting: JobPosting, of bytes: [UInt8]) throws(BrokenPromise) {
    let size = posting.blocks.reduce(0) { $0 + $1.text.utf8.count + 1 }
    try require(size <= 16 * bytes.count + 64, "\(size) bytes of text in \(bytes.count) bytes")
    for (index, block) in posting.blocks.enumerated() {
      try require(!block.text.isEmpty, "block \(index) is empty")
      try require(!block.text.utf8.contains(0x0A), "block \(index) has a line break")
      guard let heading = block.heading else { continue }
      // An item of a list may head the list inside it.
      let isHeading =
        (0..<index).contains(heading) && [.heading, .listItem].contains(posting.blocks[heading].kind)
      try require(isHeading, "block \(index) stands under \(heading), which is no heading before it")
    }
  }

  private static func checkEvidence(_ posting: JobPosting) throws(BrokenPromise) {
    for mention in finder.findings(in: posting, allMentions: true).mentions {
      let texts = posting.blocks.map(\.text) + [posting.title ?? ""]
      let isInside = texts.indices.contains(mention.block)
      try require(isInside, "'\(mention.quote)' stands in block \(mention.block) of \(posting.blocks.count)")
      let text = Array(texts[mention.block].utf8)
      try require(
        mention.range.upperBound <= text.count && text[mention.range].elementsEqual(mention.quote.utf8),
        "'\(mention.quote)' is not at \(mention.range) of block \(mention.block)")
    }
    let evidence = extractor.evidence(of: posting, source: "source", unit: 0)
    let line = EvidenceLine.encoded(evidence)
    let again = (try? EvidenceLine.decoded(line)).map(EvidenceLine.encoded)
    try require(again == line, "evidence is not read back as it was written")
  }

  private static func records(_ bytes: [UInt8], pieceSize: Int) -> [[UInt8]] {
    var (splitter, records) = (SourceSplitter(name: "feed"), [[UInt8]]())
    for start in stride(from: 0, to: bytes.count, by: pieceSize) {
      splitter.push(Array(bytes[start..<min(bytes.count, start + pieceSize)])) { records += $0.records }
    }
    splitter.finish { records += $0.records }
    return records
  }
}
