import Diagnostics
import Foundation
import JSONText
import Markup

/// What the readers of tools that cannot run in a test are known to demand, checked on the bytes of a file; `broken` is empty if
/// all of it holds. Sources: the importers' code and documentation (Gephi, Cytoscape, Neo4j), issues and documentation (yEd).
protocol ReaderRules {
  init()
  var broken: [String] { get set }
  mutating func check(_ bytes: [UInt8])
}

extension ReaderRules {
  static func broken(_ bytes: [UInt8]) -> [String] {
    var rules = Self()
    rules.check(bytes)
    return rules.broken
  }

  mutating func expect(_ condition: Bool, _ rule: String) {
    if !condition, !broken.contains(rule) { broken.append(rule) }
  }
}

/// An XML element as a value.
struct Element {
  var name: String
  var attributes: [String: String]
  var children: [Element]
  var text: String

  init?(root bytes: [UInt8]) {
    let document = XMLReader().read(bytes).value
    guard let root = Element.children(of: MarkupDocument.root, document).first else { return nil }
    self = root
  }

  /// With the prefix, if it has one.
  private init(_ index: Int32, _ document: MarkupDocument) {
    let node = document[index]
    let prefix = node.prefix.map { document.spelling(of: $0) + ":" } ?? ""
    name = prefix + document.spelling(of: node.name)
    attributes = Dictionary(
      node.attributes.map { document.attributes[Int($0)] }.map {
        (document.spelling(of: $0.name), document.string($0.value))
      },
      uniquingKeysWith: { $1 })
    children = Self.children(of: index, document)
    text = children.isEmpty ? document.textContent(of: index) : ""
  }

  /// Files of tests are a few levels deep.
  private static func children(of index: Int32, _ document: MarkupDocument) -> [Element] {
    document.children(of: index).filter { document[$0].name != .text }.map { Element($0, document) }
  }

  // The reader folds names; their case is what the golden files hold.
  func all(_ name: String) -> [Element] { children.filter { $0.name == name.lowercased() } }
  func first(_ name: String) -> Element? { children.first { $0.name == name.lowercased() } }
  subscript(_ attribute: String) -> String { attributes[attribute] ?? "" }
}

/// Gephi's GEXF importer (0.10).
struct GephiGEXFRules: ReaderRules {
  var broken: [String] = []
  private var types: [String: [String: String]] = [:]

  mutating func check(_ bytes: [UInt8]) {
    guard let root = Element(root: bytes), root.name == "gexf", let graph = root.first("graph") else {
      return expect(false, "gexf with a graph")
    }
    expect(root["version"] == "1.3", "the version is 1.3")
    let text = String(decoding: bytes.prefix(300), as: UTF8.self)
    expect(text.contains("xmlns=\"http://gexf.net/1.3\""), "the namespace is that of 1.3")
    expect(text.contains("xmlns:viz=\"http://gexf.net/1.3\""), "looks have the namespace of the schema")
    expect(graph["defaultedgetype"] == "directed" && graph["idtype"] == "string", "direction and kind of ids are said")
    let isDynamic = graph["mode"] == "dynamic"
    expect(isDynamic || graph["mode"] == "static", "the mode is static or dynamic")
    expect(!isDynamic || graph["timeformat"] == "date" && isSpan(graph), "a time line has a format and a span")
    for attributes in graph.all("attributes") { readColumns(attributes) }
    let (nodes, edges) = (graph.first("nodes"), graph.first("edges"))
    let order = graph.children.map(\.name)
    expect(order.suffix(2) == ["nodes", "edges"], "columns, nodes, edges")
    for list in [nodes, edges].compactMap(\.self) {
      expect(list["count"] == "\(list.children.count)", "counts are true")
    }
    check(nodes?.children ?? [], edges?.children ?? [], graph, isDynamic)
  }

  private mutating func readColumns(_ attributes: Element) {
    let domain = attributes["class"]
    expect(["node", "edge"].contains(domain), "columns are of nodes or edges")
    for attribute in attributes.children {
      let id = attribute["id"]
      expect(types[domain]?[id] == nil && !id.isEmpty && !attribute["title"].isEmpty, "columns have ids of their own")
      // `anyURI` columns are dropped, lists are understood by Gephi alone.
      expect(
        ["string", "integer", "double", "boolean"].contains(attribute["type"]), "columns have types every reader knows")
      expect(!["id", "label", "timeset", "weight"].contains(id), "no column has a name of Gephi's own")
      types[domain, default: [:]][id] = attribute["type"]
    }
  }

