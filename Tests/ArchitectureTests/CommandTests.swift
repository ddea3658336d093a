import Foundation
import Testing

/// Help that cannot rot: every command says in a sentence what it does and shows an example, and the README lists it so.
@Suite struct CommandTests {
  private struct Command {
    var file: String
    var name: String
    var abstract: String
    var discussion: String
  }

  @Test func everyCommandHasAnExample() throws {
    for command in try commands() {
      #expect(command.discussion.contains("Example: skillgraph \(command.name)"), "\(command.file): \(command.name)")
    }
  }

  @Test func abstractsAreSentences() throws {
    for command in try commands() {
      #expect(command.abstract.hasSuffix(".") && command.abstract.first?.isUppercase == true, "\(command.name)")
    }
  }

  @Test func theReadmeListsEveryCommand() throws {
    let readme = try String(contentsOfFile: root + "/README.md", encoding: .utf8)
    for command in try commands() {
      #expect(readme.contains("| `\(command.name)` | \(command.abstract) |"), "the README lacks \(command.name)")
    }
  }

  // MARK: Reading the sources

  private func commands() throws -> [Command] {
    let folder = root + "/Sources/skillgraph/Commands"
    let files = try FileManager.default.subpathsOfDirectory(atPath: folder).filter { $0.hasSuffix(".swift") }.sorted()
    let commands = try files.flatMap { file in
      let text = try String(contentsOfFile: folder + "/" + file, encoding: .utf8)
      // A command is a struct whose configuration follows; groups of subcommands have no example of their own.
      return text.components(separatedBy: "\n  struct ").dropFirst().compactMap { command(in: $0, file) }
    }
    #expect(commands.count >= 12)
    return commands
  }

  private func command(in text: String, _ file: String) -> Command? {
    let head = text.components(separatedBy: "\n    func run()")[0]
    guard head.contains("CommandConfiguration("), !head.contains("subcommands:"),
      let abstract = string(after: "abstract:", in: head)
    else { return nil }
    let type = String(text.prefix { $0.isLetter })
    let name = string(after: "commandName:", in: head) ?? kebab(type)
    return Command(file: file, name: name, abstract: abstract, discussion: head)
  }

  /// The string literal after `label`.
  private func string(after label: String, in text: String) -> String? {
    let parts = text.components(separatedBy: label)
    guard parts.count > 1 else { return nil }
    let quoted = parts[1].components(separatedBy: "\"")
    return quoted.count > 2 ? quoted[1] : nil
  }

  private func kebab(_ type: String) -> String {
    type.enumerated().map { $0 > 0 && $1.isUppercase ? "-\($1.lowercased())" : $1.lowercased() }.joined()
  }

  private var root: String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .path
  }
}
