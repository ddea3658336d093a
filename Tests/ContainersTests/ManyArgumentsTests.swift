import Testing

@testable import skillgraph

/// Thousands of files are one argument, and options stay what they are.
@Suite struct ManyArgumentsTests {
  private func check(_ arguments: String, _ joined: [String], _ place: SourceLocation = #_sourceLocation) {
    let words = arguments.split(separator: " ").map(String.init)
    let result = ManyArguments.joined(words)
    #expect(result == joined, sourceLocation: place)
    #expect(ManyArguments.split(result) == words, sourceLocation: place)
  }

  @Test func joinsFiles() {
    check("extract a b c", ["extract", "a\0b\0c"])
    check("extract --jobs 1 a b", ["extract", "--jobs", "1", "a\0b"])
    check("ingest a b --verbose c d - e -- f g", ["ingest", "a\0b", "--verbose", "c", "d", "-", "e", "--", "f", "g"])
  }

  @Test func leavesOtherCommandsAlone() { check("show a b c", ["show", "a", "b", "c"]) }
}
