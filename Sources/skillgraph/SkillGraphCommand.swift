import ArgumentParser

@main
struct SkillGraphCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "skillgraph",
    abstract: "Build a skills and career-path graph from job pages, and ask it questions.",
    discussion: """
      Results go to standard output, remarks to standard error. Exit codes: 0 answered; 1 nothing found; 2 input could not be \
      read or output not written; 64 wrong usage.
      """,
    version: "0.1.0",
    groupedSubcommands: [
      CommandGroup(name: "Read", subcommands: [Ingest.self, Extract.self, Merge.self]),
      CommandGroup(
        name: "Ask",
        subcommands: [
          Search.self, Show.self, Prerequisites.self, Unlocks.self, Next.self, Role.self, RolesFor.self, Compare.self,
          Similar.self, Path.self, Gap.self, Plan.self, Explain.self, Walk.self, Link.self,
        ]),
      CommandGroup(
        name: "Look after",
        subcommands: [TaxonomyCommand.self, Import.self, Infer.self, Stats.self, Validate.self, Diff.self]),
      CommandGroup(name: "Hand on", subcommands: [Export.self]),
    ])

  /// Ends with the code of a `Failure`; whatever else is thrown is ArgumentParser's to report.
  static func main() async {
    do {
      var command = try parseAsRoot(ManyArguments.joined(Array(CommandLine.arguments.dropFirst())))
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch let failure as Failure {
      Console.remark("skillgraph: \(failure.message)")
      exit(withError: ExitCode(failure.code))
    } catch {
      exit(withError: error)
    }
  }
}
