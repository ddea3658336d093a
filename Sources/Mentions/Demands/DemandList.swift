internal import Concepts
internal import Postings

/// Turns resolved hits into mentions: level, confidence, years, alternatives, quote.
struct DemandList {
  let reading: PostingReading
  let judge: LevelJudge
  let years: [YearsStatement]
  /// Words that name fields of study; they name no skills.
  let fieldWords: [Range<Int>]

  /// A mention before its strings are made.
  private struct Place {
    var hit: Hit
    var level: DemandLevel
    var confidence: Double
    var alternatives: Int?
  }

  func mentions(of hits: [Hit], all: Bool) -> [Mention] {
    var places = hits.compactMap { hit -> Place? in
      guard !fieldWords.contains(where: { $0.overlaps(hit.words) }), isNamedAsSkill(hit),
        let level = judge.level(of: hit.words, in: hit.block, isTechnology: entry(hit).isTechnology)
      else { return nil }
      return Place(hit: hit, level: level, confidence: confidence(hit))
    }
    numberAlternatives(&places)
    return (all ? places : strongest(places)).map { mention($0) }
  }

  /// Soft skills are demanded in requirements or not at all; "work with sales and marketing" names colleagues.
  private func isNamedAsSkill(_ hit: Hit) -> Bool {
    let entry = entry(hit)
    if namesOrganization(hit) || namesNation(hit) { return false }
    if entry.kind == .framework || entry.kind == .certification { return true }
    if entry.isSoft {
      let section = reading.posting.blocks[hit.block].section
      return section.isDemanding || section == .about || section == .other
    }
    return !judge.namesColleagues(hit.words, in: hit.block) && !namesTeam(hit)
  }

  /// "The Ethereum Foundation", or a tool named Foundation right behind a name.
  private func namesOrganization(_ hit: Hit) -> Bool {
    let text = reading.text
    func isOrganization(_ position: Int) -> Bool {
      text.words[position].isSpaced && text.isCapitalised(position)
        && Self.organizations.contains(text.words[position].hash)
    }
    guard text.isCapitalised(hit.words.lowerBound), entry(hit).kind != .certification else { return false }
    if let next = nextWord(hit), isOrganization(next) { return true }
    return hit.words.count == 1 && hit.words.lowerBound > text.words(of: hit.block).lowerBound
      && isOrganization(hit.words.lowerBound)
      && text.isCapitalised(hit.words.lowerBound - 1)
  }

  /// The word that follows in the same block, with nothing but a space before it.
  private func nextWord(_ hit: Hit) -> Int? {
    let next = hit.words.upperBound
    return next < reading.text.words(of: hit.block).upperBound && reading.text.words[next].isSpaced ? next : nil
  }

  private static let organizations = WordSet(["foundation", "ventures", "capital", "university", "institute", "gmbh"])

  /// "The French market": where a nation's name belongs to a noun it is no language.
  private func namesNation(_ hit: Hit) -> Bool {
    guard let next = nextWord(hit), Self.national.contains(reading.text.words[next].hash) else { return false }
    return reading.finder.concepts.ids[Int(entry(hit).concept)].rawValue.hasSuffix("-language")
  }

  private static let national = WordSet([
    "market", "office", "team", "company", "customer", "client", "government", "law", "regulation", "entity",
    "subsidiary", "startup", "citizen", "passport", "accounting", "gaap", "tax", "labor", "labour", "authority",
    "economy", "industry", "public", "region", "culture", "consumer", "audience", "holiday",
  ])

  /// "The Experience Design organization": a capitalised name before the word for a team, outside demands.
  private func namesTeam(_ hit: Hit) -> Bool {
    let text = reading.text
    guard !reading.posting.blocks[hit.block].section.isDemanding, let next = nextWord(hit) else { return false }
    return Self.teams.contains(text.words[next].hash) && hit.words.allSatisfy { text.isCapitalised($0) }
      && !text.isCapitalised(next)
  }

  private static let teams = WordSet(["team", "organization", "org", "department", "squad", "group", "function"])

  /// The strongest place of each concept, in the order of the text.
  private func strongest(_ places: [Place]) -> [Place] {
    let concepts = places.map { entry($0.hit).concept }
    // Those of a concept side by side, each group in the order of the text.
    let order = places.indices.sorted { (concepts[$0], $0) < (concepts[$1], $1) }
    var best: [Int] = []
    for index in order {
      guard let known = best.last, concepts[known] == concepts[index] else {
        best.append(index)
        continue
      }
      if isBetter(places[index], than: places[known]) { best[best.count - 1] = index }
    }
    return best.sorted().map { places[$0] }
  }

  /// By level, then as a name of its own, then by its best name: the preferred one, then the shortest.
  private func isBetter(_ place: Place, than known: Place) -> Bool {
    if place.level != known.level { return place.level < known.level }
    let (isShared, wasShared) = (place.hit.method == .coordination, known.hit.method == .coordination)
    if isShared != wasShared { return wasShared }
    let (isPreferred, wasPreferred) = (hasPreferredName(place.hit), hasPreferredName(known.hit))
    if isPreferred != wasPreferred { return isPreferred }
    return reading.text.bytes(ofWords: place.hit.words).count < reading.text.bytes(ofWords: known.hit.words).count
  }

