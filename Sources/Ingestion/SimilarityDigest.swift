internal import Postings

/// A 64-bit digest that changes little when a text changes little (SimHash, Charikar 2002).
///
/// The features are pairs of neighbouring words of the title and of the blocks about the job itself, letter case and punctuation
/// aside; what a company writes into all its postings (about us, benefits, how to apply, equal opportunity) is left out.
/// Near-identical texts differ in at most 3 bits. Texts of fewer than 16 words are the same only if all words agree.
struct SimilarityDigest {
  private static let shingle = 2
  private static let fewestWords = 16

  /// `nil` for a posting without any word.
  static func digest(of posting: JobPosting) -> UInt64? {
    var words: [UInt64] = []
    append(posting.title ?? "", to: &words)
    for block in posting.blocks where isSpecific(block.section) { append(block.text, to: &words) }
    if words.count < fewestWords {
      for block in posting.blocks where !isSpecific(block.section) { append(block.text, to: &words) }
    }
    guard !words.isEmpty else { return nil }
    return words.count < fewestWords ? chained(words[...]) : similarity(words)
  }

  /// As it is written in evidence: 16 hexadecimal digits.
  static func hexadecimal(_ digest: UInt64) -> String {
    let digits = String(digest, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }

  private static func isSpecific(_ section: Section) -> Bool {
    switch section {
    case .about, .benefits, .apply, .equalOpportunity: false
    default: true
    }
  }

  /// Adds a hash for each word: a run of letters and digits, those of ASCII without case.
  private static func append(_ text: String, to words: inout [UInt64]) {
    var text = text
    text.withUTF8 { append($0, to: &words) }
  }

  private static func append(_ text: UnsafeBufferPointer<UInt8>, to words: inout [UInt64]) {
    var hash = offsetBasis
    var lead: UInt8 = 0
    for byte in text {
      let folded = byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
      // Dashes, quotes, bullets and spaces beyond ASCII are below U+00C0, or from U+2000 to U+2FFF.
      if byte >= 0xC0 { lead = byte } else if byte < 0x80 { lead = 0 }
      if isLetter(folded), lead != 0xC2, lead != 0xE2 {
        hash = (hash ^ UInt64(folded)) &* prime
      } else if hash != offsetBasis {
        words.append(hash)
        hash = offsetBasis
      }
    }
    if hash != offsetBasis { words.append(hash) }
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...: true
    default: false
    }
  }

  /// For each bit, what most of the features have there.
  private static func similarity(_ words: [UInt64]) -> UInt64 {
    let count = words.count - shingle + 1
    // 64 counters side by side: bit n of plane k is bit k of the n-th counter.
    var planes = [UInt64](repeating: 0, count: Int.bitWidth - count.leadingZeroBitCount)
    for start in 0..<count {
      var carry = chained(words[start..<(start + shingle)])
      var plane = 0
      while carry != 0 {
        (planes[plane], carry) = (planes[plane] ^ carry, planes[plane] & carry)
        plane += 1
      }
    }
    var digest: UInt64 = 0
    for bit in 0..<64 {
      let votes = planes.indices.reduce(0) { $0 + Int(planes[$1] >> UInt64(bit) & 1) << $1 }
      if 2 * votes > count { digest |= 1 << UInt64(bit) }
    }
    return digest
  }

  private static func chained(_ words: ArraySlice<UInt64>) -> UInt64 {
    var hash = offsetBasis
    for word in words { hash = avalanche(hash &* prime ^ word) }
    return hash
  }

  /// MurmurHash3's finalizer: every bit of the word changes every bit of the result.
  private static func avalanche(_ word: UInt64) -> UInt64 {
    var word = word
    word = (word ^ word >> 33) &* 0xff51_afd7_ed55_8ccd
    word = (word ^ word >> 33) &* 0xc4ce_b9fe_1a85_ec53
    return word ^ word >> 33
  }

  // FNV-1a, 64 bits.
  private static let offsetBasis: UInt64 = 0xcbf2_9ce4_8422_2325
  private static let prime: UInt64 = 0x0000_0100_0000_01b3
}
