internal import Diagnostics
internal import Markup

/// Whether a text without structured data is an advert for one job.
enum PostingTest {
  struct Verdict {
    var isPosting: Bool
    var reason = ""
  }

  static func diagnostic(_ reason: String) -> Diagnostic {
    Diagnostic(.note, "postings.not-a-posting", "no job posting: \(reason)")
  }

  /// Judges by sections that only postings have and by words that postings use.
  ///
  /// `surroundings` are words beside the text that count where its container is one of job descriptions: the page's title, the
  /// button that says "Apply".
  static func judge(
    _ blocks: [Block], title: String? = nil, hasKnownContainer: Bool = false,
    surroundings: @autoclosure () -> [UInt8] = []
  ) -> Verdict {
    let size = blocks.reduce(0) { $0 + $1.text.utf8.count }
    guard size >= 150 else { return Verdict(isPosting: false, reason: "the page has next to no text of its own") }
    if let phrase = expiredPhrase(blocks) {
      return Verdict(isPosting: false, reason: "the job is closed ('\(phrase)')")
    }
    let telling = count([.responsibilities, .requirements, .preferred], in: blocks)
    let sections = telling + count([.skills, .education, .benefits, .apply], in: blocks)
    let own = cueGroups(blocks)
    let cues = own.nonzeroBitCount
    // A pass over the text that most pages in a known container do without.
    lazy var hiring = blocks.reduce(0) { Self.hiring.groups(in: $1.text.utf8, known: $0) }
    let isWordedLikeOne = telling == 1 && (sections >= 2 && cues >= 3 || cues >= 5) || cues >= 8
    let isPosting =
      hasKnownContainer
      && (cues >= 2 || cues == 1 && Self.cues.groups(in: surroundings(), known: own).nonzeroBitCount >= 3)
      || telling >= 2 && cues >= 2 && hiring != 0 || isWordedLikeOne && hiring & 1 != 0
      || (cues >= 3 || telling == 1 && cues == 2) && title.map(TitleText.namesJob) ?? false && seeksSomebody(blocks)
    return Verdict(isPosting: isPosting, reason: "it has neither the sections nor the words of one")
  }

  /// Under a title that names a job few words will do, if they speak to who is to do it.
  private static func seeksSomebody(_ blocks: [Block]) -> Bool {
    blocks.contains { seeking.firstPhrase(in: $0.text.utf8) != nil }
  }

  private static let seeking = PhraseSet([
    [
      "we are looking for", "we're looking for", "is looking for", "i'm looking for", "we are seeking",
      "we're seeking", "is seeking", "we're hiring", "we are hiring", "join us", "join our", "you'll", "you will",
    ]
  ])

  /// How many of `sections` there are.
  private static func count(_ sections: [Section], in blocks: [Block]) -> Int {
    sections.count { section in blocks.contains { $0.section == section } }
  }

  private static func expiredPhrase(_ blocks: [Block]) -> String? {
    for block in blocks where block.text.utf8.count < 300 {
      if let phrase = expired.firstPhrase(in: block.text.utf8) { return phrase }
    }
    return nil
  }

  /// A notice that the job is closed may stand beside the posting's own text.
  static func expiredPhrase(_ page: MarkupDocument, _ content: PageContent) -> String? {
    for index in page.descendants(of: MarkupDocument.root)
    where page[index].name == .text && page[index].text.count < 300 && !content.omitted[Int(index)] {
      let range = page[index].text
      if let phrase = expired.firstPhrase(in: page.text[Int(range.lowerBound)..<Int(range.upperBound)]) {
        return phrase
      }
    }
    return nil
  }

  private static let expired = PhraseSet([
    [
      "no longer accepting applications", "this job has expired", "this job is no longer available",
      "job posting has expired", "position has been filled",
      "this position is no longer available", "this job is closed", "job is no longer active",
      "posting is no longer available", "no longer available on",
      "vacancy has expired", "stelle ist nicht mehr verfügbar", "anzeige ist nicht mehr", "offre n'est plus disponible",
      "offre a expiré",
      "nabídka již není aktuální", "nabídka není aktivní", "pozice již není aktuální", "oferta wygasła",
      "ogłoszenie wygasło", "vacature is verlopen",
      "oferta ya no está disponible", "this job listing has expired", "job ad has expired", "this listing has expired",
      "applications have closed",
    ]
  ])

