import ArgumentParser
import Concepts
import GraphModel
import GraphQuery

/// Which part of the graph is exported; several conditions narrow each other.
struct PartOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Only what is near this node.", valueName: "name"))
  var focus: String?

  @Option(help: ArgumentHelp("How near, in edges (with --focus).", valueName: "steps"))
  var depth = 1

  @Option(help: ArgumentHelp("Only these kinds of nodes.", valueName: "a,b,…"))
  var kinds: String?

  @Option(help: ArgumentHelp("Only these relations.", valueName: "a,b,…"))
  var relations: String?

  @Option(help: ArgumentHelp("Only demands of at least this weight.", valueName: "0…1"))
  var minWeight: Double?

  @Option(help: ArgumentHelp("Only a role and what it asks for; may be repeated.", valueName: "name"))
  var role: [String] = []

  func apply(to open: OpenGraph) throws -> SkillGraph {
    var selection = Selection()
    if let focus { selection.center = try (open.node(focus), depth) }
    selection.kinds = try kinds.map { try Self.values($0, "kind") }
    selection.relations = try relations.map { try Self.values($0, "relation") }
    selection.minimumWeight = minWeight ?? 0
    selection.roles = try Set(role.map { try open.node($0, kinds: [.role]) })
    return open.graph.part(selection)
  }

  private static func values<Value: RawRepresentable & CaseIterable & Hashable>(
    _ list: String, _ what: String
  ) throws -> Set<Value> where Value.RawValue == String {
    try Set(
      list.split(separator: ",").map { word in
        guard let value = Value(rawValue: String(word).trimmed) else {
          let known = Value.allCases.map(\.rawValue).joined(separator: ", ")
          throw ValidationError("unknown \(what) '\(word)'; known are \(known)")
        }
        return value
      })
  }
}
