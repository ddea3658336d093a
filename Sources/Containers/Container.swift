public import Diagnostics

/// A file that holds others: they are handed out in its order, one after the other.
public protocol Container {
  /// The next member; `nil` at the end. A member that comes straight from a stream must be read before the next is asked for.
  mutating func next() -> ContainerEvent?
  /// Why it could not be read to its end, if so; known at the end.
  var failure: String? { get }
  /// What else is to be said about the whole; known at the end.
  var diagnostics: [Diagnostic] { get }
}

public enum ContainerEvent: Sendable {
  case member(ByteSource)
  /// A member that is not read, and why.
  case lost(name: String, reason: Diagnostic)
}

/// What an archive may cost; whatever is cut or left out leaves a diagnostic.
public struct ContainerLimits: Sendable, Hashable {
  /// Archives within archives.
  public var depth = 3
  /// Bytes of a member that has to be in memory: a record of a WARC file, a saved page, an archive inside another or in a pipe.
  public var memberBytes = 64 << 20
  /// Bytes that all members of one file may unpack to: so many, and `ratio` times the file's own size.
  public var allowance = 1 << 30
  public var ratio = 250

  public init() {}
}

/// Why an archive or a member could not be read.
struct ContainerError: Error, CustomStringConvertible {
  var description: String
  init(_ description: String) { self.description = description }
}

/// Gives each member of an archive a name of its own, fit to be shown.
struct MemberNames {
  private let container: String
  private var uses: [String: Int] = [:]

  init(_ container: String) { self.container = container }

  /// `archive!/name`; the second of a name is called `archive!/name (2)`.
  mutating func name(_ member: String) -> String {
    let shown = Self.shown(member)
    let count = uses[shown, default: 0] + 1
    uses[shown] = count
    return "\(container)!/\(shown)\(count > 1 ? " (\(count))" : "")"
  }

  /// Controls and marks that turn the direction of writing could fake other names on a terminal.
  private static func shown(_ name: String) -> String {
    var shown = ""
    for scalar in name.unicodeScalars.prefix(2_000) {
      let isPlain =
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF: false
        default: true
        }
      shown.unicodeScalars.append(isPlain ? scalar : "\u{FFFD}")
    }
    return shown
  }
}
