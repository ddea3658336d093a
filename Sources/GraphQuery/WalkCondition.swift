internal import Concepts
internal import GraphModel

/// What every edge of a walk, and the node it leads to, must be like: `weight>0.3 and kind=skill or level=required`.
///
///     condition  = all { "or" all }
///     all        = comparison { "and" comparison }
///     comparison = field ( "=" | "!=" | "<" | "<=" | ">" | ">=" ) value
///     value      = number | word | quoted text
///
/// Fields of the edge: `weight` (of a demand as in `role`, of other edges 1), `confidence`, `level` (required, preferred,
/// mentioned), `strength` (essential, helpful), `provenance` (curated, extracted, inferred), `relation`. Fields of the node it
/// leads to: `kind`, `postings`, `label`, `id`. What an edge does not have, such as the level of a `progressesTo`, is not tested.
/// Texts are compared in any letter case, and only by `=` and `!=`.
public struct WalkCondition: Hashable, Sendable {
  /// Any of these must hold, and of each all comparisons.
  let alternatives: [[Comparison]]

  struct Comparison: Hashable, Sendable {
    var field: Field
    var sign: Sign
    var value: Value
  }

  enum Field: String, CaseIterable, Sendable {
    case weight, confidence, level, strength, provenance, relation, kind, postings, label, id

    var isNumeric: Bool { [.weight, .confidence, .postings].contains(self) }
  }

  enum Sign: String, CaseIterable, Sendable {
    // The longer ones first, since they are read in this order.
    case lessOrEqual = "<="
    case greaterOrEqual = ">="
    case notEqual = "!="
    case equal = "="
    case less = "<"
    case greater = ">"
  }

  enum Value: Hashable, Sendable {
    case number(Double)
    case text(FoldedName)
  }

  /// - Throws: what was expected, and where.
  public init(_ text: String) throws(QueryTextError) {
    var scanner = QueryScanner(text)
    alternatives = try scanner.condition()
  }
}

extension QueryScanner {
  fileprivate mutating func condition() throws(QueryTextError) -> [[WalkCondition.Comparison]] {
    var alternatives = [[try comparison()]]
    while !isAtEnd {
      let start = offset
      switch word() {
      case "and": alternatives[alternatives.count - 1].append(try comparison())
      case "or": alternatives.append([try comparison()])
      default: throw error("expected 'and', 'or' or the end", at: start)
      }
    }
    return alternatives
  }

  private mutating func comparison() throws(QueryTextError) -> WalkCondition.Comparison {
    let field = try named("field", WalkCondition.Field.self)
    let place = offset
    var found: WalkCondition.Sign?
    for sign in WalkCondition.Sign.allCases where found == nil && take(sign.rawValue) { found = sign }
    guard let sign = found else { throw error("expected one of = != < <= > >=") }
    if !field.isNumeric, sign != .equal, sign != .notEqual {
      throw error("'\(field.rawValue)' is a text; compare it by = or !=", at: place)
    }
    return WalkCondition.Comparison(field: field, sign: sign, value: try value(of: field))
  }

  private mutating func value(of field: WalkCondition.Field) throws(QueryTextError) -> WalkCondition.Value {
    let start = offset
    if field.isNumeric {
      guard let number = decimal() else {
        throw error("expected a number, since '\(field.rawValue)' is one", at: start)
      }
      return .number(number)
    }
    if let text = try quoted() { return .text(FoldedName(text)) }
    let text = word()
    guard !text.isEmpty else { throw error("expected a word, or a text in quotes", at: start) }
    return .text(FoldedName(text))
  }
}

extension WalkCondition {
  /// Whether the condition holds for an edge and the node it leads to.
  func admits(_ edge: SkillGraph.Edge, to node: NodeIndex, in graph: SkillGraph) -> Bool {
    alternatives.contains { $0.allSatisfy { $0.admits(edge, node, graph) } }
  }
}

extension WalkCondition.Comparison {
  fileprivate func admits(_ edge: SkillGraph.Edge, _ node: NodeIndex, _ graph: SkillGraph) -> Bool {
    switch value {
    case .number(let number): compare(self.number(edge, node, graph), number)
    case .text(let text):
      self.text(edge, node, graph).map { (FoldedName($0) == text) == (sign == .equal) } ?? true
    }
  }

  private func number(_ edge: SkillGraph.Edge, _ node: NodeIndex, _ graph: SkillGraph) -> Double {
    switch field {
    case .confidence: edge.confidence
    case .postings: Double(graph.postings(of: node))
    default: edge.relation == .requires ? graph.demandScale(of: edge.source).weight(of: edge) : 1
    }
  }

  private func text(_ edge: SkillGraph.Edge, _ node: NodeIndex, _ graph: SkillGraph) -> String? {
    switch field {
    case .level: edge.relation == .requires ? edge.prevailingLevel.rawValue : nil
    case .strength: edge.strength?.rawValue
    case .provenance: edge.provenance.name
    case .relation: edge.relation.rawValue
    case .kind: graph.kind(of: node).rawValue
    case .label: graph.label(of: node)
    default: graph.id(of: node).rawValue
    }
  }

  private func compare(_ a: Double, _ b: Double) -> Bool {
    switch sign {
    case .equal: a == b
    case .notEqual: a != b
    case .less: a < b
    case .lessOrEqual: a <= b
    case .greater: a > b
    case .greaterOrEqual: a >= b
    }
  }
}
