/// The keys of one file by domain and id, as tools use them: the same id for nodes and edges, or none declared at all.
struct GraphMLKeyTable {
  private var ids = ByteTable()
  /// By id: the key for each domain, -1 if there is none.
  private var byID: [[Int32]] = []
  private var keys: [PropertyGraph.Key] = []
  private var drawings: Set<Int32> = []
  private var defaultValues: [(key: Int32, text: [UInt8])] = []
  private var extras: [String: Int32] = [:]
  private var findings: [Finding] = []
  private var lastFinding = -1

  /// Elements have their keys in one order, as a rule, so what followed a key before is tried first.
  private struct Finding {
    var slot: Int32
    var domain: PropertyGraph.Key.Domain
    var key: Int32
    var next = -1
  }

  /// - Returns: the key, and what is odd about it.
  mutating func declare(_ values: GraphMLAttributes, _ sink: any GraphMLSink) -> (key: Int32, doubt: String?) {
    let id = values.id.map(values.string) ?? ""
    let name = values.attributeName.map(values.string)
    let typeName = values.attributeType ?? "string"
    let type = PropertyGraph.Key.ValueType(typeName)
    let domain = PropertyGraph.Key.Domain(rawValue: values.domain ?? "all") ?? .other
    let key = add(.init(id: id, name: name ?? id, domain: domain, type: type ?? .string), sink)
    if values.isDrawing { drawings.insert(key) }
    byID[Int(slot(Array(id.utf8).span))][domain.position] = key
    (findings, lastFinding) = ([], -1)
    return (
      key, type == nil ? "the type '\(typeName)' of the key '\(id)' is unknown; its values are read as text" : nil
    )
  }

  /// What `find` gives if it gave it before in the same place.
  mutating func findAgain(_ id: Span<UInt8>, _ domain: PropertyGraph.Key.Domain) -> Int32? {
    guard lastFinding >= 0 else { return nil }
    let next = findings[lastFinding].next
    guard next >= 0, findings[next].domain == domain, ids.holds(id, at: findings[next].slot) else { return nil }
    lastFinding = next
    return findings[next].key
  }

  /// The key an element of `domain` means by `id`: its own domain's, one for all, one of another domain, or a new one.
  mutating func find(
    _ id: Span<UInt8>, _ domain: PropertyGraph.Key.Domain, _ sink: any GraphMLSink
  ) -> (key: Int32, isNew: Bool) {
    let slot = slot(id)
    let (key, isNew) = find(id, at: Int(slot), domain, sink)
    remember(Finding(slot: slot, domain: domain, key: key))
    return (key, isNew)
  }

  private mutating func remember(_ finding: Finding) {
    var place = findings.firstIndex { $0.slot == finding.slot && $0.domain == finding.domain }
    // Some files have a key for each value.
    if place == nil, findings.count < 64 {
      place = findings.count
      findings.append(finding)
    }
    if lastFinding >= 0 { findings[lastFinding].next = place ?? -1 }
    lastFinding = place ?? -1
  }

  private mutating func find(
    _ id: Span<UInt8>, at slot: Int, _ domain: PropertyGraph.Key.Domain, _ sink: any GraphMLSink
  ) -> (key: Int32, isNew: Bool) {
    if byID[slot][domain.position] >= 0 { return (byID[slot][domain.position], false) }
    if let other = byID[slot].last(where: { $0 >= 0 }) { return (other, false) }
    let text = String(id)
    let key = add(.init(id: text, name: text, domain: .all, type: .string), sink)
    byID[slot][PropertyGraph.Key.Domain.all.position] = key
    return (key, true)
  }

  /// `desc`, the label in a drawing, and attributes of nodes and edges that are no data, as keys of their own.
  mutating func description(_ sink: any GraphMLSink) -> Int32 { attribute("desc", sink) }
  mutating func drawnLabel(_ sink: any GraphMLSink) -> Int32 { attribute("drawn-label", sink) }

  mutating func attribute(_ name: String, _ sink: any GraphMLSink) -> Int32 {
    if let key = extras[name] { return key }
    let key = add(.init(id: name, name: name, domain: .all, type: .string), sink)
    extras[name] = key
    return key
  }

  func isDrawing(_ key: Int32) -> Bool { !drawings.isEmpty && drawings.contains(key) }

  /// Elements of `domain` that lack the key have this value.
  mutating func setDefault(_ key: Int32, _ text: String) {
    if !drawings.contains(key) { defaultValues.append((key, Array(text.utf8))) }
  }

