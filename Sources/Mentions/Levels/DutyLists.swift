internal import Postings

/// Lists of duties that stand where a posting speaks of the company or the team.
enum DutyLists {
  /// `posting` with the items of such lists read as responsibilities.
  ///
  /// A list is one of duties if it has three items or more, three in five of which begin with what somebody is to do and run on for
  /// some words, and none of which speaks of "we".
  static func marked(_ posting: JobPosting, _ text: PostingText) -> JobPosting {
    var posting = posting
    var start = 0
    while start < posting.blocks.count {
      guard isCandidate(posting.blocks[start]) else {
        start += 1
        continue
      }
      var end = start + 1
      while end < posting.blocks.count, isCandidate(posting.blocks[end]),
        posting.blocks[end].heading == posting.blocks[start].heading
      { end += 1 }
      if areDuties(start..<end, text) {
        for block in start..<end { posting.blocks[block].section = .responsibilities }
      }
      start = end
    }
    return posting
  }

  private static func isCandidate(_ block: Block) -> Bool {
    block.kind == .listItem && (block.section == .about || block.section == .other)
  }

  private static func areDuties(_ blocks: Range<Int>, _ text: PostingText) -> Bool {
    guard blocks.count > 2 else { return false }
    var (duties, words) = (0, 0)
    for block in blocks {
      let range = text.words(of: block)
      if text.words[range].contains(where: { employer.contains($0.hash) }) { return false }
      duties += range.first.map { openers.contains(text.words[$0].hash) } ?? false ? 1 : 0
      words += range.count
    }
    return duties * 5 >= blocks.count * 3 && words >= blocks.count * 6
  }

  static let employer = WordSet(["we", "our", "us"])

  /// What items of duties begin with; not what values do ("be", "take", "move", "think").
  private static let openers = WordSet([
    "analyze", "architect", "assist", "automate", "build", "collaborate", "collect", "conduct", "configure",
    "contribute", "coordinate", "create", "define", "deliver", "deploy", "design", "develop", "direct", "document",
    "engage", "establish", "evaluate", "execute", "facilitate", "guide", "handle", "help", "identify", "implement",
    "improve", "install", "integrate", "interpret", "investigate", "lead", "maintain", "manage", "mentor", "monitor",
    "negotiate", "operate", "optimize", "organize", "oversee", "own", "participate", "partner", "perform", "plan",
    "prepare", "present", "prioritize", "process", "produce", "provide", "recommend", "report", "research", "review",
    "run", "ship", "supervise", "support", "test", "track", "train", "translate", "troubleshoot", "use", "validate",
    "work", "write", "building", "creating", "designing", "developing", "leading", "maintaining", "managing",
    "performing", "preparing", "providing", "supporting", "working", "writing",
  ])
}
