internal import Postings

/// A posting's blocks as one run of bytes and words, so that nothing is allocated per block or word.
///
/// A class, so that everything that reads it shares it at the cost of one pointer; it does not change once made.
final class PostingText: Sendable {
  let bytes: [UInt8]
  let words: [WordScanner.Word]
  /// Where each block's bytes begin, and one more.
  private let blockStarts: [Int]
  /// Where each block's words begin, and one more.
  private let wordStarts: [Int]

  /// The blocks of `posting`, and its title behind them.
  ///
  /// - Parameter marked: whether more is to be asked of the words than which they are.
  convenience init(_ posting: JobPosting, marked: Bool = true) {
    self.init(posting.blocks.map(\.text) + [posting.title ?? ""], marked: marked)
  }

  /// A text that is one block.
  convenience init(_ text: String) { self.init([text]) }

  private init(_ blocks: [String], marked: Bool = true) {
    var bytes: [UInt8] = []
    var words: [WordScanner.Word] = []
    var (blockStarts, wordStarts) = ([0], [0])
    bytes.reserveCapacity(blocks.reduce(0) { $0 + $1.utf8.count })
    words.reserveCapacity(bytes.capacity / 6)
    blockStarts.reserveCapacity(blocks.count + 1)
    wordStarts.reserveCapacity(blocks.count + 1)
    for block in blocks {
      bytes.append(contentsOf: block.utf8)
      blockStarts.append(bytes.count)
    }
    for block in blocks.indices {
      let first = words.count
      WordScanner.scan(bytes, blockStarts[block]..<blockStarts[block + 1], into: &words)
      if marked { WordScanner.markSentences(&words, first..<words.count, in: bytes) }
      wordStarts.append(words.count)
    }
    if marked { Vocabulary.bundled.mark(&words) }
    (self.bytes, self.words, self.blockStarts, self.wordStarts) = (bytes, words, blockStarts, wordStarts)
  }

  /// The title's words, behind those of all blocks.
  var titleWords: Range<Int> { words(of: blockStarts.count - 2) }

  /// Where the words of each block end, those of the title left out.
  var blockEnds: ArraySlice<Int> { wordStarts.dropFirst().dropLast() }

  func words(of block: Int) -> Range<Int> { wordStarts[block]..<wordStarts[block + 1] }

  func bytes(of block: Int) -> Range<Int> { blockStarts[block]..<blockStarts[block + 1] }

  /// Whether one of the words in `range` has a mark.
  func has(_ mark: WordMarks, in range: Range<Int>) -> Bool {
    for position in range where words[position].marks.contains(mark) { return true }
    return false
  }

  /// The bytes from the first word's start to the last word's end.
  func bytes(ofWords range: Range<Int>) -> Range<Int> {
    Int(words[range.lowerBound].start)..<Int(words[range.upperBound - 1].end)
  }

  /// The bytes between word `position - 1` and word `position`.
  func gap(before position: Int) -> Range<Int> { Int(words[position - 1].end)..<Int(words[position].start) }

  func gap(before position: Int, contains byte: UInt8) -> Bool {
    if words[position].isSpaced { return byte == UInt8(ascii: " ") }
    for offset in gap(before: position) where bytes[offset] == byte { return true }
    return false
  }

  func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  func string(ofWords range: Range<Int>) -> String { range.isEmpty ? "" : string(bytes(ofWords: range)) }

  func length(ofWord position: Int) -> Int { Int(words[position].end - words[position].start) }

  func firstByte(ofWord position: Int) -> UInt8 { bytes[Int(words[position].start)] }

  func isCapitalised(_ position: Int) -> Bool {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(firstByte(ofWord: position))
  }

  /// A capital and then small letters, as in the names of teams; "APIs" is none.
  func isPlainName(_ position: Int) -> Bool {
    isCapitalised(position) && length(ofWord: position) > 2
      && bytes[Int(words[position].start) + 1..<Int(words[position].end)].allSatisfy { $0 & 0x20 != 0 }
  }

  func isNumber(_ position: Int) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(firstByte(ofWord: position))
  }
}
