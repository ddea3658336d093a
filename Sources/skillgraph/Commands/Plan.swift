import ArgumentParser
import Concepts
import GraphModel
import GraphQuery
import JSONText

extension SkillGraphCommand {
  struct Plan: GraphQuestion {
    static let configuration = CommandConfiguration(
      commandName: "plan",
      abstract: "Plan how to get to a role, stage by stage.",
      discussion: """
        A stage needs only what is known and earlier stages, so what is in it can be learned side by side. Each item says what \
        it is for and which certifications prove it. Hours are rough figures to plan with: 60 for a skill the role asks for, 40 \
        for a framework or certification, 20 for the part of a prerequisite that is needed; less where something known carries \
        over. Soft skills come with practice and cost no hours; a demand for a kind of tool is met with a tool of that kind. With --weeks, what fits into that time is planned, the strongest demands first.

        Example: skillgraph plan "data engineer" --have python,sql --weeks 26 --hours 8
        """)

    @Argument(help: "The role.")
    var role: String

    @OptionGroup var known: KnownOptions

    @Option(help: ArgumentHelp("How many weeks there are; all that is needed, if not said.", valueName: "number"))
    var weeks: Int?

    @Option(help: ArgumentHelp("Hours of learning in a week.", valueName: "number"))
    var hours = 10.0

    @Option(help: ArgumentHelp("Leave demands lighter than this for later.", valueName: "0…1"))
    var minWeight = 0.2

    @OptionGroup var graph: GraphOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
      if !(0...1).contains(minWeight) { throw ValidationError("--min-weight must be from 0 to 1") }
      if let weeks { try requirePositive(weeks, "--weeks") }
      if !(0.1...168).contains(hours) { throw ValidationError("--hours must be from 0.1 to 168") }
    }

    func answer(_ open: OpenGraph) throws -> PlanAnswer {
      let role = try open.node(role, kinds: [.role])
      var options = LearningPlanOptions()
      options.budget = weeks.map { Double($0) * hours }
      options.minimumWeight = minWeight
      let plan = open.graph.plan(to: role, known: try known.nodes(open), options)
      return PlanAnswer(graph: open.graph, plan: plan, hoursPerWeek: hours)
    }
  }
}

struct PlanAnswer: Answer {
  let graph: SkillGraph
  let plan: LearningPlan
  let hoursPerWeek: Double

  /// The weeks of each stage, 1-based; a stage begins in the week in which the one before ends.
  private var weeks: [ClosedRange<Int>] {
    var hours = 0.0
    return plan.stages.map { stage in
      let first = Int(hours / hoursPerWeek) + 1
      hours += stage.hours
      return first...max(first, Int((hours / hoursPerWeek).rounded(.up)))
    }
  }

  var text: String {
    let name = graph[plan.role].label
    guard !plan.stages.isEmpty || !plan.practised.isEmpty || !plan.later.isEmpty else {
      return "\(name): nothing to learn, \(percent(plan.coverage)) covered\n"
        + listing("Education asked for", plan.education)
    }
    let total =
      "about \(whole(plan.hours)) hours, \(counted(weeks.last?.upperBound ?? 0, "week")) at \(whole(hoursPerWeek)) a week"
    let heading =
      "\(name): from \(percent(plan.coverage)) to \(percent(plan.coverageAfter)) covered; \(total)\n"
      + "Covered is the share of what the role asks for, by weight, that is known; hours are rough figures to plan with.\n"
    let stages = zip(plan.stages, weeks).enumerated().map { number, stage in
      "\nStage \(number + 1), week \(text(stage.1))\n" + Listing(columns: [], rows: stage.0.items.map(row)).padded
    }
    let presumed = plan.presumed.isEmpty ? "" : "\nPresumed: \(graph.list(plan.presumed, limit: 10))\n"
    return heading + stages.joined() + listing("Practised on the way", plan.practised)
      + listing("Later", plan.later) + listing("Education asked for", plan.education)
      + presumed + next
  }

  private var next: String {
    let first = plan.stages.first?.items.first { $0.demand != nil } ?? plan.stages.first?.items.first
    guard let first, first.demand != nil else { return "" }
    return "\nNext: skillgraph explain \(graph.quoted(plan.role)) \(graph.quoted(first.node))\n"
  }

