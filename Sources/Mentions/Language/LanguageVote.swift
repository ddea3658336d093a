/// The language of a text by its function words.
enum LanguageVote {
  /// The language most of whose function words stand in the first four hundred words; `nil` if fewer than three do. Ties go to
  /// the first in the table.
  static func language(of words: [WordScanner.Word], _ vocabulary: Vocabulary) -> String? {
    var votes = [Int](repeating: 0, count: vocabulary.languages.count)
    for word in words.prefix(400) where word.marks.contains(.functionWord) {
      var spoken = vocabulary.functionWords[word.hash] ?? 0
      while spoken != 0 {
        votes[spoken.trailingZeroBitCount] += 1
        spoken &= spoken - 1
      }
    }
    guard let most = votes.max(), most >= 3, let first = votes.firstIndex(of: most) else { return nil }
    return vocabulary.languages[first]
  }
}
