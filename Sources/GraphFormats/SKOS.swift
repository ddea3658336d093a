internal import Concepts
internal import GraphModel

/// What the graph is in SKOS terms, shared by the formats that write it as RDF.
struct SKOS {
  static let namespace = "http://www.w3.org/2004/02/skos/core#"
  /// The classes and relations SKOS has no word for.
  static let ownNamespace = "urn:skillgraph:vocabulary:"
  static let scheme = "urn:skillgraph:scheme"

  private let graph: SkillGraph

  init(_ graph: SkillGraph) { self.graph = graph }

  /// A statement about a node whose object is another resource.
  struct Link {
    /// Whether `name` is SKOS's or our own.
    var isStandard: Bool
    var name: String
    var target: String
  }

  static func iri(_ id: ConceptID) -> String { "urn:skillgraph:" + id.rawValue }

  /// Labels besides the preferred one, each once: SKOS wants the two kinds disjoint.
  static func altLabels(_ node: SkillGraph.Node) -> [String] {
    var seen: Set = [node.label]
    return node.altLabels.filter { seen.insert($0).inserted }
  }

  /// The place in the scheme, matches, then edges in graph order.
  ///
  /// A `related` pair that is also `broader` is only `broader`: SKOS wants those disjoint.
  func links(of node: NodeIndex) -> [Link] {
    let edges = graph.edges(from: node).map { graph[$0] }
    let hasBroader = edges.contains { $0.relation == .broader }
    let place = Link(isStandard: true, name: hasBroader ? "inScheme" : "topConceptOf", target: Self.scheme)
    let matches = graph[node].matches.map {
      Link(isStandard: true, name: $0.closeness.rawValue, target: Self.iri(identifier: $0.identifier))
    }
    return [place] + matches
      + edges.filter { $0.relation != .related || !isHierarchical($0.source, $0.target) }.map {
        Link(
          isStandard: $0.relation == .broader || $0.relation == .related, name: $0.relation.rawValue,
          target: Self.iri(graph[$0.target].id))
      }
  }

  private func isHierarchical(_ a: NodeIndex, _ b: NodeIndex) -> Bool {
    graph.targets(of: a, .broader).contains(b) || graph.targets(of: b, .broader).contains(a)
  }

  /// An identifier as an IRI: Wikidata's are expanded, characters an IRI may not have are percent-encoded.
  static func iri(identifier: String) -> String {
    let full =
      identifier.hasPrefix("wikidata:") ? "http://www.wikidata.org/entity/" + identifier.dropFirst(9) : identifier
    var bytes: [UInt8] = []
    for byte in full.utf8 {
      guard byte <= 0x20 || byte == 0x7F || "<>\"{}|\\^`".utf8.contains(byte) else {
        bytes.append(byte)
        continue
      }
      bytes += "%\(byte < 16 ? "0" : "")\(String(byte, radix: 16, uppercase: true))".utf8
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
