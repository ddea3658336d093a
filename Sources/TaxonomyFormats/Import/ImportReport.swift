internal import Concepts
public import Diagnostics

/// Why a folder or file could not be imported at all.
public struct ImportError: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Code: Sendable {
    /// The files that make the scheme are not there.
    case wrongFolder
    /// The file is not in the expected format.
    case malformedFile
  }

  public var code: Code
  /// What is missing and what to do.
  public var message: String
  public var description: String { message }

  init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }
}

/// What became of every row of the files of a scheme.
public struct ImportReport: Hashable, Sendable {
  /// In the order in which they were read.
  public var files: [File] = []
  public var diagnostics: [Diagnostic] = []

  /// One file: `rows` is the sum of all counts.
  public struct File: Hashable, Sendable {
    public var name: String
    /// Data rows, without the header.
    public var rows = 0
    /// What rows became or why they were left out, by how often, then by name.
    public var outcomes: [Outcome] = []
  }

  /// What rows became (`concept`, `relation`, `label`, `fact`), or why they were left out.
  public struct Outcome: Hashable, Sendable {
    public var name: String
    public var count: Int
    /// Whether such rows are in the taxonomy.
    public var isImported: Bool
  }
}

/// The tally of one file.
struct RowTally {
  private let name: String
  private var rows = 0
  private var imported: [String: Int] = [:]
  private var omitted: [String: Int] = [:]

  init(_ name: String) { self.name = name }

  mutating func became(_ what: String) {
    rows += 1
    imported[what, default: 0] += 1
  }

  mutating func omit(_ why: String) {
    rows += 1
    omitted[why, default: 0] += 1
  }

  var report: ImportReport.File {
    let outcomes = [(imported, true), (omitted, false)].flatMap { counts, isImported in
      counts.map { ImportReport.Outcome(name: $0.key, count: $0.value, isImported: isImported) }
        .sorted { (-$0.count, $0.name) < (-$1.count, $1.name) }
    }
    return ImportReport.File(name: name, rows: rows, outcomes: outcomes)
  }
}

/// Gives concepts of a foreign scheme ids from their labels.
struct SlugBook {
  private var taken: Set<ConceptID> = []

  /// The id for `label`; if another concept has it, with `suffix` (a code of the scheme) behind.
  mutating func id(_ kind: ConceptKind, _ label: String, suffix: String) -> ConceptID {
    let plain = ConceptID(kind: kind, label: label)
    if taken.insert(plain).inserted { return plain }
    let longer = ConceptID(kind: kind, label: label + " " + suffix)
    taken.insert(longer)
    return longer
  }
}
