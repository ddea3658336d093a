import Concepts
import Containers
import Diagnostics
import GraphModel
import Ingestion
import Testing

/// However a page is packed, it gives the same evidence; only where it came from differs.
@Suite struct SameEvidenceTests {
  private static let taxonomy = Taxonomy(
    schemes: [.init(name: "sample", title: "Sample", release: "1", licence: "CC0")],
    concepts: [
      Concept(id: ConceptID(kind: .skill, label: "Python"), prefLabel: "Python"),
      Concept(id: ConceptID(kind: .skill, label: "SQL"), prefLabel: "SQL"),
      Concept(id: ConceptID(kind: .role, label: "Data Engineer"), prefLabel: "Data Engineer"),
    ], relations: [])

  private struct Run {
    var evidence: [PostingEvidence] = []
    var batches: [SourceBatch] = []
    var reports: [SourceReport] = []

    var outcomes: [String] { reports.map { "\($0.source): \($0.outcome)" } }
  }

  private func run(
    _ sources: [ByteSource], addresses: AddressList = AddressList(),
    isCurrent: ((String, String) throws -> Bool)? = nil
  ) async throws -> Run {
    var run = Run()
    var pipeline = ExtractionPipeline(extractor: Extractor(taxonomy: Self.taxonomy), workers: 2)
    pipeline.addresses = addresses
    _ = try await pipeline.run(
      sources, isCurrent: isCurrent, report: { run.reports.append($0) }, receive: { run.batches += $0 })
    run.evidence = run.batches.flatMap(\.evidence)
    return run
  }

  // MARK: The pages

  private static let text = """
    Data Engineer

    Requirements
    - Five years of experience with Python and SQL
    - You will build pipelines; a degree in computer science is a plus

    Responsibilities
    - You are responsible for tables, tests and the documentation of both
    """

  private static let structured =
    #"<script type='application/ld+json'>{"@type":"JobPosting","title":"Data Engineer – Köln","description":"<p>Requirements: Python</p>"}</script>"#

