internal import Concepts
public import GraphModel
internal import JSONText

/// Node-link JSON, as D3 and NetworkX (`node_link_graph(data, edges="links")`) read it.
public struct NodeLinkJSON: GraphFormat {
  public static let name = "json"
  public static let fileExtension = "json"
  public static let limitation: String? = nil

  public init() {}

  public func write(_ graph: SkillGraph, to output: inout ByteOutput) {
    output.write("{\"directed\":true,\"multigraph\":true,\"graph\":")
    output.write(header(graph).utf8())
    output.write(",\n\"nodes\":[")
    for (position, node) in graph.nodes.enumerated() {
      output.write(position == 0 ? "\n" : ",\n")
      output.write(json(node).utf8())
    }
    output.write("\n],\n\"links\":[")
    for (position, edge) in graph.edges.enumerated() {
      output.write(position == 0 ? "\n" : ",\n")
      output.write(json(edge, position, in: graph).utf8())
    }
    output.write("\n]}\n")
  }

  private func header(_ graph: SkillGraph) -> JSONValue {
    .record([
      "postings": .integer(graph.postingCount),
      "schemes": .array(
        graph.schemes.map {
          .record([
            "name": .string($0.name), "title": .string($0.title), "release": .string($0.release),
            "licence": .string($0.licence),
          ])
        }),
    ])
  }

  private func json(_ node: SkillGraph.Node) -> JSONValue {
    .record([
      "id": .string(node.id.rawValue), "label": .string(node.label), "kind": .string(node.kind.rawValue),
      "postings": .integer(node.postings), "curated": .bool(node.isCurated),
      "altLabels": .array(node.altLabels.map(JSONValue.string)),
      "matches": .array(
        node.matches.map {
          .record(["relation": .string($0.closeness.rawValue), "identifier": .string($0.identifier)])
        }),
    ])
  }

  private func json(_ edge: SkillGraph.Edge, _ position: Int, in graph: SkillGraph) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("source", .string(graph[edge.source].id.rawValue)),
      .init("target", .string(graph[edge.target].id.rawValue)),
      .init("key", .integer(position)), .init("relation", .string(edge.relation.rawValue)),
      .init("weight", .exact(edge.weight)), .init("provenance", .string(edge.provenance.name)),
      .init("confidence", .exact(edge.confidence)),
    ]
    switch edge.provenance {
    case .curated(let scheme, let row): members += [.init("scheme", .integer(scheme)), .init("row", .integer(row))]
    case .inferred(let method): members.append(.init("method", .string(method)))
    case .extracted: break
    }
    if let strength = edge.strength { members.append(.init("strength", .string(strength.rawValue))) }
    if let level = edge.curatedLevel { members.append(.init("curatedLevel", .string(level.rawValue))) }
    if edge.demand.total > 0 {
      members += DemandLevel.allCases.map { .init($0.rawValue, .integer(edge.demand[$0])) }
    }
    return .object(members)
  }
}

extension JSONValue {
  /// The shortest decimal that reads back as the same number; not finite is `null`.
  static func exact(_ value: Double) -> JSONValue { value.isFinite ? .number("\(value)") : .null }
}
