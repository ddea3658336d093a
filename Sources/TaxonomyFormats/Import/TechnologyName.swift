/// The names in O*NET's way of writing a technology: "Structured query language SQL", "Amazon Web Services AWS software".
///
/// A word in capitals at the end is an abbreviation of what stands before it if it has the first letters of its words; the
/// word "software" behind a proper name is no part of it.
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

  private static func abbreviates(_ word: String, _ words: ArraySlice<String>) -> Bool {
    guard word.count > 1, word.allSatisfy({ $0.isUppercase || $0.isNumber }) else { return false }
    let letters = words.flatMap { $0.split(separator: "-") }.compactMap { $0.first?.uppercased() }
    var rest = letters[...]
    for letter in word {
      guard let place = rest.firstIndex(of: String(letter)) else {
        // "Extensible markup language XML": the first letter may stand within the first word.
        guard rest.count == letters.count, words.first?.uppercased().contains(letter) ?? false else { return false }
        continue
      }
      rest = rest[(place + 1)...]
    }
    return true
  }
}
