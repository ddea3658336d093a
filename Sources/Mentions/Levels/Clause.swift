internal import Concepts
internal import Postings

/// A place in a sentence and the cues around it.
struct Clause {
  let text: PostingText
  let sentence: Range<Int>
  let cues: ArraySlice<LevelJudge.Found>
  let words: Range<Int>
  /// The words of the block.
  let block: Range<Int>
  let employerName: [UInt64]
  let hasHit: (Range<Int>) -> Bool

  func has(_ cue: Cue) -> Bool { cues.contains { !$0.meaning.isDisjoint(with: cue) } }

  /// A demand stands before the words: "experience with Kafka", not "Kafka experts".
  var opensWithDemand: Bool {
    cues.contains { $0.words.lowerBound < words.lowerBound && !$0.meaning.isDisjoint(with: [.demand, .requiredAhead]) }
      || (behind.map { !$0.meaning.isDisjoint(with: [.requiredBehind, .preferredBehind]) } ?? false)
      || cues.contains {
        $0.words.lowerBound >= words.upperBound && $0.words.lowerBound - words.upperBound <= 1
          && $0.meaning.contains(.demand)
      }
  }

  /// Something is demanded; "advanced technology" demands nothing, but "Advanced SQL" at the start of a sentence does.
  var demands: Bool {
    cues.contains { cue in
      guard cue.meaning.contains(.demand) else { return false }
      return cue.words.count > 1 || cue.words.lowerBound == sentence.lowerBound
        || text.words[cue.words.lowerBound - 1].hash == Self.you
        || !Self.praise.contains(text.words[cue.words.lowerBound].hash)
    }
  }

  private static let you = WordScanner.hash(of: "you")
  private static let praise = WordSet([
    "advanced", "deep", "solid", "strong", "excellent", "outstanding", "proven", "demonstrated", "demonstrable",
    "expert",
    "understand",
  ])

  /// Something the candidate is to have is named before the words, and that not as part of the work: "apply knowledge of
  /// statistics" asks for no more than statistics; or skills are right behind them: "strong modeling skills".
  var isAskedFor: Bool {
    if isFollowedBySkills { return !text.words[sentence.lowerBound..<words.lowerBound].contains(where: isWork) }
    return cues.contains { cue in
      guard cue.words.upperBound <= words.lowerBound, isPossession(cue) else { return false }
      return !text.words[max(sentence.lowerBound, cue.words.lowerBound - 3)..<cue.words.lowerBound].contains(
        where: isWork)
    }
  }

  private func isWork(_ word: WordScanner.Word) -> Bool { Self.applying.contains(word.hash) }

  private var isFollowedBySkills: Bool {
    words.upperBound < sentence.upperBound && text.words[words.upperBound].hash == Self.skills
      && text.isPlural(words.upperBound)
  }

  private static let skills = WordScanner.hash(of: "skills")

  private func isPossession(_ cue: LevelJudge.Found) -> Bool {
    guard asks(cue) else { return false }
    let first = text.words[cue.words.lowerBound].hash
    return !cue.meaning.isDisjoint(with: [.head, .requiredAhead])
      || cue.meaning.contains(.demand) && text.words[cue.words].contains { Self.possessions.contains($0.hash) }
      || cue.words.lowerBound == sentence.lowerBound && cue.meaning.contains(.demand) && first == Self.strong
  }

  /// The cue asks for something: "we are looking for an experienced recruiter" names the role, "a hands-on role" its kind.
  private func asks(_ cue: LevelJudge.Found) -> Bool {
    let start = cue.words.lowerBound
    if text.words[cue.words].contains(where: { $0.hash == Self.looking }) || isSomebodysExperience(start) {
      return false
    }
    switch text.words[start].hash {
    case Self.hands: return cue.words.count > 2
    case Self.experienced: return cue.words.count > 1 || start == sentence.lowerBound
    case Self.ability: return cue.words.count > 1 || start == 0 || !text.gap(before: start, contains: UInt8(ascii: ","))
    default: return true
    }
  }

  /// Something is demanded before the words, however vaguely ("strong", "passionate about"), or of "you" anywhere.
  var isClaimed: Bool {
    isFollowedBySkills
      || cues.contains { cue in
        let start = cue.words.lowerBound
        return (start < words.lowerBound || text.words[start].hash == Self.you)
          && !cue.meaning.isDisjoint(with: [.demand, .requiredAhead]) && asks(cue)
          && !(start > sentence.lowerBound && Self.owners.contains(text.words[start - 1].hash))
      }
  }

  private static let owners = WordSet(["your", "our", "their"])
  private static let hands = WordScanner.hash(of: "hands")
  private static let looking = WordScanner.hash(of: "looking")
  private static let ability = WordScanner.hash(of: "ability")
  private static let experienced = WordScanner.hash(of: "experienced")
  private static let strong = WordScanner.hash(of: "strong")

  /// "Developer experience", "the experience of millions": what a product gives, not what a candidate has.
  private func isSomebodysExperience(_ position: Int) -> Bool {
    guard text.words[position].hash == Self.experience else { return false }
    return text.isPlural(position)
      || position > sentence.lowerBound && Self.somebody.contains(text.words[position - 1].hash)
  }

  private static let experience = WordScanner.hash(of: "experience")
  private static let somebody = WordSet([
    "user", "developer", "customer", "candidate", "employee", "client", "player", "patient", "product", "digital",
    "learning", "gaming", "guest", "member", "buyer", "seamless", "onboarding", "game", "the", "end",
  ])

