internal import Concepts
public import GraphModel

/// A SKOS concept scheme in RDF/XML, with classes for kinds and properties for relations that SKOS has none for.
public struct SKOSXML: GraphFormat {
  public static let name = "skos"
  public static let fileExtension = "rdf"
  public static let limitation: String? = "weights, counts, strength and provenance of edges"

  public init() {}

  public func write(_ graph: SkillGraph, to output: inout ByteOutput) {
    output.write(
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:skos="\(SKOS.namespace)"
        xmlns:dct="http://purl.org/dc/terms/" xmlns:sg="\(SKOS.ownNamespace)">
        <skos:ConceptScheme rdf:about="\(SKOS.scheme)">
          <dct:title>skillgraph</dct:title>

      """)
    for scheme in graph.schemes {
      output.write("    <dct:source>")
      output.write(xml: "\(scheme.title) \(scheme.release) (\(scheme.licence))")
      output.write("</dct:source>\n")
    }
    output.write("  </skos:ConceptScheme>\n")
    let skos = SKOS(graph)
    for node in graph.nodeIndices { write(graph[node], skos.links(of: node), &output) }
    output.write("</rdf:RDF>\n")
  }

  private func write(_ node: SkillGraph.Node, _ links: [SKOS.Link], _ output: inout ByteOutput) {
    output.write("  <skos:Concept rdf:about=\"\(SKOS.iri(node.id))\">\n")
    output.write("    <rdf:type rdf:resource=\"\(SKOS.ownNamespace)\(node.kind.typeName)\"/>\n")
    literal("prefLabel", node.label, &output)
    for label in SKOS.altLabels(node) { literal("altLabel", label, &output) }
    for link in links {
      output.write(link.isStandard ? "    <skos:" : "    <sg:")
      output.write(link.name)
      output.write(" rdf:resource=\"")
      output.write(attribute: link.target)
      output.write("\"/>\n")
    }
    output.write("  </skos:Concept>\n")
  }

  private func literal(_ name: String, _ text: String, _ output: inout ByteOutput) {
    output.write("    <skos:\(name)>")
    output.write(xml: text)
    output.write("</skos:\(name)>\n")
  }
}
