internal import Postings

/// A posting's blocks as one run of bytes and words, so that nothing is allocated per block or word.
struct PostingText {
  private(set) var bytes: [UInt8] = []
  private(set) var words: [WordScanner.Word] = []
  /// Where each block's bytes begin, and one more.
  private(set) var blockStarts: [Int] = [0]
  /// Where each block's words begin, and one more.
  private(set) var wordStarts: [Int] = [0]

  init(_ posting: JobPosting) {
    bytes.reserveCapacity(posting.blocks.reduce(0) { $0 + $1.text.utf8.count })
    for block in posting.blocks { append(block.text) }
    append(posting.title ?? "")
  }

  /// The title's words, behind those of all blocks.
  var titleWords: Range<Int> { words(of: blockStarts.count - 2) }

  /// A text that is one block.
  init(_ text: String) { append(text) }

  private mutating func append(_ text: String) {
    let start = bytes.count
    bytes.append(contentsOf: text.utf8)
    WordScanner.scan(bytes, start..<bytes.count, into: &words)
    blockStarts.append(bytes.count)
    wordStarts.append(words.count)
  }

  func words(of block: Int) -> Range<Int> { wordStarts[block]..<wordStarts[block + 1] }

  func bytes(of block: Int) -> Range<Int> { blockStarts[block]..<blockStarts[block + 1] }

  /// The bytes from the first word's start to the last word's end.
  func bytes(ofWords range: Range<Int>) -> Range<Int> {
    Int(words[range.lowerBound].start)..<Int(words[range.upperBound - 1].end)
  }

  /// The bytes between word `position - 1` and word `position`.
  func gap(before position: Int) -> Range<Int> { Int(words[position - 1].end)..<Int(words[position].start) }

  func gap(before position: Int, contains byte: UInt8) -> Bool {
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

  func isNumber(_ position: Int) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(firstByte(ofWord: position))
  }
}
