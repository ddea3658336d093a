private import CMarkup
internal import Diagnostics

/// Collects a parser's events into a `MarkupDocument`, within `Limits`.
///
/// Elements open deeper than the limit vanish into the ancestor at the limit; their text stays.
struct DocumentBuilder {
  private(set) var document = MarkupDocument()
  private var names = NameTable()
  private var open: [MarkupDocument.NodeIndex] = [MarkupDocument.root]
  /// Open elements beyond the depth limit.
  private var tooDeep = 0
  private var problems = ProblemLog()
  private let syntax: SAXParser.Syntax
  private let limits: Limits
  private let plainAttributes: PlainAttributes?

  init(
    _ syntax: SAXParser.Syntax, limits: Limits, expectedBytes: Int, plainAttributes: PlainAttributes? = nil
  ) {
    self.plainAttributes = plainAttributes
    self.syntax = syntax
    self.limits = limits
    document.text.reserveCapacity(expectedBytes)
    document.nodes.reserveCapacity(expectedBytes / 24)
    document.nodes.append(.init(name: .root, prefix: nil, parent: -1, end: 1, text: 0..<0, attributes: 0..<0))
  }

  /// Opens an element; its attributes come next. Returns whether there is room for more.
  mutating func start(_ name: UnsafeBufferPointer<UInt8>) -> Bool { start(unsafe qualifiedName(name)) }

  /// The same with a name that `qualifiedName` gave.
  mutating func start(_ name: QualifiedName) -> Bool {
    guard hasRoom() else { return false }
    guard open.count <= limits.depth else {
      tooDeep += 1
      if tooDeep == 1 { problems.note("markup.too-deep", "elements nested deeper than \(limits.depth) are flattened") }
      return true
    }
    let attributes = Int32(document.attributes.count)
    append(
      .init(
        name: name.local, prefix: name.prefix, parent: open[open.count - 1], end: 0, text: 0..<0,
        attributes: attributes..<attributes))
    open.append(Int32(document.nodes.count - 1))
    return true
  }

  /// The numbers of a name in this document.
  mutating func qualifiedName(_ name: UnsafeBufferPointer<UInt8>) -> QualifiedName {
    unsafe names.qualifiedName(name)
  }

  /// The same; `nil` if the document has not had the name.
  func knownName(_ name: UnsafeBufferPointer<UInt8>) -> QualifiedName? { unsafe names.knownName(name) }

  /// Appends an attribute to the element that was opened last, or those that it stands for.
  mutating func readAttribute(_ name: UnsafeBufferPointer<UInt8>, _ value: UnsafeBufferPointer<UInt8>) {
    guard let plainAttributes, let tag = unsafe plainAttributes.tag(name, value) else {
      return unsafe attribute(name, value)
    }
    unsafe plainAttributes.forEach(of: tag) { unsafe attribute($0, $1) }
  }

  /// Appends an attribute to the element that was opened last.
  mutating func attribute(_ name: UnsafeBufferPointer<UInt8>, _ value: UnsafeBufferPointer<UInt8>) {
    guard tooDeep == 0 else { return }
    let start = Int32(document.text.count)
    unsafe appendText(value)
    let end = Int32(document.text.count)
    unsafe document.attributes.append(.init(name: names.index(of: name), value: start..<end))
    let last = document.nodes.count - 1
    document.nodes[last].attributes = document.nodes[last].attributes.lowerBound..<Int32(document.attributes.count)
  }

  /// The name of the element that was opened last.
  var lastName: MarkupName { document.nodes[document.nodes.count - 1].name }

  /// Whether the element that was opened last has had an attribute of its last one's name.
  var repeatsLastAttribute: Bool {
    let range = document.nodes[document.nodes.count - 1].attributes
    guard let last = range.last else { return false }
    return range.dropLast().contains { document.attributes[Int($0)].name == document.attributes[Int(last)].name }
  }

  mutating func end(_ name: UnsafeBufferPointer<UInt8>) {
    if tooDeep > 0 {
      tooDeep -= 1
      return
    }
    let local = unsafe names.qualifiedName(name).local
    // libxml2 reports balanced events; should a version not, an end tag closes the nearest element of its name.
    guard let position = open.lastIndex(where: { document[$0].name == local }), position > 0 else { return }
    while open.count > position { close() }
  }

