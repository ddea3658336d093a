internal import Concepts
internal import Postings

/// Reads which degrees a posting asks for, and in which fields.
///
/// Fields of study are looked for only beside a level ("BSc/MSc in Computer Science, Mathematics or a related field"), so that
/// a field in a list of skills stays a skill, and one in a statement of education is none.
struct EducationReader {
  let levels: LabelTable
  let fields: LabelTable
  let concepts: KnownConcepts
  let text: PostingText
  let posting: JobPosting
  let judge: LevelJudge
  /// Fields are named as on the page, or in English where the page is not.
  let isEnglish: Bool
  /// Whether the words are but part of the name of a skill: "PHD filters".
  var isPartOfSkill: (Range<Int>) -> Bool = { _ in false }

  /// What the blocks demand, and the words that name fields in them.
  struct Reading {
    var demands: [EducationDemand] = []
    var fieldWords: [Range<Int>] = []
  }

  /// One demand per level, the strictest and then the first; fields of all places, in order.
  func read() -> Reading {
    var reading = Reading()
    let levelHits = levels.findPlain(in: text).filter {
      posting.blocks[$0.block].section.isRead && !isPartOfSkill($0.words)
    }
    guard !levelHits.isEmpty else { return reading }
    let allFieldHits = fields.findPlain(in: text)
    let (levelResolver, fieldResolver) = (resolver(levels), resolver(fields))
    for block in posting.blocks.indices {
      var hits = levelHits.filter { $0.block == block }
      guard !hits.isEmpty else { continue }
      let fieldHits = allFieldHits.filter { $0.block == block }
      markCertain(&hits, fieldHits, block)
      let resolved = levelResolver.resolve(hits)
      guard !resolved.isEmpty else { continue }
      readStatements(resolved, fieldResolver.resolve(fieldHits), block, into: &reading)
    }
    reading.demands.sort { ($0.level, $0.block) < ($1.level, $1.block) }
    return reading
  }

  /// A degree's abbreviation with a field right behind it ("BS in Physics"), or joined to one that has, needs no other evidence.
  private func markCertain(_ hits: inout [Hit], _ fieldHits: [Hit], _ block: Int) {
    func isField(_ position: Int) -> Bool { fieldHits.contains { $0.words.lowerBound == position } }
    for index in hits.indices.reversed() where mayCount(hits[index]) {
      let end = hits[index].words.upperBound
      let leadsToField =
        end < text.words(of: block).upperBound
        && (Self.into.contains(text.words[end].hash) && isField(end + 1)
          || isField(end) && text.gap(before: end, contains: UInt8(ascii: "(")))
      let next = index + 1 < hits.count ? hits[index + 1] : nil
      let isJoined =
        next.map { next in
          next.isCertain
            && (next.words.lowerBound - end == 1 ? text.isConjunction(end) : next.words.lowerBound == end)
        } ?? false
      if leadsToField || isJoined { hits[index].isCertain = true }
    }
  }

  /// A rule of the label allows its letter case, with whatever evidence.
  private func mayCount(_ hit: Hit) -> Bool {
    hit.values.contains { value in
      levels.rules(of: value).contains { !$0.never && levels.allowsCase($0, of: hit.words, in: text) }
    }
  }

  private static let into = WordSet(["in", "of", "en", "der"])

  private func resolver(_ table: LabelTable) -> AmbiguityResolver {
    AmbiguityResolver(table: table, text: text, countsWholePosting: false)
  }

  /// Levels that stand close together share the fields behind the last of them.
  private func readStatements(_ hits: [Hit], _ fieldHits: [Hit], _ block: Int, into reading: inout Reading) {
    var index = 0
    while index < hits.count {
      let sentence = text.sentence(around: hits[index].words, in: text.words(of: block))
      var end = index + 1
      while end < hits.count, hits[end].words.lowerBound < sentence.upperBound,
        hits[end].words.lowerBound - hits[end - 1].words.upperBound <= 3
      { end += 1 }
      let next = end < hits.count ? min(hits[end].words.lowerBound, sentence.upperBound) : sentence.upperBound
      let levelsEnd = hits[end - 1].words.upperBound
      let known = chain(of: fieldHits, hits[index].words.lowerBound, levelsEnd, next, sentence)
        .map { Field(words: $0.words, entry: $0.entry) }
      let found = UnknownFields(text: text, known: known).find(in: levelsEnd..<max(levelsEnd, next), isEnglish)
      reading.fieldWords += found.map(\.words)
      for hit in hits[index..<end] where !isOfOthers(hit, sentence) {
        add(hit, found, block, before: next < sentence.upperBound ? next : nil, into: &reading)
      }
      index = end
    }
  }

  /// "3 years for those with advanced degrees" asks nobody for one.
  private func isOfOthers(_ hit: Hit, _ sentence: Range<Int>) -> Bool {
    let start = hit.words.lowerBound
    return start - 3 >= sentence.lowerBound && text.words[start - 1].hash == Self.with
      && Self.others.contains(text.words[start - 2].hash) && text.words[start - 3].hash == Self.for
  }

