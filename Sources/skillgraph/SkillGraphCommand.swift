import ArgumentParser

@main
struct SkillGraphCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "skillgraph", abstract: "Build a skills and career-path graph from job pages and ask it questions.")
}
