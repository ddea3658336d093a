import ArgumentParser
import Concepts
import Foundation
import GraphModel
import Testing

@testable import skillgraph

/// Parts of a graph as `export` takes them, written `node node | relation:source>target …`.
@Suite struct ExportPartTests {
  private static let graph = """
    A: 3
    B: 5
    C: 2
    A requires python required
    A requires sql 1/1/0
    B requires python 2/1/0
    B requires spark required
    C requires spark mentioned
    A progressesTo B
    sql prerequisiteOf spark
    python prerequisiteOf spark helpful
    math prerequisiteOf python
    spark related python
    framework:kafka prerequisiteOf spark
    """

  private func check(_ arguments: [String], _ expected: String, sourceLocation: SourceLocation = #_sourceLocation)
    throws
  {
    let open = OpenGraph(tinyGraph(Self.graph), store: nil)
    let part = try PartOptions.parse(arguments).apply(to: open)
    let edges = part.edges.map { "\(slug(part[$0.source].id))-\($0.relation)>\(slug(part[$0.target].id))" }
    let text = part.nodes.map { slug($0.id) }.joined(separator: " ") + " | " + edges.joined(separator: " ")
    #expect(text == expected, sourceLocation: sourceLocation)
    #expect(part.postingCount == open.graph.postingCount && part.schemes == open.graph.schemes)
  }

  @Test func everythingWithoutConditions() throws {
    let open = OpenGraph(tinyGraph(Self.graph), store: nil)
    let part = try PartOptions.parse([]).apply(to: open)
    #expect(part.nodes == open.graph.nodes && part.edges == open.graph.edges)
    #expect(try PartOptions.parse([]).isEmpty)
  }

  @Test func rolesAndWhatTheyAskFor() throws {
    try check(["--role", "a"], "A python sql | A-requires>python A-requires>sql")
    try check(["--role", "a", "--relations", "progressesTo"], "A | ")
    try check(["--role", "b", "--role", "c", "--kinds", "role"], "B C | ")
    try check(
      ["--role", "b", "--min-weight", "0.9"],
      "B python spark | B-requires>python B-requires>spark python-prerequisiteOf>spark spark-related>python")
  }

  @Test func prerequisitesAreATree() throws {
    try check(
      ["--prerequisites", "spark"],
      "kafka math python spark sql | kafka-prerequisiteOf>spark math-prerequisiteOf>python python-prerequisiteOf>spark "
        + "sql-prerequisiteOf>spark")
    try check(["--prerequisites", "spark", "--kinds", "framework"], "kafka | ")
    try check(["--unlocks", "math"], "math python spark | math-prerequisiteOf>python python-prerequisiteOf>spark")
  }

  @Test func aCareerPathHasItsSteps() throws {
    try check(
      ["--path", "a", "b"],
      "A B python spark | A-progressesTo>B A-requires>python B-requires>python B-requires>spark")
    // No taxonomy knows this step; it is an edge of the answer.
    try check(
      ["--path", "c", "b"], "B C python spark | B-requires>python B-requires>spark C-progressesTo>B C-requires>spark")
    try check(["--path", "c", "b", "--relations", "progressesTo"], "B C python spark | C-progressesTo>B")
    let open = OpenGraph(tinyGraph(Self.graph), store: nil)
    let part = try PartOptions.parse(["--path", "c", "b"]).apply(to: open)
    let step = part.edges.first { $0.relation == .progressesTo }
    #expect(step?.provenance == .inferred(method: "career-path"))
    #expect((step?.confidence).map { $0 > 0 && $0 < 1 } ?? false)
  }

  @Test func aGapIsWhatIsMissingAndWhatItTakes() throws {
    try check(
      ["--gap", "b", "--have", "python"],
      "kafka B spark sql | kafka-prerequisiteOf>spark B-requires>spark sql-prerequisiteOf>spark")
  }

  @Test func walksPassWhatTheyPass() throws {
    try check(
      ["--walk", "role:a", "progressesTo", "requires"],
      "A B python spark | A-progressesTo>B A-requires>python B-requires>python B-requires>spark")
  }

  @Test func nodesOfAnyAnswer() throws {
    let file = FileManager.default.temporaryDirectory.path + "/skillgraph-nodes-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: file) }
    for text in [
      "{\"a\":[{\"id\":\"role:a\"},{\"id\":\"skill:sql\"},{\"id\":\"skill:gone\"}]}",
      "id,label\nrole:a,A\nskill:sql,sql\n", "# mine\na, sql\n",
    ] {
      try Data(text.utf8).write(to: URL(fileURLWithPath: file))
      try check(["--nodes", file], "A sql | A-requires>sql")
    }
    try Data("nothing:of ours".utf8).write(to: URL(fileURLWithPath: file))
    #expect(throws: Failure.self) { try check(["--nodes", file], "") }
  }

  @Test func theTopKeepsWhatItIsAbout() throws {
    try check(["--role", "b", "--top", "1"], "B python | B-requires>python")
    try check(["--top", "2"], "A B | A-progressesTo>B")
    try check(["--prerequisites", "spark", "--top", "1"], "python spark | python-prerequisiteOf>spark")
    try check(["--focus", "sql", "--top", "1"], "A sql | A-requires>sql")
  }

  @Test func conditionsNarrowEachOther() throws {
    try check(
      ["--prerequisites", "spark", "--focus", "python"],
      "math python spark | math-prerequisiteOf>python python-prerequisiteOf>spark")
  }

  @Test(arguments: [
    ["--path", "a"], ["--have", "python"], ["--walk", "a"], ["--top", "0"], ["--depth", "-1"], ["--kinds", "rolle"],
    ["--relations", "needs"], ["--min-weight", "2"],
  ])
  func wrongUsageIsRefused(arguments: [String]) {
    #expect(throws: (any Error).self) { try PartOptions.parse(arguments) }
  }

  @Test(arguments: [
    ["--role", "nobody"], ["--prerequisites", "math"], ["--walk", "math", "requires"], ["--path", "a", "nobody"],
  ])
  func whatIsNotThereIsSaid(arguments: [String]) throws {
    let options = try PartOptions.parse(arguments)
    #expect(throws: Failure.self) { try options.apply(to: OpenGraph(tinyGraph(Self.graph), store: nil)) }
  }
}

@Suite struct ExportHelpTests {
  private static let help = SkillGraphCommand.Export.configuration.discussion

