internal import Concepts
public import GraphModel

/// How alike roles are, by what they ask for.
///
/// A role is a vector of the weights of its demands (see `SkillGraph.profile(of:)`), and each concept counts as much as its
/// inverse role frequency says: ln(1 + *R* / *r*), with *R* the roles that ask for anything and *r* those that ask for this. What
/// everybody asks for, such as communication or a degree, so says little; what few roles ask for says much.
public struct RoleSimilarity: Sendable {
  private let profiles: RoleProfiles
  /// By position in `profiles.all`: the components in node order.
  private let vectors: [[Component]]
  private let lengths: [Double]

  private struct Component {
    var node: NodeIndex
    var value: Double
    /// The inverse role frequency.
    var rarity: Double
  }

  /// - Complexity: O(all demands)
  public init(_ profiles: RoleProfiles) {
    self.profiles = profiles
    let roles = Double(profiles.all.count)
    vectors = profiles.all.map { profile in
      profile.demands.map {
        Component(
          node: $0.node, value: $0.weight,
          rarity: naturalLogarithm(1 + roles / Double(profiles.count(askingFor: $0.node))))
      }
      .sorted { $0.node < $1.node }
    }
    lengths = vectors.map { $0.reduce(0) { $0 + $1.rarity * ($1.value * $1.value) }.squareRoot() }
  }

  /// Two measures over the same vectors, each from 0 (nothing in common) to 1 (the same demands).
  public struct Measures: Hashable, Sendable {
    /// The cosine of the angle between the vectors; indifferent to how long a role's list is.
    public var cosine: Double
    /// The sum of the smaller components over the sum of the greater ones (Ruzicka); what only one role asks for counts against it.
    public var weightedJaccard: Double
  }

  /// Both 0 if one of the roles asks for nothing.
  ///
  /// - Complexity: O(demands of both)
  public func measures(_ a: NodeIndex, _ b: NodeIndex) -> Measures {
    guard let a = profiles.position(of: a), let b = profiles.position(of: b) else {
      return Measures(cosine: 0, weightedJaccard: 0)
    }
    return measures(a, b)
  }

  /// Another role and how alike it is.
  public struct Similar: Hashable, Sendable {
    public var role: NodeIndex
    public var measures: Measures
  }

  /// The roles with any demand in common, most alike by cosine first; ties in node order.
  ///
  /// - Complexity: O(all demands)
  public func similar(to role: NodeIndex, limit: Int = .max) -> [Similar] {
    guard let position = profiles.position(of: role) else { return [] }
    let others = profiles.all.indices.filter { $0 != position }.map {
      Similar(role: profiles.all[$0].role, measures: measures(position, $0))
    }
    let ranked = others.filter { $0.measures.cosine > 0 }.sorted {
      (-$0.measures.cosine, $0.role) < (-$1.measures.cosine, $1.role)
    }
    return Array(ranked.prefix(limit))
  }

  /// What both roles ask for, in the order of what it adds to their likeness; ties in node order.
  public func shared(_ a: NodeIndex, _ b: NodeIndex) -> [NodeIndex] {
    guard let a = profiles.position(of: a), let b = profiles.position(of: b) else { return [] }
    let theirs = Dictionary(vectors[b].map { ($0.node, $0.value) }, uniquingKeysWith: { first, _ in first })
    return vectors[a].compactMap { own in theirs[own.node].map { (own.node, own.rarity * (own.value * $0)) } }
      .sorted { (-$0.1, $0.0) < (-$1.1, $1.0) }.map(\.0)
  }

  private func measures(_ a: Int, _ b: Int) -> Measures {
    var (dot, smaller, greater) = (0.0, 0.0, 0.0)
    forEachPair(vectors[a], vectors[b]) { x, y, rarity in
      dot += rarity * (x * y)
      smaller += rarity * min(x, y)
      greater += rarity * max(x, y)
    }
    let length = lengths[a] * lengths[b]
    return Measures(
      cosine: length == 0 ? 0 : min(1, dot / length), weightedJaccard: greater == 0 ? 0 : smaller / greater)
  }

  /// Both values and the rarity of each concept in either vector, in node order; what one lacks is 0.
  private func forEachPair(_ a: [Component], _ b: [Component], _ body: (Double, Double, Double) -> Void) {
    var (i, j) = (0, 0)
    while i < a.count || j < b.count {
      if j == b.count || (i < a.count && a[i].node < b[j].node) {
        body(a[i].value, 0, a[i].rarity)
        i += 1
      } else if i == a.count || b[j].node < a[i].node {
        body(0, b[j].value, b[j].rarity)
        j += 1
      } else {
        body(a[i].value, b[j].value, a[i].rarity)
        (i, j) = (i + 1, j + 1)
      }
    }
  }
}

/// ln *x* for *x* ≥ 1 by the series of artanh after halving, with IEEE arithmetic alone: the C library's differs between
/// machines in the last bit, and ranks must not.
func naturalLogarithm(_ x: Double) -> Double {
  let exponent = Double(x.exponent)
  let ratio = (x.significand - 1) / (x.significand + 1)
  let square = ratio * ratio
  // ratio ≤ 1/3, so the terms fall at least by a factor of 9 and the 20th is below half a unit in the last place.
  var (term, sum) = (ratio, 0.0)
  for index in 0..<20 {
    sum += term / Double(2 * index + 1)
    term *= square
  }
  return exponent * 0.693_147_180_559_945_3 + 2 * sum
}
