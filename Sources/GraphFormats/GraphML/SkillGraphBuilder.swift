internal import Concepts
internal import Diagnostics
internal import GraphModel

/// Makes a skill graph of a file while it is read: the program's own files give back what was written, others what they suggest.
final class SkillGraphBuilder: GraphMLSink {
  private var facts: [GraphMLFact?] = []
  private var keyIDs: [String] = []
  /// By the parser's number; `nil` until the node comes.
  private var nodes: [SkillGraph.Node?] = []
  private var nodeIDs: [String] = []
  /// Their ends are the parser's numbers.
  @exclusivity(unchecked) private var edges: [PackedEdge] = []
  private var taken: Set<ConceptID> = []
  private var schemes: [ConceptScheme] = []
  private var citations: [String: Int] = [:]
  private var relations = Meanings<Relation?>()
  private var words = Meanings<String>()
  private var cited = Meanings<Int>()
  private var methods = PackedEdge.Methods()
  private var postingCount = 0
  /// Whether the program wrote the file.
  private var isOwn = false
  private var title = ""
  private var strange = (kinds: 0, relations: 0)

  // MARK: What the parser says

  func add(_ key: PropertyGraph.Key) {
    facts.append(GraphMLFact(key))
    keyIDs.append(key.id)
  }

  func addNode(_ number: Int32, id: String) {
    nodes.append(nil)
    nodeIDs.append(id)
  }

  /// Room at once, where a growing array is copied again and again; for no more than a few hundred megabytes, as it may be untrue.
  func expect(nodes count: Int, edges edgeCount: Int) {
    nodes.reserveCapacity(max(0, min(count, 1 << 20)))
    nodeIDs.reserveCapacity(max(0, min(count, 1 << 20)))
    edges.reserveCapacity(max(0, min(edgeCount, 1 << 21)))
  }

  func instruction(_ target: String, _ data: String) {
    switch target {
    case "skillgraph":
      isOwn = true
      postingCount = PseudoAttributes(data)["postings"].flatMap { Int($0) } ?? 0
    case "skillgraph-scheme":
      let values = PseudoAttributes(data)
      schemes.append(
        ConceptScheme(
          name: values["name"] ?? "", title: values["title"] ?? "", release: values["release"] ?? "",
          licence: values["licence"] ?? ""))
    default: break
    }
  }

  func finishGraph(_ values: GraphMLValues) {
    for entry in values.entries where title.isEmpty && facts[Int(entry.key)] == .name {
      title = values.string(entry.text)
    }
  }

  func finishNode(_ number: Int32, parent: Int32?, line: Int, _ values: GraphMLValues) {
    let found = NodeFacts(facts, values)
    var node = node(nodeIDs[Int(number)], found)
    node.postings = found.range(.postings).flatMap(values.integer) ?? 0
    node.isCurated = found[.curated].map { $0 == "1" } ?? true
    node.altLabels = found.parts(.altLabels)
    node.matches = matches(found)
    // Of a node that comes twice the first is kept, as graphs do with equal ids.
    if nodes[Int(number)] == nil { nodes[Int(number)] = node }
  }

  /// The exact ones, then the close ones, unless their order is given.
  private func matches(_ found: NodeFacts) -> [ConceptMatch] {
    var exact = found.parts(.exactMatch)[...]
    var close = found.parts(.closeMatch)[...]
    let ordered = (found[.matchOrder] ?? "").utf8.compactMap { letter in
      letter == UInt8(ascii: "e")
        ? exact.popFirst().map { ConceptMatch(.exactMatch, $0) }
        : close.popFirst().map { ConceptMatch(.closeMatch, $0) }
    }
    return ordered + exact.map { ConceptMatch(.exactMatch, $0) } + close.map { ConceptMatch(.closeMatch, $0) }
  }

  func finishEdge(_ ends: GraphMLEdge, line: Int, _ values: GraphMLValues) {
    var edge = SkillGraph.Edge(
      source: NodeIndex(rawValue: ends.source), relation: .related, target: NodeIndex(rawValue: ends.target),
      provenance: .curated(scheme: 0, row: line))
    var facts = EdgeFacts(row: line)
    for entry in values.entries where !entry.text.isEmpty {
      guard let fact = self.facts[Int(entry.key)] else { continue }
      let text = values.buffer.span.extracting(entry.text)
      switch fact {
      case .relation, .label, .name, .kind, .labels:
        guard !facts.hasRelation || fact == .relation, let relation = relations.of(text, RelationNames.relation) else {
          continue
        }
        edge.relation = relation
        facts.hasRelation = true
      case .weight: if facts.weight == nil { facts.weight = values.double(entry.text) }
      case .share: facts.weight = values.double(entry.text)
      case .provenance: facts.origin = words.of(text) { String($0) }
      case .scheme: if isOwn { facts.scheme = cited.of(text) { cite(String($0)) } }
      case .row: facts.row = values.integer(entry.text) ?? facts.row
      case .method: facts.method = words.of(text) { String($0) }
      case .required: edge.demand.required = values.integer(entry.text) ?? 0
      case .preferred: edge.demand.preferred = values.integer(entry.text) ?? 0
      case .mentioned: edge.demand.mentioned = values.integer(entry.text) ?? 0
      case .strength: edge.strength = Strength(rawValue: words.of(text) { String($0) })
      case .curatedLevel: edge.curatedLevel = DemandLevel(rawValue: words.of(text) { String($0) })
      case .confidence: edge.confidence = Self.share(values.double(entry.text))
      default: continue
      }
    }
    if !facts.hasRelation { strange.relations += 1 }
    if let weight = facts.weight, weight.isFinite { edge.weight = weight }
    edge.provenance = facts.provenance
    edges.append(PackedEdge(edge, &methods))
  }

