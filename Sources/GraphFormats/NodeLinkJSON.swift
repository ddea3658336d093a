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
    output.write(Self.header(graph).utf8())
    output.write(",\n\"nodes\":[")
    for (position, node) in graph.nodes.enumerated() {
      output.write(position == 0 ? "\n" : ",\n")
      output.write(Self.json(node).utf8())
    }
    output.write("\n],\n\"links\":[")
    for (position, edge) in graph.edges.enumerated() {
      output.write(position == 0 ? "\n" : ",\n")
      output.write(Self.json(edge, position, in: graph).utf8())
    }
    output.write("\n]}\n")
  }

  static func header(_ graph: SkillGraph) -> JSONValue {
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

  static func json(_ node: SkillGraph.Node) -> JSONValue {
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

  static func json(_ edge: SkillGraph.Edge, _ position: Int, in graph: SkillGraph) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("source", .string(graph[edge.source].id.rawValue)),
      .init("target", .string(graph[edge.target].id.rawValue)),
      .init("key", .integer(position)), .init("relation", .string(edge.relation.rawValue)),
      .init("weight", .exact(edge.weight)), .init("provenance", .string(edge.provenance.name)),
    ]
    switch edge.provenance {
    case .curated(let scheme, let row): members += [.init("scheme", .integer(scheme)), .init("row", .integer(row))]
    case .inferred(let method): members.append(.init("method", .string(method)))
    case .extracted: break
    }
    members += edge.qualities
    return .object(members)
  }
}

extension JSONValue {
  /// The shortest decimal that reads back as the same number; not finite is `null`.
  static func exact(_ value: Double) -> JSONValue { value.isFinite ? .number("\(value)") : .null }
}

extension SkillGraph.Edge {
  /// Where it comes from, with the scheme as a citation.
  func origin(_ citations: [String]) -> [JSONValue.Member] {
    let name = JSONValue.Member("provenance", .string(provenance.name))
    return switch provenance {
    case .curated(let scheme, let row):
      [
        name, .init("scheme", .string(citations.indices.contains(scheme) ? citations[scheme] : "#\(scheme)")),
        .init("row", .integer(row)),
      ]
    case .inferred(let method): [name, .init("method", .string(method))]
    case .extracted: [name]
    }
  }

  /// Confidence and, where there are any, strength, level and counts.
  var qualities: [JSONValue.Member] {
    var members = [JSONValue.Member("confidence", .exact(confidence))]
    if let strength { members.append(.init("strength", .string(strength.rawValue))) }
    if let curatedLevel { members.append(.init("curatedLevel", .string(curatedLevel.rawValue))) }
    if demand.total > 0 { members += DemandLevel.allCases.map { .init($0.rawValue, .integer(demand[$0])) } }
    return members
  }
}
