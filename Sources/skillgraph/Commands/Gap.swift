import ArgumentParser
import Concepts
import GraphModel
import GraphQuery
import JSONText

extension SkillGraphCommand {
  struct Gap: GraphQuestion {
    static let configuration = CommandConfiguration(
      commandName: "gap",
      abstract: "Tell what is missing for a role.",
      discussion: """
        Coverage is the share of the role's demands, by weight, that are met. What is essential for something known counts as \
        known (who knows PyTorch knows Python), and so does what a certification proves, and programming for who knows a \
        programming language. What is near something known, such as a sibling or a related tool, is missing but carries over \
        in part; the second figure counts that too.

        Prerequisites leave out what is presumed: school knowledge, the first year of the field of study that is held or \
        firmly required by the role, and what usually comes directly before a skill that is known. With --all nothing is presumed.

        With --cv, what a CV names is known; the words that name it are shown.

        Example: skillgraph gap "machine learning engineer" --have python,sql
        """)

    @Argument(help: "The role.")
    var role: String

    @OptionGroup var known: KnownOptions

    @Flag(help: "Go down to the very beginnings: presume nothing.")
    var all = false

    @Option(help: ArgumentHelp("In the text, leave out demands lighter than this.", valueName: "0…1"))
    var minWeight = 0.2

    @OptionGroup var graph: GraphOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
      if !(0...1).contains(minWeight) { throw ValidationError("--min-weight must be from 0 to 1") }
    }

    func answer(_ open: OpenGraph) throws -> GapAnswer {
      let role = try open.node(role, kinds: [.role])
      let known = try known.known(open)
      let gap = open.graph.gap(to: role, known: known.nodes, presuming: all ? .none : .standard)
      return GapAnswer(graph: open.graph, gap: gap, known: known, minimumWeight: minWeight)
    }
  }
}

struct GapAnswer: Answer {
  let graph: SkillGraph
  let gap: SkillGap
  let known: Known
  /// What the text leaves out; JSON and CSV have everything.
  let minimumWeight: Double

  /// What few postings ask for would bury what most do.
  private var weighty: [SkillGap.Missing] { gap.missing.filter { $0.demand.weight >= minimumWeight } }

  var text: String {
    let (met, all) = (gap.have.count, gap.have.count + gap.missing.count)
    let carried = gap.creditedCoverage > gap.coverage ? ", \(percent(gap.creditedCoverage)) with what carries over" : ""
    var lines =
      "\(graph.label(of: gap.role)): \(percent(gap.coverage)) covered\(carried); \(met) of \(counted(all, "demand")) met\n"
    lines += "Coverage is the share of what the role asks for, by weight, that is known.\n" + curriculumText
    if !gap.have.isEmpty { lines += "\nHave\n" + Listing(columns: [], rows: gap.have.map(haveRow)).padded }
    for level in DemandLevel.allCases {
      lines += section(
        "Missing, \(level.rawValue)", weighty.filter { $0.demand.level == level && !isEducation($0) })
    }
    let light = gap.missing.count - weighty.count
    let more = "\nAnd \(light) more below \(percent(minimumWeight)); --min-weight 0 lists them\n"
    return lines + section("Education asked for", weighty.filter(isEducation)) + (light > 0 ? more : "") + orderText
      + (gap.missing.isEmpty ? "" : "\nNext: skillgraph plan \(graph.quoted(gap.role)) --have …\n")
  }

  /// What a CV names beside what the role asks for.
  private var curriculumText: String {
    guard !known.quotes.isEmpty else { return "" }
    let asked = Set(gap.have.map(\.demand.node))
    let others = known.quotes.map(\.node).filter { !asked.contains($0) }
    let rest = others.isEmpty ? "" : "; beside what is asked for: \(graph.list(others, limit: 12))"
    return "The CV names \(known.quotes.count) things the graph knows\(rest).\n"
  }

  private func isEducation(_ item: SkillGap.Missing) -> Bool { graph[item.demand.node].kind == .education }

  private func section(_ title: String, _ items: [SkillGap.Missing]) -> String {
    items.isEmpty ? "" : "\n\(title)\n" + Listing(columns: [], rows: items.map(missingRow)).padded
  }

  private var orderText: String {
    let shown = Set(weighty.flatMap { [$0.demand.node] + $0.prerequisites })
    let order = gap.order.filter { shown.contains($0) && graph[$0].kind != .education }
    guard !order.isEmpty else { return "" }
    let presumed =
      gap.presumed.isEmpty ? "" : "  (presumed: \(graph.list(gap.presumed, limit: 10)); --all lists them)\n"
    let first = order.prefix(24).map(graph.label).joined(separator: " → ")
    let more = order.count > 24 ? " → … and \(order.count - 24) more\n" : "\n"
    return "\nLearn in this order\n  " + first + more + presumed
  }

  private func haveRow(_ met: SkillGap.Met) -> [String] {
    let quote = known.quote(for: met.demand.node).map { "in the CV: “\($0)”" }
    let implied = met.impliedBy.map { "known with \(graph.label(of: $0))" }
    return [percent(met.demand.weight), graph.name(met.demand.node), quote ?? implied ?? ""]
  }

  private func missingRow(_ item: SkillGap.Missing) -> [String] {
    let level = isEducation(item) ? item.demand.level.rawValue : ""
    // What those need in turn stands in the learning order; here it would bury the nearest.
    let direct = Set(graph.sources(of: item.demand.node, .prerequisiteOf))
    let nearest = item.prerequisites.filter(direct.contains)
    let before = nearest.isEmpty ? "" : "after \(graph.list(nearest))"
    let remarks = [level, before, item.transfer.map(graph.text) ?? ""].filter { !$0.isEmpty }
    return [percent(item.demand.weight), graph.name(item.demand.node), remarks.joined(separator: "; ")]
  }

  var json: JSONValue {
    .record([
      "role": graph.reference(gap.role), "coverage": .rounded(gap.coverage),
      "creditedCoverage": .rounded(gap.creditedCoverage),
      "have": .array(
        gap.have.map { met in
          graph.demand(
            met.demand,
            [
              "impliedBy": .optional(met.impliedBy.map { graph.id(of: $0).rawValue }),
              "quote": .optional(known.quote(for: met.demand.node)),
            ])
        }),
      "missing": .array(
        gap.missing.map {
          graph.demand(
            $0.demand,
            ["prerequisites": graph.ids($0.prerequisites), "transfer": $0.transfer.map(graph.json) ?? .null])
        }),
      "order": graph.ids(gap.order), "presumed": graph.ids(gap.presumed),
      "cv": .array(known.quotes.map { graph.reference($0.node, ["quote": .string($0.quote)]) }),
    ])
  }

  var table: Listing? {
    Listing(
      columns: ["id", "label", "kind", "level", "weight", "prerequisites", "transferFrom", "transferCredit"],
      rows: gap.missing.map { item in
        let node = graph[item.demand.node]
        return [
          node.id.rawValue, node.label, node.kind.rawValue, item.demand.level.rawValue,
          JSONValue.rounded(item.demand.weight).text(),
          item.prerequisites.map { graph[$0].id.rawValue }.joined(separator: " "),
          item.transfer.map { graph[$0.from].id.rawValue } ?? "",
          item.transfer.map { JSONValue.rounded($0.credit).text() } ?? "",
        ]
      })
  }
}
