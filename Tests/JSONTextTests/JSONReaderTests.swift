import TestSupport
import Diagnostics
import Foundation
import Testing

@testable import JSONText

@Suite struct JSONReaderTests {
  /// Reads `text` with repairs and compares the value written out again, and the kinds of repair.
  private func check(_ text: String, reads expected: String, mending repairs: [String] = []) {
    do {
      let parsed = try JSONReader(repairs: true).read(text.utf8)
      #expect(parsed.value.text() == expected, "\(text)")
      #expect(parsed.diagnostics.map { String($0.code.dropFirst("json.".count)) } == repairs, "\(text)")
    } catch {
      Issue.record("\(text): \(error.message)")
    }
  }

  @Test func readsWhatRFC8259Allows() {
    check(" [1, -0.5e+3, true, false, null, \"\"] ", reads: "[1,-0.5e+3,true,false,null,\"\"]")
    check(#"{"a":{"b":[]},"a":{}}"#, reads: #"{"a":{"b":[]},"a":{}}"#)
    check(#""\u00e9\ud83d\ude00\/\n""#, reads: "\"é😀/\\n\"")
    check(#""\ud83d""#, reads: "\"\u{FFFD}\"")
  }

  @Test(
    arguments: [
      ("{\"a\":\"x\ny\"}", #"{"a":"x\ny"}"#, ["control-character"]),
      ("{\"a\":1,}", #"{"a":1}"#, ["trailing-comma"]),
      ("{\"a\":[1,2,],}", #"{"a":[1,2]}"#, ["trailing-comma"]),
      ("/* c */{\"a\":1 // d\n}", #"{"a":1}"#, ["comment"]),
      ("{\"a\":1}}", #"{"a":1}"#, ["trailing-text"]),
      ("{\"a\":1};", #"{"a":1}"#, ["trailing-text"]),
      ("//<![CDATA[\n{\"a\":1}\n//]]>", #"{"a":1}"#, ["wrapper"]),
      ("<![CDATA[{\"a\":1}]]>", #"{"a":1}"#, ["wrapper"]),
      ("<!-- {\"a\":1} -->", #"{"a":1}"#, ["wrapper"]),
      ("{\"a\":\"say \"hi\" now\",\"b\":2}", #"{"a":"say \"hi\" now","b":2}"#, ["inner-quote"]),
      ("{&quot;a&quot;:&quot;b&quot;}", #"{"a":"b"}"#, ["escaped-entities"]),
      ("{'a':'b'}", #"{"a":"b"}"#, ["single-quotes"]),
      ("{a:1}", #"{"a":1}"#, ["bare-name"]),
      ("{\"a\":1}{\"b\":2}", #"[{"a":1},{"b":2}]"#, ["several-values"]),
      ("\u{FEFF}{\"a\":1}", #"{"a":1}"#, ["byte-order-mark"]),
      ("{\"a\":{\"b\":[1,2", #"{"a":{"b":[1,2]}}"#, ["truncated"]),
      ("{\"a\":\"unfinished", #"{"a":"unfinished"}"#, ["truncated"]),
      ("{\"a\":NaN,\"b\":undefined}", #"{"a":null,"b":null}"#, ["not-a-value"]),
      ("{\"a\":,\"b\":1}", #"{"a":null,"b":1}"#, ["missing-value"]),
      ("{\"a\":\"\\d\"}", #"{"a":"d"}"#, ["escape"]),
      ("{\"a\":\"1\"\n\"b\":\"2\"}", #"{"a":"1","b":"2"}"#, ["comma"]),
      ("{\"a\":01}", #"{"a":"01"}"#, ["number"]),
    ] as [(String, String, [String])])
  func mendsWhatPagesBreak(text: String, expected: String, repairs: [String]) {
    check(text, reads: expected, mending: repairs)
    #expect(throws: JSONError.self) { try JSONReader().read(text.utf8) }
  }

  @Test(arguments: ["", "   ", "nothing", "<html>", "]"])
  func refusesWhatHoldsNoValue(text: String) {
    #expect(throws: JSONError.self) { try JSONReader(repairs: true).read(text.utf8) }
  }

  @Test func refusesBottomlessNesting() {
    let deep = String(repeating: "[", count: 100_000)
    #expect(throws: JSONError.self) { try JSONReader(repairs: true).read(deep.utf8) }
  }

  /// Foundation's parser is the other opinion: it reads what we write, and we read what it writes.
  @Test(arguments: 0..<100 as Range<UInt64>)
  func agreesWithFoundation(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let value = JSONValue.array([.random(using: &random, depth: 4)])
    for indented in [false, true] {
      let ours = value.utf8(indented: indented)
      #expect(try JSONReader().read(ours).value == value)
      let object = try JSONSerialization.jsonObject(with: Data(ours))
      let theirs = try JSONSerialization.data(withJSONObject: object, options: [.sortedKeys])
      let back = try JSONSerialization.jsonObject(with: Data(JSONReader().read([UInt8](theirs)).value.utf8()))
      #expect(back as? NSArray == object as? NSArray)
    }
  }

  /// Whatever the bytes, reading ends and what is read can be written and read again.
  @Test(arguments: 0..<300 as Range<UInt64>)
  func survivesDamage(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    var bytes = JSONValue.random(using: &random, depth: 4).utf8()
    for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
      let position = Int.random(in: 0..<bytes.count, using: &random)
      bytes[position] = Array("{}[]\",:'\\/ \u{1}x".utf8).randomElement(using: &random) ?? 0
    }
    guard let parsed = try? JSONReader(repairs: true).read(bytes) else { return }
    #expect(try JSONReader().read(parsed.value.utf8()).value == parsed.value)
  }
}

extension JSONValue {
  fileprivate static func random(using random: inout SplitMix64, depth: Int) -> JSONValue {
    switch Int.random(in: 0..<(depth > 0 ? 7 : 5), using: &random) {
    case 0: .null
    case 1: .bool(.random(using: &random))
    case 2: .number(String(Int.random(in: -1_000...1_000, using: &random)))
    case 3: .number(["0.5", "1e3", "-2.25", "0"].randomElement(using: &random) ?? "0")
    case 4: .string(.random(using: &random))
    case 5: .array((0..<Int.random(in: 0...4, using: &random)).map { _ in .random(using: &random, depth: depth - 1) })
    default:
      .object(
        (0..<Int.random(in: 0...4, using: &random)).map {
          Member("\($0)" + .random(using: &random), .random(using: &random, depth: depth - 1))
        })
    }
  }
}

extension String {
  fileprivate static func random(using random: inout SplitMix64) -> String {
    let pieces = ["a", "é", "😀", "\"", "\\", "\n", "\u{1}", "</p>", " ", "ž", "\u{2028}"]
    return (0..<Int.random(in: 0...5, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
  }
}
