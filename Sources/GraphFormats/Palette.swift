internal import Concepts
internal import GraphModel

/// How nodes look where a format can say so: the colours of Okabe and Ito, which colour-blind people can tell apart.
enum Palette {
  struct Color {
    var red: Int
    var green: Int
    var blue: Int

    /// `#RRGGBB`
    var hexadecimal: String {
      "#" + [red, green, blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }.joined()
    }
  }

  static func color(_ kind: ConceptKind) -> Color {
    switch kind {
    case .role: Color(red: 0, green: 114, blue: 178)
    case .skill: Color(red: 0, green: 158, blue: 115)
    case .framework: Color(red: 230, green: 159, blue: 0)
    case .certification: Color(red: 204, green: 121, blue: 167)
    case .education: Color(red: 86, green: 180, blue: 233)
    }
  }

  /// 10 to 60: the area grows with the share of postings that name the node.
  static func size(postings: Int, of total: Int) -> Double {
    guard total > 0 else { return 10 }
    return (100 + 3500 * min(1, Double(postings) / Double(total))).squareRoot().rounded(toDecimals: 2)
  }
}

extension SkillGraph.Edge {
  /// Above 0, for readers that drop or spoil edges without: the weight, or where only the taxonomy says so its level's.
  var visibleWeight: Double {
    guard weight <= 0 else { return weight }
    return switch curatedLevel {
    case .preferred: 0.5
    case .mentioned: 0.25
    case .required, nil: 1
    }
  }

  /// 0.5 to 3.
  var lineWidth: Double { (0.5 + 2.5 * min(1, visibleWeight)).rounded(toDecimals: 2) }

  /// What is only a hint.
  var isDrawnDashed: Bool { strength == .helpful || relation == .related }
}

extension SkillGraph.Node {
  func identifiers(_ closeness: ConceptMatch.Closeness) -> [String] {
    matches.isEmpty ? [] : matches.filter { $0.closeness == closeness }.map(\.identifier)
  }

  /// `ce` for a close match before an exact one, for lists that are apart; `nil` if exact ones come first.
  var matchOrder: String? {
    guard
      zip(matches, matches.dropFirst()).contains(where: { ($0.closeness, $1.closeness) == (.closeMatch, .exactMatch) })
    else { return nil }
    return String(matches.map { $0.closeness == .exactMatch ? "e" : "c" })
  }
}

extension SkillGraph {
  var citations: [String] { Self.citations(of: schemes) }

  /// What curated edges cite, by scheme: name and release, or `#2` where that would not tell two schemes apart.
  static func citations(of schemes: [ConceptScheme]) -> [String] {
    var seen: Set<String> = []
    return schemes.indices.map { index in
      let citation = "\(schemes[index].name) \(schemes[index].release)"
      return !citation.hasPrefix("#") && seen.insert(citation).inserted ? citation : "#\(index)"
    }
  }
}

extension ConceptKind {
  /// `Skill`, as Neo4j writes node labels.
  var typeName: String {
    switch self {
    case .role: "Role"
    case .skill: "Skill"
    case .framework: "Framework"
    case .certification: "Certification"
    case .education: "Education"
    }
  }
}

extension Relation {
  /// `prerequisite of`
  var words: String { String(rawValue.flatMap { $0.isUppercase ? [" ", Character($0.lowercased())] : [$0] }) }

  /// `PREREQUISITE_OF`, as Neo4j writes relationship types.
  var typeName: String {
    String(rawValue.flatMap { $0.isUppercase ? ["_", $0] : [Character($0.uppercased())] })
  }
}

extension Double {
  func rounded(toDecimals digits: Int) -> Double {
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    return (self * scale).rounded() / scale
  }
}