  private static let possessions = WordSet([
    "experience", "experienced", "expertise", "proficiency", "proficient", "ability",
  ])

  private static let applying = WordSet([
    "apply", "applying", "use", "using", "share", "sharing", "leverage", "leveraging", "provide", "providing", "your",
    "bring", "utilize", "utilizing", "build", "building", "deepen", "develop", "developing", "offer", "offering", "own",
    "owning", "improve", "improving", "enhance", "enhancing", "combine", "combining", "our", "their", "create",
    "creating",
  ])

  /// "In this role, you will …", "We are seeking an analyst to …": what the work is, under whatever heading.
  var tellsOfTheWork: Bool {
    text.words[sentence.lowerBound..<words.lowerBound].contains { Self.coming.contains($0.hash) }
      || text.has(.seeking, in: sentence.lowerBound..<words.lowerBound) && text.has(.employer, in: sentence)
  }

  private static let coming = WordSet(["will", "ll"])

  /// An example in brackets that are open in the sentence: "automation (e.g. Terraform, Ansible)".
  var isExampleInBrackets: Bool {
    guard let open = openBracket(before: words.lowerBound) else { return false }
    return Self.examples.contains(text.words[open].hash)
  }

  private static let examples = WordSet(["e.g", "eg", "e", "such", "like", "for", "i.e", "ie", "including"])

  /// The sentence speaks of the candidate or the job, not of the employer alone.
  var addressesCandidate: Bool { namesCandidate || !text.has(.employer, in: sentence) }

  /// "Our team has deep expertise in robotics": the employer is the subject, and seeks nobody.
  var speaksOfEmployer: Bool {
    !namesCandidate && text.has(.employer, in: sentence.lowerBound..<words.lowerBound)
      && !text.has(.seeking, in: sentence)
  }

  /// "Acme delivers services to insurers": the employer by its name, or a long first word of it that opens the sentence.
  var tellsOfEmployer: Bool {
    guard let first = employerName.first, !namesCandidate, !text.has(.seeking, in: sentence) else { return false }
    if text.words[sentence.lowerBound].hash == first, text.length(ofWord: sentence.lowerBound) > 4,
      words.lowerBound > sentence.lowerBound
    {
      return true
    }
    return (sentence.lowerBound..<words.lowerBound).contains { start in
      text.words[start].hash == first && start + employerName.count <= words.lowerBound
        && text.words[start..<start + employerName.count].lazy.map(\.hash).elementsEqual(employerName)
    }
  }

  /// "The trust runs eleven hospitals", "At Acme they have built robots": a sentence that tells of others.
  var tellsOfOthers: Bool {
    guard !namesCandidate, Self.others.contains(text.words[sentence.lowerBound].hash) || tellsWhatOthersDo else {
      return false
    }
    return !text.has(.seeking, in: sentence) && !text.words[sentence].contains { Self.future.contains($0.hash) }
      && !text.words[block].contains { Self.duties.contains($0.hash) }
  }

  /// "Acme delivers": a name and, within four words, what it does.
  private var tellsWhatOthersDo: Bool {
    text.isCapitalised(sentence.lowerBound)
      && sentence.dropFirst().prefix(4).contains {
        text.bytes[Int(text.words[$0].end) - 1] == UInt8(ascii: "s") && !text.isCapitalised($0)
          && Self.acts.contains(text.words[$0].hash)
      }
  }

  private static let acts = WordSet([
    "deliver", "provide", "offer", "help", "enable", "serve", "make", "operate", "specialize", "house", "leverage",
    "power", "empower", "bring", "give", "transform", "combine",
  ])

  /// "Today a million firms must be compliant": nobody is addressed.
  var tellsOfTheWorld: Bool {
    !namesCandidate && Self.world.contains(text.words[sentence.lowerBound].hash) && tellsOfOthers
  }

  private static let world = WordSet(["it", "its", "these", "those", "today"])

  private static let others = WordSet([
    "it", "its", "they", "their", "these", "those", "each", "today", "at", "since", "the",
  ])
  private static let future = WordSet([
    "will", "ll", "must", "should", "job", "this", "holder", "incumbent", "engineer", "scientist", "analyst", "seeks",
  ])
  private static let duties = WordSet(["duty", "responsibility", "task"])

  /// "Healthcare is a large industry": a sentence about the world, not about the work.
  var isStatement: Bool { !namesCandidate && text.has(.copula, in: sentence) }

  var namesCandidate: Bool { text.has(.candidate, in: sentence) }

  /// What `Vocabulary` marks for all of these.
  static let words: [([String], WordMarks)] = [
    (["is", "are", "was", "were", "has", "have", "had", "been"], .copula),
    (
      [
        "look", "looking", "seek", "seeking", "need", "require", "expect", "want", "hire", "hiring", "search",
        "searching", "value", "welcome", "prefer", "ask", "join", "suchen", "erwarten", "cherchons", "recherchons",
        "buscamos", "zoeken",
      ], .seeking
    ),
    (
      [
        "you", "your", "candidate", "responsible", "du", "sie", "vous", "usted", "je", "jij", "role", "position",
        "duties", "tasks",
      ], .candidate
    ),
    (
      [
        "we", "our", "us", "wir", "unser", "unsere", "nous", "notre", "nosotros", "nuestra", "wij", "ons", "onze",
        "company",
      ], .employer
    ),
    (["but", "however", "aber", "mais", "pero", "maar", "although"], .turn),
  ]
}
