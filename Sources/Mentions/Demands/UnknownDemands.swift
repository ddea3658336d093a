internal import Postings

/// Finds what demanding sentences name that no concept covers: material for `taxonomy suggest`, never facts.
///
/// A candidate follows a demand ("experience with vector quantisation"), is a run of capitalised words inside such a sentence,
/// or is all of a short list item; it has at most four words.
struct UnknownDemands {
  let reading: PostingReading
  let judge: LevelJudge
  /// For each word whether something known covers it.
  let isCovered: [Bool]

  /// At most forty, each phrase once, in the order of the text.
  ///
  /// - Parameter certificates: for each block the words of certificates guessed by their shape; no phrase overlaps one.
  func find(beside certificates: [[Range<Int>]]) -> [UnknownDemand] {
    var found: [UnknownDemand] = []
    var seen: Set<UInt64> = []
    for block in reading.posting.blocks.indices {
      let named = certificates[block].filter { judge.level(of: $0, in: block) != nil }
      let others = isDemanding(block) ? phrases(in: block).filter { !named.contains(where: $0.overlaps) } : []
      for phrase in (named + others).sorted(by: { $0.lowerBound < $1.lowerBound })
      where found.count < 40 && seen.insert(key(phrase)).inserted {
        let sentence = reading.text.sentence(around: phrase, in: reading.text.words(of: block))
        found.append(
          UnknownDemand(
            phrase: reading.text.string(ofWords: phrase), context: reading.text.string(ofWords: sentence.prefix(40))))
      }
    }
    return found
  }

  private func isDemanding(_ block: Int) -> Bool {
    guard reading.posting.blocks[block].kind != .heading else { return false }
    switch reading.posting.blocks[block].section {
    case .requirements, .skills, .preferred: return true
    default: return false
    }
  }

  private func phrases(in block: Int) -> [Range<Int>] {
    let words = reading.text.words(of: block)
    if words.count <= 4, reading.posting.blocks[block].kind == .listItem { return isPhrase(words) ? [words] : [] }
    return runs(in: words).filter { run in
      isPhrase(run) && (follows(run, block) || isName(run, words)) && judge.level(of: run, in: block) != nil
    }
  }

  /// Runs of words without stop words, covered words or punctuation between them.
  private func runs(in words: Range<Int>) -> [Range<Int>] {
    var runs: [Range<Int>] = []
    var start = words.lowerBound
    let all = reading.text.words
    for position in words {
      let breaks = isStop(position)
      if breaks || !all[position].continues {
        if start < position { runs.append(start..<position) }
        start = breaks ? position + 1 : position
      }
    }
    if start < words.upperBound { runs.append(start..<words.upperBound) }
    return runs
  }

  private func isStop(_ position: Int) -> Bool {
    isCovered[position] || reading.text.words[position].marks.contains(.stopWord) || reading.text.isNumber(position)
  }

  private func isPhrase(_ range: Range<Int>) -> Bool {
    !range.isEmpty && range.count <= 4 && !range.contains(where: isStop)
      && (range.count > 1 || reading.text.length(ofWord: range.lowerBound) > 2)
  }

  /// Within a few words behind a demand that ends in a preposition.
  private func follows(_ run: Range<Int>, _ block: Int) -> Bool {
    judge.cues.meaning(ofBlock: block).contains(.head)
      && judge.cues[block].contains {
        $0.meaning.contains(.head) && (0...1).contains(run.lowerBound - $0.words.upperBound)
          && reading.text.words[$0.words.upperBound - 1].hash != Self.to
      }
  }

  /// "Ability to" leads to verbs.
  private static let to = WordScanner.hash(of: "to")

  /// Capitalised, and not because a sentence begins there.
  private func isName(_ run: Range<Int>, _ block: Range<Int>) -> Bool {
    guard run.allSatisfy({ reading.text.isCapitalised($0) }) else { return false }
    return reading.text.sentence(around: run, in: block).lowerBound < run.lowerBound
  }

  private func key(_ range: Range<Int>) -> UInt64 {
    reading.text.words[range].reduce(0) { ($0 ^ $1.hash) &* 0x9E37_79B9_7F4A_7C15 }
  }
}
