import TestSupport
import Diagnostics
import Testing

@testable import Containers

/// What archives hold, and what is said of what they have lost.
@Suite struct ContainerTests {
  /// Members as `name: text`, lost ones as `name: !reason`, what became of the whole behind `=`.
  private func check(
    _ bytes: [UInt8], isSeekable: Bool = true, limits: ContainerLimits = ContainerLimits(), holds expected: [String],
    _ place: SourceLocation = #_sourceLocation
  ) throws {
    #expect(try list(bytes, isSeekable: isSeekable, limits: limits) == expected, sourceLocation: place)
  }

  private func list(
    _ bytes: [UInt8], isSeekable: Bool = true, limits: ContainerLimits = ContainerLimits(), pieces: Int = 1 << 20
  ) throws -> [String] {
    var source = ByteSource(name: "a") {
      var rest = bytes[...]
      return {
        defer { rest = rest.dropFirst(pieces) }
        return rest.isEmpty ? nil : Array(rest.prefix(pieces))
      }
    }
    if isSeekable { source.access = { RandomAccess(bytes) } }
    let opened = try OpenedSource(source, limits: limits)
    switch opened.kind {
    case .content: return ["content: " + text(opened.unwrapped(opened.rawChunks()))]
    case .foreign(let reason): return ["= \(reason.message)"]
    case .container(var container):
      var lines: [String] = []
      while let event = container.next() {
        switch event {
        case .member(let member): lines.append("\(member.name.dropFirst(3)): \(text(try member.open()))")
        case .lost(let name, let reason): lines.append("\(name.dropFirst(3)): !\(reason.message)")
        }
      }
      return lines + container.diagnostics.map { "= \($0.message)" } + (container.failure.map { ["= \($0)"] } ?? [])
    }
  }

