/// A JSON value (RFC 8259) with the members of objects in the order of the text.
///
/// Foundation's decoder loses that order and cannot read what job pages hold, so the project has its own reader; see
/// `JSONReader` for what it repairs.
public enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  /// The number as written; `double` and `integer` convert it.
  case number(String)
  case string(String)
  case array([JSONValue])
  case object([Member])

  public struct Member: Hashable, Sendable {
    public var name: String
    public var value: JSONValue

    public init(_ name: String, _ value: JSONValue) {
      self.name = name
      self.value = value
    }
  }
}

extension JSONValue {
  /// The first member called `name`, if this is an object that has one.
  public subscript(name: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }

  public var string: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }

  public var double: Double? {
    guard case .number(let text) = self else { return nil }
    return Double(text)
  }

  public var integer: Int? {
    guard case .number(let text) = self else { return nil }
    return Int(text) ?? Double(text).flatMap { Int(exactly: $0) }
  }

  public var bool: Bool? {
    guard case .bool(let value) = self else { return nil }
    return value
  }

  /// The elements of an array; a single value counts as an array of one, `null` as none (as JSON-LD has it).
  public var elements: [JSONValue] {
    switch self {
    case .array(let values): values
    case .null: []
    default: [self]
    }
  }

  public var members: [Member] {
    guard case .object(let members) = self else { return [] }
    return members
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral {
  public init(stringLiteral value: String) { self = .string(value) }
  public init(integerLiteral value: Int) { self = .number(String(value)) }
  public init(booleanLiteral value: Bool) { self = .bool(value) }
}

extension JSONValue {
  /// The number that `rounded` writes.
  public static func number(_ value: Double, digits: Int = 4) -> Double {
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    return (value * scale).rounded() / scale
  }

  /// A number with at most `digits` decimals and no trailing zeros; not finite is `null`, since JSON has no word for it.
  public static func rounded(_ value: Double, digits: Int = 4) -> JSONValue {
    guard value.isFinite else { return .null }
    let rounded = number(value, digits: digits)
    return .number(Int(exactly: rounded).map(String.init) ?? "\(rounded)")
  }

  /// The string, or `null`.
  public static func optional(_ text: String?) -> JSONValue { text.map(JSONValue.string) ?? .null }
  public static func integer(_ value: Int) -> JSONValue { .number(String(value)) }

  /// An object of `members`, in this order.
  public static func record(_ members: KeyValuePairs<String, JSONValue>) -> JSONValue {
    .object(members.map { Member($0.key, $0.value) })
  }
}
