/// Thousands of files as one argument: ArgumentParser's time grows with the square of their number.
enum ManyArguments {
  /// No argument can hold it.
  private static let separator: Character = "\0"

  /// Of the arguments of a command that reads files, those that stand in a row without an option before them, joined.
  static func joined(_ arguments: [String]) -> [String] {
    guard let command = arguments.first, command == "extract" || command == "ingest" else { return arguments }
    var joined: [String] = []
    var isInRow = false
    for (index, argument) in arguments.enumerated() {
      let isFile = index > 0 && !argument.hasPrefix("-") && !arguments[index - 1].hasPrefix("-")
      if isFile, isInRow { joined[joined.count - 1] += "\(separator)\(argument)" } else { joined.append(argument) }
      isInRow = isFile
    }
    return joined
  }

  static func split(_ arguments: [String]) -> [String] {
    arguments.flatMap { $0.split(separator: separator, omittingEmptySubsequences: false).map(String.init) }
  }
}
