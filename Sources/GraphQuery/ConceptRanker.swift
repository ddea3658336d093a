/// Ranks concepts for a sentence or phrase by their names alone: no model, no training, the same on every machine.
///
/// A text and a name are compared twice, by the cosine of what they have in common: by their stemmed words, and by the runs of
/// three to five letters within their words, which find "administrate" in "administrator". What few names have counts more
/// (inverse document frequency). The score is the mean of both; a concept's is that of its best name.
public struct ConceptRanker: Sendable {
  /// A name of a concept.
  public struct Name: Sendable {
    public var text: String
    /// The concept, by the caller's number.
    public var concept: Int
    /// The share of the score that counts, 0 to 1: less for names that are not the preferred one.
    public var weight: Double

    public init(_ text: String, of concept: Int, weight: Double = 1) {
      self.text = text
      self.concept = concept
      self.weight = weight
    }
  }

  /// A concept and why it is one.
  public struct Match: Hashable, Sendable {
    public var concept: Int
    /// The position of the best name.
    public var name: Int
    /// 0 to 1.
    public var score: Double
  }

  public let names: [Name]
  private let words: FeatureTable
  private let runs: FeatureTable

  /// - Complexity: O(bytes) of the names; 30,000 take some 50 ms.
  public init(_ names: [Name]) {
    self.names = names
    var features = TextFeatures()
    words = FeatureTable(names.count) { name, body in features.forEachWord(in: names[name].text, body) }
    runs = FeatureTable(names.count) { name, body in features.forEachRun(in: names[name].text, body) }
  }

  /// The concepts that have anything in common with `text`, the best first, at most `limit`.
  ///
  /// Ties go by the matched name in the order of bytes, then by the concept's number.
  ///
  /// - Complexity: O(bytes) of all names.
  public func rank(_ text: String, limit: Int) -> [Match] {
    var features = TextFeatures()
    var (ownWords, ownRuns): ([Int], [Int]) = ([], [])
    features.forEachWord(in: text) { ownWords.append($0) }
    features.forEachRun(in: text) { ownRuns.append($0) }
    let (byWord, byRun) = (words.cosines(with: ownWords), runs.cosines(with: ownRuns))
    var best: [Int: Match] = [:]
    for name in names.indices where byWord[name] > 0 || byRun[name] > 0 {
      let score = (Double(byWord[name]) + Double(byRun[name])) / 2 * names[name].weight
      let match = Match(concept: names[name].concept, name: name, score: score)
      if best[match.concept].map({ isBetter(match, than: $0) }) ?? true { best[match.concept] = match }
    }
    return Array(best.values.sorted(by: isBetter).prefix(limit))
  }

  private func isBetter(_ a: Match, than b: Match) -> Bool {
    if a.score != b.score { return a.score > b.score }
    let (first, second) = (names[a.name].text, names[b.name].text)
    if first != second { return first.utf8.lexicographicallyPrecedes(second.utf8) }
    return (a.concept, a.name) < (b.concept, b.name)
  }
}

/// Which features each name has, and what they weigh.
private struct FeatureTable: Sendable {
  /// The features of name *n* are those from `starts[n]` to `starts[n + 1]`, each once.
  private var starts: [Int32] = [0]
  private var features: [Int32] = []
  /// The square of the weight of each feature.
  private var weights: [Float]
  /// The length of each name's vector.
  private var lengths: [Float]

  init(_ count: Int, _ forEachFeature: (Int, (Int) -> Void) -> Void) {
    var frequency = [Int32](repeating: 0, count: TextFeatures.buckets)
    var last = [Int32](repeating: -1, count: TextFeatures.buckets)
    var (starts, features): ([Int32], [Int32]) = ([0], [])
    starts.reserveCapacity(count + 1)
    for name in 0..<count {
      forEachFeature(name) { feature in
        guard last[feature] != Int32(name) else { return }
        last[feature] = Int32(name)
        frequency[feature] += 1
        features.append(Int32(feature))
      }
      starts.append(Int32(features.count))
    }
    // Most frequencies are small and the same.
    let byFrequency = (0...(frequency.max() ?? 0)).map { Self.weight($0, of: count) }
    let weights = frequency.map { byFrequency[Int($0)] }
    lengths = (0..<count).map { name in
      let own = features[Int(starts[name])..<Int(starts[name + 1])]
      return own.reduce(Float(0)) { $0 + weights[Int($1)] }.squareRoot()
    }
    (self.starts, self.features, self.weights) = (starts, features, weights)
  }

  /// The logarithm by halves, since the C library's is not the same everywhere.
  private static func weight(_ frequency: Int32, of count: Int) -> Float {
    let ratio = Double(count + 1) / Double(frequency + 1)
    return Float(logarithm(ratio) * logarithm(ratio))
  }

  /// The natural logarithm of a number of at least 1: its exponent, and a series for what is left of it.
  private static func logarithm(_ number: Double) -> Double {
    let ratio = (number.significand - 1) / (number.significand + 1)
    let square = ratio * ratio
    var (sum, power) = (0.0, ratio)
    for divisor in stride(from: 1.0, to: 40, by: 2) {
      sum += power / divisor
      power *= square
    }
    return Double(number.exponent) * 0.693_147_180_559_945_3 + 2 * sum
  }

  /// For each name its cosine with a text of these features.
  func cosines(with text: [Int]) -> [Float] {
    var query = [Float](repeating: 0, count: TextFeatures.buckets)
    var length = Float(0)
    for feature in text where query[feature] == 0 {
      query[feature] = weights[feature]
      length += weights[feature]
    }
    guard length > 0 else { return [Float](repeating: 0, count: lengths.count) }
    length = length.squareRoot()
    return lengths.indices.map { name in
      guard lengths[name] > 0 else { return 0 }
      var sum = Float(0)
      for position in Int(starts[name])..<Int(starts[name + 1]) { sum += query[Int(features[position])] }
      return sum / (length * lengths[name])
    }
  }
}
