import ArgumentParser
import Concepts
import GraphModel
import GraphQuery
import JSONText

extension SkillGraphCommand {
  struct Gap: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Tell what is missing for a role.",
      discussion: """
        Coverage is the share of the role's demands, by weight, that are met. What is essential for something known counts as \
        known: who knows PyTorch knows Python.

        Example: skillgraph gap "machine learning engineer" --have python,sql
        """)

    @Argument(help: "The role.")
    var role: String

    @Option(help: ArgumentHelp("What is known.", valueName: "a,b,…"))
    var have: String?

    @OptionGroup var graph: GraphOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
      let open = try graph.open()
      let role = try open.node(role, kinds: [.role])
      try output.print(GapAnswer(graph: open.graph, gap: open.graph.gap(to: role, known: try open.nodes(have))))
    }
  }
}

private struct GapAnswer: Answer {
  let graph: SkillGraph
  let gap: SkillGap

  var text: String {
    var lines = "\(graph[gap.role].label): \(Int((gap.coverage * 100).rounded())) % covered\n"
    if !gap.have.isEmpty { lines += "\nHave\n" + Listing(columns: [], rows: gap.have.map(haveRow)).padded }
    for level in DemandLevel.allCases {
      let items = gap.missing.filter { $0.demand.level == level }
      if !items.isEmpty {
        lines += "\nMissing, \(level.rawValue)\n" + Listing(columns: [], rows: items.map(missingRow)).padded
      }
    }
    if !gap.order.isEmpty {
      lines += "\nLearn in this order\n  " + gap.order.map { graph[$0].label }.joined(separator: " → ") + "\n"
    }
    return lines
  }

  private func haveRow(_ met: SkillGap.Met) -> [String] {
    [percent(met.demand), graph[met.demand.node].label, met.impliedBy.map { "known with \(graph[$0].label)" } ?? ""]
  }

  private func missingRow(_ item: SkillGap.Missing) -> [String] {
    let before = item.prerequisites.map { graph[$0].label }.joined(separator: ", ")
    return [percent(item.demand), graph[item.demand.node].label, before.isEmpty ? "" : "after \(before)"]
  }

  private func percent(_ item: RoleProfile.Item) -> String { "\(Int((item.weight * 100).rounded())) %" }

  var json: JSONValue {
    .record([
      "role": graph.reference(gap.role), "coverage": .rounded(gap.coverage),
      "have": .array(
        gap.have.map { met in
          graph.demand(met.demand, ["impliedBy": .optional(met.impliedBy.map { graph[$0].id.rawValue })])
        }),
      "missing": .array(
        gap.missing.map { graph.demand($0.demand, ["prerequisites": graph.ids($0.prerequisites)]) }),
      "order": graph.ids(gap.order),
    ])
  }

  var table: Listing? {
    Listing(
      columns: ["id", "label", "kind", "level", "weight", "prerequisites"],
      rows: gap.missing.map { item in
        let node = graph[item.demand.node]
        return [
          node.id.rawValue, node.label, node.kind.rawValue, item.demand.level.rawValue,
          JSONValue.rounded(item.demand.weight).text(),
          item.prerequisites.map { graph[$0].id.rawValue }.joined(separator: " "),
        ]
      })
  }
}
