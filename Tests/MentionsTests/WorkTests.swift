import Concepts
import Postings
import Testing

@testable import Mentions

/// What the duties of a posting ask for in other words than a taxonomy's.
struct WorkTests {
  private static let work = taxonomy([
    "skill:Contract Drafting | drafting contracts | drafting agreements",
    "skill:Contract Review | reviewing agreements",
    "skill:Model Deployment | deploy models", "skill:Model Development | building models",
    "skill:Data Analysis | analyzing data", "skill:Data Warehousing | data warehouses",
    "skill:Alternative Data {trading}", "skill:Unit Testing", "skill:Integration Testing", "skill:API Testing",
    "skill:Documentation {writing}", "skill:Monitoring {grafana}", "skill:Code Review",
    "skill:Experimentation {split}", "skill:Security Operations {soc}",
    "skill:Use Cases {uml}", "skill:Pipeline Sales | building pipelines {quota}",
    "skill:Data Pipelines", "skill:ML Pipelines", "framework:Docker",
  ])

  private func check(_ text: String, _ expected: [String], _ section: Section = .responsibilities) {
    let blocks = [Block(.listItem, section, text)]
    #expect(mentions(blocks, in: Self.work).map(slug) == expected)
  }

  @Test(arguments: [
    ("Draft, review and negotiate complex supplier agreements", ["contract-drafting", "contract-review"]),
    ("Drafting and reviewing various agreements", ["contract-drafting", "contract-review"]),
    ("Analyze large, messy survey data", ["data-analysis"]),
    ("You will deploy and scale ranking models", ["model-deployment"]),
    ("Deploy tools for models", []), ("Deploy services, then models", []), ("Draft plans. Sign agreements", []),
    ("The draft covers agreements", []), ("Build better models", []), ("Building large pipelines", []),
    ("Draft a variety of supplier agreements", ["contract-drafting"]),
    ("Meet a quota by building large pipelines", ["pipeline-sales"]), ("Analyze", []), ("Draft (agreements)", []),
  ])
  func findsVerbsWithTheirObjects(text: String, expected: [String]) { check(text, expected) }

  @Test(arguments: [
    ("Write test suites (unit and integration)", ["unit-testing", "integration-testing"]),
    ("Automated tests (unit, integration, API)", ["unit-testing", "integration-testing", "api-testing"]),
    ("Testing (unit", ["unit-testing"]), ("Testing unit", []), ("Costs (unit, integration)", []),
  ])
  func findsWhatBracketsAdd(text: String, expected: [String]) { check(text, expected) }

  @Test(arguments: [
    ("Alternative data warehouses", ["data-warehousing"]),
    ("Trading on alternative data warehouses", ["alternative-data", "data-warehousing"]),
    ("Trading on alternative data. Warehouses", ["alternative-data"]),
    ("Data and ML pipelines", ["data-pipelines", "ml-pipelines"]), ("Data and testing teams", []),
  ])
  func findsNamesThatShareAWord(text: String, expected: [String]) { check(text, expected) }

  @Test(arguments: [
    (
      "Documentation, monitoring and code review", Section.responsibilities,
      ["documentation", "monitoring", "code-review"]
    ),
    ("Maintain documentation", .responsibilities, ["documentation"]),
    ("Lead experimentation in Docker", .responsibilities, ["experimentation", "docker"]),
    ("Own security operations", .requirements, ["security-operations"]), ("Own use cases", .responsibilities, []),
    ("Our documentation team", .responsibilities, []), ("Experimentation is frequent", .responsibilities, []),
    ("Patient documentation", .responsibilities, []), ("Maintain documentation", .about, []),
  ])
  func takesEverydayNounsOfWork(text: String, section: Section, expected: [String]) { check(text, expected, section) }

  @Test(arguments: [
    (
      [
        "Design the Docker images that all need", "Build and test small tools for all", "Support others in all they do",
      ], ["docker"]
    ),
    (["Design the Docker images that all need", "We test our tools each day", "Support others in all they do"], []),
    (["Docker runs all we have", "Kindness comes first with each", "Support others in all they do"], []),
    (["Design Docker", "Build tools", "Support others"], []),
    (["Design the Docker images that all need", "Build and test many small tools"], []),
  ])
  func readsListsOfDutiesAboutTheTeam(items: [String], expected: [String]) {
    let blocks = [Block(.heading, .about, "Team")] + items.map { Block(.listItem, .about, $0, heading: 0) }
    #expect(mentions(blocks, in: Self.work).map(slug) == expected)
  }

  @Test(arguments: [
    ("Work on cutting-edge alternative data", ["alternative-data"]), ("Use cloud: Docker", ["docker"]),
    ("Code: review all", []), ("Code review all", ["code-review"]),
    ("Edge alternative data", ["edge-alternative-data"]),
  ])
  func cutsNamesAtColonsAndInsideCompounds(text: String, expected: [String]) {
    let names = taxonomy([
      "skill:Edge Alternative Data", "skill:Alternative Data", "framework:Docker", "skill:Code Review",
    ])
    let found = mentions([Block(.listItem, .responsibilities, text)], in: names).map(slug)
    #expect(found == expected)
  }

