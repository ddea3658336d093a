import TestSupport
import Testing

@testable import Mentions

/// The scanner, which takes eight bytes at a step, against one that looks at each.
struct WordTwinTests {
  private static let pieces = [
    "libraries", "s", "ies", "ss", "us", "is", "LLMs", "APIS", "sse", "xes", "che", "shes", "ogistics", "ise", "yse",
    "isation", "ised", "ysed", "ising", "iser", "Organ", "anal", "a", "Z", "9", "1234567", "abcdefgh", "É", "ß", "×",
    "日本", "😀", "’", "…", " ", " ", " ", "  ", "-", "/", ". ", ".net", ", ", "+", "++", "#", "&", "_", "\u{A0}", ":",
  ]

  @Test(arguments: 0..<400 as Range<UInt64>)
  func scansLikeTheNaiveScanner(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let pieces = (0..<Int.random(in: 0...30, using: &random)).map { _ in
      Self.pieces[Int.random(in: 0..<Self.pieces.count, using: &random)]
    }
    let text = Array(pieces.joined().utf8)
    // A part of a text, as blocks are, must not see what stands around it.
    let start = Int.random(in: 0...text.count, using: &random)
    let range = start..<Int.random(in: start...text.count, using: &random)
    var words: [WordScanner.Word] = []
    WordScanner.scan(text, range, into: &words)
    let naive = NaiveScanner(text: text, range: range).words
    #expect(words.map { Int($0.start)..<Int($0.end) } == naive)
    for (index, word) in words.enumerated() {
      let gap = index == 0 ? [] : text[Int(words[index - 1].end)..<Int(word.start)]
      #expect(word.isSpaced == (gap == [0x20]))
    }
    let folded = naive.map { text[$0] == [UInt8(ascii: "&")] ? Array("and".utf8) : NaiveFolding.folded(text[$0]) }
    for (a, wordA) in words.enumerated() {
      for (b, wordB) in words.enumerated() {
        #expect((wordA.hash == wordB.hash) == (folded[a] == folded[b]), "\(pieces.joined())")
      }
    }
  }
}

/// Byte by byte.
private struct NaiveScanner {
  let text: [UInt8]
  let range: Range<Int>

  var words: [Range<Int>] {
    var words: [Range<Int>] = []
    var offset = range.lowerBound
    while offset < range.upperBound {
      if isWord(offset) || isDottedName(offset) {
        let end = wordEnd(offset)
        words.append(offset..<end)
        offset = end
      } else if text[offset] == UInt8(ascii: "&") {
        words.append(offset..<offset + 1)
        offset += 1
      } else {
        let first = text[offset]
        offset += first == 0xC2 ? 2 : first == 0xE2 || first == 0xEF ? 3 : (0xF0...0xF4).contains(first) ? 4 : 1
      }
    }
    return words
  }

  private func isWord(_ offset: Int) -> Bool {
    guard range.contains(offset) else { return false }
    let byte = text[offset]
    let isASCII = Character(UnicodeScalar(byte)).isASCII
    return isASCII
      ? Character(UnicodeScalar(byte)).isLetter || Character(UnicodeScalar(byte)).isNumber
      : (0xC3...0xEE).contains(byte) && byte != 0xE2
  }

  private func isDottedName(_ offset: Int) -> Bool {
    guard text[offset] == UInt8(ascii: "."), range.contains(offset + 1), (0x61...0x7A).contains(text[offset + 1] | 0x20)
    else { return false }
    return offset == range.lowerBound || " (,/&|".utf8.contains(text[offset - 1])
  }

  private func wordEnd(_ start: Int) -> Int {
    var end = start + 1
    while range.contains(end), isWord(end) || (0x80...0xBF).contains(text[end]) { end += 1 }
    let sign = range.contains(end) ? text[end] : 0
    if sign == UInt8(ascii: "+"), range.contains(end + 1), text[end + 1] == sign { return end + 2 }
    return (sign == UInt8(ascii: "+") || sign == UInt8(ascii: "#")) && !isWord(end + 1) ? end + 1 : end
  }
}

/// By the letters.
private enum NaiveFolding {
  static func folded(_ word: ArraySlice<UInt8>) -> [UInt8] {
    let word = Array(word)
    var folded = lowercased(word)
    guard word.count > 2 else { return folded }
    if word.last == UInt8(ascii: "s"), (0x41...0x5A).contains(word[word.count - 2]) { return Array(folded.dropLast()) }
    guard word.count > 3 else { return folded }
    func has(_ ending: String) -> Bool {
      folded.count > ending.utf8.count && folded.suffix(ending.utf8.count).elementsEqual(ending.utf8)
    }
    var becameY = false
    if folded.last == UInt8(ascii: "s"), !["ss", "us", "is", "ogistics"].contains(where: has) {
      becameY = word.count > 4 && has("ies")
      folded.removeLast(becameY ? 3 : 1)
    }
    if ["che", "she", "xe", "sse"].contains(where: has) { folded.removeLast() }
    if becameY { return folded + [UInt8(ascii: "y")] }
    let endings = [("ise", 2), ("yse", 2), ("isation", 6), ("ised", 3), ("ysed", 3), ("ising", 4), ("iser", 3)]
    for (ending, place) in endings where folded.count > 5 && has(ending) {
      folded[folded.count - place] = UInt8(ascii: "z")
      break
    }
    return folded
  }

  private static func lowercased(_ word: [UInt8]) -> [UInt8] {
    word.indices.map { index in
      let byte = word[index]
      if (0x41...0x5A).contains(byte) { return byte | 0x20 }
      let isLatin = (0x80...0x9E).contains(byte) && byte != 0x97 && index > 0 && word[index - 1] == 0xC3
      return isLatin ? byte | 0x20 : byte
    }
  }
}