  private func text(_ chunks: ByteSource.Chunks) -> String {
    var bytes: [UInt8] = []
    do { while let piece = try chunks() { bytes += piece } } catch {
      return String(decoding: bytes.prefix(100), as: UTF8.self) + " !\(error)"
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static let one = Array("one".utf8)
  private static let two = Array("two".utf8)

  // MARK: gzip

  @Test func unpacksGzipWhateverItIsCalled() throws {
    try check(Archives.gzip(Self.one), holds: ["content: one"])
    try check(Archives.gzip(Self.one) + Archives.gzip(Self.two), holds: ["content: onetwo"])
    try check(Archives.gzip(Archives.gzip(Self.one)), holds: ["content: one"])
    try check(Array(Archives.gzip(Self.one).dropLast()), holds: ["content: one !the packed data ends too early"])
    let often = (0..<9).reduce(Self.one) { bytes, _ in Archives.gzip(bytes) }
    try check(often, holds: ["= it is packed again and again, which is not read; unpack it"])
  }

  @Test func keepsOnlySmallArchivesInMemory() throws {
    var limits = ContainerLimits()
    limits.memberBytes = 1 << 10
    let zip = Archives.zip([.init("a", [UInt8](repeating: 0x61, count: 1 << 11))])
    #expect(throws: ContainerError.self) { try self.list(Archives.gzip(zip), limits: limits) }
    #expect(try list(zip, limits: limits).count == 1)
  }

  // MARK: ZIP

  @Test(arguments: [0, 8], [false, true]) func readsZIP(method: Int, is64: Bool) throws {
    let files = [
      Archives.File("b/ü.html", Self.one, method: method), .init("a.html", Self.two, method: method),
      .init("b/", [], method: 0), .init("__MACOSX/b", Self.two), .init("b/.DS_Store", Self.two),
    ]
    let zip = Archives.zip(files, is64: is64)
    let expected = ["b/ü.html: one", "a.html: two"]
    try check(zip, holds: expected)
    try check(zip, isSeekable: false, holds: expected)
    try check(Archives.gzip(zip), holds: expected)
    try check(Archives.zip([.init("x", zip, method: 0)]), holds: ["x: " + String(decoding: zip, as: UTF8.self)])
  }

  /// Made by Python's zipfile with real compression.
  @Test func readsWhatOthersPack() throws {
    let bytes: [UInt8] = [
      0x50, 0x4B, 0x03, 0x04, 0x14, 0x00, 0x00, 0x00, 0x08, 0x00, 0x00, 0x00, 0x21, 0x00, 0x4C, 0x54, 0x6F, 0x55, 0x0E,
      0x00, 0x00, 0x00, 0x1E, 0x00, 0x00, 0x00, 0x06, 0x00, 0x00, 0x00, 0x61, 0x2E, 0x68, 0x74, 0x6D, 0x6C, 0xB3, 0x29,
      0xB0, 0xCB, 0xCF, 0x4B, 0x55, 0xC0, 0x82, 0x6D, 0xF4, 0x0B, 0xEC, 0x00, 0x50, 0x4B, 0x01, 0x02, 0x14, 0x03, 0x14,
      0x00, 0x00, 0x00, 0x08, 0x00, 0x00, 0x00, 0x21, 0x00, 0x4C, 0x54, 0x6F, 0x55, 0x0E, 0x00, 0x00, 0x00, 0x1E, 0x00,
      0x00, 0x00, 0x06, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x80, 0x01, 0x00, 0x00, 0x00,
      0x00, 0x61, 0x2E, 0x68, 0x74, 0x6D, 0x6C, 0x50, 0x4B, 0x05, 0x06, 0x00, 0x00, 0x00, 0x00, 0x01, 0x00, 0x01, 0x00,
      0x34, 0x00, 0x00, 0x00, 0x32, 0x00, 0x00, 0x00, 0x00, 0x00,
    ]
    try check(bytes, holds: ["a.html: <p>one one one one one one</p>"])
    try check(
      Array(bytes.prefix(60)),
      holds: [
        "a.html: <p>one one one one one one</p>",
        "= the archive is cut off: its list of files is missing; what there is was read",
      ])
  }

  @Test func readsArchivesBehindSomethingElse() throws {
    let zip = Archives.zip(
      [.init("a", Self.one)], prefix: [0x50, 0x4B, 3, 4] + Array("stub".utf8), comment: "PK\u{5}\u{6}")
    try check(zip, holds: ["a: one"])
  }

  @Test func sameNamesAreToldApart() throws {
    try check(
      Archives.zip([.init("a", Self.one), .init("a", Self.two), .init("b\u{1B}[2J\u{202E}", Self.one)]),
      holds: ["a: one", "a (2): two", "b\u{FFFD}[2J\u{FFFD}: one"])
  }

  @Test(arguments: [0, 8]) func readsZIPThatIsCutOff(flags: Int) throws {
    let zip = Archives.zip([.init("a", Self.one, flags: flags), .init("b", Self.two, flags: flags)])
    let cutOff = "= the archive is cut off: its list of files is missing; what there is was read"
    try check(Array(zip.dropLast(5)), holds: ["a: one", "b: two", cutOff])
    let start = zip.count - 22 - 2 * 47
    let last = flags == 0 ? "b: t !the packed data ends too early" : "b: t !the packed data ends too early"
    try check(Array(zip.prefix(start - (flags == 0 ? 2 : 18))), holds: ["a: one", last, cutOff])
    for count in 4..<zip.count { _ = try list(Array(zip.prefix(count))) }
  }

  @Test func saysWhatOfAZIPIsNotRead() throws {
    var wrong = Archives.File("sum", Self.one)
    wrong.checksum = 7
    var liar = Archives.File("size", Self.one)
    liar.statedSize = 2
    try check(
      Archives.zip([
        .init("secret", Self.one, flags: 1), .init("lzma", Self.one, method: 14), wrong, liar, .init("ok", Self.two),
      ]),
      holds: [
        "secret: !it is encrypted; unpack the archive first",
        "lzma: !it is packed by method 14 of ZIP, which is not read; unpack the archive first",
        "sum: one !its checksum is wrong", "size:  !the packed data unpacks to more than is allowed", "ok: two",
      ])
  }

  @Test(arguments: [
    ("word/document.xml", "a Word document"), ("xl/workbook.xml", "an Excel workbook"), ("x", "an Office document"),
  ])
  func saysWhatToDoWithOfficeDocuments(file: String, kind: String) throws {
    try check(
      Archives.zip([.init("[Content_Types].xml", Self.one), .init("_rels/.rels", Self.one), .init(file, Self.one)]),
      holds: ["= it is \(kind), which is not read; save it as a web page (HTML) or as plain text and read that"])
  }

  @Test(
    arguments: [
      (Array("%PDF-1.7".utf8), "PDF"), ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], ".doc"),
      (Array("{\\rtf1".utf8), "Rich Text"), ([0x89, 0x50, 0x4E, 0x47], "picture"),
      ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0], "xz"), ([UInt8](repeating: 0x61, count: 257) + Array("ustar".utf8), "tar"),
    ] as [([UInt8], String)])
  func saysWhatFilesOfOthersAre(bytes: [UInt8], word: String) throws {
    let lines = try list(bytes)
    #expect(lines.count == 1 && lines[0].hasPrefix("= it is") && lines[0].contains(word))
    #expect(try list(Archives.gzip(bytes)) == lines)
  }

  // MARK: WARC

  private static let plain = Archives.response("Content-Type: text/html; charset=utf-8", one)
  private static let chunks = Array("2\r\non\r\n1;x=y\r\ne\r\n0\r\n\r\n".utf8)

  @Test(
    arguments: [
      plain, Archives.response("Transfer-Encoding: chunked", chunks),
      Archives.record("resource", one, kind: "text/html"),
      Archives.record("conversion", one, kind: "text/plain"), Archives.response("transfer-encoding: chunked", one),
      Archives.response("Content-Encoding: gzip", Archives.gzip(one)),
      Archives.response("Content-Encoding: gzip\r\nTransfer-Encoding: chunked", one),
      Archives.response("Content-Encoding: deflate", Archives.deflate(one)),
      Archives.response("Content-Encoding: deflate", [0x78, 0x9C] + Archives.deflate(one) + [2, 0x80, 1, 0x43]),
    ], [1, 100, 1 << 20])
  func readsWebArchives(record: [UInt8], pieces: Int) throws {
    let noise = [
      Archives.record("warcinfo", Array("software: x\r\n".utf8), kind: "application/warc-fields"),
      Archives.record("request", Array("GET / HTTP/1.1\r\n\r\n".utf8)), Archives.record("revisit", []),
      Archives.response("Content-Type: text/html", Self.two, status: "404 Not Found"),
      Archives.response("Content-Type: text/html", Self.two, status: "301 Moved"),
      Archives.response("Content-Type: image/png", [0x89, 0x50]),
      Archives.response("Content-Type: image/png", [0x89, 0x50], url: "https://example.org/2"),
    ]
    let expected = [
      "\(Archives.url): !the server answered with status 404", "\(Archives.url) (2): one", "\(Archives.url) (3): one",
      "= records that are no pages: 2 of type image/png, 1 with status 301",
    ]
    let records = noise + [record, record]
    #expect(try list(records.flatMap(\.self), pieces: pieces) == expected)
    #expect(try list(records.flatMap(Archives.gzip), pieces: pieces) == expected)
  }

  @Test func knowsWherePagesCameFrom() throws {
    let warc = Archives.response("Content-Type: text/html; charset=\"ISO-8859-2\"", Self.one)
    let mhtml = Archives.mhtml([
      ("Content-Type: text/html; charset=ISO-8859-2\nContent-Location: \(Archives.url)", "one")
    ])
    for (bytes, date) in [(warc, "2025-10-01T08:00:00Z"), (mhtml, "Wed, 01 Oct 2025 08:00:00 -0000")] {
      guard case .container(var container) = try OpenedSource(ByteSource(name: "a", bytes: bytes)).kind,
        case .member(let member) = container.next()
      else { return #expect(Bool(false)) }
      #expect(member.url == Archives.url && member.charset == "ISO-8859-2" && member.dateRetrieved == date)
      #expect(member.name == "a!/\(Archives.url)")
    }
  }

  @Test func saysWhatOfAWebArchiveIsLost() throws {
    let name = "\(Archives.url): "
    let cutOff = "= the archive ends inside a record; what there is was read"
    try check(Array(Self.plain.dropLast(5)), holds: [name + "on", cutOff])
    try check(Self.plain + Array("WARC/1.0\r\nWARC-Ty".utf8), holds: [name + "one", cutOff])
    let torn = Array((Archives.gzip(Self.plain) + Archives.gzip(Self.plain)).dropLast(12))
    try check(
      torn,
      holds: [name + "one", "\(Archives.url) (2): one", "= the packed data ends too early; what came before was read"])
    try check(
      Self.plain + Array("nonsense\r\nmore\r\n".utf8) + Self.plain,
      holds: [
        name + "one", "\(Archives.url) (2): one",
        "= no record starts at byte \(Self.plain.count), where one should; reading went on at the next one",
      ])
    try check(
      Archives.response("Content-Encoding: br", [1]),
      holds: [name + "!its content is packed as 'br', which is not read; fetch it without"])
    try check(
      Archives.response("Content-Type: text/html", Self.one, more: "WARC-Truncated: length\r\n"), holds: [name + "one"])
    var limits = ContainerLimits()
    limits.memberBytes = 10
    try check(Self.plain, limits: limits, holds: [name + "!it has more than 0 MiB"])
    for count in 5..<Self.plain.count { _ = try list(Array(Self.plain.prefix(count))) }
  }

  // MARK: MHTML

  @Test(arguments: ["quoted-printable", "base64", "8bit"]) func readsSavedPages(encoding: String) throws {
    let page = "<p class=x>ö = 1</p>\nend of a long line that has to be broken somewhere"
    let body =
      switch encoding {
      case "base64": Archives.base64(Array(page.utf8))
      case "quoted-printable": Archives.quotedPrintable(Array(page.utf8))
      default: page
      }
    try check(
      Archives.mhtml([
        (
          "Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: \(encoding)\nContent-Location: \(Archives.url)",
          body
        ),
        ("Content-Type: image/png\nContent-Transfer-Encoding: base64", "AAAA"),
        ("Content-Type: text/html\nContent-Location: cid:frame-1@mhtml.blink", "frame"),
        ("Content-Type: text/html", "no address"),
      ]),
      holds: ["\(Archives.url): \(page)", "cid:frame-1@mhtml.blink: frame", "part 3: no address"])
  }

  @Test func saysWhatOfASavedPageIsLost() throws {
    let whole = Archives.mhtml([("Content-Type: text/html", "one")])
    try check(Array(whole.dropLast(11)), holds: ["part 1: one", "= the saved page is cut off; what there is was read"])
    try check(Archives.mhtml([("Content-Type: image/png", "AAAA")]), holds: ["= the saved page holds no HTML"])
    for count in 4..<whole.count { _ = try list(Array(whole.prefix(count))) }
  }

  // MARK: Anything

  /// Whatever the bytes behind the magic ones, there is an end.
  @Test(arguments: 0..<300 as Range<UInt64>) func garbageEnds(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let samples = [
      Archives.zip([.init("a", Self.one), .init("b", Self.two, flags: 8)], is64: seed % 2 == 0),
      Self.plain + Self.plain,
      Archives.gzip(Self.plain) + Archives.gzip(Self.plain), Archives.mhtml([("Content-Type: text/html", "one")]),
    ]
    var bytes = samples[Int(seed % 4)]
    for _ in 0..<Int.random(in: 1...8, using: &random) {
      bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
    }
    _ = try? list(bytes, isSeekable: seed % 3 == 0, pieces: 7)
  }

  // MARK: Lists of addresses

  @Test func listsSayWherePagesCameFrom() {
    let text = """
      # file, URL, date
      a.html\thttps://example.org/a\t2025-10-01\r
      y/a.html\thttps://example.org/y

      ./jobs.zip/b.html\thttps://example.org/b
      c.html https://example.org/c
      unused.html\thttps://example.org/d
      """
    let read = AddressList.read(Array(text.utf8), file: "urls.tsv")
    var list = read.value
    func url(_ name: String) -> String? {
      var source = ByteSource(name: name, bytes: [])
      list.address(&source)
      return source.url
    }
    #expect(url("pages/a.html") == "https://example.org/a" && url("x/y/a.html") == "https://example.org/y")
    #expect(url("in/jobs.zip!/b.html") == "https://example.org/b" && url("c.html") == nil && url("aa.html") == nil)
    #expect(list.unusedCount == 1)
    #expect(read.diagnostics.map(\.location?.line) == [6])
  }
}
