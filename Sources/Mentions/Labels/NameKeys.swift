public import Concepts
public import Postings

/// By which words the names of a taxonomy are found in a text, so that what reads one page needs some hundred of a hundred thousand
/// names: a name stands in a text only if each of its words does, the rarest two among them.
public enum NameKeys {
  /// A name of a concept by two of its words.
  public struct Key: Hashable, Sendable {
    /// The hash of the word that fewest names have, and of the next one; the same where there is no other.
    public var rarest: UInt64
    public var next: UInt64
    public var concept: ConceptIndex
  }

  /// A key for each way in which a name of a skill, framework, certification or kind of education is written, in the order of
  /// concepts; those that are the same, once. Hashes are of this release of the program.
  ///
  /// - Complexity: O(bytes of names)
  public static func keys(of taxonomy: Taxonomy) -> [Key] {
    var names = ScannedNames()
    for (position, concept) in taxonomy.concepts.enumerated() where concept.kind != .role {
      names.add(concept.prefLabel, of: position)
      for label in concept.labels { names.add(label.text, of: position) }
    }
    var (keys, start, seen) = ([Key](), 0, Set<Key>())
    for (concept, end) in zip(names.concepts, names.ends) {
      if let first = keys.last, first.concept != concept { seen.removeAll(keepingCapacity: true) }
      let words = names.words[start..<end].sorted { (names.counts[$0] ?? 0, $0) < (names.counts[$1] ?? 0, $1) }
      start = end
      guard let rarest = words.first else { continue }
      let key = Key(rarest: rarest, next: words.dropFirst().first { $0 != rarest } ?? rarest, concept: concept)
      if seen.insert(key).inserted { keys.append(key) }
    }
    return keys
  }

  /// The hashes of all words that a name may have that is found in `posting`, and of some more: its own words, with and without
  /// version numbers, what is joined in it, and the words that rules put to those of the text.
  public static func words(of posting: JobPosting) -> Set<UInt64> {
    let text = PostingText(posting, marked: false)
    var words = Set(text.words.map(\.hash))
    words.formUnion(["testing", "certification"].map(WordScanner.hash(of:)))
    for position in text.words.indices {
      words.formUnion(DutyVerbs.forms[text.words[position].hash]?.hashes ?? [])
      if let stem = text.stem(ofWord: position) { words.insert(WordScanner.hash(text.bytes, stem)) }
      guard position > 0, !text.words[position].isSpaced else { continue }
      let joined =
        text.bytes[text.bytes(ofWords: position - 1..<position)]
        + text.bytes[text.bytes(ofWords: position..<position + 1)]
      words.insert(WordScanner.hash(Array(joined), 0..<joined.count))
    }
    return words
  }
}

/// The words of names, one after another.
private struct ScannedNames {
  private(set) var words: [UInt64] = []
  /// Of each name.
  private(set) var concepts: [ConceptIndex] = []
  private(set) var ends: [Int] = []
  /// In how many places a word stands.
  private(set) var counts: [UInt64: Int] = [:]
  private var scratch = LabelWords()

  /// The name as it is and, as `LabelTable` has it, without its hyphens.
  mutating func add(_ name: String, of concept: Int) {
    let hyphen = UInt8(ascii: "-")
    scratch.scan(name)
    append(concept)
    guard scratch.bytes.contains(hyphen) else { return }
    scratch.scan(without: hyphen)
    append(concept)
  }

  private mutating func append(_ concept: Int) {
    for word in scratch.words {
      words.append(word.hash)
      counts[word.hash, default: 0] += 1
    }
    concepts.append(ConceptIndex(rawValue: Int32(concept)))
    ends.append(words.count)
  }
}