  static let pages: [(name: String, bytes: [UInt8])] = [
    ("a.html", Array("<html><meta charset=utf-8>\(structured)</html>".utf8)),
    (
      "latin.html",
      Array("<html><meta charset=iso-8859-1><p>x</p>".utf8) + structured.utf16.map { $0 < 256 ? UInt8($0) : 0x96 }
    ),
    ("notes.md", Array("# \(text)".utf8)), ("notes.txt", Array(text.utf8)),
    (
      "feed.xml",
      Array(
        ("<?xml version='1.0'?><source>"
          + (0..<150).map {
            "<job><title>Data Engineer \($0)</title><description>Requirements: SQL</description></job>"
          }
          .joined() + "</source>").utf8)
    ),
    (
      "jobs.json",
      Array(#"{"jobs":[{"title":"Data Engineer","content":"Requirements: SQL"},{"title":"B","content":"x"}]}"#.utf8)
    ),
    ("story.html", Array("<title>News</title><p>The bridge is closed until Monday.</p>".utf8)),
  ]

  /// The ways to pack a page; the name in the archive is the page's own.
  static let packings: [(name: String, pack: @Sendable (String, [UInt8]) -> [UInt8])] = [
    (".gz", { Archives.gzip($1) }), (".zip", { Archives.zip([.init($0, $1)]) }),
    (".zip", { Archives.zip([.init($0, $1, method: 0)], is64: true) }),
    (".zip", { Archives.zip([.init($0 + ".gz", Archives.gzip($1))]) }),
    (".zip.gz", { Archives.gzip(Archives.zip([.init($0, $1)])) }),
    (".zip", { Archives.zip([.init("inner.zip", Archives.zip([.init($0, $1)]))]) }),
    (".warc", { Archives.response("Content-Type: text/plain", $1, url: "https://example.org/\($0)") }),
    (
      ".warc.gz",
      {
        Archives.gzip(Archives.response("Content-Encoding: gzip", Archives.gzip($1), url: "https://example.org/\($0)"))
      }
    ),
    (
      ".mhtml",
      {
        Archives.mhtml([
          (
            "Content-Type: text/html\nContent-Transfer-Encoding: base64\nContent-Location: https://example.org/\($0)",
            Archives.base64($1)
          )
        ])
      }
    ),
  ]

  private func withoutOrigin(_ evidence: [PostingEvidence]) -> [PostingEvidence] {
    evidence.map { evidence in
      var evidence = evidence
      evidence.source = ""
      if evidence.posting.url?.hasPrefix("https://example.org/") == true { evidence.posting.url = nil }
      evidence.diagnostics.removeAll { $0.code == "postings.retrieved" }
      return evidence
    }
  }

  @Test(arguments: pages.indices, packings.indices)
  func packingChangesNothing(page: Int, packing: Int) async throws {
    let (name, bytes) = Self.pages[page]
    let (ending, pack) = Self.packings[packing]
    let plain = try await run([ByteSource(name: name, bytes: bytes)])
    let packed = try await run([ByteSource(name: name + ending, bytes: pack(name, bytes))])
    #expect(withoutOrigin(packed.evidence) == withoutOrigin(plain.evidence))
    #expect(plain.evidence.isEmpty == (name == "story.html"))
    func remarks(_ run: Run) -> [DiagnosticCount] {
      run.reports.filter { $0.outcome != .unpacked }.flatMap(\.diagnostics).filter { $0.code != "postings.retrieved" }
    }
    #expect(remarks(packed) == remarks(plain))
    // The same through a pipe, in small pieces.
    let all = pack(name, bytes)
    let piped = ByteSource(name: "-") {
      var rest = all[...]
      return {
        defer { rest = rest.dropFirst(1_000) }
        return rest.isEmpty ? nil : Array(rest.prefix(1_000))
      }
    }
    if name != "notes.md" || !ending.hasSuffix(".gz") || ending == ".zip.gz" {
      #expect(withoutOrigin(try await run([piped]).evidence) == withoutOrigin(plain.evidence))
    }
  }

  // MARK: Reading again

  @Test func onlyChangedMembersAreReadAgain() async throws {
    func sources(_ skill: String) -> [ByteSource] {
      let page = Array(Self.structured.replacing("Python", with: skill).utf8)
      return [
        ByteSource(name: "a.zip", bytes: Archives.zip([.init("1.html", Self.pages[0].bytes), .init("2.html", page)])),
        ByteSource(
          name: "b.warc.gz",
          bytes: Archives.gzip(Archives.response("", Self.pages[0].bytes)) + Archives.gzip(Archives.response("", page))),
        ByteSource(name: "f.xml.gz", bytes: Archives.gzip(Self.pages[4].bytes)),
      ]
    }
    var digests: [String: String] = [:]
    let first = try await run(sources("Python"), isCurrent: { _, _ in false })
    for batch in first.batches where batch.isLast { digests[batch.source] = batch.digest }
    let members = [
      "a.zip!/1.html", "a.zip!/2.html", "b.warc.gz!/\(Archives.url)", "b.warc.gz!/\(Archives.url) (2)", "f.xml.gz",
    ]
    #expect(digests.keys.sorted() == members)
    let known = digests
    let second = try await run(sources("Python"), isCurrent: { known[$0] == $1 })
    #expect(second.evidence.isEmpty && second.reports.filter { $0.outcome == .unchanged }.map(\.source) == members)
    let third = try await run(sources("SQL"), isCurrent: { known[$0] == $1 })
    #expect(third.evidence.map(\.source) == [members[1], members[3]])
  }

  @Test func anArchiveInAPipeIsCalledAfterItsContent() async throws {
    let zip = Archives.zip([.init("1.html", Self.pages[0].bytes)])
    let piped = ByteSource(name: "-", open: ByteSource(name: "", bytes: zip).open)
    let run = try await run([piped], isCurrent: { _, _ in false })
    #expect(run.evidence.map { $0.source.hasPrefix("-:") && $0.source.hasSuffix("!/1.html") } == [true])
  }

  // MARK: What is lost

  @Test func archivesThatAreCutOffGiveWhatTheyHave() async throws {
    let feed = Archives.gzip(Self.pages[4].bytes)
    let zip = Archives.zip([.init("1.html", Self.pages[0].bytes), .init("2.html", Self.pages[0].bytes)])
    let warc = Archives.response("", Self.pages[0].bytes) + Archives.response("", Self.pages[0].bytes)
    let run = try await run([
      ByteSource(name: "f.gz", bytes: Array(feed.prefix(feed.count / 2))),
      ByteSource(name: "z", bytes: Array(zip.prefix(zip.count - 30))),
      ByteSource(name: "w", bytes: Array(warc.dropLast(10))), ByteSource(name: "a.html", bytes: Self.pages[0].bytes),
    ])
    let counts = Dictionary(grouping: run.evidence, by: { String($0.source.prefix(1)) }).mapValues(\.count)
    #expect((50..<100).contains(counts["f", default: 0]))
    #expect(counts["z"] == 2 && counts["w"] == 2 && counts["a"] == 1)
    #expect(run.outcomes.filter { $0.hasSuffix("unreadable") } == ["f.gz", "z", "w"].map { "\($0): unreadable" })
    #expect(run.batches.filter { $0.source == "f.gz" }.allSatisfy { !$0.isLast })
  }

  @Test func whatIsNotReadIsNamed() async throws {
    let office = Archives.zip([.init("[Content_Types].xml", []), .init("word/document.xml", [])])
    let run = try await run([
      ByteSource(
        name: "a.zip",
        bytes: Archives.zip([.init("cv.docx", office), .init("p.pdf", Array("%PDF-1.4".utf8)), .init("e", [])]))
    ])
    #expect(
      run.outcomes == ["a.zip!/cv.docx: skipped", "a.zip!/p.pdf: skipped", "a.zip!/e: skipped", "a.zip: unpacked"])
    #expect(run.reports[0].reason?.contains("save it as a web page") == true)
    #expect(run.reports[0].diagnostics.map(\.code) == ["containers.unsupported"])
  }

