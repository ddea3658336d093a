extension Employment {
  /// What `FULL_TIME`, `Full-time`, `fulltime`, `Intern`, `Contractor` … mean; `nil` for what says nothing of it.
  init?(stated text: String) {
    let name = Field.normalized(text)
    func has(_ words: [String]) -> Bool { words.contains { name.contains($0) } }
    guard name.utf8.count < 60 else { return nil }
    if has(["internship", "praktikum", "stage"]) || name.hasPrefix("intern") && !name.hasPrefix("intern" + "ation") {
      self = .internship
    } else if has(["fulltime", "vollzeit", "tempsplein", "voltijd", "plnyuvazek", "plnýúvazek"]) {
      self = .fullTime
    } else if has(["parttime", "teilzeit", "tempspartiel", "deeltijd"]) {
      self = .partTime
    } else if has(["contract", "freelance", "temporary", "fixedterm", "perdiem"]) {
      self = .contract
    } else {
      return nil
    }
  }
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
