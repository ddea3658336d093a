internal import Concepts
internal import Postings

/// The sentences that lead into lists: "Bonus points if you have:" makes the items preferred.
enum LeadIns {
  /// For each block the level that its lead-in, or a heading in the words of one, gives it.
  static func levels(_ posting: JobPosting, _ text: PostingText, _ cues: CuePlaces) -> [DemandLevel?] {
    var lead: DemandLevel?
    var isOpen = false
    return posting.blocks.indices.map { block in
      if posting.blocks[block].kind == .listItem { return isOpen ? lead : nil }
      isOpen = endsInColon(text, block) || posting.blocks[block].kind == .heading
      lead = isOpen ? level(cues.meaning(ofBlock: block)) : nil
      return nil
    }
  }

  private static func endsInColon(_ text: PostingText, _ block: Int) -> Bool {
    text.bytes[text.bytes(of: block)].last == UInt8(ascii: ":")
  }

  private static func level(_ cues: Cue) -> DemandLevel? {
    if !cues.isDisjoint(with: [.preferredAhead, .preferredBehind]) { return .preferred }
    return cues.isDisjoint(with: [.requiredAhead, .requiredBehind]) ? nil : .required
  }
}