  @Test(arguments: SkillGraphCommand.Export.Format.allValueStrings)
  func everyFormatSaysWhatOpensIt(name: String) {
    let words = SkillGraphCommand.Export.uses.flatMap { $0.format.split { " ,".contains($0) }.map(String.init) }
    #expect(words.contains(name))
  }

  @Test(arguments: [
    "Gephi", "yEd", "Cytoscape", "Neo4j", "NetworkX", "igraph", "LibreOffice", "Excel", "Graphviz", "browser", "SQL",
  ])
  func everyToolIsInTheTable(tool: String) { #expect(Self.help.contains(tool)) }

  @Test(arguments: [
    ["--format", "sqlite"], ["--format", "dot", "--profile", "yed"], ["--format", "gexf", "--dark"],
    ["--format", "xls"],
  ])
  func optionsThatDoNotFitAreRefused(arguments: [String]) {
    #expect(throws: (any Error).self) { try SkillGraphCommand.Export.parse(arguments) }
  }
}

/// Files on the disk, through the commands.
@Suite struct ImportGraphMLTests {
  private let folder = FileManager.default.temporaryDirectory.path + "/skillgraph-\(UUID().uuidString)"

  private func inFolder(_ body: (_ path: (String) -> String) throws -> Void) throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body { folder + "/" + $0 }
  }

  private func text(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

  @Test(arguments: ["base", "yed", "neo4j", "tinkerpop", "plain"])
  func whatWasExportedComesBackExactly(profile: String) throws {
    try inFolder { path in
      try SkillGraphCommand.Export.parse([
        "--profile", profile, "--role", "data engineer", "--role", "academic advisor", "--graph", bundled(path), "-o",
        path("a.graphml"),
      ]).run()
      let graph = try ImportGraphML.parse([path("a.graphml"), "--graph", path("copy.db")]).load()
      #expect(graph.nodes.count > 20)
      for format in ["graphml", "jsonl"] {
        try SkillGraphCommand.Export.parse(["--format", format, "--graph", path("copy.db"), "-o", path("b.\(format)")])
          .run()
      }
      try SkillGraphCommand.Export.parse([
        "--format", "jsonl", "--role", "data engineer", "--role", "academic advisor", "--graph", bundled(path), "-o",
        path("a.jsonl"),
      ]).run()
      #expect(try text(path("a.jsonl")) == text(path("b.jsonl")))
    }
  }

  /// A graph file of the bundled taxonomy, without evidence.
  private func bundled(_ path: (String) -> String) throws -> String {
    let file = path("own.db")
    if !FileManager.default.fileExists(atPath: file) {
      try SkillGraphCommand.Export.parse(["--format", "sqlite", "-o", file]).run()
    }
    return file
  }

  @Test func brokenFilesAreRefusedWithTheirLine() throws {
    try inFolder { path in
      try Data("<graphml>\n<graph>\n</graphml>".utf8).write(to: URL(fileURLWithPath: path("broken.graphml")))
      let failure = #expect(throws: Failure.self) {
        _ = try ImportGraphML.parse([path("broken.graphml"), "--graph", path("g.db")]).load()
      }
      #expect(failure?.code == 2 && failure?.message.contains("broken.graphml:3: ") ?? false)
      #expect(!FileManager.default.fileExists(atPath: path("g.db")))
    }
  }
}
