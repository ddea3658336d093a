import Concepts
import GraphModel
import GraphQuery
import JSONText

/// Turns of phrase that several answers share.
extension SkillGraph {
  /// The label; that of a field of study says so if a skill bears it too.
  func name(_ node: NodeIndex) -> String {
    let label = label(of: node)
    guard kind(of: node) == .education, index(of: ConceptID(kind: .skill, label: label)) != nil else { return label }
    return "\(label) (field of study)"
  }

  /// The label as a word of a command line.
  func quoted(_ node: NodeIndex) -> String {
    let label = label(of: node)
    return label.utf8.allSatisfy { $0 > 0x2C && $0 < 0x7F || $0 == UInt8(ascii: "+") } ? label : "\"\(label)\""
  }

  /// The labels of at most `limit` nodes, and how many more there are.
  func list(_ nodes: some Collection<NodeIndex>, limit: Int = 6) -> String {
    let names = nodes.prefix(limit).map(name).joined(separator: ", ")
    return nodes.count > limit ? "\(names) and \(nodes.count - limit) more" : names
  }

  /// `50 % carried over: TensorFlow is related`
  func text(_ transfer: Transfer) -> String {
    let name = self[transfer.from].label
    let reason =
      switch transfer.reason {
      case .narrower: "\(name) is a kind of it"
      case .related: "\(name) is related"
      case .sibling(let family): "like \(name) it is a kind of \(self[family].label)"
      case .broader: "it is a kind of \(name)"
      }
    return "\(percent(transfer.credit)) carried over: \(reason)"
  }

  func json(_ transfer: Transfer) -> JSONValue {
    let via: JSONValue =
      if case .sibling(let family) = transfer.reason { .string(self[family].id.rawValue) } else { .null }
    return .record([
      "from": .string(self[transfer.from].id.rawValue), "credit": .rounded(transfer.credit),
      "reason": .string(transfer.reason.name), "via": via,
    ])
  }
}

func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }

/// `1 role`, `2 roles`
func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

extension Relation {
  /// The relation read from one of its ends: *asks for*, *asked for by*.
  func phrase(isOutgoing: Bool) -> String {
    switch self {
    case .broader: isOutgoing ? "is a kind of" : "includes"
    case .certifies: isOutgoing ? "certifies" : "certified by"
    case .precedes: isOutgoing ? "comes before" : "comes after"
    case .prerequisiteOf: isOutgoing ? "needed for" : "builds on"
    case .progressesTo: isOutgoing ? "leads to" : "reached from"
    case .related: "related to"
    case .requires: isOutgoing ? "asks for" : "asked for by"
    }
  }
}