  private mutating func check(_ nodes: [Element], _ edges: [Element], _ graph: Element, _ isDynamic: Bool) {
    let ids = Set(nodes.map { $0["id"] })
    expect(ids.count == nodes.count && !ids.contains(""), "nodes have ids of their own")
    expect(Set(edges.map { $0["id"] }).count == edges.count, "edges have ids of their own")
    var seen: Set<[String]> = []
    for edge in edges {
      expect(ids.contains(edge["source"]) && ids.contains(edge["target"]), "no edge dangles")
      expect((Double(edge["weight"]) ?? 0) > 0, "weights are above 0")
      expect(seen.insert([edge["source"], edge["target"], edge["kind"]]).inserted, "parallel edges differ in kind")
    }
    for (elements, domain) in [(nodes, "node"), (edges, "edge")] {
      for element in elements { check(element, domain, graph, isDynamic) }
    }
    for node in nodes { checkLook(node) }
  }

  private mutating func check(_ element: Element, _ domain: String, _ graph: Element, _ isDynamic: Bool) {
    expect(element.attributes["label"] != nil, "everything has a label")
    var seen: Set<String> = []
    for value in element.first("attvalues")?.children ?? [] {
      expect(seen.insert(value["for"]).inserted, "one value a column")
      switch types[domain]?[value["for"]] {
      case "integer": expect(Int32(value["value"]) != nil, "an integer fits in 32 bits")
      case "double": expect(Double(value["value"])?.isFinite ?? false, "a double is finite")
      case nil: expect(false, "values of declared columns only")
      default: expect(!value["value"].isEmpty, "no empty value")
      }
    }
    var last = ""
    for spell in element.first("spells")?.children ?? [] {
      expect(isDynamic && isSpan(spell) && spell["start"] > last, "spells follow each other")
      expect(spell["start"] >= graph["start"] && spell["end"] <= graph["end"], "spells lie within the time line")
      last = spell["end"]
    }
  }

  private mutating func checkLook(_ node: Element) {
    let color = node.first("viz:color")
    expect(["r", "g", "b"].allSatisfy { (0...255).contains(Int(color?[$0] ?? "") ?? -1) }, "colours are of 0 to 255")
    let place = node.first("viz:position")
    expect(["x", "y"].allSatisfy { Double(place?[$0] ?? "")?.isFinite ?? false }, "places are finite")
    expect((Double(node.first("viz:size")?["value"] ?? "") ?? 0) > 0, "sizes are above 0")
  }

  private func isSpan(_ element: Element) -> Bool {
    let days = [element["start"], element["end"]]
    return days[0] <= days[1]
      && days.allSatisfy { $0.utf8.count == 10 && $0.split(separator: "-").map(\.count) == [4, 2, 2] }
  }
}

/// What yEd draws: only its own graphics count, and without them everything is a blank box at one point.
struct YEdRules: ReaderRules {
  var broken: [String] = []

  mutating func check(_ bytes: [UInt8]) {
    guard let root = Element(root: bytes), let graph = root.first("graph") else { return expect(false, "a graph") }
    let keys = root.all("key").filter { $0.attributes["yfiles.type"] != nil }
    expect(keys.map { $0["yfiles.type"] } == ["nodegraphics", "edgegraphics"], "keys for graphics of nodes and edges")
    expect(keys.allSatisfy { $0.attributes["attr.name"] == nil }, "keys for graphics have no attribute name")
    expect(
      String(decoding: bytes, as: UTF8.self).contains("xmlns:y=\"http://www.yworks.com/xml/graphml\""),
      "graphics have yWorks' namespace")
    var places: Set<[String]> = []
    for node in graph.all("node") { check(node, keys.first?["id"] ?? "", &places) }
    for edge in graph.all("edge") { check(edge, edgeKey: keys.last?["id"] ?? "") }
    let ids = graph.children.map { $0["id"] }
    expect(Set(ids).count == ids.count, "ids are unique, or yEd shows no edges")
  }

  private mutating func check(_ node: Element, _ key: String, _ places: inout Set<[String]>) {
    let shape = node.children.first { $0["key"] == key }?.first("y:ShapeNode")
    let geometry = shape?.first("y:Geometry")
    let numbers = ["x", "y", "width", "height"].map { Double(geometry?[$0] ?? "") ?? .nan }
    expect(numbers.allSatisfy(\.isFinite) && numbers[2] > 0 && numbers[3] > 0, "nodes have a place and a size")
    expect(places.insert([geometry?["x"] ?? "", geometry?["y"] ?? ""]).inserted, "no two nodes lie on one point")
    expect(isColor(shape?.first("y:Fill")?["color"]), "nodes are filled")
    let label = node.children.first { $0["key"] == "nodelabel" }?.text
    expect(shape?.first("y:NodeLabel")?.text == label ?? "", "the label is drawn")
    expect(!(label ?? "").lowercased().hasPrefix("<html>"), "no label is taken for HTML")
    expect(!(shape?.first("y:Shape")?["type"] ?? "").isEmpty, "nodes have a shape")
  }

