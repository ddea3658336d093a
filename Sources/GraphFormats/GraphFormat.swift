public import GraphModel

/// A file format a graph can be written in; one file each.
///
/// Writing is deterministic: nodes by id, edges by (source, relation, target), equal graphs give equal bytes.
public protocol GraphFormat: Sendable {
  /// What `export --format` calls it.
  static var name: String { get }
  /// What of a graph the format has no place for, for `export --help`; `nil` if it carries everything.
  static var limitation: String? { get }

  func write(_ graph: SkillGraph, to output: inout ByteOutput)
}

/// Collects bytes and hands them on in large pieces, so that memory does not grow with the file.
public struct ByteOutput {
  private var buffer: [UInt8] = []
  private let receive: ([UInt8]) -> Void
  private static let pieceSize = 1 << 16

  /// - Parameter receive: gets the bytes in order.
  public init(_ receive: @escaping ([UInt8]) -> Void) {
    self.receive = receive
    buffer.reserveCapacity(Self.pieceSize + 4096)
  }

  @inline(__always)
  public mutating func write(_ text: StaticString) {
    text.withUTF8Buffer { buffer.append(contentsOf: $0) }
    flushIfFull()
  }

  public mutating func write(_ text: some Collection<UInt8>) {
    buffer.append(contentsOf: text)
    flushIfFull()
  }

  /// A shortest decimal that reads back as the same number.
  public mutating func write(_ number: Double) { write(Array("\(number)".utf8)) }

  public mutating func write(_ number: Int) { write(Array(String(number).utf8)) }

  /// Hands on what is left.
  public mutating func finish() {
    if !buffer.isEmpty { receive(buffer) }
    buffer.removeAll(keepingCapacity: true)
  }

  @inline(__always)
  private mutating func flushIfFull() {
    if buffer.count >= Self.pieceSize { finish() }
  }
}

extension GraphFormat {
  /// The whole file in memory, for tests and small graphs.
  public func bytes(_ graph: SkillGraph) -> [UInt8] {
    let collected = Collected()
    var output = ByteOutput { collected.bytes += $0 }
    write(graph, to: &output)
    output.finish()
    return collected.bytes
  }
}

private final class Collected {
  var bytes: [UInt8] = []
}
