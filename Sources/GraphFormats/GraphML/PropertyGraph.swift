/// A graph as any tool may have written it: nodes and edges with typed properties. Flat, so that a million edges cost arrays.
public struct PropertyGraph: Sendable {
  /// What a key declares a property to be.
  public struct Key: Hashable, Sendable {
    /// What a key is declared for; ports and the like are `other`.
    public enum Domain: String, Sendable { case graph, node, edge, all, other }

    public enum ValueType: Sendable { case boolean, integer, double, string }

    public var id: String
    /// `attr.name`, or the id where there is none.
    public var name: String
    public var domain: Domain
    public var type: ValueType
  }

  /// A property's value by its key's type; text that is no such value stays text.
  public enum Value: Hashable, Sendable {
    case boolean(Bool)
    case integer(Int)
    case double(Double)
    case string(String)
  }

  public struct Node: Hashable, Sendable {
    public var id: String
    /// The node whose inner graph has this one.
    public var parent: Int?
    /// Whether the file has the node, not only edges to it.
    public var isDeclared: Bool
    /// 1-based; 0 if not declared.
    public var line: Int
    var properties: Range<Int32>
  }

  public struct Edge: Hashable, Sendable {
    public var id: String?
    /// Positions in `nodes`.
    public var source: Int
    public var target: Int
    public var isDirected: Bool
    /// 1-based.
    public var line: Int
    var properties: Range<Int32>
  }

  struct Property: Sendable {
    var key: Int32
    var text: Range<Int32>
  }

  /// In the order of the file; keys used without being declared come when they are first met, as text.
  public internal(set) var keys: [Key] = []
  /// In the order their ids first come in the file.
  public internal(set) var nodes: [Node] = []
  /// In the order of the file.
  public internal(set) var edges: [Edge] = []
  var graphProperties: Range<Int32> = 0..<0
  var properties: [Property] = []
  var text: [UInt8] = []

  /// The properties of a node in the order of the file; of a repeated one both are kept.
  public func properties(of node: Node) -> [(key: Key, value: Value)] { properties(node.properties) }
  public func properties(of edge: Edge) -> [(key: Key, value: Value)] { properties(edge.properties) }
  /// The properties of the first graph element that has any.
  public var ownProperties: [(key: Key, value: Value)] { properties(graphProperties) }

  private func properties(_ range: Range<Int32>) -> [(key: Key, value: Value)] {
    properties[Int(range.lowerBound)..<Int(range.upperBound)].compactMap { property in
      let key = keys[Int(property.key)]
      let text = String(decoding: text[Int(property.text.lowerBound)..<Int(property.text.upperBound)], as: UTF8.self)
      return key.type.value(text).map { (key, $0) }
    }
  }
}

extension PropertyGraph.Key.ValueType {
  /// GraphML's six types and what tools write instead; `nil` if nobody is known to mean anything by `name`.
  init?(_ name: String) {
    switch name.lowercased() {
    case "boolean", "bool": self = .boolean
    case "int", "integer", "long", "short", "byte": self = .integer
    case "float", "double", "real": self = .double
    case "string": self = .string
    case let name where name.hasPrefix("vector_") || name.hasPrefix("list"): self = .string
    default: return nil
    }
  }

  /// `text` read generously: white space around, `yes` and `1` for true, `3.0` for an integer, hexadecimal floats. An empty
  /// number or truth value is no value.
  func value(_ text: String) -> PropertyGraph.Value? {
    guard self != .string else { return .string(text) }
    let word = text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed()
    let trimmed = String(word)
    guard !trimmed.isEmpty else { return nil }
    switch self {
    case .boolean:
      switch trimmed.lowercased() {
      case "true", "1", "yes": return .boolean(true)
      case "false", "0", "no": return .boolean(false)
      default: return .string(text)
      }
    case .integer:
      return (Int(trimmed) ?? Double(trimmed).flatMap { Int(exactly: $0) }).map { .integer($0) } ?? .string(text)
    default: return Double(trimmed).map { .double($0) } ?? .string(text)
    }
  }
}
