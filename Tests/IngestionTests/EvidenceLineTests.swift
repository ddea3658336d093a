import TestSupport
import Diagnostics
import GraphModel
import JSONText
import Testing

@testable import Ingestion

@Suite struct EvidenceLineTests {
  @Test func aLineHasTheDocumentedMembersInTheirOrder() {
    let line = #"""
      {"source":"pages/a.html","unit":2,"posting":{"title":"Señor \"Ä\" 😀\n","role":{"id":"role:data-engineer","label":"Data Engineer"},"seniority":"senior","employment":"full-time","organization":"Acme","location":"Berlin","datePosted":"2025-10-01","url":"https://example.org/1","identifier":"7","experienceYears":{"min":3,"max":5.5},"language":"en","syntax":"json-ld","digest":"0123456789abcdef"},"mentions":[{"concept":"skill:python","kind":"skill","label":"Python","level":"required","quote":"Python","context":"Python or SQL","section":"requirements","confidence":0.98,"method":"label","years":2.5,"alternatives":0}],"education":[{"level":"bachelor","fields":["physics"],"fieldConcepts":["education:physics"],"requirement":"preferred","quote":"BSc"}],"unknown":[{"phrase":"vector quantisation","context":"Know vector quantisation"}],"diagnostics":[{"severity":"warning","code":"markup.charset-guessed","message":"guessed","file":"f","line":3,"column":4,"offset":5}]}
      """#
    #expect(String(decoding: EvidenceLine.encoded(Sample.full), as: UTF8.self) == line)
  }

  @Test func whatAPostingDoesNotSayIsNull() {
    let line = #"""
      {"source":"a","unit":0,"posting":{"title":null,"role":null,"seniority":null,"employment":null,"organization":null,"location":null,"datePosted":null,"url":null,"identifier":null,"experienceYears":null,"language":null,"syntax":"text","digest":null},"mentions":[],"education":[],"unknown":[],"diagnostics":[]}
      """#
    let evidence = PostingEvidence(source: "a", unit: 0, posting: .init(syntax: "text"))
    #expect(String(decoding: EvidenceLine.encoded(evidence), as: UTF8.self) == line)
  }

  @Test(arguments: 0..<100 as Range<UInt64>)
  func linesAreReadBackEqual(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let evidence = randomEvidence(&random)
    #expect(try EvidenceLine.decoded(EvidenceLine.encoded(evidence)) == evidence)
  }

  /// The full sample with members left out or doubled, texts and numbers changed.
  private func randomEvidence(_ random: inout SplitMix64) -> PostingEvidence {
    var evidence = Sample.full
    func keeps() -> Bool { Bool.random(using: &random) }
    func text() -> String { ["", "a", "\\\"\u{1}\u{7f}", "naïve\t", "{}[],:"].randomElement(using: &random) ?? "" }
    func number() -> Double { Double.random(in: 0...10, using: &random) }
    if keeps() { evidence.posting.role = nil }
    evidence.posting.title = keeps() ? text() : nil
    evidence.posting.experienceYears = keeps() ? .init(min: keeps() ? number() : nil, max: number()) : nil
    evidence.mentions[0].confidence = number() / 10
    evidence.mentions[0].years = keeps() ? number() : nil
    evidence.mentions[0].context = text()
    if keeps() { evidence.mentions.append(evidence.mentions[0]) }
    evidence.education[0].fields = keeps() ? [text(), text()] : []
    if keeps() { evidence.unknown = [] }
    if keeps() { evidence.diagnostics[0].location = Location(line: keeps() ? 1 : nil, offset: 0) }
    return evidence
  }

  @Test func orderAndUnknownMembersDoNotMatter() throws {
    let line =
      #"{ "mentions": [{"level":"preferred","concept":"skill:sql","new":1}], "posting":{"syntax":"html"}, "x":{}, "unit":1, "source":"a" }"#
    let evidence = try EvidenceLine.decoded(Array(line.utf8))
    #expect(evidence.mentions.map { "\($0.concept) \($0.level)" } == ["skill:sql preferred"])
    #expect(evidence.unit == 1)
  }

  @Test(arguments: [
    (#"{"source":"a","unit":0"#, "not JSON"), (#"{"unit":0,"posting":{"syntax":"html"}}"#, "'source'"),
    (#"{"source":"a","unit":"0","posting":{"syntax":"html"}}"#, "'unit'"), (#"{"source":"a","unit":0}"#, "'posting'"),
    (#"{"source":"a","unit":0,"posting":{}}"#, "'syntax'"),
    (
      #"{"source":"a","unit":0,"posting":{"syntax":"html"},"mentions":[{"concept":"pyton","level":"required"}]}"#,
      "pyton"
    ),
    (
      #"{"source":"a","unit":0,"posting":{"syntax":"html"},"mentions":[{"concept":"skill:sql","level":"must"}]}"#,
      "level"
    ),
  ])
  func whatIsWrongWithALineIsNamed(line: String, words: String) {
    let error = #expect(throws: EvidenceLine.Malformed.self) { try EvidenceLine.decoded(Array(line.utf8)) }
    #expect(error?.message.contains(words) ?? false, "\(error?.message ?? "")")
  }

  @Test(arguments: [
    (#"{"source":"a","unit":0,"mentions":[]}"#, true), ("\u{FEFF} { \"source\" : 1, \"mentions\"", true),
    (#"{"source":"a","unit":0}"#, false), ("{\"source\":\"a\"\n\"mentions\":[]}", false),
    (#"{"sources":1,"mentions":2}"#, false),
    (#"[{"source":"a","mentions":[]}]"#, false), (#"<html>{"source":"mentions""#, false), ("", false),
  ])
  func linesAreRecognisedByTheirShape(text: String, expected: Bool) {
    #expect(EvidenceLine.isRecognized(Array(text.utf8)) == expected)
  }
}
