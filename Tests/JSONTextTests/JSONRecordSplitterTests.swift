import Diagnostics
import Testing

@testable import JSONText

/// What long lists of JSON are cut into, whatever the pieces they come in.
@Suite struct JSONRecordSplitterTests {
  private func check(
    _ text: String, gives expected: [String], remarks: [String] = [], maximumSize: Int = 1_000,
    _ place: SourceLocation = #_sourceLocation
  ) {
    let bytes = Array(text.utf8)
    for size in [1, 2, 3, 7, 64, max(1, bytes.count)] {
      var records: [JSONRecordSplitter.Record] = []
      var splitter = JSONRecordSplitter(maximumSize: maximumSize)
      for start in stride(from: 0, to: bytes.count, by: size) {
        splitter.push(bytes[start..<min(bytes.count, start + size)]) { records.append($0) }
      }
      splitter.finish { records.append($0) }
      #expect(records.map { String(decoding: $0.bytes, as: UTF8.self) } == expected, sourceLocation: place)
      #expect(splitter.diagnostics.map(\.code) == remarks, sourceLocation: place)
      for record in records { #expect(bytes[record.offset...].starts(with: record.bytes), sourceLocation: place) }
    }
  }

  @Test func handsOutTheObjectsOfLists() {
    check(#"[{"a":1},{"b":[{"c":2}]}, {} ]"#, gives: [#"{"a":1}"#, #"{"b":[{"c":2}]}"#, "{}"])
    check(
      #"{"meta":{"n":2},"jobs":[{"a":"}"},{"b":"\"]"}],"x":[1,2],"y":{"z":[{"c":3}]}}"#,
      gives: [#"{"a":"}"}"#, #"{"b":"\"]"}"#, #"{"c":3}"#])
    check(#"[[{"a":1}],[{"b":1}]]"#, gives: [#"{"a":1}"#, #"{"b":1}"#])
    check(#"{"a":1}"#, gives: [])
    check("", gives: [])
  }

  @Test func aForgottenEscapeCostsLittle() {
    check(
      #"[{"a":"one "quote"},{"a":"fine"},{"a":"fine, too"}]"#,
      gives: [#"{"a":"one "quote"}"#, #"{"a":"fine"}"#, #"{"a":"fine, too"}"#])
    check(
      "[{\"a\":\"6\" pipe\",\"n\":5\n  },\n  {\n    \"a\":\"x\"}, {\"b\":{\"c\":\"y\"}}]",
      gives: ["{\"a\":\"6\" pipe\",\"n\":5\n  }", "{\n    \"a\":\"x\"}", "{\"b\":{\"c\":\"y\"}}"])
  }

  @Test func theEndMayBeMissing() {
    check(#"[{"a":1},{"b":"x"#, gives: [#"{"a":1}"#, #"{"b":"x"#], remarks: ["json.truncated"])
    check(#"[{"a":1},"#, gives: [#"{"a":1}"#], remarks: ["json.truncated"])
  }

  @Test func anObjectThatIsTooLargeCostsOnlyItself() {
    let large = "{\"a\":\"\(String(repeating: "x", count: 200_000))\"}"
    check("[{\"a\":1},\(large),{\"b\":2}]", gives: ["{\"a\":1}", "{\"b\":2}"], remarks: ["json.record-too-large"])
    check("[\(large)", gives: [], remarks: ["json.record-too-large", "json.truncated"])
  }

  @Test func depthIsNoTrouble() {
    let deep = String(repeating: "[", count: 100_000)
    check("\(deep){\"a\":1}\(String(repeating: "]", count: 100_000))", gives: ["{\"a\":1}"])
  }
}
