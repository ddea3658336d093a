internal import BundledData

/// Phrases of one of the tables in `Data/vocabulary`, found like labels; what a phrase means is a set of kinds.
///
/// A table has the columns kind, language and phrase. Languages share one automaton: a German cue in an English text is
/// rare, and a mixed text is not.
struct PhraseTable<Meaning: OptionSet & Sendable>: Sendable where Meaning.RawValue == UInt32 {
  /// A phrase that stands in a text.
  struct Found: Sendable {
    var words: Range<Int>
    var meaning: Meaning
  }

  private let automaton: LabelAutomaton<Int32>

  /// Makes a table of rows; `meaning` is what a kind (and its phrase) means; rows for which it is empty are left out.
  init(_ rows: [VocabularyRow], _ meaning: (VocabularyRow) -> Meaning) {
    automaton = LabelAutomaton(
      rows.compactMap { row in
        let value = meaning(row)
        return value.isEmpty ? nil : (row.phrase, Int32(bitPattern: value.rawValue))
      })
  }

  /// The phrases in `words[range]`, leftmost-longest, appended to `found`.
  func find(in words: [WordScanner.Word], _ range: Range<Int>, into found: inout [Found]) {
    automaton.forEachMatch(in: words.span, range) { match in
      found.append(Found(words: match.words, meaning: meaning(match.values)))
    }
  }

  /// The phrases in the blocks of a text, each with its block, in order.
  func forEach(in text: PostingText, _ body: (Int, Found) -> Void) {
    automaton.forEachMatch(in: text.words, blocks: text.blockEnds) { block, match in
      body(block, Found(words: match.words, meaning: meaning(match.values)))
    }
  }

  private func meaning(_ values: Range<Int>) -> Meaning {
    values.reduce(into: []) { $0.formUnion(Meaning(rawValue: UInt32(bitPattern: automaton.values[$1]))) }
  }
}

/// The cues of a posting in order, by block.
struct CuePlaces {
  let all: [PhraseTable<Cue>.Found]
  /// What all of them mean together.
  let meaning: Cue
  /// For each block the first of its cues, and one more.
  private let starts: [Int]
  /// For each block what its cues mean together: most questions end here.
  private let meanings: [Cue]

  init(of table: PhraseTable<Cue>, in text: PostingText, blocks: Int) {
    var (all, meanings): ([PhraseTable<Cue>.Found], [Cue]) = ([], Array(repeating: [], count: blocks))
    var starts = [0]
    table.forEach(in: text) { block, cue in
      while starts.count <= block { starts.append(all.count) }
      all.append(cue)
      meanings[block].formUnion(cue.meaning)
    }
    while starts.count <= blocks { starts.append(all.count) }
    (self.all, self.meanings, self.starts) = (all, meanings, starts)
    meaning = meanings.reduce(into: []) { $0.formUnion($1) }
  }

  subscript(block: Int) -> ArraySlice<PhraseTable<Cue>.Found> { all[starts[block]..<starts[block + 1]] }

  func meaning(ofBlock block: Int) -> Cue { meanings[block] }
}

/// A line of a table in `Data/vocabulary`.
struct VocabularyRow: Sendable {
  var kind: String
  var language: String
  var phrase: String

  /// The rows of `vocabulary/NAME` as it was bundled; the header, comments and short lines are left out.
  static func all(in name: String) -> [VocabularyRow] {
    let file = BundledFile.all(in: "vocabulary").first { $0.name == "vocabulary/" + name }
    return (file?.bytes ?? []).split(separator: UInt8(ascii: "\n")).dropFirst().compactMap { line in
      let cells = line.split(separator: UInt8(ascii: "\t")).map { String(decoding: $0, as: UTF8.self) }
      guard cells.count == 3, line.first != UInt8(ascii: "#") else { return nil }
      return VocabularyRow(kind: cells[0], language: cells[1], phrase: cells[2])
    }
  }
}
