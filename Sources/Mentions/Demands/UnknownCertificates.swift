internal import Concepts

/// Certificates that no concept covers, by their shape: "AWS Professional Certificates", "Certified Widget Engineer".
///
/// Guesses: they are unknown demands, never mentions.
struct UnknownCertificates {
  let text: PostingText
  let judge: LevelJudge
  /// For each word whether a known certification covers it.
  let isCovered: [Bool]

  /// The words of each candidate in `block`, in order.
  func find(in block: Int) -> [Range<Int>] {
    let words = text.words(of: block)
    guard judge.cues.meaning(ofBlock: block).contains(.certificate) else { return [] }
    return judge.cues[block].compactMap { cue in
      guard cue.meaning.contains(.certificate), cue.words.count == 1, !isCovered[cue.words.lowerBound] else {
        return nil
      }
      let found = named(before: cue.words.lowerBound, words) ?? certified(cue.words.lowerBound, words)
      return found.flatMap { $0.contains { isCovered[$0] } ? nil : $0 }
    }
  }

  /// One to four capitalised words right before "certification", at least one of which is a name.
  private func named(before position: Int, _ block: Range<Int>) -> Range<Int>? {
    var start = position
    while start > block.lowerBound, position - start < 4, text.words[start].continues, text.isCapitalised(start - 1) {
      start -= 1
    }
    while start < position, Self.plain.contains(text.words[start].hash) { start += 1 }
    return start < position ? start..<position + 1 : nil
  }

  /// "Certified" and two to five capitalised words.
  private func certified(_ position: Int, _ block: Range<Int>) -> Range<Int>? {
    guard text.words[position].hash == Self.certified, text.isCapitalised(position) else { return nil }
    var end = position + 1
    while end < block.upperBound, end - position <= 5, text.words[end].continues, text.isCapitalised(end) { end += 1 }
    return end - position > 2 ? position..<end : nil
  }

  /// The family a candidate belongs to, if the taxonomy knows it: "AWS Professional Certificates" are AWS certifications.
  func family(of candidate: Range<Int>, in block: Int, _ labels: LabelTable) -> Hit? {
    for start in candidate {
      for end in (start + 1..<candidate.upperBound + 1).reversed() {
        let hashes = text.words[start..<end].map(\.hash) + [Self.certification]
        guard let values = labels.automaton.values(of: hashes),
          let entry = values.first(where: { labels.entries[$0].kind == .certification })
        else { continue }
        return Hit(block: block, words: candidate, values: values, entry: Int32(entry), method: .coordination)
      }
    }
    return nil
  }

  private static let certification = WordScanner.hash(of: "certification")
  private static let certified = WordScanner.hash(of: "certified")
  private static let plain = WordSet([
    "professional", "industry", "relevant", "other", "the", "a", "la", "le", "die", "eine", "una", "un", "any", "and",
    "preferred", "required", "technical",
    "related",
    "our", "additional", "current", "valid", "education", "training", "licenses", "license", "medical", "birth", "of",
    "or",
  ])
}
