import ArgumentParser

/// How a command ends when it has no answer; the codes are documented in `skillgraph --help`.
enum Failure {
  /// The question was understood and nothing was found.
  static func notFound(_ message: String) -> ExitCode {
    Console.remark("skillgraph: \(message)")
    return ExitCode(1)
  }

  /// Input could not be read or output not written.
  static func io(_ message: String) -> ExitCode {
    Console.remark("skillgraph: \(message)")
    return ExitCode(2)
  }
}
