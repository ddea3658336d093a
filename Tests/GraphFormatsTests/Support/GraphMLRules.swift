import Diagnostics
import Markup

/// What some reader of GraphML is known to refuse or lose, checked on the bytes of a file; empty if nothing is broken.
///
/// The rules are those that Gephi, Cytoscape, yEd, Neo4j's APOC, TinkerPop, NetworkX, igraph, graph-tool, rustworkx, JGraphT,
/// JUNG, Boost, graphology, Tulip and OGDF have between them. Our own GraphML reader is not used: it forgives too much.
struct GraphMLRules {
  private(set) var broken: [String] = []
  private let text: String
  private let document: MarkupDocument

  private struct Key {
    var domain: String
    var name: String
    var type: String
  }

  init(_ bytes: [UInt8]) {
    text = String(decoding: bytes, as: UTF8.self)
    document = XMLReader().read(bytes).value
    checkText()
    checkStructure()
  }

  private mutating func expect(_ condition: Bool, _ rule: String) {
    if !condition, !broken.contains(rule) { broken.append(rule) }
  }

  // MARK: The text

  private mutating func checkText() {
    expect(
      text.hasPrefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"),
      "begins with the declaration, without a byte order mark")
    let head = text.split(separator: "\n").prefix(20).joined()
    expect(head.contains("xmlns=\"http://graphml.graphdrawing.org/xmlns\""), "namespace in the first twenty lines")
    for word in ["<!DOCTYPE", "<![CDATA[", "<!--", "<default", "<desc", "\r"] {
      expect(!text.contains(word), "nothing some reader stops at")
    }
    let body = text.split(separator: "<graphml", maxSplits: 1).last ?? ""
    for reference in body.split(separator: "&").dropFirst() {
      expect(["amp;", "lt;", "gt;"].contains { reference.hasPrefix($0) }, "only & < > are escaped")
    }
    expect(!body.contains("><"), "one element a line")
    expect(
      !body.unicodeScalars.contains { ($0.value < 32 && $0 != "\n") || $0.value == 0xFFFE || $0.value == 0xFFFF },
      "only characters of XML")
  }

  // MARK: The tree

  private mutating func checkStructure() {
    let roots = elements(in: MarkupDocument.root)
    expect(roots.map(name) == ["graphml"], "one root")
    guard let root = roots.first else { return }
    let children = elements(in: root)
    expect(children.map(name) == children.dropLast().map { _ in "key" } + ["graph"], "keys, then one graph")
    let keys = readKeys(children.dropLast())
    guard let graph = children.last else { return }
    check(graph, keys)
    for index in document.nodes.indices where document.nodes[index].name != .text {
      expect(document.nodes[index].prefix == nil, "no element has a prefix")
    }
  }

  private mutating func readKeys(_ elements: some Sequence<Int32>) -> [String: Key] {
    var keys: [String: Key] = [:]
    var names: Set<String> = []
    for element in elements {
      let attributes = attributes(of: element)
      expect(
        Set(attributes.keys) == ["id", "for", "attr.name", "attr.type"], "a key has id, for, attr.name and attr.type")
      let key = Key(
        domain: attributes["for"] ?? "", name: attributes["attr.name"] ?? "", type: attributes["attr.type"] ?? "")
      let id = attributes["id"] ?? ""
      expect(["node", "edge"].contains(key.domain), "a key is for node or edge")
      expect(["int", "long", "double", "string"].contains(key.type), "a type every reader knows")
      expect(!keys.keys.contains { $0.lowercased() == id.lowercased() }, "key ids differ by more than case")
      expect(
        names.insert("\(key.domain) \(key.name.lowercased())").inserted, "names in a domain differ by more than case")
      expect(isToken(id) && isToken(key.name), "ids and names are tokens")
      expect(!Self.reserved.contains(key.name), "no reserved name")
      expect(key.type == "double" || !["size", "x", "y", "weight"].contains(key.name), "numbers are declared double")
      keys[id] = key
    }
    return keys
  }

  private static let reserved: Set = [
    "id", "type", "source", "target", "key", "parent", "SUID", "selected", "node_for_adding", "timeset", "interval",
    "directed",
  ]

  private mutating func check(_ graph: Int32, _ keys: [String: Key]) {
    let children = elements(in: graph)
    let nodes = children.filter { name($0) == "node" }
    let edges = children.filter { name($0) == "edge" }
    let attributes = attributes(of: graph)
    expect(nodes + edges == children, "nodes, then edges, nothing else")
    expect(attributes["edgedefault"] == "directed", "the direction is declared")
    expect(
      attributes["parse.nodes"] == String(nodes.count) && attributes["parse.edges"] == String(edges.count),
      "counts are true")
    expect(
      attributes["parse.nodeids"] == "free" && attributes["parse.edgeids"] == "free", "ids are not called canonical")
    let nodeIDs = nodes.map { self.attributes(of: $0)["id"] ?? "" }
    let edgeIDs = edges.map { self.attributes(of: $0)["id"] ?? "" }
    expect((nodeIDs + edgeIDs).allSatisfy(isToken), "ids and names are tokens")
    expect(
      Set((nodeIDs + edgeIDs).map { $0.lowercased() }).count == children.count,
      "ids of nodes and edges differ by more than case")
    for node in nodes { checkData(of: node, "node", keys) }
    for edge in edges { check(edge, keys, nodes: Set(nodeIDs)) }
  }

  private mutating func check(_ edge: Int32, _ keys: [String: Key], nodes: Set<String>) {
    let attributes = attributes(of: edge)
    expect(attributes["directed"] == nil, "no edge has a direction of its own")
    expect(nodes.contains(attributes["source"] ?? "") && nodes.contains(attributes["target"] ?? ""), "no edge dangles")
    checkData(of: edge, "edge", keys)
    let first = elements(in: edge).first.map { self.attributes(of: $0)["key"] ?? "" }
    expect(["label", "labelE"].contains(first ?? ""), "an edge's label comes first")
  }

  private mutating func checkData(of element: Int32, _ domain: String, _ keys: [String: Key]) {
    var seen: Set<String> = []
    for data in elements(in: element) {
      let id = attributes(of: data)["key"] ?? ""
      expect(name(data) == "data" && keys[id]?.domain == domain, "data of declared keys only")
      expect(seen.insert(id).inserted, "one value a key")
      check(document.textContent(of: data), keys[id])
    }
  }

  private mutating func check(_ value: String, _ key: Key?) {
    expect(!value.isEmpty, "no empty value")
    switch key?.type {
    case "int": expect(Int32(value) != nil && !value.hasPrefix("+"), "an int fits in 32 bits")
    case "double":
      expect(
        Double(value)?.isFinite ?? false && value.utf8.allSatisfy { "0123456789.-e".utf8.contains($0) },
        "a double is finite and plain")
    default: expect(!value.contains("\n") && !value.contains("\t"), "texts have one line")
    }
    if key?.name == "weight" { expect(Double(value) ?? 0 > 0, "weights are above 0") }
  }

  // MARK: Access

  private func elements(in parent: Int32) -> [Int32] {
    document.children(of: parent).filter { document[$0].name != .text }
  }

  private func name(_ element: Int32) -> String { document.spelling(of: document[element].name) }

  private func attributes(of element: Int32) -> [String: String] {
    let all = document[element].attributes.map { document.attributes[Int($0)] }
    return Dictionary(all.map { (document.spelling(of: $0.name), document.string($0.value)) }, uniquingKeysWith: { $1 })
  }

  private func isToken(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy {
        ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) || (0x30...0x3A).contains($0) || ".-_".utf8.contains($0)
      }
  }
}
