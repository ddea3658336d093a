extension Employment {
  /// What `FULL_TIME`, `Full-time`, `fulltime`, `Intern`, `Contractor` … mean; `nil` for what says nothing of it.
  init?(stated text: String) {
    let name = Array(Field.normalized(text).utf8)
    guard name.count < 60 else { return nil }
    let found = Self.phrases.groups(in: name)
    let isIntern = name.starts(with: "intern".utf8) && !name.starts(with: "internation".utf8)
    let kinds: [Employment] = [.internship, .fullTime, .partTime, .contract]
    guard
      let kind = isIntern
        ? .internship : kinds.indices.first(where: { found >> UInt64($0) & 1 == 1 }).map({ kinds[$0] })
    else { return nil }
    self = kind
  }

  /// In the order in which they decide.
  private static let phrases = PhraseSet([
    ["internship", "praktikum", "stage"],
    ["fulltime", "vollzeit", "tempsplein", "voltijd", "plnyuvazek", "plnýúvazek"],
    ["parttime", "teilzeit", "tempspartiel", "deeltijd"],
    ["contract", "freelance", "temporary", "fixedterm", "perdiem"],
  ])
}

/// Experience that a field states as a number.
enum StatedExperience {
  /// Years, from schema.org's `monthsOfExperience` or a feed's `yearsOfExperience` such as `2-5`.
  static func find(in fields: [Field]) -> ClosedRange<Double>? {
    for field in fields {
      switch field.name {
      case "monthsofexperience": if let range = range(field.text, per: 12) { return range }
      case "yearsofexperience", "experienceyears", "minyearsexperience":
        if let range = range(field.text, per: 1) { return range }
      default: break
      }
    }
    return nil
  }

  private static func range(_ text: String, per year: Double) -> ClosedRange<Double>? {
    let numbers = text.split { !($0.isNumber || $0 == ".") }.prefix(2).compactMap { Double($0) }
    guard let first = numbers.first, (0...720).contains(first / year) else { return nil }
    let last = max(first, numbers.last ?? first)
    return (first / year)...(last / year)
  }
}
