internal import Concepts

/// How nodes look where a format can say so: the colours of Okabe and Ito, which colour-blind people can tell apart.
enum Palette {
  static func color(_ kind: ConceptKind) -> (red: Int, green: Int, blue: Int) {
    switch kind {
    case .role: (0, 114, 178)
    case .skill: (0, 158, 115)
    case .framework: (230, 159, 0)
    case .certification: (204, 121, 167)
    case .education: (86, 180, 233)
    }
  }

  /// `#RRGGBB`
  static func hexadecimal(_ kind: ConceptKind) -> String {
    let color = color(kind)
    return "#" + [color.red, color.green, color.blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// 10 to 60: the area grows with the share of postings that name the node.
  static func size(postings: Int, of total: Int) -> Double {
    guard total > 0 else { return 10 }
    return (100 + 3500 * Double(postings) / Double(total)).squareRoot().rounded(toDecimals: 2)
  }
}

extension Double {
  func rounded(toDecimals digits: Int) -> Double {
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    return (self * scale).rounded() / scale
  }
}
