/// The names in O*NET's way of writing a technology: "Structured query language SQL", "Amazon Web Services AWS software".
///
/// A word in capitals at the end is an abbreviation if its letters stand in what is before it; the word "software" behind a
/// proper name is no part of it.
struct TechnologyName {
  let preferred: String
  let further: [String]

  init(_ text: String) {
    var words = text.split(separator: " ").map(String.init)
    // "Email software" is what it says; "Microsoft Office software" and "SAP software" are names.
    let hasName =
      words.dropLast().contains(where: Self.isAbbreviation)
      || words.dropLast().count { $0.first?.isUppercase ?? false } > 1
    if words.last == "software", hasName { words.removeLast() }
    if let abbreviation = words.last, words.count > 2, Self.abbreviates(abbreviation, words.dropLast()) {
      preferred = words.dropLast().joined(separator: " ")
      further = [abbreviation]
    } else {
      preferred = words.joined(separator: " ")
      further = []
    }
  }

  /// A capital within a word tells a product or an abbreviation from a common noun that starts the text.
  private static func isAbbreviation(_ word: String) -> Bool { word.dropFirst().contains { $0.isUppercase } }

  /// Whether the letters of `word` stand in `words` in this order, the last one at the start of the last of them.
  private static func abbreviates(_ word: String, _ words: ArraySlice<String>) -> Bool {
    guard word.count > 1, word.allSatisfy({ $0.isUppercase }), let last = words.last,
      last.first?.uppercased() == word.last.map(String.init)
    else { return false }
    var rest = word.lowercased()[...]
    for letter in words.joined().lowercased() where letter == rest.first { rest = rest.dropFirst() }
    return rest.isEmpty
  }
}
