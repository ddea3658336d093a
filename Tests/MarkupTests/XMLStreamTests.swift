import TestSupport
import Testing

@testable import Markup

/// A stream reads plain elements itself, and nobody can tell.
@Suite struct XMLStreamTests {
  /// Writes down what it is told, with the line it is told at; text in one piece.
  private final class Log: XMLStreamHandler {
    var lines: [String] = []
    var line: () -> Int = { 0 }
    private var text: [UInt8] = []

    func start(_ name: Span<UInt8>, in space: Span<UInt8>, _ attributes: XMLAttributes) -> Bool {
      flush()
      var words = ["\(line()) <\(Self.string(name))", "{\(Self.string(space))}"]
      attributes.forEach { words.append("\(Self.string($0))=\(Self.string($1))") }
      lines.append(words.joined(separator: " "))
      return true
    }

    func end() {
      flush()
      lines.append(">")
    }

    func text(_ bytes: Span<UInt8>) -> Bool {
      for index in bytes.indices { text.append(bytes[index]) }
      return true
    }

    func instruction(_ target: Span<UInt8>, _ data: Span<UInt8>) {
      flush()
      lines.append("?\(Self.string(target)) \(Self.string(data))")
    }

    func flush() {
      if !text.isEmpty { lines.append("\"\(String(decoding: text, as: UTF8.self))\"") }
      text = []
    }

    private static func string(_ bytes: Span<UInt8>) -> String {
      String(decoding: bytes.indices.map { bytes[$0] }, as: UTF8.self)
    }
  }

  private func read(
    _ bytes: [UInt8], plain: Bool, piece: Int = .max, skipsSpace: Bool = true
  ) -> (log: [String], plainElements: Int) {
    let log = Log()
    let stream = XMLStream(log, skipsSpace: skipsSpace)
    stream.readsPlainElements = plain
    log.line = { [unowned stream] in stream.line }
    for start in stride(from: 0, to: bytes.count, by: min(piece, max(bytes.count, 1))) {
      stream.push(Array(bytes[start..<min(start + min(piece, bytes.count), bytes.count)]))
    }
    stream.finish()
    log.flush()
    // How much libxml2 tells of the text before an error, and what it says of that, differs from piece to piece.
    if let failure = stream.failure {
      while log.lines.last?.hasPrefix("\"") == true { log.lines.removeLast() }
      log.lines.append("error in line \(failure.line)")
    }
    return (log.lines, stream.plainElementCount)
  }

  /// Both ways agree, in one piece and in small ones; how many elements were read as plain ones with all that is in them.
  @discardableResult
  private func check(_ bytes: [UInt8], _ comment: Comment? = nil) -> Int {
    var count = 0
    for skipsSpace in [true, false] {
      let expected = read(bytes, plain: false, skipsSpace: skipsSpace).log
      let found = read(bytes, plain: true, skipsSpace: skipsSpace)
      #expect(found.log == expected, comment)
      #expect(read(bytes, plain: true, piece: 7, skipsSpace: skipsSpace).log == expected, comment)
      count = found.plainElements
    }
    return count
  }

  @Test(
    arguments: [
      ("<root><a/></root>", 1), ("<root><a>b</a><a/>\n</root>", 2),
      ("<root>\n <a x='1' y=\"2\" >b<c/>d</a >\n <a/>\n</root>", 2),
      ("<root xmlns='u'><a/></root>", 1), ("<root><a>R&amp;D &#233;&#xE9; &lt;&gt;&quot;&apos;</a></root>", 1),
      ("<root><a x='&amp;&#10;é' y='\"'/></root>", 1), ("<root><a>1\r\n2</a>\r\n<a\r\n x='1'/></root>", 2),
      ("<root><a>é日本😀\u{85} a > b ]] > ]></a></root>", 1), ("<root><a.b-c_1 D='e'/></root>", 1),
      ("<root>\n\n<a>\n<b>\n</b>\n</a>\n<c/></root>", 2), ("\u{FEFF}<root><a/></root>", 1),
      ("<?xml version='1.0' encoding='utf-8'?><root><a/></root>", 1), ("<root><!-- <a> --><a/><?p i?><a/></root>", 2),
      ("<!DOCTYPE root SYSTEM 'r.dtd'><root><a/></root>", 1), ("<root><a/>text<a/><a/></root>", 2),
      ("<p:root xmlns:p='u'><q><a/></q></p:root>", 1),
      // Not plain, or not in a place where it counts.
      ("<p:root xmlns:p='u'><a/></p:root>", 0), ("<root><p:a xmlns:p='u'/></root>", 0),
      ("<root><a xmlns='v'/></root>", 0),
      ("<root><a p:x='1'/></root>", 0), ("<root><a><![CDATA[b]]></a></root>", 0), ("<root><a><!-- b --></a></root>", 0),
      ("<root/>", 0),
      ("<root><a x = '1'/></root>", 0), ("<root><é/></root>", 0), ("<root><a x='a\nb'/></root>", 0),
      ("<root><a>\r</a></root>", 0),
      ("<?xml version='1.0' encoding='iso-8859-1'?><root><a>b</a></root>", 0),
      // Broken.
      ("", 0), ("<root>", 0), ("<root><a", 0), ("<root><a>", 0), ("<root><a></b></root>", 0), ("<root><a></root>", 0),
      ("<root><a/></root></root>", 1),
      ("<root>\n<a/>\n<b>\n</root>", 1), ("<root>\n<a/>\n&", 1), ("<root><a x='1' x='2'/></root>", 0),
      ("<root><a x='1'y='2'/></root>", 0),
      ("<root><a>&unknown;</a></root>", 0), ("<root><a>&nbsp;</a></root>", 0), ("<root><a>]]></a></root>", 0),
      ("<root><a>&#0;</a></root>", 0),
      ("<root><a>&#X41;</a></root>", 0), ("<root><a>\u{1}</a></root>", 0), ("<root><a>\u{FFFE}</a></root>", 0),
      ("<root><a x='<'/></root>", 0),
      ("<root><a/>\n\n\n<a></root>", 1), ("<root><a>&#xD800;</a></root>", 0), ("<root><1/></root>", 0),
      ("<root><a x=1/></root>", 0),
      ("<root><a/", 0), ("<root><a/>\n<a>b</a", 1),
    ])
  func plainElementsReadTheSame(xml: String, plain: Int) {
    #expect(check(Array(xml.utf8)) == plain)
  }

