import Concepts
import GraphModel
import GraphQuery
import JSONText

/// How nodes, edges and demands appear in every JSON answer.
extension SkillGraph {
  /// `{"id":…,"label":…,"kind":…}`
  func reference(_ node: NodeIndex, _ more: KeyValuePairs<String, JSONValue> = [:]) -> JSONValue {
    let members: [JSONValue.Member] = [
      .init("id", .string(self[node].id.rawValue)), .init("label", .string(self[node].label)),
      .init("kind", .string(self[node].kind.rawValue)),
    ]
    return .object(members + more.map { .init($0.key, $0.value) })
  }

  func ids(_ nodes: [NodeIndex]) -> JSONValue { .array(nodes.map { .string(self[$0].id.rawValue) }) }

  /// A demand of a role: the reference, its level and its weight.
  func demand(_ item: RoleProfile.Item, _ more: KeyValuePairs<String, JSONValue> = [:]) -> JSONValue {
    guard case .object(let members) = reference(item.node) else { return .null }
    let own: [JSONValue.Member] = [
      .init("level", .string(item.level.rawValue)), .init("weight", .rounded(item.weight)),
    ]
    return .object(members + own + more.map { .init($0.key, $0.value) })
  }

  /// `curated`, `extracted` or `inferred`, with the release or the method.
  func provenance(_ edge: Edge) -> JSONValue {
    switch edge.provenance {
    case .curated(let scheme, let row):
      .record([
        "kind": "curated", "scheme": .optional(self.scheme(scheme)?.name),
        "release": .optional(self.scheme(scheme)?.release),
        "row": .integer(row),
      ])
    case .extracted: .record(["kind": "extracted", "postings": .integer(edge.demand.total)])
    case .inferred(let method): .record(["kind": "inferred", "method": .string(method)])
    }
  }

  private func scheme(_ position: Int) -> ConceptScheme? {
    schemes.indices.contains(position) ? schemes[position] : nil
  }

  /// The same for people: `taxonomy skillgraph 2026.1, row 12`.
  func provenanceText(_ edge: Edge) -> String {
    switch edge.provenance {
    case .curated(let scheme, let row):
      "taxonomy \(self.scheme(scheme)?.name ?? "?") \(self.scheme(scheme)?.release ?? "?"), relations row \(row)"
    case .extracted: "\(edge.demand.total) of the role's postings"
    case .inferred(let method):
      "inferred by \(method), confidence \(JSONValue.rounded(edge.confidence, digits: 2).text())"
    }
  }
}
