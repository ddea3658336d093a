/// Titles of postings as they stand in lines and page titles.
enum TitleText {
  /// "Machine Learning Engineer job description" and the like.
  static func namesJobDescription(_ line: String) -> Bool {
    let lower = line.lowercased()
    return ["job description", "job title", "position title", "job posting", "stellenbeschreibung"].contains {
      lower.contains($0)
    }
      && withoutDescriptionWords(line) != nil
  }

  /// The words of a title without those that only say that a description follows; `nil` if none are left.
  static func withoutDescriptionWords(_ line: String) -> String? {
    var text = line[...]
    if let colon = text.firstIndex(of: ":"),
      ["job title", "title", "position", "position title"].contains(text[..<colon].lowercased())
    {
      text = text[text.index(after: colon)...]
    }
    var words = text.split(separator: " ").map(String.init)
    // What stands before "job description" is the job; what follows describes the text.
    if let position = words.indices.dropLast().first(where: {
      ["job", "position", "role"].contains(words[$0].lowercased()) && words[$0 + 1].lowercased().hasPrefix("descripti")
    }) {
      words = position > 0 ? Array(words[..<position]) : Array(words[(position + 2)...])
    }
    while let first = words.first, leading.contains(bare(first)) { words.removeFirst() }
    while let last = words.last, leading.contains(bare(last)) || bare(last).isEmpty { words.removeLast() }
    let title = words.joined(separator: " ")
    return title.utf8.count >= 3 && title.utf8.count <= 120 ? capitalized(title) : nil
  }

  /// "Founding Design Engineer (Remote)": a few words, the last of which, before brackets and dashes, is a person's job.
  static func namesJob(_ title: String) -> Bool {
    let words = title.lowercased().split(separator: " ").prefix { !["-", "–", "—", "|", "·", "at", "@"].contains($0) }
    guard (1...7).contains(words.count), !questions.contains(bare(String(words[0]))) else { return false }
    var name = words.prefix { !$0.hasPrefix("(") && !$0.hasPrefix("/") }
    // "Team Lead, Denials", "Member of Technical Staff".
    if let end = name.firstIndex(where: { $0.hasSuffix(",") || $0 == "of" }) { name = name[...end] }
    if name.last == "of" { name = name.dropLast() }
    return name.last.map { jobs.contains(bare(String($0))) } ?? false
  }

  private static let questions: Set<String> = [
    "how", "what", "why", "the", "your", "hire", "hiring", "become", "becoming",
  ]
  private static let jobs: Set<String> = [
    "engineer", "developer", "scientist", "analyst", "manager", "architect", "designer", "consultant", "specialist",
    "administrator", "coordinator", "director", "technician", "assistant", "associate", "representative", "researcher",
    "officer", "lead", "nurse", "teacher", "programmer", "recruiter", "accountant", "strategist", "clerk", "executive",
    "supervisor", "inspector", "mechanic", "electrician", "physician", "therapist", "pharmacist", "attorney", "lawyer",
    "counsel", "paralegal", "instructor", "trainer", "chef", "bartender", "cashier", "caregiver", "welder", "machinist",
    "plumber", "carpenter", "intern", "marketer", "copywriter", "producer", "auditor", "generalist", "member",
    "receptionist", "internship",
  ]

  private static let leading: Set<String> = [
    "sample", "template", "example", "comprehensive", "the", "a", "an", "job", "description", "overview", "of", "for",
    "free", "complete", "guide", "position",
    "title", "summary", "detailed", "full",
  ]

  private static func bare(_ word: String) -> String { word.lowercased().filter { $0.isLetter || $0.isNumber } }

  /// "A data engineer is responsible for …" → Data Engineer; "… is looking for a data engineer to …" likewise.
  static func fromSentence(_ sentence: String) -> String? {
    let words = sentence.split(separator: " ").prefix(40).map(String.init)
    if let first = words.first, ["a", "an", "the"].contains(first.lowercased()),
      let verb = words.prefix(9).firstIndex(where: {
        ["is", "are", "plays", "designs", "works", "will", "builds", "develops", "creates"].contains($0)
      }), verb > 1
    {
      return capitalized(words[1..<verb].joined(separator: " "))
    }
    guard
      let article = words.indices.dropFirst(2).first(where: {
        ["a", "an"].contains(words[$0].lowercased())
          && ["for", "hiring", "seeking"].contains(words[$0 - 1].lowercased())
      })
    else { return nil }
    let name = words[(article + 1)...].prefix {
      !["to", "who", "with", "that", "in", "at", "and", "on"].contains($0.lowercased())
    }
    let isEnd = name.count < 8 && !name.isEmpty
    return isEnd ? capitalized(name.joined(separator: " ").filter { !".,:;".contains($0) }) : nil
  }

  /// Small words of a title that is otherwise small get a capital; others are kept as they are.
  private static func capitalized(_ title: String) -> String {
    title.split(separator: " ").map { word in
      guard let first = word.first, first.isLowercase,
        word.count > 3 || word.count > 1 && !["of", "and", "the", "for", "in"].contains(String(word))
      else {
        return String(word)
      }
      return first.uppercased() + word.dropFirst()
    }.joined(separator: " ")
  }

  /// "Job Application for Data Engineer at Example": the job and who offers it.
  static func ofApplication(_ pageTitle: String) -> (title: String, organization: String)? {
    let words = pageTitle.split(separator: " ")
    guard words.count > 4, words[0...2].map({ $0.lowercased() }) == ["job", "application", "for"],
      let at = words.lastIndex(of: "at"), at > 3, at + 1 < words.count
    else { return nil }
    return (words[3..<at].joined(separator: " "), words[(at + 1)...].joined(separator: " "))
  }

  /// A page's title without the site's name: "Data Engineer - Berlin - Jobs.example" → Data Engineer.
  static func withoutSite(_ title: String) -> String {
    for separator in [" | ", " @ ", " - ", " – ", " — ", " :: ", " » ", " · "] {
      let parts = split(title, separator)
      if parts.count > 1, let first = parts.first, first.utf8.count >= 3 { return first }
    }
    return title
  }

  private static func split(_ text: String, _ separator: String) -> [String] {
    var parts: [String] = []
    var rest = Array(text)[...]
    let separator = Array(separator)
    var part: [Character] = []
    while let first = rest.first {
      if rest.starts(with: separator) {
        parts.append(String(part))
        part = []
        rest = rest.dropFirst(separator.count)
      } else {
        part.append(first)
        rest = rest.dropFirst()
      }
    }
    return parts + [String(part)]
  }
}
