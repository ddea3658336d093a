internal import Diagnostics
internal import Markup

/// Sound documents from any bytes; equal documents on every way to them.
enum MarkupPromises {
  static func checkPage(_ bytes: [UInt8]) throws(BrokenPromise) {
    let page = HTMLReader().read(bytes)
    try checkSound(page.value, of: bytes)
    let text = CharacterDecoder.decode(bytes).value
    try require(isUTF8(text) && !text.contains(0), "decoded text is no UTF-8 without NUL")
    var reader = HTMLReader()
    reader.usesPageTree = false
    if HTMLReader.treeIsLibXML {
      let twin = reader.read(bytes)
      try requireEqual(outline(page.value), outline(twin.value), "the page's tree and libxml2 differ")
      try require(page.diagnostics == twin.diagnostics, "the page's tree and libxml2 remark on other things")
    }
    let fragment = reader.readFragment(text)
    try checkSound(fragment.value, of: text)
    reader.usesStrictReader = false
    // libxml2 implies paragraphs, so that real ones cannot be told from them, and drops white space around them.
    let implied: Set<String> = ["html", "body", "p"]
    let lenient = reader.readFragment(text)
    if !losesText(lenient.diagnostics) {
      try requireEqual(
        outline(fragment.value, without: implied).filter { $0 > 0x20 },
        outline(lenient.value, without: implied).filter { $0 > 0x20 },
        "the strict reader and libxml2 differ on a fragment")
    }
    try PostingPromises.check(bytes, name: "page.html")
  }

  static func checkPrefilter(_ bytes: [UInt8]) throws(BrokenPromise) {
    let page = Array(("<html><body>" + bytes.prefix(4096).map(piece).joined()).utf8)
    var reader = HTMLReader()
    let filtered = reader.read(page)
    try checkSound(filtered.value, of: page)
    reader.usesPrefilter = false
    try requireEqual(
      visibleText(filtered.value), visibleText(reader.read(page).value), "the prefilter changes the text")
  }

  static func checkXML(_ bytes: [UInt8]) throws(BrokenPromise) {
    try checkSound(XMLReader().read(bytes).value, of: bytes)
    let text = CharacterDecoder.decode(bytes).value
    var reader = XMLReader()
    let document = reader.readRecord(text).value
    try checkSound(document, of: text)
    reader.usesStrictReader = false
    let lenient = reader.readRecord(text)
    if !losesText(lenient.diagnostics) {
      try requireEqual(outline(document), outline(lenient.value), "the strict reader and libxml2 differ on XML")
    }
    try checkRecords(bytes)
  }

  /// Whether libxml2 met what it cannot pass over; then it need not agree.
  private static func losesText(_ diagnostics: [Diagnostic]) -> Bool {
    diagnostics.contains { $0.code == "markup.malformed" && $0.severity == .warning }
  }

  /// Records are where they say, in order, and the same however the feed arrives.
  private static func checkRecords(_ bytes: [UInt8]) throws(BrokenPromise) {
    let whole = records(bytes, pieceSize: max(1, bytes.count))
    let pieces = records(bytes, pieceSize: 7)
    try require(whole.count == pieces.count, "\(whole.count) records of a whole feed, \(pieces.count) of its pieces")
    var end = 0
    for (record, twin) in zip(whole, pieces) {
      try require(
        record.bytes == twin.bytes && record.offset == twin.offset, "the record at \(record.offset) depends on pieces")
      let range = record.offset..<(record.offset + record.bytes.count)
      try require(range.lowerBound >= end && range.upperBound <= bytes.count, "records overlap at \(record.offset)")
      try require(bytes[range].elementsEqual(record.bytes), "the record at \(record.offset) has other bytes")
      end = range.upperBound
    }
  }

  private static func records(_ bytes: [UInt8], pieceSize: Int) -> [RecordSplitter.Record] {
    var (splitter, records) = (RecordSplitter(recordName: "job"), [RecordSplitter.Record]())
    for start in stride(from: 0, to: bytes.count, by: pieceSize) {
      splitter.push(bytes[start..<min(bytes.count, start + pieceSize)]) { records.append($0) }
    }
    splitter.finish { records.append($0) }
    return records
  }

