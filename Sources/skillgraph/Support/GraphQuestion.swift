import ArgumentParser

/// A command that asks one graph and prints one answer.
protocol GraphQuestion: ParsableCommand {
  associatedtype Reply: Answer
  var graph: GraphOptions { get }
  var output: OutputOptions { get }

  /// The graph that is asked, by default that of `graph`.
  func open() throws -> OpenGraph

  /// - Throws: `Failure` if there is no answer.
  func answer(_ open: OpenGraph) throws -> Reply
}

extension GraphQuestion {
  func open() throws -> OpenGraph { try graph.open() }

  func run() throws { try output.print(answer(try open())) }
}
