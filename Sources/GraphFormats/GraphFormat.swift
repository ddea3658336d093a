public import GraphModel

/// A file format a graph can be written in; one file each.
///
/// Writing is deterministic: nodes by id, edges by (source, relation, target), equal graphs give equal bytes.
public protocol GraphFormat: Sendable {
  /// What `export --format` calls it.
  static var name: String { get }
  /// Without the dot.
  static var fileExtension: String { get }
  /// What of a graph the format has no place for, for `export --help`; `nil` if it carries everything.
  static var limitation: String? { get }

  func write(_ graph: SkillGraph, to output: inout ByteOutput)
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
