/// What a text is compared by, as numbers: its words, stemmed, or the runs of letters within them.
///
/// Words are runs of letters, digits, `+`, `#` and inner dots ("c++", "node.js"), in lower case; stop words are passed over.
struct TextFeatures {
  /// Numbers are below this.
  static let buckets = 1 << 18

  private var word: [UInt8] = []

  /// Calls `body` with a number for each word.
  mutating func forEachWord(in text: String, _ body: (Int) -> Void) {
    forEachToken(in: text) { token in
      Stemmer.stem(&token)
      body(Self.bucket(token[...]))
    }
  }

  /// Calls `body` with a number for each run of three to five bytes of a word, its start and end marked.
  mutating func forEachRun(in text: String, _ body: (Int) -> Void) {
    forEachToken(in: text) { token in
      token.insert(UInt8(ascii: "^"), at: 0)
      token.append(UInt8(ascii: "$"))
      for start in token.indices {
        var hash = StableHash.seed
        for end in start..<min(start + 5, token.count) {
          hash = StableHash.adding(token[end], to: hash)
          if end - start >= 2 { body(Self.bucket(hash)) }
        }
      }
    }
  }

  private mutating func forEachToken(in text: String, _ body: (inout [UInt8]) -> Void) {
    word.removeAll(keepingCapacity: true)
    for byte in text.utf8 {
      if Self.isWord(byte) {
        word.append(byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte)
      } else if !word.isEmpty {
        endToken(body)
      }
    }
    if !word.isEmpty { endToken(body) }
  }

  private mutating func endToken(_ body: (inout [UInt8]) -> Void) {
    while word.last == UInt8(ascii: ".") { word.removeLast() }
    if !word.isEmpty, !Self.stopWords.contains(Self.bucket(word[...])) { body(&word) }
    word.removeAll(keepingCapacity: true)
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "#"), UInt8(ascii: "."), 0x80...: true
    default: false
    }
  }

  private static func bucket(_ hash: UInt64) -> Int { Int((hash ^ hash >> 32) & UInt64(buckets - 1)) }
  private static func bucket(_ bytes: ArraySlice<UInt8>) -> Int {
    bucket(bytes.reduce(StableHash.seed) { StableHash.adding($1, to: $0) })
  }

  private static let stopWords = Set(
    """
    a an and the of to in for on with by at as from or our you your we will is are be have has using use used this that their \
    its it into within across such other more
    """.split(separator: " ").map { bucket(Array($0.utf8)[...]) })
}

/// Takes the endings off English words, so that "managing", "manages" and "management" are nearer; light, not exact.
enum Stemmer {
  private struct Rule {
    var ending: [UInt8]
    var replacement: [UInt8]
  }

  /// The first rule that fits is applied, if three letters are left before the ending.
  static func stem(_ word: inout [UInt8]) {
    guard word.count > 3, let last = word.last, last >= UInt8(ascii: "a"), last <= UInt8(ascii: "z") else { return }
    for rule in rules[Int(last - UInt8(ascii: "a"))] {
      guard word.count - rule.ending.count >= 3, word.ends(with: rule.ending) else { continue }
      word.removeLast(rule.ending.count)
      word += rule.replacement
      dropDoubledLetter(&word)
      return
    }
  }

  /// "planning" → "plan"
  private static func dropDoubledLetter(_ word: inout [UInt8]) {
    guard word.count > 3, let last = word.last, word[word.count - 2] == last, doubled.contains(last) else { return }
    word.removeLast()
  }

  private static let doubled = Array("bdgmnprt".utf8)

  private static let rules: [[Rule]] = {
    let table = """
      ies y;sses ss;isation is;ization is;ising is;izing is;ised is;ized is;ise is;ize is;ments ment;ational at;ations at;\
      ation at;ators at;ator at;ating at;ated at;ates at;ate at;ingly ;ings ;ing ;edly ;ed ;ers ;er ;ical ic;ally al;ly ;es ;\
      s ;e
      """
    var rules = [[Rule]](repeating: [], count: 26)
    for line in table.split(separator: ";") {
      let parts = line.split(separator: " ", omittingEmptySubsequences: false)
      let ending = Array(parts[0].utf8)
      guard let last = ending.last else { continue }
      rules[Int(last - UInt8(ascii: "a"))].append(
        Rule(ending: ending, replacement: parts.count > 1 ? Array(parts[1].utf8) : []))
    }
    return rules
  }()
}

extension [UInt8] {
  fileprivate func ends(with ending: [UInt8]) -> Bool {
    guard count >= ending.count else { return false }
    var offset = count - ending.count
    for byte in ending {
      if self[offset] != byte { return false }
      offset += 1
    }
    return true
  }
}
