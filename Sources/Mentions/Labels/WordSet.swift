/// Words by the hashes of their folded forms.
struct WordSet: Sendable {
  private var words: WordMap

  init(_ words: [String]) { self.init(hashes: words.map(WordScanner.hash(of:))) }

  init(hashes: [UInt64]) {
    words = WordMap(expectedWords: hashes.count)
    for hash in hashes { words[hash] = 0 }
  }

  func contains(_ hash: UInt64) -> Bool { words[hash] != nil }
}