  private func text(_ weeks: ClosedRange<Int>) -> String {
    weeks.count == 1 ? "\(weeks.lowerBound)" : "\(weeks.lowerBound) to \(weeks.upperBound)"
  }

  private func whole(_ hours: Double) -> String { JSONValue.rounded(hours, digits: hours < 10 ? 1 : 0).text() }

  private func row(_ item: LearningPlan.Item) -> [String] {
    ["\(whole(item.hours)) h", graph[item.node].label, reasons(item).joined(separator: "; ")]
  }

  private func reasons(_ item: LearningPlan.Item) -> [String] {
    var reasons: [String] = []
    if let demand = item.demand {
      let postings = graph[demand.edge].demand.total
      let share = postings == 0 ? "by the taxonomy" : "in \(postings) of \(graph.postings(of: plan.role)) postings"
      reasons.append("\(demand.level.rawValue) \(share), weight \(percent(demand.weight))")
    }
    if !item.neededFor.isEmpty { reasons.append("for \(graph.list(item.neededFor, limit: 3))") }
    if !item.meets.isEmpty { reasons.append("counts as \(graph.list(item.meets, limit: 3)), too") }
    if item.roles > 1 { reasons.append("\(item.roles) roles ask for it") }
    if let transfer = item.transfer { reasons.append(graph.text(transfer)) }
    if !item.certificates.isEmpty { reasons.append("proved by \(graph.list(item.certificates, limit: 2))") }
    return reasons
  }

  private func listing(_ title: String, _ items: [RoleProfile.Item]) -> String {
    guard !items.isEmpty else { return "" }
    let rows = items.prefix(10).map { [percent($0.weight), graph[$0.node].label, $0.level.rawValue] }
    let more = items.count > rows.count ? "  and \(items.count - rows.count) more\n" : ""
    return "\n\(title)\n" + Listing(columns: [], rows: rows).padded + more
  }

  var json: JSONValue {
    .record([
      "role": graph.reference(plan.role), "coverage": .rounded(plan.coverage),
      "coverageAfter": .rounded(plan.coverageAfter), "hours": .rounded(plan.hours, digits: 1),
      "hoursPerWeek": .rounded(hoursPerWeek, digits: 1),
      "stages": .array(
        zip(plan.stages, weeks).map { stage, weeks in
          .record([
            "fromWeek": .integer(weeks.lowerBound), "toWeek": .integer(weeks.upperBound),
            "hours": .rounded(stage.hours, digits: 1), "items": .array(stage.items.map(json)),
          ])
        }),
      "practised": .array(plan.practised.map { graph.demand($0) }),
      "later": .array(plan.later.map { graph.demand($0) }),
      "education": .array(plan.education.map { graph.demand($0) }),
      "presumed": graph.ids(plan.presumed),
    ])
  }

  private func json(_ item: LearningPlan.Item) -> JSONValue {
    graph.reference(
      item.node,
      [
        "hours": .rounded(item.hours, digits: 1), "level": .optional(item.demand?.level.rawValue),
        "weight": item.demand.map { .rounded($0.weight) } ?? .null, "neededFor": graph.ids(item.neededFor),
        "meets": graph.ids(item.meets),
        "roles": .integer(item.roles), "transfer": item.transfer.map(graph.json) ?? .null,
        "certificates": .array(item.certificates.map { graph.reference($0) }),
      ])
  }

  var table: Listing? {
    Listing(
      columns: [
        "stage", "fromWeek", "toWeek", "id", "label", "kind", "hours", "level", "weight", "neededFor", "certificates",
      ],
      rows: zip(plan.stages, weeks).enumerated().flatMap { number, stage in
        stage.0.items.map { item in
          let node = graph[item.node]
          return [
            "\(number + 1)", "\(stage.1.lowerBound)", "\(stage.1.upperBound)", node.id.rawValue, node.label,
            node.kind.rawValue, whole(item.hours), item.demand?.level.rawValue ?? "",
            item.demand.map { JSONValue.rounded($0.weight).text() } ?? "",
            item.neededFor.map { graph[$0].id.rawValue }.joined(separator: " "),
            item.certificates.map { graph[$0].id.rawValue }.joined(separator: " "),
          ]
        }
      })
  }
}
