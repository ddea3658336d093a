/// Words that an imported scheme's own descriptions use in small letters: a name that is one of them names the thing only where
/// something else speaks for it.
struct EverydayWords {
  private var words: Set<String> = []

  mutating func note(_ description: String) {
    for word in description.split(whereSeparator: { !$0.isLetter })
    where word.count > 1 && word.allSatisfy(\.isLowercase) {
      words.insert(String(word))
    }
  }

  /// Whether all words of a name, without "software" behind it, are such words, in the same number or the other.
  func contains(_ name: String) -> Bool {
    // "Act!"
    let letters = name.lowercased().filter { $0 == " " || $0.isLetter }
    let plain = letters.hasSuffix(" software") ? String(letters.dropLast(" software".count)) : letters
    let parts = plain.split(separator: " ").map(String.init)
    return !parts.isEmpty && parts.allSatisfy { words.contains($0) || words.contains($0 + "s") || hasSingular($0) }
  }

  private func hasSingular(_ word: String) -> Bool {
    word.hasSuffix("s") && words.contains(String(word.dropLast()))
      || word.hasSuffix("ies") && words.contains(word.dropLast(3) + "y")
  }
}