  private static let with = WordScanner.hash(of: "with")
  private static let `for` = WordScanner.hash(of: "for")
  private static let others = WordSet(["those", "candidate", "applicant", "people", "someone", "anyone", "holder"])

  /// - Parameter next: where the next statement of the sentence begins.
  private func add(_ hit: Hit, _ found: [Field], _ block: Int, before next: Int?, into reading: inout Reading) {
    // Fields belong to the statement: what follows them ("… or statistics is preferred") speaks of the degree.
    let quoted = hit.words.lowerBound..<max(hit.words.upperBound, found.last?.words.upperBound ?? 0)
    guard let level = educationLevel(hit),
      let demanded = judge.level(of: hit.words, in: block) == .preferred
        ? .preferred : judge.level(of: quoted, in: block)
    else { return }
    let isPreferred = demanded == .preferred && !(next.map { isWishOfNext(quoted, $0, block) } ?? false)
    let requirement: DemandLevel = isPreferred ? .preferred : .required
    var demand = EducationDemand(
      level: level, fields: [], fieldConcepts: [], requirement: requirement, quote: text.string(ofWords: quoted),
      block: block)
    guard let known = reading.demands.firstIndex(where: { $0.level == level }) else {
      extend(&demand, found)
      return reading.demands.append(demand)
    }
    if reading.demands[known].requirement == .preferred, requirement == .required {
      (demand.fields, demand.fieldConcepts) = (reading.demands[known].fields, reading.demands[known].fieldConcepts)
      reading.demands[known] = demand
    }
    extend(&reading.demands[known], found)
  }

  /// "A degree in physics, an advanced degree preferred": what is said behind the next degree, after a comma, is of that one alone.
  private func isWishOfNext(_ quoted: Range<Int>, _ next: Int, _ block: Int) -> Bool {
    guard quoted.upperBound <= next, posting.blocks[block].section != .preferred,
      (max(next - 1, quoted.upperBound)...next).contains(where: { text.gap(before: $0, contains: UInt8(ascii: ",")) })
    else { return false }
    let sentence = text.sentence(around: quoted, in: text.words(of: block))
    return !judge.cues[block].contains { cue in
      let isAhead = cue.meaning.contains(.preferredAhead) && sentence.contains(cue.words.lowerBound)
      let isBehind = cue.meaning.contains(.preferredBehind) && quoted.upperBound <= cue.words.lowerBound
      return isAhead && cue.words.upperBound <= quoted.lowerBound || isBehind && cue.words.upperBound <= next
    }
  }

  private func extend(_ demand: inout EducationDemand, _ found: [Field]) {
    for field in found {
      let concept = field.entry.map { Int(fields.entries[Int($0)].concept) }
      var name = text.string(ofWords: field.words).lowercased()
      if let concept, isAbbreviation(field.words) || !isEnglish { name = concepts.labels[concept].lowercased() }
      if !demand.fields.contains(name) { demand.fields.append(name) }
      if let id = concept.map({ concepts.ids[$0] }), !demand.fieldConcepts.contains(id) {
        demand.fieldConcepts.append(id)
      }
    }
  }

  private func isAbbreviation(_ words: Range<Int>) -> Bool {
    words.count == 1 && text.length(ofWord: words.lowerBound) <= 4
      && text.bytes[text.bytes(ofWords: words)].allSatisfy { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
  }

  private func educationLevel(_ hit: Hit) -> EducationLevel? {
    let id = concepts.ids[Int(levels.entries[Int(hit.entry)].concept)].rawValue
    return EducationLevel(rawValue: String(id.dropFirst("education:".utf8.count)))
  }

  /// The fields right before the levels ("computer science degree"), in their labels, and in the list behind them.
  private func chain(of hits: [Hit], _ start: Int, _ levelsEnd: Int, _ end: Int, _ sentence: Range<Int>) -> [Hit] {
    var chain: [Hit] = []
    var reached = levelsEnd
    for hit in hits where sentence.overlaps(hit.words) {
      if hit.words.upperBound <= levelsEnd {
        if hit.words.upperBound >= start { chain.append(hit) }
      } else if hit.words.lowerBound >= levelsEnd, hit.words.upperBound <= end,
        goesOn(reached, hit.words.lowerBound, chain.isEmpty)
      {
        chain.append(hit)
        reached = hit.words.upperBound
      }
    }
    return chain
  }

  /// Nothing between a level and its fields, or between two fields, speaks of experience or is longer than a few words.
  private func goesOn(_ from: Int, _ to: Int, _ isFirst: Bool) -> Bool {
    let between = text.words[from..<to]
    if to - from > (isFirst ? 12 : 6) { return false }
    // "or equivalent experience in" leads on to the fields.
    if isFirst, between.contains(where: { Self.equivalents.contains($0.hash) }) { return true }
    return !between.contains { Self.ends.contains($0.hash) }
  }

  private static let equivalents = WordSet(["equivalent", "similar", "gleichwertig", "vergleichbar"])

  private static let ends = WordSet([
    "experience", "experienced", "year", "knowledge", "skill", "ability", "understanding", "proficiency",
    "proficient", "familiarity",
    "erfahrung", "kenntnisse", "expérience", "experiencia", "ervaring", "strong", "certification",
  ])
}
