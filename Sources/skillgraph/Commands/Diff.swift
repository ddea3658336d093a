import ArgumentParser
import Concepts
import GraphModel
import GraphQuery
import GraphStore
import JSONText

extension SkillGraphCommand {
  struct Diff: GraphQuestion {
    static let configuration = CommandConfiguration(
      commandName: "diff",
      abstract: "Tell what changed between two graph files or periods: new, gone, rising, falling.",
      discussion: """
        Each of the two is a graph file, or a period of the postings in one graph file (--graph): 2024, 2025-06, 2025-06-30, or \
        2025-01..2025-06 with both ends. Of periods only what postings say is compared, of roles with at least --min-postings in \
        both. Postings without a date are in no period. A change is one of a demand's weight, with how many postings of the role \
        there were before and after: of few, it may be chance.

        Example: skillgraph diff january.db july.db --min-change 0.05
        """)

    @Argument(help: "The older graph file, or the earlier period.")
    var old: String

    @Argument(help: "The newer graph file, or the later period.")
    var new: String

    @OptionGroup var graph: GraphOptions

    @Option(help: ArgumentHelp("Only changes of a demand's weight of at least this much.", valueName: "0…1"))
    var minChange = 0.01

    @Option(help: ArgumentHelp("Of periods, only roles with so many postings in both.", valueName: "number"))
    var minPostings = 3

    @Option(help: ArgumentHelp("At most this many of each sort in the text.", valueName: "number"))
    var limit = 20

    @OptionGroup var output: OutputOptions

    func validate() throws {
      try requirePositive(limit, "--limit")
      if !(0...1).contains(minChange) { throw ValidationError("--min-change must be from 0 to 1") }
    }

    func run() throws {
      // A file may bear the name of a year.
      guard !SourceFiles.exists(old), !SourceFiles.exists(new), Self.period(old) != nil, Self.period(new) != nil else {
        let graphs = try GraphOptions.open(all: [old, new]).map(\.graph)
        return try output.print(answer(from: graphs[0], to: graphs[1]))
      }
      try output.print(answer(open()))
    }

    func answer(from old: SkillGraph, to new: SkillGraph) -> DiffAnswer {
      DiffAnswer(old: old, new: new, difference: new.difference(from: old, minimumChange: minChange), limit: limit)
    }

    /// Of two periods: of the roles that have enough postings in both.
    func answer(_ open: OpenGraph) throws -> DiffAnswer {
      let periods = [old, new].compactMap(Self.period)
      let postings = try zip([old, new], periods).map { name, period in
        guard let postings = try open.stored({ try $0.postings(in: period) }), postings.total > 0 else {
          throw Failure.notFound("no posting is dated \(name)")
        }
        return postings
      }
      let undated = try open.stored { try $0.undatedPostings() } ?? 0
      if undated > 0 { Console.remark("note: \(counted(undated, "posting")) without a date are in no period") }
      let compared = postings[0].roles.keys.sorted().filter { role in
        postings.allSatisfy { $0.roles[role] ?? 0 >= max(1, minPostings) }
      }
      guard !compared.isEmpty else {
        throw Failure.notFound(
          "no role has \(counted(minPostings, "posting")) in both periods; try a smaller --min-postings")
      }
      let graphs = try zip(periods, postings).map { period, postings in
        var table = try open.stored { try $0.demandTable(in: period, roles: compared) } ?? DemandTable()
        table.add(postings: postings.total - table.postings)
        return open.graph.demands(in: table, withTaxonomy: false)
      }
      return answer(from: graphs[0], to: graphs[1])
    }

    /// `2025-06`, `2025-01..2025-06`, `..2025`
    static func period(_ text: String) -> PostingPeriod? {
      guard let dots = text.firstRange(of: "..") else {
        return PeriodOptions.isDate(text) ? PostingPeriod(since: text, until: text) : nil
      }
      let ends = [String(text[..<dots.lowerBound]), String(text[dots.upperBound...])]
      guard ends.contains(where: { !$0.isEmpty }), ends.allSatisfy({ $0.isEmpty || PeriodOptions.isDate($0) }) else {
        return nil
      }
      return PostingPeriod(since: ends[0].isEmpty ? nil : ends[0], until: ends[1].isEmpty ? nil : ends[1])
    }
  }
}

struct DiffAnswer: Answer {
  let old: SkillGraph
  let new: SkillGraph
  let difference: GraphDifference
  let limit: Int

  private func label(_ id: ConceptID) -> String {
    new.index(of: id).map(new.label) ?? old.index(of: id).map(old.label) ?? id.rawValue
  }

  var text: String {
    guard !difference.isEmpty else { return "Nothing changed.\n" }
    let postings = difference.postings
    return "Postings: \(postings.old) → \(postings.new)\n"
      + section("Rising demands", difference.rising, row) + section("Falling demands", difference.falling, row)
      + section("New", difference.newNodes, row) + section("Gone", difference.goneNodes, row)
      + section("Renamed", difference.relabelled) { ["\($0.label.old) → \($0.label.new)", $0.id.rawValue] }
      + section("New edges", difference.newEdges, row) + section("Gone edges", difference.goneEdges, row)
  }

  private func section<Item>(_ title: String, _ items: [Item], _ row: (Item) -> [String]) -> String {
    guard !items.isEmpty else { return "" }
    let more = items.count > limit ? "  and \(items.count - limit) more\n" : ""
    return "\n\(title): \(items.count)\n" + Listing(columns: [], rows: items.prefix(limit).map(row)).padded + more
  }

  private func row(_ id: ConceptID) -> [String] { [label(id), id.kind.rawValue, id.rawValue] }

  private func row(_ edge: GraphDifference.EdgeName) -> [String] {
    [label(edge.source), edge.relation.rawValue, label(edge.target)]
  }

  private func row(_ change: GraphDifference.DemandChange) -> [String] {
    let sign = change.difference > 0 ? "+" : "−"
    let weights = "\(percent(change.weight.old)) → \(percent(change.weight.new))"
    let counts = [old, new].map { graph in graph.index(of: change.role).map(graph.postings) ?? 0 }
    let postings = counts == [0, 0] ? "" : "in \(counts[0]) → \(counts[1]) postings"
    return [
      "\(sign)\(percent(abs(change.difference)))", label(change.concept), "for \(label(change.role))", weights,
      postings,
    ]
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