  private mutating func check(_ edge: Element, edgeKey: String) {
    let line = edge.children.first { $0["key"] == edgeKey }?.first("y:PolyLineEdge")
    expect(line?.first("y:Arrows")?["target"] == "standard", "edges have a head")
    expect(isColor(line?.first("y:LineStyle")?["color"]), "edges have a colour")
    expect(!(line?.first("y:EdgeLabel")?.text ?? "").isEmpty, "the relation is drawn")
  }

  private func isColor(_ text: String?) -> Bool {
    guard let text, text.utf8.count == 7, text.hasPrefix("#") else { return false }
    return UInt32(text.dropFirst(), radix: 16) != nil
  }
}

/// Neo4j's `apoc.import.graphml`, which takes types from attributes of its own and reads in one pass.
struct APOCRules: ReaderRules {
  var broken: [String] = []

  mutating func check(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    expect(!text.contains("<!DOCTYPE") && !text.contains("<default"), "no document type and no default")
    guard let graph = Element(root: bytes)?.first("graph") else { return expect(false, "a graph") }
    let order = graph.children.map(\.name)
    expect(order == order.sorted(by: >), "nodes before edges")
    let ids = Set(graph.all("node").map { $0["id"] })
    for node in graph.all("node") {
      let labels = node["labels"].split(separator: ":", omittingEmptySubsequences: false)
      expect(
        labels.count > 1 && labels[0].isEmpty && labels.dropFirst().allSatisfy(isName),
        "nodes have labels, each after a colon")
    }
    for edge in graph.all("edge") {
      expect(isName(edge["label"][...]), "edges have a type")
      expect(ids.contains(edge["source"]) && ids.contains(edge["target"]), "no edge dangles")
      expect(edge.children.first?["key"] == "label", "an edge's label comes first")
    }
  }

  private func isName(_ text: Substring) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) || $0 == 0x5F }
  }
}

/// `neo4j-admin database import` on a table of nodes and one of relationships.
struct Neo4jAdminRules: ReaderRules {
  var broken: [String] = []

  /// The two tables, one after the other.
  mutating func check(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    let parts = text.components(separatedBy: Self.border)
    guard parts.count == 2 else { return expect(false, "two tables") }
    let (nodes, edges) = (rows(parts[0]), rows(parts[1]))
    let (nodeHeader, edgeHeader) = (fields(nodes.first ?? []), fields(edges.first ?? []))
    let ids = nodeHeader.indices.filter { nodeHeader[$0].type == "ID" }
    expect(ids.count == 1, "one column of ids")
    expect(nodeHeader.contains { $0.type == "LABEL" }, "a column of labels")
    for type in ["START_ID", "END_ID", "TYPE"] {
      expect(edgeHeader.contains { $0.type == type }, "relationships have ends and a type")
    }
    let spaces = Set((nodeHeader + edgeHeader).filter { ["ID", "START_ID", "END_ID"].contains($0.type) }.map(\.space))
    expect(spaces.count == 1, "all ids are of one space")
    for (header, rows) in [(nodeHeader, nodes), (edgeHeader, edges)] { check(rows.dropFirst(), header) }
    let known = nodes.dropFirst().compactMap { row in ids.first.flatMap { row.indices.contains($0) ? row[$0] : nil } }
    expect(Set(known).count == known.count && !known.contains(""), "ids are unique")
    let ends = edgeHeader.indices.filter { edgeHeader[$0].type.hasSuffix("_ID") }
    let found = Set(edges.dropFirst().flatMap { row in ends.filter(row.indices.contains).map { row[$0] } })
    expect(found.isSubset(of: Set(known)), "no relationship dangles")
  }

  static let border = "\u{1E}"

  private struct Field {
    var name: String
    var type: String
    var space: String
  }

  private mutating func check(_ rows: ArraySlice<[String]>, _ header: [Field]) {
    let names = header.map(\.name).filter { !$0.isEmpty }
    expect(Set(names).count == names.count, "no property comes twice")
    for field in header {
      expect(Self.types.contains(field.type), "types that the import knows")
    }
    for row in rows {
      expect(row.count == header.count, "rows are as long as the header")
      for (field, cell) in zip(header, row) { check(cell, field.type) }
    }
  }

