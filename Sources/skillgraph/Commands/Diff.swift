import ArgumentParser
import Concepts
import GraphModel
import GraphQuery
import JSONText

extension SkillGraphCommand {
  struct Diff: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Tell what changed from one graph file to another: new, gone, rising, falling.",
      discussion: "Example: skillgraph diff january.db july.db --min-change 0.05")

    @Argument(help: "The older graph file.")
    var old: String

    @Argument(help: "The newer graph file.")
    var new: String

    @Option(help: ArgumentHelp("Only changes of a demand's weight of at least this much.", valueName: "0…1"))
    var minChange = 0.01

    @Option(help: ArgumentHelp("At most this many of each sort in the text.", valueName: "number"))
    var limit = 20

    @OptionGroup var output: OutputOptions

    func validate() throws {
      if limit < 1 { throw ValidationError("--limit must be at least 1") }
      if !(0...1).contains(minChange) { throw ValidationError("--min-change must be from 0 to 1") }
    }

    func run() throws {
      try output.print(answer(from: GraphOptions.open(old).graph, to: GraphOptions.open(new).graph))
    }

    func answer(from old: SkillGraph, to new: SkillGraph) -> DiffAnswer {
      DiffAnswer(old: old, new: new, difference: new.difference(from: old, minimumChange: minChange), limit: limit)
    }
  }
}

struct DiffAnswer: Answer {
  let old: SkillGraph
  let new: SkillGraph
  let difference: GraphDifference
  let limit: Int

  private func label(_ id: ConceptID) -> String {
    (new.index(of: id).map { new[$0] } ?? old.index(of: id).map { old[$0] })?.label ?? id.rawValue
  }

  var text: String {
    guard !difference.isEmpty else { return "Nothing changed.\n" }
    let postings = difference.postings
    return "Postings: \(postings.old) → \(postings.new)\n"
      + section("Rising demands", difference.rising.map(row)) + section("Falling demands", difference.falling.map(row))
      + section("New", difference.newNodes.map(row)) + section("Gone", difference.goneNodes.map(row))
      + section("Renamed", difference.relabelled.map { ["\($0.label.old) → \($0.label.new)", $0.id.rawValue] })
      + section("New edges", difference.newEdges.map(row)) + section("Gone edges", difference.goneEdges.map(row))
  }

  private func section(_ title: String, _ rows: [[String]]) -> String {
    guard !rows.isEmpty else { return "" }
    let more = rows.count > limit ? "  and \(rows.count - limit) more\n" : ""
    return "\n\(title): \(rows.count)\n" + Listing(columns: [], rows: Array(rows.prefix(limit))).padded + more
  }

  private func row(_ id: ConceptID) -> [String] { [label(id), id.kind.rawValue, id.rawValue] }

  private func row(_ edge: GraphDifference.EdgeName) -> [String] {
    [label(edge.source), edge.relation.rawValue, label(edge.target)]
  }

  private func row(_ change: GraphDifference.DemandChange) -> [String] {
    let sign = change.difference > 0 ? "+" : "−"
    let weights = "\(percent(change.weight.old)) → \(percent(change.weight.new))"
    return ["\(sign)\(percent(abs(change.difference)))", label(change.concept), "for \(label(change.role))", weights]
  }

  var json: JSONValue {
    .record([
      "postings": change(difference.postings) { .integer($0) },
      "newNodes": .array(difference.newNodes.map(reference)), "goneNodes": .array(difference.goneNodes.map(reference)),
      "renamed": .array(
        difference.relabelled.map {
          .record(["id": .string($0.id.rawValue), "label": change($0.label) { .string($0) }])
        }),
      "newEdges": .array(difference.newEdges.map(json)), "goneEdges": .array(difference.goneEdges.map(json)),
      "rising": .array(difference.rising.map(json)), "falling": .array(difference.falling.map(json)),
    ])
  }

  private func change<Value>(
    _ change: GraphDifference.Change<Value>, _ json: (Value) -> JSONValue
  ) -> JSONValue {
    .record(["old": json(change.old), "new": json(change.new)])
  }

  private func reference(_ id: ConceptID) -> JSONValue {
    .record(["id": .string(id.rawValue), "label": .string(label(id)), "kind": .string(id.kind.rawValue)])
  }

  private func json(_ edge: GraphDifference.EdgeName) -> JSONValue {
    .record([
      "source": .string(edge.source.rawValue), "relation": .string(edge.relation.rawValue),
      "target": .string(edge.target.rawValue),
    ])
  }

  private func json(_ demand: GraphDifference.DemandChange) -> JSONValue {
    .record([
      "role": .string(demand.role.rawValue), "concept": .string(demand.concept.rawValue),
      "weight": change(demand.weight) { .rounded($0) }, "difference": .rounded(demand.difference),
    ])
  }

  var table: Listing? {
    let nodes =
      difference.newNodes.map { ["new node", $0.rawValue, "", "", "", ""] }
      + difference.goneNodes.map { ["gone node", $0.rawValue, "", "", "", ""] }
    let edges =
      difference.newEdges.map { ["new edge", $0.source.rawValue, $0.relation.rawValue, $0.target.rawValue, "", ""] }
      + difference.goneEdges.map {
        ["gone edge", $0.source.rawValue, $0.relation.rawValue, $0.target.rawValue, "", ""]
      }
    let demands = (difference.rising + difference.falling).map { change in
      [
        change.difference > 0 ? "rising" : "falling", change.role.rawValue, "requires", change.concept.rawValue,
        JSONValue.rounded(change.weight.old).text(), JSONValue.rounded(change.weight.new).text(),
      ]
    }
    return Listing(columns: ["change", "node", "relation", "target", "old", "new"], rows: demands + nodes + edges)
  }
}