  /// The words are the concept's preferred label, whatever their letter case.
  private func hasPreferredName(_ hit: Hit) -> Bool {
    let label = reading.finder.concepts.labels[Int(entry(hit).concept)].utf8
    let range = reading.text.bytes(ofWords: hit.words)
    return range.count == label.count && zip(label, reading.text.bytes[range]).allSatisfy { $0 | 0x20 == $1 | 0x20 }
  }

  private func entry(_ hit: Hit) -> LabelTable.Entry { reading.finder.labels.entries[Int(hit.entry)] }

  private func mention(_ place: Place) -> Mention {
    let (text, block) = (reading.text, place.hit.block)
    let (concept, concepts) = (Int(entry(place.hit).concept), reading.finder.concepts)
    let bytes = text.bytes(ofWords: place.hit.words)
    let start = text.bytes(of: block).lowerBound
    var mention = Mention(
      concept: concepts.ids[concept], label: concepts.labels[concept], level: place.level, block: block,
      range: bytes.lowerBound - start..<bytes.upperBound - start, quote: text.string(bytes),
      context: context(place.hit), section: reading.posting.blocks[block].section, confidence: place.confidence,
      method: place.hit.method)
    mention.years = years(place.hit)
    mention.alternatives = place.alternatives
    return mention
  }

  /// The sentence, cut at words to at most 240 bytes with the quote in it.
  private func context(_ hit: Hit) -> String {
    let text = reading.text
    let sentence = text.sentence(around: hit.words, in: text.words(of: hit.block))
    if text.bytes(ofWords: sentence).count <= 240 { return text.string(ofWords: sentence) }
    var (start, end) = (hit.words.lowerBound, hit.words.upperBound)
    while start > sentence.lowerBound || end < sentence.upperBound {
      let before = start
      let after = end
      if start > sentence.lowerBound, text.bytes(ofWords: start - 1..<end).count <= 240 { start -= 1 }
      if end < sentence.upperBound, text.bytes(ofWords: start..<end + 1).count <= 240 { end += 1 }
      if (before, after) == (start, end) { break }
    }
    return text.string(ofWords: start..<end)
  }

  private func confidence(_ hit: Hit) -> Double {
    var confidence = 0.98
    switch reading.posting.blocks[hit.block].section {
    case .requirements, .skills, .preferred, .education: break
    case .responsibilities: confidence -= 0.08
    case .about: confidence -= 0.4
    default: confidence -= 0.15
    }
    if reading.posting.blocks[hit.block].kind == .heading { confidence -= 0.1 }
    if hit.method == .ambiguousLabel { confidence -= 0.12 }
    if hit.method == .coordination { confidence -= 0.1 }
    if reading.text.bytes(ofWords: hit.words).count <= 3 { confidence -= 0.05 }
    return (confidence * 100).rounded() / 100
  }

  /// The years of a statement right before ("5+ years of Java") or in brackets behind ("Java (5+ years)").
  private func years(_ hit: Hit) -> Double? {
    guard !years.isEmpty else { return nil }
    let text = reading.text
    let sentence = text.sentence(around: hit.words, in: text.words(of: hit.block))
    let near = years.filter { $0.block == hit.block && sentence.overlaps($0.words) }
    if let behind = near.first(where: {
      $0.words.lowerBound >= hit.words.upperBound && $0.words.lowerBound - hit.words.upperBound <= 1
    }),
      text.gap(before: hit.words.upperBound).contains(where: {
        "(:-".utf8.contains(text.bytes[$0]) || text.bytes[$0] == 0xE2
      })
    {
      return behind.minimum
    }
    return near.last {
      $0.words.upperBound <= hit.words.lowerBound && hit.words.lowerBound - $0.words.upperBound <= 12
        && !text.gap(before: $0.words.upperBound, contains: UInt8(ascii: ")"))
    }?.minimum
  }

  /// Neighbours joined by "or" or a slash, and lists that end in "or", share a number.
  private func numberAlternatives(_ places: inout [Place]) {
    var next = 0
    var start = 0
    while start < places.count {
      var end = start + 1
      var isAlternative = false
      while end < places.count, let joint = joint(places[end - 1].hit, places[end].hit) {
        isAlternative = isAlternative || joint
        end += 1
      }
      if isAlternative {
        for index in start..<end { places[index].alternatives = next }
        next += 1
      }
      start = end
    }
  }

  /// `true` for "or", `false` for a comma, `nil` if the hits are not members of one list.
  private func joint(_ first: Hit, _ second: Hit) -> Bool? {
    guard first.block == second.block, second.words.lowerBound >= first.words.upperBound else { return nil }
    let text = reading.text
    let position = second.words.lowerBound
    switch position - first.words.upperBound {
    case 0: return text.gap(before: position, contains: UInt8(ascii: ",")) ? false : nil
    case 1: return Self.or.contains(text.words[position - 1].hash) ? true : nil
    default: return nil
    }
  }

  private static let or = WordSet(["or", "oder", "ou", "o", "of", "lub", "nebo"])
}
