internal import Concepts
internal import GraphModel

/// An edge in half the room, as a million of them wait for the end of a file.
struct PackedEdge {
  /// The methods of inferred edges, each once.
  struct Methods {
    fileprivate var names: [String] = []
    private var positions: [String: Int32] = [:]

    fileprivate mutating func position(of name: String) -> Int32 {
      if let known = positions[name] { return known }
      positions[name] = Int32(names.count)
      names.append(name)
      return Int32(names.count - 1)
    }
  }

  private enum Origin: UInt8 { case curated, extracted, inferred }

  var source: NodeIndex
  var target: NodeIndex
  private var relation: Relation
  private var origin: Origin
  private var strength: Strength?
  private var curatedLevel: DemandLevel?
  /// The scheme's position, or the method's.
  private var scheme: Int32 = 0
  private var row: Int32 = 0
  private var required: Int32
  private var preferred: Int32
  private var mentioned: Int32
  private var weight: Double
  private var confidence: Double

  init(_ edge: SkillGraph.Edge, _ methods: inout Methods) {
    (source, target, relation) = (edge.source, edge.target, edge.relation)
    (strength, curatedLevel) = (edge.strength, edge.curatedLevel)
    (weight, confidence) = (edge.weight, edge.confidence)
    required = Int32(clamping: edge.demand.required)
    preferred = Int32(clamping: edge.demand.preferred)
    mentioned = Int32(clamping: edge.demand.mentioned)
    switch edge.provenance {
    case .curated(let scheme, let row):
      (origin, self.scheme, self.row) = (.curated, Int32(clamping: scheme), Int32(clamping: row))
    case .extracted: origin = .extracted
    case .inferred(let method): (origin, scheme) = (.inferred, methods.position(of: method))
    }
  }

  func edge(_ methods: Methods) -> SkillGraph.Edge {
    let provenance: SkillGraph.Provenance =
      switch origin {
      case .curated: .curated(scheme: Int(scheme), row: Int(row))
      case .extracted: .extracted
      case .inferred: .inferred(method: methods.names[Int(scheme)])
      }
    return SkillGraph.Edge(
      source: source, relation: relation, target: target, provenance: provenance, weight: weight,
      demand: .init(required: Int(required), preferred: Int(preferred), mentioned: Int(mentioned)), strength: strength,
      curatedLevel: curatedLevel, confidence: confidence)
  }
}