  func defaults(_ domain: PropertyGraph.Key.Domain) -> [(key: Int32, text: [UInt8])] {
    defaultValues.isEmpty
      ? [] : defaultValues.filter { keys[Int($0.key)].domain == domain || keys[Int($0.key)].domain == .all }
  }

  private mutating func add(_ key: PropertyGraph.Key, _ sink: any GraphMLSink) -> Int32 {
    keys.append(key)
    sink.add(key)
    return Int32(keys.count - 1)
  }

  private mutating func slot(_ id: Span<UInt8>) -> Int32 {
    let number = ids.number(of: id)
    if Int(number) == byID.count { byID.append([-1, -1, -1, -1, -1]) }
    return number
  }
}

extension PropertyGraph.Key.Domain {
  fileprivate var position: Int {
    switch self {
    case .graph: 0
    case .node: 1
    case .edge: 2
    case .all: 3
    case .other: 4
    }
  }
}

/// The elements of GraphML that are read.
enum GraphMLElement {
  case graphml, key, defaultValue, graph, node, edge, data, desc, hyperedge, port

  init?(_ name: Span<UInt8>) {
    switch name.count {
    case 3 where isEqual(name, "key"): self = .key
    case 4 where isEqual(name, "data"): self = .data
    case 4 where isEqual(name, "node"): self = .node
    case 4 where isEqual(name, "edge"): self = .edge
    case 4 where isEqual(name, "desc"): self = .desc
    case 4 where isEqual(name, "port"): self = .port
    case 5 where isEqual(name, "graph"): self = .graph
    case 7 where isEqual(name, "graphml"): self = .graphml
    case 7 where isEqual(name, "default"): self = .defaultValue
    case 9 where isEqual(name, "hyperedge"): self = .hyperedge
    default: return nil
    }
  }
}

/// The attributes of one element that mean something; used again for the next.
struct GraphMLAttributes {
  /// The values, one after the other.
  private(set) var text: [UInt8] = []
  private(set) var id: Range<Int>?
  private(set) var source: Range<Int>?
  private(set) var target: Range<Int>?
  private(set) var labels: Range<Int>?
  private(set) var label: Range<Int>?
  private(set) var attributeName: Range<Int>?
  private(set) var attributeType: String?
  private(set) var domain: String?
  private(set) var edgeDefault: String?
  private(set) var isDirected: Bool?
  private(set) var isDrawing = false
  private(set) var nodeCount: Int?
  private(set) var edgeCount: Int?

  func string(_ range: Range<Int>) -> String { String(decoding: text[range], as: UTF8.self) }

  mutating func removeAll() {
    text.removeAll(keepingCapacity: true)
    (id, source, target, labels, label, attributeName) = (nil, nil, nil, nil, nil, nil)
    (attributeType, domain, edgeDefault, isDirected) = (nil, nil, nil, nil)
    (isDrawing, nodeCount, edgeCount) = (false, nil, nil)
  }

  mutating func take(_ name: Span<UInt8>, _ value: Span<UInt8>) {
    switch name.count {
    case 2 where isEqual(name, "id"): id = keep(value)
    case 3 where isEqual(name, "for"): domain = String(value)
    case 5 where isEqual(name, "label"): label = keep(value)
    case 6 where isEqual(name, "source"): source = keep(value)
    case 6 where isEqual(name, "target"): target = keep(value)
    case 6 where isEqual(name, "labels"): labels = keep(value)
    case 8 where isEqual(name, "directed"): isDirected = isEqual(value, "true") || isEqual(value, "1")
    case 9 where isEqual(name, "attr.name"): attributeName = keep(value)
    case 9 where isEqual(name, "attr.type"): attributeType = String(value)
    case 11 where isEqual(name, "edgedefault"): edgeDefault = String(value)
    case 11 where isEqual(name, "parse.nodes"): nodeCount = Int(String(value))
    case 11 where isEqual(name, "parse.edges"): edgeCount = Int(String(value))
    case 11 where isEqual(name, "yfiles.type"): isDrawing = true
    default: break
    }
  }

  private mutating func keep(_ value: Span<UInt8>) -> Range<Int> {
    let start = text.count
    value.withUnsafeBufferPointer { text.append(contentsOf: $0) }
    return start..<text.count
  }
}

@inline(__always)
func isEqual(_ text: Span<UInt8>, _ word: StaticString) -> Bool {
  guard text.count == word.utf8CodeUnitCount else { return false }
  let letters = word.utf8Start
  for index in text.indices where text[index] != letters[index] { return false }
  return true
}

extension String {
  init(_ bytes: Span<UInt8>) { self = bytes.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) } }
}
