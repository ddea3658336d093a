import ArgumentParser
import Concepts
import Diagnostics
import TaxonomyFormats

@main
struct SkillGraphCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "skillgraph", abstract: "Build a skills and career-path graph from job pages and ask it questions.")

  func run() {
    let t = ContinuousClock().measure {
      let x = Taxonomy.bundled()
      print(x.value.concepts.count, x.value.relations.count, x.diagnostics.prefix(5))
    }
    print(t)
  }
}
