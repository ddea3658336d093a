import ArgumentParser
import Concepts
import GraphModel
import GraphQuery
import JSONText

extension SkillGraphCommand {
  struct Validate: GraphQuestion {
    static let configuration = CommandConfiguration(
      commandName: "validate",
      abstract: "Check the graph: cycles, wrong kinds, impossible numbers, orphans.",
      discussion: """
        Errors are what the graph's contract forbids; warnings are for a curator to look at. The exit code is 1 if there is an \
        error.

        Example: skillgraph validate --format json
        """)

    @Option(help: ArgumentHelp("At most this many findings of each sort in the text.", valueName: "number"))
    var limit = 20

    @OptionGroup var graph: GraphOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
      try requirePositive(limit, "--limit")
    }

    func run() throws {
      let answer = answer(try graph.open())
      try output.print(answer)
      if answer.errors > 0 { throw ExitCode(1) }
    }

    func answer(_ open: OpenGraph) -> ValidateAnswer {
      ValidateAnswer(graph: open.graph, findings: open.graph.integrityFindings(), limit: limit)
    }
  }
}

struct ValidateAnswer: Answer {
  let graph: SkillGraph
  let findings: [IntegrityFinding]
  let limit: Int

  var errors: Int { findings.count { $0.severity == .error } }

  var text: String {
    let heading = "\(counted(errors, "error")), \(counted(findings.count - errors, "warning"))"
    let size = " in \(counted(graph.nodes.count, "node")) and \(counted(graph.edges.count, "edge"))\n"
    return heading + size + IntegrityFinding.Code.allCases.map(section).joined()
  }

  private func section(_ code: IntegrityFinding.Code) -> String {
    let found = findings.filter { $0.code == code }
    guard let first = found.first else { return "" }
    let more = found.count > limit ? "  and \(found.count - limit) more\n" : ""
    return "\n\(first.severity.rawValue): \(meaning(code))\n"
      + found.prefix(limit).map { "  \(description($0))\n" }.joined() + more
  }

  private func meaning(_ code: IntegrityFinding.Code) -> String {
    switch code {
    case .cycle: "these lead back to themselves"
    case .selfLoop: "these are connected to themselves"
    case .wrongKinds: "the relation cannot connect these kinds"
    case .outOfRange: "the weight or confidence is not from 0 to 1"
    case .impossibleCount: "more postings ask for it than advertise the role, or fewer than none"
    case .unknownScheme: "the edge cites a scheme the graph does not have"
    case .noLabel: "these have no name"
    case .sameLabel: "these are of one kind and bear the same name"
    case .orphan: "these are connected to nothing"
    }
  }

  private func description(_ finding: IntegrityFinding) -> String {
    let ids = finding.nodes.map { graph[$0].id.rawValue }
    guard let relation = finding.relation else { return ids.joined(separator: ", ") }
    let all = finding.code == .cycle ? ids + ids.prefix(1) : ids
    return all.joined(separator: " \(relation.rawValue) ")
  }

  var json: JSONValue {
    .record([
      "errors": .integer(errors), "warnings": .integer(findings.count - errors),
      "findings": .array(
        findings.map {
          .record([
            "severity": .string($0.severity.rawValue), "code": .string($0.code.rawValue),
            "relation": .optional($0.relation?.rawValue), "nodes": graph.ids($0.nodes),
          ])
        }),
    ])
  }

  var table: Listing? {
    Listing(
      columns: ["severity", "code", "relation", "nodes"],
      rows: findings.map {
        [
          $0.severity.rawValue, $0.code.rawValue, $0.relation?.rawValue ?? "",
          $0.nodes.map { graph[$0].id.rawValue }.joined(separator: " "),
        ]
      })
  }
}