  @Test func archivesInArchivesEnd() async throws {
    let page = Archives.zip([.init("1.html", Self.pages[0].bytes)])
    let deep = (0..<3).reduce(page) { zip, _ in Archives.zip([.init("x.zip", zip)]) }
    let run = try await run([ByteSource(name: "a.zip", bytes: deep)])
    #expect(run.evidence.isEmpty && run.outcomes.first == "a.zip!/x.zip!/x.zip!/x.zip: unreadable")
  }

  // MARK: Where pages came from

  @Test(
    arguments: [
      ("", "https://example.org/listed"),
      ("<link rel=canonical href=https://example.org/own>", "https://example.org/own"),
      ("<meta property=og:url content=https://example.org/own>", "https://example.org/own"),
    ])
  func thePagesOwnAddressGoesFirst(head: String, url: String) async throws {
    let page = Array("<html>\(head)\(Self.structured)</html>".utf8)
    let list = AddressList.read(Array("p.html\thttps://example.org/listed".utf8), file: "urls").value
    let listed = try await run(
      [
        ByteSource(name: "in/p.html", bytes: page), ByteSource(name: "z", bytes: Archives.zip([.init("p.html", page)])),
      ],
      addresses: list)
    #expect(listed.evidence.map(\.posting.url) == [url, url])
    let archived = try await run([
      ByteSource(name: "w", bytes: Archives.response("", page, url: "https://example.org/listed"))
    ])
    #expect(archived.evidence.map(\.posting.url) == [url])
  }

  @Test func whereAndWhenIsKept() async throws {
    let run = try await run([ByteSource(name: "w", bytes: Archives.response("", Self.pages[0].bytes))])
    #expect(
      run.evidence.flatMap(\.diagnostics).map(\.message) == ["retrieved from \(Archives.url) on 2025-10-01"])
  }

  /// They would be taken for one posting.
  @Test func postingsOfOnePageDoNotShareItsAddress() async throws {
    let page = Array("<html>\(Self.structured)\(Self.structured.replacing("Köln", with: "Bonn"))</html>".utf8)
    let run = try await run([ByteSource(name: "w", bytes: Archives.response("", page))])
    #expect(run.evidence.map(\.posting.url) == [nil, nil])
  }
}
