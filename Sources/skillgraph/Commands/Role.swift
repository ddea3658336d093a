import ArgumentParser
import Concepts
import GraphModel
import GraphQuery
import GraphStore
import JSONText

extension SkillGraphCommand {
  struct Role: GraphQuestion {
    static let configuration = CommandConfiguration(
      commandName: "role",
      abstract: "Show what a role asks for, and in how many postings.",
      discussion: """
        The weight of a demand takes postings and taxonomy together: required counts 1, preferred 0.5, mentioned 0.25, and the \
        taxonomy's own word as much as five postings. The bar shows the postings alone: █ required, ▓ preferred, ░ mentioned. \
        Postings without a date are in no period.

        Example: skillgraph role "data engineer" --limit 15
        """)

    @Argument(help: "The role.")
    var name: String

    @Option(help: ArgumentHelp("At most this many demands of each kind.", valueName: "number"))
    var limit = 20

    @OptionGroup var period: PeriodOptions
    @OptionGroup var graph: GraphOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
      try requirePositive(limit, "--limit")
    }

    func answer(_ open: OpenGraph) throws -> RoleAnswer {
      let role = try open.node(name, kinds: [.role])
      let (id, period) = (open.graph.id(of: role), period.period)
      let facts = try open.stored { try $0.facts(of: id, in: period) }
      guard !period.isEverything else {
        return RoleAnswer(
          graph: open.graph, profile: open.graph.profile(of: role), facts: facts, period: period, limit: limit)
      }
      guard let table = try open.stored({ try $0.demandTable(in: period, roles: [id]) }) else {
        throw Failure.notFound("there are no postings without a graph file; 'skillgraph ingest' makes one")
      }
      let part = open.graph.demands(of: [id], in: table)
      guard let own = part.index(of: id), table.postings > 0 else {
        throw Failure.notFound("no posting for '\(open.graph.label(of: role))' is dated \(period.phrase)")
      }
      return RoleAnswer(graph: part, profile: part.profile(of: own), facts: facts, period: period, limit: limit)
    }
  }
}

struct RoleAnswer: Answer {
  let graph: SkillGraph
  let profile: RoleProfile
  let facts: RoleFacts?
  let period: PostingPeriod
  let limit: Int

  private var role: SkillGraph.Node { graph[profile.role] }

  private func items(_ kind: ConceptKind) -> [RoleProfile.Item] {
    profile.demands.filter { graph.kind(of: $0.node) == kind }
  }

  var text: String {
    let span = period.isEverything ? "" : " \(period.phrase)"
    let heading = "\(role.label): \(counted(role.postings, "posting"))\(span)\(dates)\n" + factLines
    guard !profile.demands.isEmpty else { return heading + "Nothing is known of what it asks for.\n" }
    return heading + ConceptKind.allCases.map(section).joined()
      + "\nNext: skillgraph gap \(graph.quoted(profile.role)) --have …\n"
  }

  private var dates: String {
    guard period.isEverything, let facts, let dates = facts.dates else { return "" }
    return "; the \(facts.dated) with a date are from \(dates.lowerBound) to \(dates.upperBound)"
  }

  private var factLines: String {
    guard let facts, facts.postings > 0 else { return "" }
    let named = facts.seniorities.map { "\($0.name) \($0.count)" }.joined(separator: ", ")
    let years =
      facts.years.isEmpty
      ? "" : "  experience: \(yearsText(facts.years)) (\(facts.years.count) of \(facts.postings) say so)\n"
    return years + (named.isEmpty ? "" : "  seniority: \(named) of \(facts.postings)\n")
  }

  /// `3 years in the middle, 1 to 8`
  private func yearsText(_ years: [Double]) -> String {
    let number = { (years: Double) in JSONValue.rounded(years, digits: 1).text() }
    let middle = "\(number(years[(years.count - 1) / 2])) years in the middle"
    return years[0] == years[years.count - 1]
      ? middle : "\(middle), \(number(years[0])) to \(number(years[years.count - 1]))"
  }

  private func section(_ kind: ConceptKind) -> String {
    let all = items(kind)
    guard !all.isEmpty else { return "" }
    let more = all.count > limit ? "  and \(all.count - limit) more; --limit lists them\n" : ""
    return "\n\(kind.rawValue.prefix(1).uppercased())\(kind.rawValue.dropFirst()): \(all.count)\n"
      + Listing(columns: [], rows: all.prefix(limit).map(row)).padded + more
  }

  private func row(_ item: RoleProfile.Item) -> [String] {
    [
      graph.label(of: item.node), percent(item.weight), counts(graph.demand(of: item.edge), item),
      bar(graph.demand(of: item.edge)),
    ]
  }

  /// `17 required, 1 preferred of 22`
  private func counts(_ demand: SkillGraph.Demand, _ item: RoleProfile.Item) -> String {
    let said = DemandLevel.allCases.filter { demand[$0] > 0 }.map { "\(demand[$0]) \($0.rawValue)" }
    guard !said.isEmpty else { return "\(item.level.rawValue) by the taxonomy" }
    return "\(said.joined(separator: ", ")) of \(role.postings) (\(percent(share(demand.total))))"
  }

  private func share(_ count: Int) -> Double { role.postings == 0 ? 0 : Double(count) / Double(role.postings) }

  /// Twenty places are all postings.
  private func bar(_ demand: SkillGraph.Demand) -> String {
    var (bar, shown, said) = ("", 0, 0)
    for (level, sign) in zip(DemandLevel.allCases, ["█", "▓", "░"]) {
      said += demand[level]
      let end = Int((20 * share(said)).rounded())
      bar += String(repeating: sign, count: max(0, end - shown))
      shown = max(shown, end)
    }
    return bar
  }

  var json: JSONValue {
    .record([
      "role": graph.reference(profile.role, ["postings": .integer(role.postings)]),
      "since": .optional(period.since), "until": .optional(period.until), "facts": facts.map(json) ?? .null,
      "demands": .array(
        profile.demands.map { item in
          let edge = graph[item.edge]
          return graph.demand(
            item,
            [
              "share": .rounded(edge.weight), "required": .integer(edge.demand.required),
              "preferred": .integer(edge.demand.preferred), "mentioned": .integer(edge.demand.mentioned),
              "curatedLevel": .optional(edge.curatedLevel?.rawValue), "provenance": graph.provenance(edge),
            ])
        }),
    ])
  }

  private func json(_ facts: RoleFacts) -> JSONValue {
    .record([
      "dated": .integer(facts.dated), "firstDate": .optional(facts.dates?.lowerBound),
      "lastDate": .optional(facts.dates?.upperBound),
      "experienceYears": .array(facts.years.map { .rounded($0, digits: 1) }),
      "seniorities": .object(facts.seniorities.map { .init($0.name, .integer($0.count)) }),
    ])
  }

  var table: Listing? {
    Listing(
      columns: ["id", "label", "kind", "level", "weight", "required", "preferred", "mentioned", "postings"],
      rows: profile.demands.map { item in
        let (node, demand) = (graph[item.node], graph.demand(of: item.edge))
        return [
          node.id.rawValue, node.label, node.kind.rawValue, item.level.rawValue, JSONValue.rounded(item.weight).text(),
          "\(demand.required)", "\(demand.preferred)", "\(demand.mentioned)", "\(role.postings)",
        ]
      })
  }
}
