import ArgumentParser
import Concepts
import Foundation
import GraphModel
import GraphStore
import Testing

@testable import skillgraph

/// The `.test` files under `Queries`: a tiny graph (see `tinyGraph`), then command lines, each with the lines it prints.
///
///     R requires python
///
///     $ skillgraph gap role:r --have python
///     R: 100 % covered
///
/// An empty line before `$` ends the lines expected of the command before. `RECORD_GOLDEN=1 swift test` writes them anew.
/// `@name` in a command is a file in the folder. With lines `posting 2025-06-30 R python required, sql preferred` the graph is that
/// of a graph file with such postings.
@Suite struct QueryFileTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Queries")

  static let files: [String] =
    (try? FileManager.default.contentsOfDirectory(atPath: folder.path))?.filter { $0.hasSuffix(".test") }.sorted() ?? []

  @Test func thereAreSome() { #expect(Self.files.count >= 10) }

  @Test(arguments: files)
  func answersAsRecorded(file: String) throws {
    let url = Self.folder.appendingPathComponent(file)
    let text = try String(contentsOf: url, encoding: .utf8)
    let sections = text.components(separatedBy: "\n\n$ ")
    let path = FileManager.default.temporaryDirectory.path + "/skillgraph-query-\(UUID().uuidString).db"
    defer { for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) } }
    let open = try graphFile(of: sections[0], path) ?? OpenGraph(tinyGraph(sections[0]), store: nil)
    let answers = sections.dropFirst().map { section in
      let command = String(section.prefix { $0 != "\n" })
      return "$ \(command)\n\(answer(command, open))"
    }
    let actual = ([sections[0]] + answers).joined(separator: "\n\n") + "\n"
    if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] != nil {
      try actual.write(to: url, atomically: true, encoding: .utf8)
    } else {
      #expect(actual == text)
    }
  }

  /// The file made of a text that has postings.
  private func graphFile(of text: String, _ path: String) throws -> OpenGraph? {
    let postings = text.split(separator: "\n").filter { $0.hasPrefix("posting ") }
    guard !postings.isEmpty else { return nil }
    let store = try GraphFile(path: path, mode: .readWrite)
    try store.sync(tinyTaxonomy(text))
    let evidence = postings.enumerated().map { tinyPosting($1, unit: $0) }
    try store.add([SourceBatch(source: "jobs.html", digest: "1", evidence: evidence)])
    return OpenGraph(try store.loadGraph(), store: store)
  }

  /// What the command prints, without the last line feed; for a failure its message and exit code.
  private func answer(_ line: String, _ open: OpenGraph) -> String {
    do {
      let words = words(line).dropFirst().map { $0.hasPrefix("@") ? "\(Self.folder.path)/\($0.dropFirst())" : $0 }
      let command = try SkillGraphCommand.parseAsRoot(words)
      guard let question = command as? any GraphQuestion else { return "not a question" }
      return try String(decoding: question.bytes(open), as: UTF8.self).trimmingCharacters(in: .newlines)
    } catch let failure as Failure {
      return "exit \(failure.code): \(failure.message)"
    } catch {
      return "exit 64: \(SkillGraphCommand.message(for: error))"
    }
  }

  /// Splits at spaces outside of single or double quotes.
  private func words(_ line: String) -> [String] {
    var (words, word, quote) = ([String](), "", Character?.none)
    for character in line {
      if character == quote {
        quote = nil
      } else if quote == nil, "'\"".contains(character) {
        quote = character
      } else if quote == nil, character == " " {
        words.append(word)
        word = ""
      } else {
        word.append(character)
      }
    }
    return words + [word]
  }
}

extension GraphQuestion {
  fileprivate func bytes(_ open: OpenGraph) throws -> [UInt8] { try output.bytes(of: answer(open)) }
}

/// What holds for every command.
@Suite struct CommandTests {
  static let commands =
    SkillGraphCommand.configuration.subcommands
    + SkillGraphCommand.configuration.groupedSubcommands.flatMap(\.subcommands)

  @Test(arguments: [
    ("python, sql\nr", ["python", "sql", "r"]), (" a b ,, c\r\n\r\n", ["a b", "c"]), ("# all\nx # why\n,\n", ["x"]),
    ("", []),
  ])
  func namesStandOnLinesOrBetweenCommas(text: String, names: [String]) {
    #expect(KnownOptions.names(in: text) == names)
  }

  @Test func aDifferenceReadsWell() throws {
    let old = tinyGraph("R: 4\nR requires a 4/0/0\nR requires b 1/0/0")
    let new = tinyGraph("R: 4\nR requires a 2/0/0\nR requires b 3/0/0\nR requires c 1/0/0")
    let question = try SkillGraphCommand.Diff.parse(["old", "new", "--limit", "1"])
    let answer = try question.output.bytes(of: question.answer(from: old, to: new))
    #expect(
      String(decoding: answer, as: UTF8.self) == """
        Postings: 0 → 0

        Rising demands: 2
          +50 %  b  for R  25 % → 75 %  in 4 → 4 postings
          and 1 more

        Falling demands: 1
          −50 %  a  for R  100 % → 50 %  in 4 → 4 postings

        New: 1
          c  skill  skill:c

        New edges: 1
          R  requires  c

        """)
    let same = try question.output.bytes(of: question.answer(from: old, to: old))
    #expect(String(decoding: same, as: UTF8.self) == "Nothing changed.\n")
  }

  @Test func everyCommandSaysWhatItDoesAndShowsHow() {
    #expect(Self.commands.count >= 16)
    for command in Self.commands {
      let (configuration, name) = (command.configuration, command._commandName)
      #expect(configuration.abstract.hasSuffix(".") && configuration.abstract.count < 90, "\(name)")
      #expect(configuration.discussion.contains("Example: skillgraph \(name) "), "\(name)")
    }
  }
}
