import Concepts
import TestSupport
import Testing

@testable import Mentions

/// Words looked up by their hashes, against sets and scans of the standard library.
struct WordLookupTests {
  private static func words(_ count: Int, _ random: inout SplitMix64) -> [WordScanner.Word] {
    let letters = ["a", "b", "c", "d", "data", "und", "x1", "é"]
    let text = (0..<count).map { _ in letters[Int.random(in: 0..<letters.count, using: &random)] }
    let bytes = Array(text.joined(separator: " ").utf8)
    var words: [WordScanner.Word] = []
    WordScanner.scan(bytes, 0..<bytes.count, into: &words)
    return words
  }

  @Test(arguments: 0..<50 as Range<UInt64>)
  func mapsLikeADictionary(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var (map, twin): (WordMap, [UInt64: UInt32]) = (WordMap(), [:])
    // Neighbouring numbers share slots.
    for _ in 0..<Int.random(in: 0...300, using: &random) {
      let (hash, value) = (UInt64.random(in: 1...200, using: &random), UInt32.random(in: 0...9, using: &random))
      (map[hash], twin[hash]) = (value, value)
    }
    for hash in 0...300 as ClosedRange<UInt64> { #expect(map[hash] == twin[hash]) }
    #expect(map.count == twin.count)
  }

  @Test(arguments: 0..<50 as Range<UInt64>)
  func sketchMissesNoWord(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let words = Self.words(60, &random)
    var sketch = WordSketch(expectedWords: 4)
    for word in words.prefix(4) { sketch.insert(word.hash) }
    let known = Set(words.prefix(4).map(\.hash))
    let found = sketch.positions(in: words).map(Int.init)
    #expect(found == found.sorted())
    #expect(found.filter { known.contains(words[$0].hash) } == words.indices.filter { known.contains(words[$0].hash) })
    #expect(found.allSatisfy { sketch.contains(words[$0].hash) })
  }

  @Test(arguments: 0..<100 as Range<UInt64>)
  func findsPhrasesLikeAScan(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let table = MentionFinder(taxonomy: taxonomy(["skill:x {exact a,b c,data und d,é}"])).labels
    let words = Self.words(Int.random(in: 1...40, using: &random), &random)
    let places = EvidencePlaces(of: table.evidence, in: words)
    let start = Int.random(in: 0...words.count, using: &random)
    let range = start..<Int.random(in: start...words.count, using: &random)
    let hit = min(start + 2, words.count)..<min(start + 3, words.count)
    for phrase in table.rules[0].phrases.map(table.phrase) {
      let hashes = Array(table.phraseWords[phrase])
      func stands(_ place: Int) -> Bool { words[place...].prefix(hashes.count).map(\.hash) == hashes }
      let expected = range.contains { place in
        place + hashes.count <= range.upperBound && stands(place)
          && (place >= hit.upperBound || place + hashes.count <= hit.lowerBound)
      }
      #expect(places.hold(phrase, of: table, in: range, except: hit) == expected)
      #expect(places.hold(phrase, of: table) == hashes.allSatisfy { hash in words.contains { $0.hash == hash } })
    }
  }
}