  /// Closes the element that is open innermost.
  mutating func end() {
    if tooDeep > 0 { tooDeep -= 1 } else if open.count > 1 { close() }
  }

  mutating func text(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard hasRoom() else { return false }
    let start = Int32(document.text.count)
    unsafe appendText(bytes)
    let end = Int32(document.text.count)
    if let last = document.nodes.indices.last, document.nodes[last].name == .text,
      document.nodes[last].text.upperBound == start,
      document.nodes[last].parent == open[open.count - 1]
    {
      document.nodes[last].text = document.nodes[last].text.lowerBound..<end
    } else {
      append(
        .init(
          name: .text, prefix: nil, parent: open[open.count - 1], end: Int32(document.nodes.count + 1),
          text: start..<end,
          attributes: 0..<0))
    }
    return true
  }

  /// `message` is made only for the first problem of its kind.
  mutating func problem(code: Int, line: Int, message: @autoclosure () -> String) {
    problems.add(code: code, line: line, message: message(), as: syntax)
  }

  /// `line` gives the line in the page of one in what was parsed.
  mutating func placeProblems(_ line: (Int) -> Int) { problems.placeLines(line) }

  /// Closes what is open. The builder is used up.
  mutating func finish() -> Parsed<MarkupDocument> {
    while !open.isEmpty { close() }
    document.furtherNames = names.furtherNames
    return Parsed(document, problems.diagnostics)
  }

  private mutating func close() {
    let node = open.removeLast()
    document.nodes[Int(node)].end = Int32(document.nodes.count)
  }

  private mutating func append(_ node: MarkupDocument.Node) { document.nodes.append(node) }

  private mutating func hasRoom() -> Bool {
    guard document.nodes.count < limits.nodes, document.text.count < Int(Int32.max) / 2 else {
      problems.note("markup.too-many-nodes", "more than \(limits.nodes) nodes; the rest of the document is cut")
      return false
    }
    return true
  }

  /// C1 controls written as character references mean windows-1252, as on the web.
  private mutating func appendText(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard unsafe containsC1Control(bytes) else {
      unsafe document.text.append(contentsOf: bytes)
      return
    }
    var offset = 0
    while offset < bytes.count {
      if unsafe bytes[offset] == 0xC2, offset + 1 < bytes.count, unsafe bytes[offset + 1] < 0xA0 {
        Windows1252.append(scalar: unsafe Windows1252.meaning(ofControl: bytes[offset + 1]), to: &document.text)
        offset += 2
      } else {
        unsafe document.text.append(bytes[offset])
        offset += 1
      }
    }
  }

  private func containsC1Control(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var offset = unsafe cm_find(bytes.baseAddress, bytes.count, 0, 0xC2)
    while offset + 1 < bytes.count {
      if unsafe bytes[offset + 1] < 0xA0 { return true }
      offset = unsafe cm_find(bytes.baseAddress, bytes.count, offset + 1, 0xC2)
    }
    return false
  }
}

/// `dc:creator` is `creator` with the prefix `dc`.
struct QualifiedName: Equatable {
  var prefix: MarkupName?
  var local: MarkupName
}

extension NameTable {
  mutating func qualifiedName(_ name: UnsafeBufferPointer<UInt8>) -> QualifiedName {
    guard let colon = unsafe Self.colon(in: name) else { return unsafe .init(local: index(of: name)) }
    let prefix = unsafe index(of: UnsafeBufferPointer(rebasing: name[..<colon]))
    return unsafe .init(prefix: prefix, local: index(of: UnsafeBufferPointer(rebasing: name[(colon + 1)...])))
  }

  func knownName(_ name: UnsafeBufferPointer<UInt8>) -> QualifiedName? {
    guard let colon = unsafe Self.colon(in: name) else { return unsafe known(name).map { .init(local: $0) } }
    guard let prefix = unsafe known(UnsafeBufferPointer(rebasing: name[..<colon])),
      let local = unsafe known(UnsafeBufferPointer(rebasing: name[(colon + 1)...]))
    else { return nil }
    return .init(prefix: prefix, local: local)
  }

  /// Where a prefix ends that has a name behind it.
  private static func colon(in name: UnsafeBufferPointer<UInt8>) -> Int? {
    guard let colon = unsafe name.firstIndex(of: UInt8(ascii: ":")), colon > 0, colon + 1 < name.count else {
      return nil
    }
    return colon
  }
}
