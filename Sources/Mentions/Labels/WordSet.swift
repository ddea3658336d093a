/// Words by the hashes of their folded forms.
struct WordSet: Sendable {
  private var words: WordMap

  init(_ words: [String]) {
    self.words = WordMap(expectedWords: words.count)
    for word in words { self.words[WordScanner.hash(of: word)] = 0 }
  }

  func contains(_ hash: UInt64) -> Bool { words[hash] != nil }
}
