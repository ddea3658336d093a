internal import Diagnostics
internal import Markup

/// What gets the nodes and edges of a file while it is read.
protocol GraphMLSink: AnyObject {
  /// A key, before its first value; its position is the number of keys before it.
  func add(_ key: PropertyGraph.Key)
  /// An edge names a node, or a node begins: `number` grows by one from 0.
  func addNode(_ number: Int32, id: String)
  func finishNode(_ number: Int32, parent: Int32?, line: Int, _ values: GraphMLValues)
  func finishEdge(_ edge: GraphMLEdge, line: Int, _ values: GraphMLValues)
  func finishGraph(_ values: GraphMLValues)
  /// What the file promises to have; it may be untrue.
  func expect(nodes: Int, edges: Int)
  func instruction(_ target: String, _ data: String)
}

struct GraphMLEdge {
  var id: Range<Int>?
  var source: Int32
  var target: Int32
  var isDirected: Bool
}

/// The values of one element: positions in the parser's buffer, valid while the sink is called.
struct GraphMLValues {
  struct Entry {
    var key: Int32
    var text: Range<Int>
  }

  var entries: ArraySlice<Entry>
  var buffer: [UInt8]

  func string(_ range: Range<Int>) -> String { String(buffer.span.extracting(range)) }
}

/// Hands the events of an XML reader to the machine. A class only because the reader wants one.
final class GraphMLParser: XMLStreamHandler {
  // Only the reader's callbacks use it, one at a time; checking that at run time costs a twentieth of reading.
  @exclusivity(unchecked) var machine: GraphMLMachine

  init(_ sink: any GraphMLSink) { machine = GraphMLMachine(sink) }

  func start(_ name: Span<UInt8>, in space: Span<UInt8>, _ attributes: XMLAttributes) -> Bool {
    machine.start(name, in: space, attributes)
  }

  func leaf(_ name: Span<UInt8>, in space: Span<UInt8>, _ attributes: XMLAttributes, text: Span<UInt8>) -> Bool {
    machine.leaf(name, in: space, attributes, text: text)
  }

  func end() { machine.end() }
  func text(_ bytes: Span<UInt8>) -> Bool { machine.text(bytes) }
  func instruction(_ target: Span<UInt8>, _ data: Span<UInt8>) { machine.instruction(target, data) }
}

/// Makes keys, nodes and edges of elements, forgiving what `GraphMLReader` says is forgiven.
struct GraphMLMachine {
  var line: () -> Int = { 0 }
  private(set) var refusal: GraphMLError?
  private(set) var diagnostics: [Diagnostic] = []
  /// Those among the diagnostics that a strict reader does not accept.
  private(set) var doubts: [Diagnostic] = []
  private(set) var hasRoot = false

  private let sink: any GraphMLSink
  private var namespace = Namespace()
  private var frames: [Frame] = []
  /// Elements open inside one that is left out.
  private var skipped = 0
  private var keys = GraphMLKeyTable()
  private var nodes = ByteTable()
  private var declared: [Bool] = []
  private var lastSource: Int32 = -1
  private var attributes = GraphMLAttributes()
  private var entries: [GraphMLValues.Entry] = []
  private var buffer: [UInt8] = []
  private var counted = (nodes: 0, edges: 0, otherThings: [String: Int]())
  private var promised: (nodes: Int?, edges: Int?) = (nil, nil)
  private var graphs = 0

  /// An element that is open, and where its values begin.
  private struct Frame {
    enum Element {
      case root, key, defaultValue, graph, node, edge, data, drawing, label, description

      /// What `data` directly inside is about.
      var domain: PropertyGraph.Key.Domain? {
        switch self {
        case .graph: .graph
        case .node: .node
        case .edge: .edge
        default: nil
        }
      }
    }

    var element: Element
    var firstEntry: Int
    var firstByte: Int
    var line = 0
    var node: Int32 = -1
    var edge = GraphMLEdge(id: nil, source: -1, target: -1, isDirected: true)
    var key: Int32 = -1
  }

