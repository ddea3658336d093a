internal import Concepts
public import GraphModel
internal import JSONText

/// The same SKOS concept scheme in JSON-LD 1.1, a concept a line.
public struct JSONLD: GraphFormat {
  public static let name = "jsonld"
  public static let fileExtension = "jsonld"
  public static let limitation = SKOSXML.limitation

  public init() {}

  public func write(_ graph: SkillGraph, to output: inout ByteOutput) {
    output.write("{\"@context\":")
    output.write(Self.context.utf8())
    output.write(",\n\"@graph\":[\n")
    let scheme: JSONValue = .record([
      "@id": .string(SKOS.scheme), "@type": "skos:ConceptScheme", "title": "skillgraph",
      "source": .array(graph.schemes.map { .string("\($0.title) \($0.release) (\($0.licence))") }),
    ])
    output.write(scheme.utf8())
    let skos = SKOS(graph)
    for node in graph.nodeIndices {
      output.write(",\n")
      output.write(json(graph[node], skos.links(of: node)).utf8())
    }
    output.write("\n]}\n")
  }

  private static var context: JSONValue {
    let standard: [String] = ["broader", "related", "inScheme", "topConceptOf", "exactMatch", "closeMatch"]
    let own = Relation.allCases.map(\.rawValue).filter { !standard.contains($0) }
    let links = standard.map { ("skos:", $0) } + own.map { ("sg:", $0) }
    return .object(
      [
        .init("skos", .string(SKOS.namespace)), .init("dct", "http://purl.org/dc/terms/"),
        .init("sg", .record(["@id": .string(SKOS.ownNamespace), "@prefix": true])), .init("title", "dct:title"),
        .init("source", "dct:source"), .init("prefLabel", "skos:prefLabel"), .init("altLabel", "skos:altLabel"),
      ] + links.map { .init($0.1, .record(["@id": .string($0.0 + $0.1), "@type": "@id"])) })
  }

  private func json(_ node: SkillGraph.Node, _ links: [SKOS.Link]) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("@id", .string(SKOS.iri(node.id))),
      .init("@type", .array(["skos:Concept", .string("sg:" + node.kind.typeName)])),
      .init("prefLabel", .string(node.label)),
    ]
    let altLabels = SKOS.altLabels(node)
    if !altLabels.isEmpty { members.append(.init("altLabel", .array(altLabels.map(JSONValue.string)))) }
    var names: [String] = []
    for link in links where !names.contains(link.name) { names.append(link.name) }
    for name in names {
      members.append(.init(name, .array(links.filter { $0.name == name }.map { .string($0.target) })))
    }
    return .object(members)
  }
}
