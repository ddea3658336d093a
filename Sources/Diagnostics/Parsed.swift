/// The best value a reader could make of its input, and what it noticed on the way.
public struct Parsed<Value> {
  public var value: Value
  /// In the order of the input.
  public var diagnostics: [Diagnostic]

  public init(_ value: Value, _ diagnostics: [Diagnostic] = []) {
    self.value = value
    self.diagnostics = diagnostics
  }

  /// The same diagnostics beside another value.
  public func map<Other>(_ transform: (Value) -> Other) -> Parsed<Other> {
    Parsed<Other>(transform(value), diagnostics)
  }
}

extension Parsed: Sendable where Value: Sendable {}
extension Parsed: Equatable where Value: Equatable {}