  /// What an edge says in several values.
  private struct EdgeFacts {
    var origin = ""
    var scheme = 0
    var row: Int
    var method = ""
    var weight: Double?
    var hasRelation = false

    var provenance: SkillGraph.Provenance {
      switch origin {
      case "extracted": .extracted
      case "inferred": .inferred(method: method)
      default: .curated(scheme: scheme, row: row)
      }
    }
  }

  /// 0 to 1; anything else counts as sure.
  private static func share(_ value: Double?) -> Double { value.flatMap { (0...1).contains($0) ? $0 : nil } ?? 1 }

  /// The position of the scheme that `citation` names.
  private func cite(_ citation: String) -> Int {
    if citations.isEmpty {
      for (position, citation) in SkillGraph.citations(of: schemes).enumerated() { citations[citation] = position }
    }
    return citations[citation] ?? (citation.hasPrefix("#") ? Int(citation.dropFirst()) : nil) ?? 0
  }

  // MARK: What other tools write

  private func node(_ id: String, _ found: NodeFacts) -> SkillGraph.Node {
    let label = found[.label] ?? found[.name] ?? (isOwn ? "" : found[.drawnLabel] ?? found[.description] ?? id)
    // Some writers number nodes anew and keep the name of each as a property.
    let name = isOwn || !Self.isNumber(id) ? id : found[.identifier] ?? id
    if let known = ConceptID(name), taken.insert(known).inserted { return .init(id: known, label: label) }
    let text = label.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return .init(id: free(kind: kind(found), label: text), label: text)
  }

  /// `n12`, `12`
  private static func isNumber(_ id: String) -> Bool {
    let digits = id.utf8.first == UInt8(ascii: "n") ? id.utf8.dropFirst() : id.utf8[...]
    return !digits.isEmpty && digits.allSatisfy { (0x30...0x39).contains($0) }
  }

  private func kind(_ found: NodeFacts) -> ConceptKind {
    for text in [found[.kind], found[.labels]].compactMap(\.self) {
      for word in text.lowercased().split(separator: ":") {
        if let kind = ConceptKind(rawValue: String(word)) { return kind }
      }
    }
    strange.kinds += 1
    return .skill
  }

  /// The id for `label`; with a number, in the order of the file, if another node has it.
  private func free(kind: ConceptKind, label: String) -> ConceptID {
    let plain = ConceptID(kind: kind, label: label)
    if taken.insert(plain).inserted { return plain }
    var number = 2
    while true {
      if let id = ConceptID("\(plain.rawValue)-\(number)"), taken.insert(id).inserted { return id }
      number += 1
    }
  }

  // MARK: The graph

  /// The builder is used up.
  func finish() -> Parsed<SkillGraph> {
    for index in nodes.indices where nodes[index] == nil { nodes[index] = node(nodeIDs[index], NodeFacts()) }
    if !isOwn { schemes = [ConceptScheme(name: "graphml", title: title, release: "", licence: "")] }
    var found = nodes.compactMap(\.self)
    sort(&found)
    let edges = edges.lazy.map { [methods] in $0.edge(methods) }
    let graph = SkillGraph(sortedNodes: found, edges: edges, postingCount: postingCount, schemes: schemes)
    return Parsed(graph, diagnostics)
  }

  /// Puts nodes in the order of their ids, which ours are in already, and points the edges there.
  private func sort(_ nodes: inout [SkillGraph.Node]) {
    let order = nodes.indices.sorted { nodes[$0].id < nodes[$1].id }
    guard order.indices.contains(where: { order[$0] != $0 }) else { return }
    var places = [NodeIndex](repeating: NodeIndex(rawValue: 0), count: order.count)
    for (place, node) in order.enumerated() { places[node] = NodeIndex(rawValue: Int32(place)) }
    for index in edges.indices {
      edges[index].source = places[Int(edges[index].source.rawValue)]
      edges[index].target = places[Int(edges[index].target.rawValue)]
    }
    nodes = order.map { nodes[$0] }
  }

  private var diagnostics: [Diagnostic] {
    [
      (strange.kinds, "nodes say nothing of their kind; they are read as skills"),
      (strange.relations, "edges name no relation of ours; they are read as 'related'"),
    ].filter { $0.0 > 0 }.map { Diagnostic(.note, "graphml.mapped", "\($0.0) \($0.1)") }
  }
}

/// What a node's values say, the first of each kind that is not empty.
private struct NodeFacts {
  private var ranges = [Range<Int>?](repeating: nil, count: GraphMLFact.allCases.count)
  private var buffer: [UInt8] = []

  /// A node that no value is known of.
  init() {}

  init(_ facts: [GraphMLFact?], _ values: GraphMLValues) {
    buffer = values.buffer
    for entry in values.entries where !entry.text.isEmpty {
      guard let fact = facts[Int(entry.key)], ranges[fact.rawValue] == nil else { continue }
      ranges[fact.rawValue] = entry.text
    }
  }

  subscript(fact: GraphMLFact) -> String? { ranges[fact.rawValue].map { String(buffer.span.extracting($0)) } }

  func range(_ fact: GraphMLFact) -> Range<Int>? { ranges[fact.rawValue] }

  func parts(_ fact: GraphMLFact) -> [String] { self[fact].map(JoinedList.parts) ?? [] }
}