  @Test(arguments: [
    ("Manage benefits, Docker and total rewards", Section.responsibilities, ["docker"]),
    ("Our benefits: Docker and total rewards", .responsibilities, []), ("Docker and total rewards", .other, []),
  ])
  func benefitsMayBeTheWork(text: String, section: Section, expected: [String]) { check(text, expected, section) }

  @Test(arguments: [
    ("Java build systems (ant, chef, react)", ["java", "chef", "react"]), ("Java people (ant, chef, react)", ["java"]),
    ("Java build systems (ant) to react", ["java"]), ("Experience with Spark at scale", ["apache-spark"]),
    ("Experience with spark at scale", []),
    ("Experience with Spark ideas", []), ("Spark at scale", []),
  ])
  func takesProductsRightBehindADemand(text: String, expected: [String]) {
    #expect(mentions([Block(.listItem, .requirements, text)]).map(slug) == expected)
  }

  @Test func readsTheEmployersNameOffAHeading() {
    let blocks = [
      Block(.heading, .about, "About Docker"), Block(.heading, .requirements, "Requirements"),
      Block(.listItem, .requirements, "Docker and Java", heading: 1),
    ]
    #expect(mentions(blocks).map(slug) == ["java"])
  }

  @Test(arguments: [
    ("Today a million firms use Docker", []), ("It has advanced Docker", []), ("Advanced Docker", ["docker"]),
    ("Acme sells Docker to banks", []), ("You run Docker at Acme", ["docker"]), ("Docker at Acme", ["docker"]),
  ])
  func leavesOutWhatTheEmployerSells(text: String, expected: [String]) {
    var posting = JobPosting(syntax: .text, blocks: [Block(.paragraph, .other, text)])
    posting.organization = "Acme"
    let found = MentionFinder(taxonomy: Self.work).findings(in: posting).mentions
    #expect(found.map(slug) == expected)
  }

  @Test(arguments: [
    ("The Code Review organization serves you", []), ("Act as a point of contact for Code Review", []),
    ("Serve the code review team", ["code-review"]), ("Work closely with Code Review and Monitoring", []),
    ("Work closely with the code review team", []),
    ("Docker in compliance with code review", ["docker", "code-review"]),
    ("Work closely with people to do code review", ["code-review"]), ("Work closely with code review", ["code-review"]),
  ])
  func leavesOutColleagues(text: String, expected: [String]) { check(text, expected) }

  @Test(arguments: [
    ("A delightful developer experience for code review", "mentioned"), ("Experiences of code review", "mentioned"),
    ("Apply knowledge of code review", "mentioned"), ("Share your experience with code review", "mentioned"),
    ("Deep dives and code review", "mentioned"), ("Experience with code review", "required"),
    ("Hands-on experience, code review", "required"),
  ])
  func dutiesDemandOnlyWhatIsNotTheWork(text: String, level: String) {
    let found = mentions([Block(.listItem, .responsibilities, text)], in: Self.work)
    #expect(found.map { "\($0.level)" } == [level])
  }
}

/// What no concept covers is proposed as whole phrases, without what a curator would only delete.
struct UnknownDemandTests {
  private func check(
    _ text: String, _ expected: [String], section: Section = .requirements, _ kind: Block.Kind = .paragraph
  ) {
    var posting = JobPosting(syntax: .text, blocks: [Block(kind, section, text)])
    posting.organization = "Acme"
    #expect(MentionFinder(taxonomy: small).findings(in: posting).unknown.map(\.phrase) == expected)
  }

  @Test(arguments: [
    ("Experience with conducting load tests in Docker", ["load tests"]),
    ("Experience with large-scale data moves", ["large-scale data moves"]),
    ("Extensive experience with AI-powered widget tools (Docker)", ["AI-powered widget tools"]),
    ("Experience with Docker (e.g. Keeper, MTAG)", ["Keeper", "MTAG"]),
    (
      "Experience with vector search, sound mixing and chaos drills", ["vector search", "sound mixing", "chaos drills"]
    ),
    ("Experience with flaws described in Docker", []), ("Knowledge of security", []),
    ("Experience with improving and owning Docker", []), ("Experience with a wide array of tools", []),
    ("Experience in a consumer widget company", []),
  ])
  func proposesWholePhrases(text: String, expected: [String]) { check(text, expected) }

  @Test(arguments: [
    "A PhD, MPH or Docker", "Knowledge of Docker from June on", "Docker in Poland, Spain and Ukraine", "Docker at Acme",
    "Experience at top companies (Uber, Hooli)", "Docker with Analysts and Designers", "Grit & Fun: Docker",
    "We are looking for a Widget Wizard with Docker", "Docker in the U.S. and elsewhere",
    "Docker with Keeper teams, you keep keeper apart",
  ])
  func leavesOutWhatIsNoDemand(text: String) { check(text, []) }

  @Test(arguments: [("frobnicate", ["frobnicate"]), ("teamwork 9", []), ("Frob Suite", ["Frob Suite"]), ("time", [])])
  func proposesTags(text: String, expected: [String]) { check(text, expected, section: .skills, .listItem) }
}
