/// How a command ends when it has no answer; the codes are documented in `skillgraph --help`.
struct Failure: Error {
  var code: Int32
  var message: String

  /// The question was understood and nothing was found.
  static func notFound(_ message: String) -> Failure { Failure(code: 1, message: message) }

  /// Input could not be read or output not written.
  static func io(_ message: String) -> Failure { Failure(code: 2, message: message) }
}
