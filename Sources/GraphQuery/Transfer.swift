internal import Concepts
public import GraphModel

/// Something known that makes something unknown easier.
public struct Transfer: Hashable, Sendable {
  /// What is known.
  public var from: NodeIndex
  /// 0 to 1: how much of the unknown it is worth.
  public var credit: Double
  public var reason: Reason

  public enum Reason: Hashable, Sendable {
    /// It is a kind of what is asked for.
    case narrower
    /// The taxonomy calls the two related.
    case related
    /// Both are kinds of one broader concept.
    case sibling(of: NodeIndex)
    /// What is asked for is a kind of it.
    case broader

    public var name: String {
      switch self {
      case .narrower: "narrower"
      case .related: "related"
      case .sibling: "sibling"
      case .broader: "broader"
      }
    }
  }
}

extension SkillGraph {
  /// The known concept that is nearest to `wanted`, if one is near at all; ties in node order.
  ///
  /// Credits: 0.7 for a narrower concept (PostgreSQL for *relational databases*), 0.4 if there are more than a dozen of them
  /// (linear regression for *machine learning*); 0.5 for a related concept (TensorFlow for PyTorch); 0.4 for a sibling in a
  /// family of at most a dozen concepts, 0.25 in one of at most 60 (Java for Python); 0.25 for the broader concept itself.
  /// Siblings in greater families say nothing: AWS has more than a hundred services. Only skills and frameworks are near each
  /// other.
  ///
  /// - Complexity: O(neighbours of `wanted` and of its broader concepts)
  public func transfer(to wanted: NodeIndex, from known: Knowledge) -> Transfer? {
    guard isLearnable(wanted) else { return nil }
    var best: Transfer?
    func offer(_ node: NodeIndex, _ credit: Double, _ reason: Transfer.Reason) {
      guard node != wanted, isLearnable(node), known.contains(node) else { return }
      if let best, (-best.credit, best.from) <= (-credit, node) { return }
      best = Transfer(from: node, credit: credit, reason: reason)
    }
    let kinds = sources(of: wanted, .broader)
    for node in kinds { offer(node, kinds.count <= 12 ? 0.7 : 0.4, .narrower) }
    for node in targets(of: wanted, .related) + sources(of: wanted, .related) { offer(node, 0.5, .related) }
    for family in targets(of: wanted, .broader) {
      offer(family, 0.25, .broader)
      let members = sources(of: family, .broader)
      guard members.count <= 60 else { continue }
      for node in members { offer(node, members.count <= 12 ? 0.4 : 0.25, .sibling(of: family)) }
    }
    return best
  }

  /// Whether it is a skill or a framework.
  func isLearnable(_ node: NodeIndex) -> Bool {
    let kind = kind(of: node)
    return kind == .skill || kind == .framework
  }
}
