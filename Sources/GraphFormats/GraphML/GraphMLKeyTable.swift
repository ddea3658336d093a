/// The keys of one file by domain and id, as tools use them: the same id for nodes and edges, or none declared at all.
struct GraphMLKeyTable {
  private var ids = ByteTable()
  /// By id: the key for each domain, -1 if there is none.
  private var byID: [[Int32]] = []
  private var keys: [PropertyGraph.Key] = []
  private var drawings: Set<Int32> = []
  private var defaultValues: [(key: Int32, text: [UInt8])] = []
  private var extras: [String: Int32] = [:]

  /// - Returns: the key, and what is odd about it.
  mutating func declare(_ values: GraphMLAttributes, _ sink: any GraphMLSink) -> (key: Int32, doubt: String?) {
    let bytes = values.id ?? []
    let id = String(bytes.span)
    let name = values.attributeName.map { String(decoding: $0, as: UTF8.self) }
    let typeName = values.attributeType ?? "string"
    let type = PropertyGraph.Key.ValueType(typeName)
    let domain = PropertyGraph.Key.Domain(rawValue: values.domain ?? "all") ?? .other
    let key = add(.init(id: id, name: name ?? id, domain: domain, type: type ?? .string), sink)
    if values.isDrawing { drawings.insert(key) }
    let slot = slot(bytes.span)
    byID[slot][domain.position] = key
    return (
      key, type == nil ? "the type '\(typeName)' of the key '\(id)' is unknown; its values are read as text" : nil
    )
  }

  /// The key an element of `domain` means by `id`: its own domain's, one for all, one of another domain, or a new one.
  mutating func find(
    _ id: Span<UInt8>, _ domain: PropertyGraph.Key.Domain, _ sink: any GraphMLSink
  ) -> (key: Int32, isNew: Bool) {
    let slot = slot(id)
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

  func isDrawing(_ key: Int32) -> Bool { drawings.contains(key) }

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

  private mutating func slot(_ id: Span<UInt8>) -> Int {
    let number = Int(ids.number(of: id))
    if number == byID.count { byID.append([-1, -1, -1, -1, -1]) }
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

/// The attributes of one element that mean something.
struct GraphMLAttributes {
  var id: [UInt8]?
  var source: [UInt8]?
  var target: [UInt8]?
  var labels: [UInt8]?
  var label: [UInt8]?
  var attributeName: [UInt8]?
  var attributeType: String?
  var domain: String?
  var edgeDefault: String?
  var isDirected: Bool?
  var isDrawing = false
  var nodeCount: Int?
  var edgeCount: Int?

  mutating func take(_ name: Span<UInt8>, _ value: Span<UInt8>) {
    switch name.count {
    case 2 where isEqual(name, "id"): id = Array(value)
    case 3 where isEqual(name, "for"): domain = String(value)
    case 5 where isEqual(name, "label"): label = Array(value)
    case 6 where isEqual(name, "source"): source = Array(value)
    case 6 where isEqual(name, "target"): target = Array(value)
    case 6 where isEqual(name, "labels"): labels = Array(value)
    case 8 where isEqual(name, "directed"): isDirected = isEqual(value, "true") || isEqual(value, "1")
    case 9 where isEqual(name, "attr.name"): attributeName = Array(value)
    case 9 where isEqual(name, "attr.type"): attributeType = String(value)
    case 11 where isEqual(name, "edgedefault"): edgeDefault = String(value)
    case 11 where isEqual(name, "parse.nodes"): nodeCount = Int(String(value))
    case 11 where isEqual(name, "parse.edges"): edgeCount = Int(String(value))
    case 11 where isEqual(name, "yfiles.type"): isDrawing = true
    default: break
    }
  }
}

func isEqual(_ text: Span<UInt8>, _ word: StaticString) -> Bool {
  guard text.count == word.utf8CodeUnitCount else { return false }
  return word.withUTF8Buffer { word in text.withUnsafeBufferPointer { $0.elementsEqual(word) } }
}

extension String {
  init(_ bytes: Span<UInt8>) { self = bytes.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) } }
}

extension Array<UInt8> {
  init(_ bytes: Span<UInt8>) { self = bytes.withUnsafeBufferPointer { Array($0) } }
}