  /// The root's namespace, whatever it is; elements in another are none of GraphML's.
  private struct Namespace {
    private var name: [UInt8] = []
    /// Where libxml2 keeps it: one place for all elements, so that most comparisons are of addresses.
    private var address: UnsafePointer<UInt8>?

    init() {}

    init(_ space: Span<UInt8>) {
      name = space.withUnsafeBufferPointer { Array($0) }
      address = space.withUnsafeBufferPointer(\.baseAddress)
    }

    func matches(_ space: Span<UInt8>) -> Bool {
      space.withUnsafeBufferPointer { $0.count == name.count && ($0.baseAddress == address || $0.elementsEqual(name)) }
    }
  }

  init(_ sink: any GraphMLSink) { self.sink = sink }

  // MARK: Events

  mutating func start(_ name: Span<UInt8>, in space: Span<UInt8>, _ found: XMLAttributes) -> Bool {
    guard skipped == 0 else { return skip() }
    guard let parent = frames.last else { return openRoot(name, space) }
    if parent.element == .data || parent.element == .drawing { return openDrawing(name) }
    guard namespace.matches(space) else { return skip() }
    let element = GraphMLElement(name)
    if element == .data { return openData(found, in: parent) }
    attributes.removeAll()
    found.forEach { attributes.take($0, $1) }
    switch (parent.element, element) {
    case (.root, .key): open(.key, key: declareKey())
    case (.key, .defaultValue): open(.defaultValue, key: parent.key)
    case (.root, .graph), (.node, .graph): openGraph(in: parent)
    case (.graph, .node): openNode()
    case (.graph, .edge): openEdge(in: parent)
    case (.node, .desc), (.edge, .desc): open(.description, key: keys.description(sink))
    case (_, .hyperedge), (_, .port), (_, .edge): return leaveOut(String(name))
    default: return skip()
    }
    return true
  }

  /// What most elements of a file are: `data` with a value.
  mutating func leaf(
    _ name: Span<UInt8>, in space: Span<UInt8>, _ found: XMLAttributes, text: Span<UInt8>
  ) -> Bool {
    guard skipped == 0, let domain = frames.last?.element.domain, isEqual(name, "data"), namespace.matches(space) else {
      guard start(name, in: space, found), self.text(text) else { return false }
      end()
      return true
    }
    let start = buffer.count
    text.withUnsafeBufferPointer { buffer.append(contentsOf: $0) }
    finishData(key(found, domain), start)
    return true
  }

  mutating func end() {
    guard skipped == 0 else { return skipped -= 1 }
    guard let frame = frames.popLast() else { return }
    switch frame.element {
    case .data, .description: finishData(frame.key, frame.firstByte)
    case .label: finishLabel(frame)
    case .defaultValue: keys.setDefault(frame.key, String(decoding: buffer[frame.firstByte...], as: UTF8.self))
    case .node: sink.finishNode(frame.node, parent: parentNode, line: frame.line, values(frame, .node))
    case .edge:
      counted.edges += 1
      sink.finishEdge(frame.edge, line: frame.line, values(frame, .edge))
    case .graph where frame.node < 0: sink.finishGraph(values(frame, .graph))
    case .root, .key, .graph, .drawing: break
    }
    guard frame.element != .data, frame.element != .description, frame.element != .label else { return }
    if frame.element != .drawing {
      entries.removeLast(entries.count - frame.firstEntry)
      buffer.removeLast(buffer.count - frame.firstByte)
    }
  }

  mutating func text(_ bytes: Span<UInt8>) -> Bool {
    switch frames.last?.element {
    case .data, .label, .description, .defaultValue:
      if skipped == 0 { bytes.withUnsafeBufferPointer { buffer.append(contentsOf: $0) } }
    case .drawing: break
    default:
      if skipped == 0, bytes.indices.contains(where: { bytes[$0] > 0x20 }) {
        doubt("graphml.stray-text", "text between elements is not read; the file may be damaged", at: line())
      }
    }
    return true
  }

