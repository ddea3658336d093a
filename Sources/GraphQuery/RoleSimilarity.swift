internal import Concepts
public import GraphModel

/// How alike roles are: by what they ask for, and by what they are called.
///
/// A role is two vectors: the weights of its demands (see `SkillGraph.profile(of:)`), and the square roots of how many of its names
/// hold a word. Both are weighed by rarity, ln(1 + *R* / *r*), with *R* the roles that ask for anything and *r* those that have the
/// component: what everybody asks for, such as communication, says little, what few ask for says much. Likeness is 0.4 × the
/// cosine of the demands + 0.6 × that of the names; measured against O*NET's related occupations (`dev similarity`), names tell
/// more than demands, which taxonomies give alike to many roles.
public struct RoleSimilarity: Sendable {
  private let profiles: RoleProfiles
  private var demands: SparseRows
  private var words: SparseRows

  static let shareOfNames = 0.6

  /// - Complexity: O(all demands and the bytes of all roles' names)
  public init(_ profiles: RoleProfiles) {
    self.profiles = profiles
    let graph = profiles.graph
    demands = SparseRows(columnCount: graph.nodes.count)
    for role in profiles.roles {
      for edge in graph.edges(from: role, .requires) {
        demands.append(graph.target(of: edge).rawValue, profiles.weight(of: edge, from: role))
      }
      demands.endRow()
    }
    words = NameWords.rows(of: profiles.roles, in: graph)
    demands.weighByRarity()
    words.weighByRarity()
  }

  /// Each from 0 (nothing in common) to 1 (the same).
  public struct Measures: Hashable, Sendable {
    /// The cosine of the angle between the vectors of demands; indifferent to how long a role's list is.
    public var cosine: Double
    /// The sum of the smaller components over the sum of the greater ones (Ruzicka); what only one role asks for counts against it.
    public var weightedJaccard: Double
    /// The cosine between the words of their names.
    public var names: Double

    /// What ranks are by.
    public var likeness: Double { (1 - RoleSimilarity.shareOfNames) * cosine + RoleSimilarity.shareOfNames * names }
  }

  /// All 0 if one of the roles asks for nothing.
  ///
  /// - Complexity: O(components of both)
  public func measures(_ a: NodeIndex, _ b: NodeIndex) -> Measures {
    guard let a = profiles.position(of: a), let b = profiles.position(of: b) else {
      return Measures(cosine: 0, weightedJaccard: 0, names: 0)
    }
    let (ours, theirs) = (components(demands, a), components(demands, b))
    return Measures(
      cosine: cosine(demands, a, b), weightedJaccard: weightedJaccard(ours, theirs), names: cosine(words, a, b))
  }

  /// The cosines between one role and all, by position in `RoleProfiles.roles`.
  public struct Cosines: Sendable {
    public var demands: [Double]
    public var names: [Double]

    public func likeness(_ position: Int) -> Double {
      (1 - RoleSimilarity.shareOfNames) * demands[position] + RoleSimilarity.shareOfNames * names[position]
    }
  }

  /// `nil` if the role asks for nothing.
  ///
  /// - Complexity: O(all components)
  public func cosines(with role: NodeIndex) -> Cosines? {
    profiles.position(of: role).map { Cosines(demands: demands.cosines(with: $0), names: words.cosines(with: $0)) }
  }

  /// Another role and how alike it is.
  public struct Similar: Hashable, Sendable {
    public var role: NodeIndex
    public var measures: Measures
  }

  /// The roles with anything in common, most alike first; ties in node order.
  ///
  /// - Complexity: O(all components)
  public func similar(to role: NodeIndex, limit: Int = .max) -> [Similar] {
    guard let position = profiles.position(of: role), let cosines = cosines(with: role) else { return [] }
    let likeness = profiles.roles.indices.map(cosines.likeness)
    let ranked = likeness.indices.filter { $0 != position && likeness[$0] > 0 }
      .sorted { (-likeness[$0], $0) < (-likeness[$1], $1) }
    return ranked.prefix(limit).map { Similar(role: profiles.roles[$0], measures: measures(role, profiles.roles[$0])) }
  }

  /// What both roles ask for, in the order of what it adds to their likeness; ties in node order.
  public func shared(_ a: NodeIndex, _ b: NodeIndex) -> [NodeIndex] {
    guard let a = profiles.position(of: a), let b = profiles.position(of: b) else { return [] }
    let theirs = components(demands, b)
    return components(demands, a).compactMap { own in theirs[own.key].map { (own.key, own.value * $0) } }
      .sorted { (-$0.1, $0.0) < (-$1.1, $1.0) }.map { NodeIndex(rawValue: $0.0) }
  }

  private func components(_ rows: SparseRows, _ row: Int) -> [Int32: Double] {
    Dictionary(rows.row(row).map { (rows.columns[$0], rows.values[$0]) }, uniquingKeysWith: { first, _ in first })
  }

  /// The same to the bit whichever role comes first.
  private func cosine(_ rows: SparseRows, _ a: Int, _ b: Int) -> Double {
    let length = rows.lengths[a] * rows.lengths[b]
    guard length > 0 else { return 0 }
    let theirs = components(rows, b)
    let terms = components(rows, a).compactMap { own in theirs[own.key].map { (own.key, own.value * $0) } }
    return min(1, terms.sorted { $0.0 < $1.0 }.reduce(0) { $0 + $1.1 } / length)
  }

  private func weightedJaccard(_ a: [Int32: Double], _ b: [Int32: Double]) -> Double {
    var (smaller, greater) = (0.0, 0.0)
    for column in Set(a.keys).union(b.keys).sorted() {
      smaller += min(a[column] ?? 0, b[column] ?? 0)
      greater += max(a[column] ?? 0, b[column] ?? 0)
    }
    return greater == 0 ? 0 : smaller / greater
  }
}

/// The words of roles' names.
private enum NameWords {
  /// Words are told apart by 16 bits of a hash; of some thousand words few share one, which blurs a name a little.
  private static let columnCount = 1 << 16

  /// For each role how many of its names hold a word, as square roots.
  static func rows(of roles: [NodeIndex], in graph: SkillGraph) -> SparseRows {
    var rows = SparseRows(columnCount: columnCount)
    var (counts, touched) = ([Int32](repeating: 0, count: columnCount), [Int32]())
    let text = graph.nameBytes
    for role in roles {
      graph.forEachName(of: role) { place, _ in
        count(text, place, &counts, &touched)
        return true
      }
      for column in touched {
        rows.append(column, Double(counts[Int(column)]).squareRoot())
        counts[Int(column)] = 0
      }
      touched.removeAll(keepingCapacity: true)
      rows.endRow()
    }
    return rows
  }

  /// Words are runs of letters, digits and whatever is not ASCII, in any letter case.
  private static func count(_ text: [UInt8], _ place: Range<Int>, _ counts: inout [Int32], _ touched: inout [Int32]) {
    var (hash, isInWord) = (UInt32(0), false)
    for offset in place.lowerBound...place.upperBound {
      let byte = offset < place.upperBound ? text[offset] | 0x20 : 0x20
      let isPart = (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte >= 0x80
      if isPart {
        // FNV-1a
        hash = ((isInWord ? hash : 0x811c_9dc5) ^ UInt32(byte)) &* 0x0100_0193
      } else if isInWord {
        let column = Int32((hash ^ hash >> 16) & 0xFFFF)
        if counts[Int(column)] == 0 { touched.append(column) }
        counts[Int(column)] += 1
      }
      isInWord = isPart
    }
  }
}