  /// Nodes nest as they say, every range is within its array, and the document is no larger than a multiple of its input.
  static func checkSound(_ document: MarkupDocument, of bytes: [UInt8]) throws(BrokenPromise) {
    let nodes = document.nodes
    try require(nodes.first?.end == Int32(nodes.count), "the root does not hold all nodes")
    try require(nodes.count <= 2 * bytes.count + 8, "\(nodes.count) nodes of \(bytes.count) bytes")
    try require(document.text.count <= 8 * bytes.count + 8, "\(document.text.count) bytes of \(bytes.count)")
    try require(isUTF8(document.text), "the text is no UTF-8")
    for index in nodes.indices.dropFirst() {
      let node = nodes[index]
      try require((0..<index).contains(Int(node.parent)), "node \(index) comes before its parent")
      try require(Int(node.end) > index && node.end <= nodes[Int(node.parent)].end, "node \(index) ends outside")
      try require(
        node.text.upperBound <= document.text.count && node.attributes.upperBound <= document.attributes.count,
        "node \(index) has ranges outside the document")
    }
  }

  private static func isUTF8(_ text: [UInt8]) -> Bool { String(validating: text, as: UTF8.self) != nil }

  /// Elements with their attributes, texts joined across what `dropped` leaves out.
  private static func outline(_ document: MarkupDocument, without dropped: Set<String> = []) -> [UInt8] {
    var lines: [UInt8] = []
    for index in document.descendants(of: MarkupDocument.root) {
      let node = document[index]
      guard node.name != .text else {
        lines += document.text[Int(node.text.lowerBound)..<Int(node.text.upperBound)]
        continue
      }
      let name = (node.prefix.map { document.spelling(of: $0) + ":" } ?? "") + document.spelling(of: node.name)
      guard !dropped.contains(name) else { continue }
      lines += "\n<\(name)".utf8
      for attribute in node.attributes.map({ document.attributes[Int($0)] }) {
        lines += " \(document.spelling(of: attribute.name))=\(document.string(attribute.value))".utf8
      }
      lines += "> \(document.textBytes(of: index).count { $0 > 0x20 })\n".utf8
    }
    return lines
  }

  /// The text without white space and without the bodies the prefilter cuts.
  private static func visibleText(_ document: MarkupDocument) -> [UInt8] {
    let cut = Set(["script", "style", "svg", "math", "template"].compactMap(document.name))
    var text: [UInt8] = []
    var node: MarkupDocument.NodeIndex = 0
    while node < document.nodes.count {
      if cut.contains(document[node].name) {
        node = document[node].end
        continue
      }
      if document[node].name == .text {
        text += document.string(document[node].text).filter { !$0.isWhitespace }.utf8
      }
      node += 1
    }
    return text
  }

  private static func requireEqual(_ one: [UInt8], _ other: [UInt8], _ message: String) throws(BrokenPromise) {
    guard one != other else { return }
    let place = zip(one, other).prefix { $0 == $1 }.count
    let (here, there) = (excerpt(one, place), excerpt(other, place))
    throw BrokenPromise(message: "\(message) at \(place): '\(here)' and '\(there)'")
  }

  private static func excerpt(_ text: [UInt8], _ place: Int) -> String {
    String(decoding: text.dropFirst(max(0, place - 20)).prefix(60), as: UTF8.self)
  }

  /// What pages are made of; balanced where the prefilter and libxml2 may read unbalanced markup differently.
  private static let pieces = [
    "text ", "R&amp;D ", "&nbsp;", "é – ", "<p>", "</p>", "<div class='a'>", "</div>", "<ul><li>", "<li>", "</ul>",
    "<br>", "<b>", "</b>", "<a href=\"x?a=1&b=2\">", "</a>", "<script>var a = '<p>';</script>",
    "<script type=\"application/ld+json\">{\"a\":1}</script>", "<style>p > a {}</style>", "<!-- remark -->",
    "<svg><path d='M0'/></svg>", "<table><tr><td>", "</table>", "<h2>", "</h2>", "<img alt='x'>",
    "<template><p>t</p></template>", "<noscript>n</noscript>", "<span title=\"a > b\">", "</span>", "5 &lt; 6",
    "<p title='it&#39;s'>", "<!-- a > b -- c -->", "<math><mi>x</mi></math>", "<option>", "<select>", "</select>",
    "<SCRIPT>x</SCRIPT >", "\n", "&#150;", "&copy", "<hr/>", "<section>", "</section>", "<dl><dt>", "<dd>", "</dl>",
  ]

  private static func piece(_ byte: UInt8) -> String { pieces[Int(byte) % pieces.count] }
}
