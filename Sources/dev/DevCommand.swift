import ArgumentParser

/// Tasks of the people who maintain the project.
@main
struct DevCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dev", abstract: "Run a maintainer's task.",
    subcommands: [Gate.self, Bench.self, BenchGraphML.self, Linking.self, Prerequisites.self])
}