  /// Which groups of words that postings use occur in the text.
  private static func cueGroups(_ blocks: [Block]) -> UInt64 {
    blocks.reduce(0) { cues.groups(in: $1.text.utf8, known: $0) }
  }

  /// Words of hiring, and words that address who is to be hired, which count beside two telling sections. Manuals have
  /// requirements, skills and applications, too, and long ones every other word of a posting.
  private static let hiring = PhraseSet([
    [
      "years of experience", "years' experience", "years experience", "we are looking for", "we're looking for",
      "is looking for", "i'm looking for", "we are seeking", "we're seeking", "is seeking", "we're hiring",
      "ideal candidate",
      "successful candidate", "salary", "compensation", "hourly", "full-time", "part-time", "internship", "this role",
      "equal opportunity", "job description", "bachelor", "your resume", "berufserfahrung", "bewerb", "wir suchen",
      "vollzeit", "gehalt", "nous recherchons", "postuler", "temps plein", "rémunération", "buscamos", "salario",
      "tiempo completo", "hledáme", "mzda", "plný úvazek", "požadujeme", "szukamy", "wynagrodzenie", "pełny etat",
      "wij zoeken", "sollicit", "salaris", "cerchiamo", "stiamo cercando", "ricerchiamo", "candidatura",
      "retribuzione", "stipendio", "tempo pieno", "tempo indeterminato",
    ],
    [
      "experience with", "experience in", "years of", "our team", "join our", "join us", "who you are", "about you",
      "candidate", "proficien", "degree in", "you'll", "we offer", "benefits", "expérience", "experiencia", "erfahrung",
      "zkušenost", "doświadczenie", "ervaring", "esperienza",
    ],
  ])

  private static let cues = PhraseSet([
    [
      "responsibilities", "responsible for", "duties", "aufgaben", "missions", "responsabilidades", "náplň práce",
      "obowiązki", "taken", "responsabilità", "mansioni", "ti occuperai", "si occuperà",
    ],
    [
      "requirements", "qualifications", "anforderungen", "exigences", "requisitos", "požadujeme", "požadavky",
      "wymagania", "functie-eisen", "requisiti", "il tuo profilo", "profilo ricercato",
    ],
    [
      "years of experience", "years' experience", "years experience", "experience with", "experience in",
      "berufserfahrung", "expérience", "experiencia", "zkušenost", "doświadczenie", "ervaring met", "esperienza",
    ],
    [
      "we are looking for", "we're looking for", "is looking for", "wir suchen", "nous recherchons", "buscamos",
      "hledáme", "szukamy", "wij zoeken", "we are seeking", "we're seeking", "is seeking", "we're hiring",
      "i'm looking for", "cerchiamo", "stiamo cercando", "ricerchiamo", "siamo alla ricerca",
    ],
    [
      "you will", "you'll", "your role", "ideal candidate", "successful candidate", "candidates", "bewerber",
      "candidat", "kandidát", "kandydat",
    ],
    [
      "apply", "application", "resume", "curriculum", "bewerb", "postuler", "solicit", "životopis", "aplikuj",
      "sollicit",
    ],
    [
      "salary", "compensation", "benefits", "gehalt", "rémunération", "salario", "mzda", "plat ", "wynagrodzenie",
      "salaris", "dovolené", "retribuzione", "stipendio", "equity", "relocation",
    ],
    [
      "full-time", "full time", "part-time", "part time", "internship", "contract type", "vollzeit", "temps plein",
      "plný úvazek", "tiempo completo", "pełny etat", "job type", "tempo pieno",
      "tempo indeterminato",
    ],
    ["degree", "bachelor", "master's", "abschluss", "diplôme", "vzdělání", "wykształcenie", "titulación", "laurea"],
    [
      "skills", "proficien", "knowledge of", "kenntnisse", "compétences", "habilidades", "znalost", "znajomość",
      "kennis", "competenze", "conoscenza",
    ],
    [
      "equal opportunity", "we offer", "wir bieten", "nous offrons", "ofrecemos", "nabízíme", "oferujemy", "wij bieden",
      "offriamo", "la nostra offerta",
    ],
    [
      "job description", "this role", "this position", "the role", "position", "stelle", "poste", "puesto", "pozice",
      "stanowisko", "functie",
    ],
    ["who you are", "you are ", "you're ", "you have", "you've "],
    ["join us", "join our", "our team", "the team"],
  ])
}
