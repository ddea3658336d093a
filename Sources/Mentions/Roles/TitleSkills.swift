internal import Concepts
internal import Postings

extension PostingReading {
  /// What only the title names, beside its role: "Data Scientist - Python, R".
  func titleMentions(beside found: [Mention]) -> [Mention] {
    guard !titleHits.isEmpty else { return [] }
    var known = Set(found.map(\.concept))
    let start = text.titleWords.lowerBound
    let role = start + title.roleWords.lowerBound..<start + title.roleWords.upperBound
    return titleHits.compactMap { hit in
      let entry = finder.labels.entries[Int(hit.entry)]
      let concept = finder.concepts.ids[Int(entry.concept)]
      guard entry.kind != .certification, !entry.isSoft, !hit.words.overlaps(role), known.insert(concept).inserted
      else { return nil }
      return mention(hit, of: concept, named: finder.concepts.labels[Int(entry.concept)])
    }
  }

  private func mention(_ hit: Hit, of concept: ConceptID, named label: String) -> Mention {
    let (words, title) = (text.bytes(ofWords: hit.words), text.bytes(of: hit.block))
    return Mention(
      concept: concept, label: label, level: .mentioned, block: hit.block,
      range: words.lowerBound - title.lowerBound..<words.upperBound - title.lowerBound, quote: text.string(words),
      context: text.string(title.count <= 240 ? title : words), section: .other, confidence: 0.7, method: hit.method)
  }
}