  @Test(arguments: [
    [0xFF], [0xC3], [0xC0, 0x80], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xEF, 0xBF, 0xBF], [0xF0, 0x80, 0x80, 0x80],
    [0xF4, 0x90, 0x80, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80], [0x80],
  ])
  func whatIsNoUTF8IsRefusedAsBefore(bytes: [UInt8]) {
    #expect(check(Array("<root>\n<a>x</a><a>".utf8) + bytes + Array("</a></root>".utf8)) == 1)
    #expect(check(Array("<root>\n<a>x</a><a b='".utf8) + bytes + Array("'/></root>".utf8)) == 1)
  }

  @Test func otherEncodingsAreLeftToLibXML() {
    let text = Array("<?xml version='1.0' encoding='UTF-16'?><root><a>é</a></root>".utf16)
    #expect(check([0xFF, 0xFE] + text.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }) == 0)
    let latin = Array("<?xml version='1.0' encoding='iso-8859-1'?><root><a>".utf8) + [0xE9] + Array("</a></root>".utf8)
    #expect(check(latin) == 0)
  }

  /// Elements are many, some of them as they come from other tools, and now and then a byte is wrong.
  @Test(arguments: 0..<600 as Range<UInt64>) func randomDocumentsReadTheSame(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let pieces = [
      "<a>", "</a>", "<b x='1'>", "</b>", "<c/>", "text", "\n", "  ", "&amp;", "<d k=\"v\">w</d>", "<d k=\"v\">w</d>\n",
      "<e>é&#10;</e>", "<!-- > -->", "<![CDATA[<a>]]>", "<?p i?>", "<p:q xmlns:p='u'/>", "<f xmlns='u'/>", "\r\n",
      "]]>", "&#",
    ]
    var text = "<r>"
    var open: [String] = []
    for _ in 0..<Int.random(in: 1...60, using: &random) {
      let piece = pieces[min(Int.random(in: 0..<24, using: &random), Int.random(in: 0..<pieces.count, using: &random))]
      if piece == "</a>" || piece == "</b>", let last = open.popLast() {
        text += "</\(last)>"
      } else if piece != "</a>", piece != "</b>" {
        text += piece
        if piece == "<a>" { open.append("a") }
        if piece.hasPrefix("<b") { open.append("b") }
      }
    }
    var bytes = Array((text + open.reversed().map { "</\($0)>" }.joined() + "</r>").utf8)
    if seed % 3 == 0 {
      bytes[Int.random(in: 0..<bytes.count, using: &random)] =
        [0x3C, 0x3E, 0x26, 0x00, 0x80, 0x22, 0x2F].randomElement(
          using: &random) ?? 0x3C
    }
    if seed % 5 == 0 { bytes.removeLast(Int.random(in: 0..<min(12, bytes.count), using: &random)) }
    check(bytes, "\(String(decoding: bytes, as: UTF8.self))")
  }

  /// Of a large element what is in it is plain, whatever stands around it.
  @Test(arguments: [997, 1 << 16, 1 << 21])
  func manyElementsArePlain(piece: Int) {
    let rows = (0..<60_000).map { "<row id='\($0)'>\n<cell>R&amp;D \($0)</cell>\n</row>\n" }.joined()
    let bytes = Array("<?xml version='1.0'?>\n<r><head/><body>\n\(rows)</body>\n<foot></r>".utf8)
    let found = read(bytes, plain: true, piece: piece)
    #expect(found.log == read(bytes, plain: false).log)
    #expect(found.log.last?.hasPrefix("error in line 180004") == true)
    #expect(found.plainElements == 60_001)
  }

  /// An element larger than what is kept is libxml2's, and what is in it is plain again.
  @Test func elementsWithoutEndAreNotKept() {
    let cells = String(repeating: "<c>12345678</c>", count: 200_000)
    let bytes = Array("<root><row>\(cells)</row></root>".utf8)
    #expect(bytes.count > 2 << 20)
    #expect(read(bytes, plain: true, piece: 1 << 16).plainElements == 200_000)
  }

  @Test func aHandlerThatHasEnoughEndsReading() {
    final class Impatient: XMLStreamHandler {
      var count = 0
      func start(_ name: Span<UInt8>, in space: Span<UInt8>, _ attributes: XMLAttributes) -> Bool {
        count += 1
        return count < 3
      }
      func end() {}
      func text(_ bytes: Span<UInt8>) -> Bool { true }
      func instruction(_ target: Span<UInt8>, _ data: Span<UInt8>) {}
    }
    let handler = Impatient()
    let stream = XMLStream(handler)
    #expect(!stream.push(Array("<r><a>b</a>\n<a>b</a><a>b</a></r>".utf8)))
    stream.finish()
    #expect(handler.count == 3)
    #expect(stream.failure == .init(message: "reading was ended", line: 2))
  }
}
