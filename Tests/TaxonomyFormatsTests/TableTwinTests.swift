import TestSupport
import Concepts
import Diagnostics
import Testing

@testable import TaxonomyFormats

/// Tables, whose bytes are looked at eight at a step, against a reader that cuts strings.
struct TableTwinTests {
  private static let pieces = [
    "a", "skill:x", "eightlet", "\"", "\"q\"", "#", "", " ", "é", "\u{1}", "\t", "\t", "\n", "\n", "\r\n",
    "long enough text",
  ]

  @Test(arguments: 0..<300 as Range<UInt64>)
  func readsLikeTheNaiveReader(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let body = (0..<Int.random(in: 0...60, using: &random)).map { _ in
      Self.pieces[Int.random(in: 0..<Self.pieces.count, using: &random)]
    }
    let text = (seed % 3 == 0 ? "\u{FEFF}" : "") + "b\tskipped\ta\r\n" + body.joined()
    var rows: [[String]] = []
    let problems = Table(name: "t", bytes: Array(text.utf8)).forEachRow(["a", "b", "none?"]) { row in
      rows.append([row[0], row[1], row[2], String(row.line)])
    }
    #expect(problems.isEmpty)
    #expect(rows == Self.naive(text))
  }

  private static func naive(_ text: String) -> [[String]] {
    var rows: [[String]] = []
    let lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated().dropFirst() {
      var line = Array(line)
      if line.last == 0x0D { line.removeLast() }
      guard !line.isEmpty, line[0] != UInt8(ascii: "#") else { continue }
      let cells = line.split(separator: 0x09, omittingEmptySubsequences: false).map { cell($0) }
      rows.append([cells.count > 2 ? cells[2] : "", cells[0], "", String(index + 1)])
    }
    return rows
  }

  private static func cell(_ bytes: ArraySlice<UInt8>) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    guard bytes.count >= 2, bytes.first == UInt8(ascii: "\""), bytes.last == UInt8(ascii: "\"") else { return text }
    var inner = ""
    var isSecond = false
    for character in text.unicodeScalars.dropFirst().dropLast() {
      isSecond = character == "\"" && !isSecond
      if !isSecond { inner.unicodeScalars.append(character) }
    }
    return inner
  }

  /// Relations are read by a flat table of ids, whatever the order of the concepts and however many there are.
  @Test(arguments: [(1, 0), (40, 1), (3000, 2)] as [(Int, UInt64)])
  func findsEveryID(count: Int, seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let ids = (0..<count).map { "skill:s\($0 * 7919 % 100_003)" }.shuffled(using: &random)
    let pairs = (0..<count).map { ids[$0] + "\trelated\t" + ids[Int.random(in: 0..<count, using: &random)] }
    let read = TaxonomyTables.read([
      ("concepts.tsv", Array(("id\tprefLabel\n" + ids.map { "\($0)\t\($0)\n" }.joined()).utf8)),
      ("relations.tsv", Array(("source\trelation\ttarget\n" + pairs.map { $0 + "\n" }.joined()).utf8)),
    ])
    #expect(read.diagnostics.isEmpty)
    let taxonomy = read.value
    #expect(taxonomy.concepts.map(\.id.rawValue) == ids.sorted())
    let found = taxonomy.relations.map {
      taxonomy[$0.source].id.rawValue + "\trelated\t" + taxonomy[$0.target].id.rawValue
    }
    #expect(found.sorted() == pairs.sorted())
    #expect(taxonomy.relations.sorted() == taxonomy.relations)
  }

  @Test(arguments: [
    ("Grade, Letter", "grade,letter"), (" a ,, b ", "a,b"), ("", ""), ("ÄB,c d", "äb,c d"),
    ("plain,words", "plain,words"),
    (",", ""), ("a,", "a"),
  ])
  func wordsOfRulesAreTidied(words: String, expected: String) {
    let read = TaxonomyTables.read([
      ("concepts.tsv", Array("id\tprefLabel\nskill:a\tA\n".utf8)),
      ("ambiguity.tsv", Array("label\tconcept\tcase\tevidence\twords\nA\tskill:a\tany\twords\t\(words)\n".utf8)),
    ])
    #expect(read.value.ambiguities.map(\.evidence.wordList) == [expected])
    #expect(read.value.ambiguities.first?.evidence.words == expected.split(separator: ",").map(String.init))
  }
}