  func instruction(_ target: Span<UInt8>, _ data: Span<UInt8>) { sink.instruction(String(target), String(data)) }

  /// Once the file is read: reports what was left out, nodes that never came, and counts that are untrue.
  mutating func finish() {
    for (name, count) in counted.otherThings.sorted(by: { $0.key < $1.key }) {
      note("graphml.left-out", "\(count) \(name) elements are not read")
    }
    for (number, isDeclared) in declared.enumerated() where !isDeclared {
      doubt(
        "graphml.dangling-edge", "edges name the node '\(nodes[Int32(number)])', which the file does not have", at: nil)
    }
    if graphs > 1 { note("graphml.several-graphs", "the graphs of the file are read as one") }
    for (what, found, said) in [("nodes", counted.nodes, promised.nodes), ("edges", counted.edges, promised.edges)] {
      if let said, said != found {
        doubt("graphml.untrue-count", "the file promises \(said) \(what) and has \(found); it may be cut", at: nil)
      }
    }
  }

  // MARK: Elements

  private mutating func openRoot(_ name: Span<UInt8>, _ space: Span<UInt8>) -> Bool {
    guard GraphMLElement(name) == .graphml, !hasRoot else {
      refusal = GraphMLError(
        code: .notGraphML, message: "the file is XML but no GraphML: its root is '\(String(name))'", line: line())
      return false
    }
    hasRoot = true
    namespace = Namespace(space)
    open(.root)
    return true
  }

  private mutating func open(_ element: Frame.Element, key: Int32 = -1) {
    frames.append(Frame(element: element, firstEntry: entries.count, firstByte: buffer.count, line: 0, key: key))
  }

  private mutating func openGraph(in parent: Frame) {
    if parent.element == .root {
      graphs += 1
      promised = graphs == 1 ? (attributes.nodeCount, attributes.edgeCount) : (nil, nil)
      sink.expect(nodes: promised.nodes ?? 0, edges: promised.edges ?? 0)
    } else {
      promised = (nil, nil)
    }
    var frame = Frame(element: .graph, firstEntry: entries.count, firstByte: buffer.count)
    frame.edge.isDirected = attributes.edgeDefault != "undirected"
    frame.node = parent.node
    frames.append(frame)
  }

  private mutating func openNode() {
    counted.nodes += 1
    let line = line()
    let number = node(attributes.id)
    if attributes.id == nil { doubt("graphml.no-id", "a node has no id", at: line) }
    if declared[Int(number)] {
      doubt("graphml.duplicate-node", "the node '\(nodes[number])' is there again; its values are joined", at: line)
    }
    declared[Int(number)] = true
    var frame = Frame(element: .node, firstEntry: entries.count, firstByte: buffer.count, line: line)
    frame.node = number
    frames.append(frame)
    add(attributes.labels, as: "labels")
  }

  private mutating func openEdge(in graph: Frame) {
    guard attributes.source != nil, attributes.target != nil else {
      doubt("graphml.no-end", "an edge without source or target is left out", at: line())
      skipped = 1
      return
    }
    var frame = Frame(element: .edge, firstEntry: entries.count, firstByte: buffer.count, line: line())
    frame.edge = GraphMLEdge(
      id: nil, source: source(attributes.source), target: node(attributes.target),
      isDirected: attributes.isDirected ?? graph.edge.isDirected)
    if let id = attributes.id { frame.edge.id = keep(id) }
    frames.append(frame)
    add(attributes.label, as: "label")
  }

  /// Graphics of yEd and the like: only the text of their labels is read.
  private mutating func openDrawing(_ name: Span<UInt8>) -> Bool {
    let isLabel = isEqual(name, "NodeLabel") || isEqual(name, "EdgeLabel")
    open(isLabel ? .label : .drawing, key: isLabel ? keys.drawnLabel(sink) : -1)
    return true
  }

  private mutating func finishData(_ key: Int32, _ firstByte: Int) {
    // Values of keys that only yEd knows are drawings: what text they have is white space.
    guard key >= 0, !keys.isDrawing(key) else { return }
    entries.append(.init(key: key, text: firstByte..<buffer.count))
  }

