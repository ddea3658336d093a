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
      CommandGroup(name: "Read", subcommands: [Ingest.self, Extract.self]),
      CommandGroup(
        name: "Ask",
        subcommands: [
          Search.self, Show.self, Prerequisites.self, Unlocks.self, Role.self, Path.self, Gap.self, Explain.self,
          Stats.self,
        ]),
      CommandGroup(name: "Name", subcommands: [TaxonomyCommand.self, Import.self]),
      CommandGroup(name: "Hand on", subcommands: [Export.self]),
    ])
}
