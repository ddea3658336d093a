internal import Concepts
public import GraphModel

/// What each role asks for as one table (RFC 4180), a row for each role and demand with its counts, shares and levels: for
/// spreadsheets' pivot tables and for statistics.
public struct DemandsCSV: GraphFormat {
  public static let name = "demands"
  public static let fileExtension = "csv"
  public static let limitation: String? = "everything but what roles ask for"

  public init() {}

  public func write(_ graph: SkillGraph, to output: inout ByteOutput) {
    output.write(row: DemandRow.columns.map(\.name))
    for row in graph.demandRows { output.write(row: row.cells.map(\.text)) }
  }
}

/// A role and one thing it asks for, as a row of a table.
struct DemandRow {
  enum Cell {
    case text(String)
    case number(Int)
    /// 0 to 1.
    case share(Double)
    case empty

    var text: String {
      switch self {
      case .text(let text): text
      case .number(let number): String(number)
      case .share(let share): "\(share)"
      case .empty: ""
      }
    }
  }

  static let columns: [(name: String, meaning: String)] = [
    ("role", "the role's id"), ("roleLabel", "what it is called"), ("concept", "the id of what it asks for"),
    ("conceptLabel", "what that is called"), ("kind", "skill, framework, certification or education"),
    ("level", "what most of the postings say, or without postings the taxonomy: required, preferred or mentioned"),
    ("share", "in which share of the role's postings it is asked for, 0 to 1"),
    ("postings", "in how many of them"), ("required", "how many require it"), ("preferred", "how many prefer it"),
    ("mentioned", "how many mention it"), ("rolePostings", "how many postings advertise the role"),
    ("curatedLevel", "the taxonomy's level"),
    ("provenance", "extracted from postings, or curated in the taxonomy only"),
  ]

  let role: SkillGraph.Node
  let concept: SkillGraph.Node
  let edge: SkillGraph.Edge

  var cells: [Cell] {
    [
      .text(role.id.rawValue), .text(role.label), .text(concept.id.rawValue), .text(concept.label),
      .text(concept.kind.rawValue), .text(level), .share(edge.weight), .number(edge.demand.total),
      .number(edge.demand.required), .number(edge.demand.preferred), .number(edge.demand.mentioned),
      .number(role.postings), edge.curatedLevel.map { .text($0.rawValue) } ?? .empty, .text(edge.provenance.name),
    ]
  }

  /// Of equally frequent levels the strongest.
  var level: String {
    guard edge.demand.total > 0 else { return edge.curatedLevel?.rawValue ?? "" }
    return DemandLevel.allCases.max { edge.demand[$0] < edge.demand[$1] }?.rawValue ?? ""
  }
}

extension SkillGraph {
  /// By role, then share (the largest first), then concept.
  var demandRows: [DemandRow] {
    edges.filter { $0.relation == .requires }
      .sorted { ($0.source, -$0.weight, $0.target) < ($1.source, -$1.weight, $1.target) }
      .map { DemandRow(role: self[$0.source], concept: self[$0.target], edge: $0) }
  }
}