  private mutating func finishLabel(_ frame: Frame) {
    guard buffer[frame.firstByte...].contains(where: { $0 > 0x20 }) else { return }
    entries.append(.init(key: frame.key, text: frame.firstByte..<buffer.count))
  }

  private mutating func skip() -> Bool {
    skipped += 1
    return true
  }

  private mutating func leaveOut(_ name: String) -> Bool {
    counted.otherThings[name, default: 0] += 1
    return skip()
  }

  // MARK: Values

  /// The element's own values, then the defaults of the keys it lacks.
  private mutating func values(_ frame: Frame, _ domain: PropertyGraph.Key.Domain) -> GraphMLValues {
    for (key, text) in keys.defaults(domain) where !entries[frame.firstEntry...].contains(where: { $0.key == key }) {
      let start = buffer.count
      buffer += text
      entries.append(.init(key: key, text: start..<buffer.count))
    }
    return GraphMLValues(entries: entries[frame.firstEntry...], buffer: buffer)
  }

  private mutating func declareKey() -> Int32 {
    let (key, doubt) = keys.declare(attributes, sink)
    if let doubt { note("graphml.unknown-type", doubt, at: line()) }
    return key
  }

  private mutating func openData(_ found: XMLAttributes, in parent: Frame) -> Bool {
    guard let domain = parent.element.domain else { return skip() }
    open(.data, key: key(found, domain))
    return true
  }

  /// The key a `data` element names; -1 if it names none.
  private mutating func key(_ found: XMLAttributes, _ domain: PropertyGraph.Key.Domain) -> Int32 {
    var key: Int32 = -1
    found.forEach { name, value in
      guard isEqual(name, "key") else { return }
      if let known = keys.findAgain(value, domain) { return key = known }
      let (known, isNew) = keys.find(value, domain, sink)
      key = known
      if isNew { doubt("graphml.undeclared-key", "the key '\(String(value))' is not declared", at: line()) }
    }
    return key
  }

  private mutating func add(_ value: Range<Int>?, as name: String) {
    guard let value else { return }
    entries.append(.init(key: keys.attribute(name, sink), text: keep(value)))
  }

  /// Copies an attribute's value to those of the element.
  private mutating func keep(_ value: Range<Int>) -> Range<Int> {
    let start = buffer.count
    buffer.append(contentsOf: attributes.text[value])
    return start..<buffer.count
  }

  /// Edges come by their source, as a rule, so the last one's is tried first.
  private mutating func source(_ id: Range<Int>?) -> Int32 {
    let text = attributes.text
    if lastSource < 0 || !nodes.holds(text.span.extracting(id ?? 0..<0), at: lastSource) { lastSource = node(id) }
    return lastSource
  }

  private mutating func node(_ id: Range<Int>?) -> Int32 {
    let text = attributes.text
    let number = nodes.number(of: text.span.extracting(id ?? 0..<0))
    if Int(number) == declared.count {
      declared.append(false)
      sink.addNode(number, id: nodes[number])
    }
    return number
  }

  /// The node whose inner graph is open.
  private var parentNode: Int32? { frames.last.flatMap { $0.node >= 0 ? $0.node : nil } }

  // MARK: Reports

  private mutating func note(_ code: String, _ message: String, at line: Int? = nil) {
    report(Diagnostic(.note, code, message, at: line.map { Location(line: $0) }))
  }

  private mutating func doubt(_ code: String, _ message: String, at line: Int?) {
    let diagnostic = Diagnostic(.warning, code, message, at: line.map { Location(line: $0) })
    doubts.append(contentsOf: doubts.isEmpty ? [diagnostic] : [])
    report(diagnostic)
  }

  /// The first hundred; a file that is wrong throughout is no clearer for more.
  private mutating func report(_ diagnostic: Diagnostic) {
    if diagnostics.count < 100 { diagnostics.append(diagnostic) }
  }
}