  private static let types: Set = [
    "string", "string[]", "int", "long", "double", "boolean", "ID", "LABEL", "START_ID", "END_ID", "TYPE",
  ]

  private mutating func check(_ cell: String, _ type: String) {
    expect(!cell.contains("\n") && !cell.contains("\r"), "no line breaks in cells")
    guard !cell.isEmpty else {
      return expect(
        !["LABEL", "TYPE", "ID", "START_ID", "END_ID"].contains(type), "nothing without label, type or ends")
    }
    switch type {
    case "int": expect(Int32(cell) != nil, "an int fits in 32 bits")
    case "double": expect(Double(cell)?.isFinite ?? false, "a double is finite")
    case "boolean": expect(["true", "false"].contains(cell), "truth is true or false")
    case "LABEL", "TYPE":
      expect(
        cell.utf8.allSatisfy { ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) || $0 == 0x5F || $0 == 0x3B },
        "labels and types are names")
    default: break
    }
  }

  /// `name:type(Space)`; without a type it is text.
  private func fields(_ header: [String]) -> [Field] {
    header.map { cell in
      let parts = cell.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      let type = parts.count > 1 ? parts[1].split(separator: "(").map(String.init) : ["string"]
      return Field(name: parts[0], type: type.first ?? "", space: type.count > 1 ? type[1] : "")
    }
  }

  /// RFC 4180.
  private func rows(_ text: String) -> [[String]] {
    var (rows, cells, cell, isQuoted, wasQuote) = ([[String]](), [String](), "", false, false)
    for character in text.unicodeScalars {
      if character == "\"" {
        if wasQuote { cell.unicodeScalars.append(character) }
        (isQuoted, wasQuote) = (!isQuoted, isQuoted)
        continue
      }
      wasQuote = false
      if isQuoted || (character != "," && character != "\n") {
        cell.unicodeScalars.append(character)
        continue
      }
      cells.append(cell)
      cell = ""
      if character == "\n" {
        rows.append(cells)
        cells = []
      }
    }
    return rows
  }
}

/// Cytoscape desktop's and Cytoscape.js's JSON.
struct CytoscapeRules: ReaderRules {
  var broken: [String] = []
  private var types: [String: String] = [:]

  mutating func check(_ bytes: [UInt8]) {
    guard let root = try? JSONReader().read(bytes).value, let elements = root["elements"] else {
      return expect(false, "JSON with elements")
    }
    expect(root["data"]?["name"]?.string?.isEmpty == false, "the network has a name")
    let nodes = elements["nodes"]?.elements ?? []
    let edges = elements["edges"]?.elements ?? []
    let ids = (nodes + edges).map { $0["data"]?["id"]?.string ?? "" }
    expect(Set(ids).count == ids.count && !ids.contains(""), "nodes and edges have ids of their own, all texts")
    let known = Set(ids.prefix(nodes.count))
    for node in nodes {
      for name in ["name", "shared_name"] { expect(node["data"]?[name]?.string != nil, "nodes have names") }
      expect(
        [node["position"]?["x"], node["position"]?["y"]].allSatisfy { $0?.double?.isFinite ?? false },
        "nodes have places")
      check(node["data"]?.members ?? [], "node")
    }
    for edge in edges {
      let ends = ["source", "target"].map { edge["data"]?[$0]?.string ?? "" }
      expect(ends.allSatisfy(known.contains), "no edge dangles")
      expect(edge["data"]?["interaction"]?.string?.isEmpty == false, "edges have an interaction")
      check(edge["data"]?.members ?? [], "edge")
    }
  }

  /// A column's type is fixed by its first value, and its name knows no case.
  private mutating func check(_ members: [JSONValue.Member], _ domain: String) {
    expect(Set(members.map { $0.name.lowercased() }).count == members.count, "columns differ by more than case")
    for member in members {
      expect(
        member.name.utf8.allSatisfy {
          ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) || (0x30...0x39).contains($0) || $0 == 0x5F
        },
        "columns have names of letters, digits and _")
      expect(!["parent", "suid", "selected"].contains(member.name.lowercased()), "no reserved column")
      let type = self.type(member.value)
      expect(!type.isEmpty, "values are scalars or flat lists")
      let column = "\(domain) \(member.name)"
      expect(types[column, default: type] == type, "a column has one type")
      types[column] = type
    }
  }

  private func type(_ value: JSONValue) -> String {
    switch value {
    case .string: "text"
    case .number: value.double?.isFinite ?? false ? "number" : ""
    case .bool: "truth"
    case .array(let values): values.allSatisfy { $0.string != nil } ? "list" : ""
    default: ""
    }
  }
}
