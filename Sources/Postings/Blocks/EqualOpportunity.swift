/// Statements of equal opportunity, which postings put anywhere, mostly after the last list.
enum EqualOpportunity {
  static func isStatement(_ text: ArraySlice<UInt8>) -> Bool { text.count >= 60 && phrases.occur(in: text) }

  private static let phrases = PhraseSet([
    [
      "equal opportunity employer", "equal employment opportunit", "equal opportunities employer", "regard to race",
      "regardless of race",
      "race, color", "race, colour", "ethnicity, religion",
    ]
  ])
}
