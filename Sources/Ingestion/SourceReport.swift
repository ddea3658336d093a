public import Diagnostics

/// What became of one source.
public struct SourceReport: Hashable, Sendable {
  public enum Outcome: String, Sendable, CaseIterable {
    case read
    /// The same as when it was read last.
    case unchanged
    /// Read, but there is no posting in it.
    case skipped
    /// Could not be opened or read to its end.
    case unreadable
    /// An archive, whose members are sources of their own.
    case unpacked
  }

  public var source: String
  public var outcome = Outcome.read
  public var postings = 0
  /// Why it was skipped or could not be read.
  public var reason: String?
  /// What was noticed, and how often; by code.
  public var diagnostics: [DiagnosticCount] = []

  init(source: String, outcome: Outcome = .read, reason: String? = nil, noticed: [Diagnostic] = []) {
    self.source = source
    self.outcome = outcome
    self.reason = reason
    var tally = DiagnosticTally()
    tally.add(noticed)
    diagnostics = tally.counts
  }
}

/// How often something was noticed.
public struct DiagnosticCount: Hashable, Sendable {
  public var code: String
  public var severity: Diagnostic.Severity
  public var count: Int
}

/// What became of all sources together.
public struct IngestionReport: Hashable, Sendable {
  /// How many sources had an outcome.
  public private(set) var sources: [SourceReport.Outcome: Int] = [:]
  public private(set) var postings = 0
  /// How many lines of the list of addresses named no source.
  public internal(set) var unusedAddresses = 0
  private var tally = DiagnosticTally()

  public init() {}

  /// What was noticed in all sources; by code.
  public var diagnostics: [DiagnosticCount] { tally.counts }

  public mutating func add(_ report: SourceReport) {
    sources[report.outcome, default: 0] += 1
    postings += report.postings
    for count in report.diagnostics { tally.add(count) }
  }
}

/// Counts diagnostics by code and severity.
struct DiagnosticTally: Hashable, Sendable {
  private var entries: [DiagnosticCount] = []

  /// By code, then severity.
  var counts: [DiagnosticCount] { entries }

  mutating func add(_ diagnostics: [Diagnostic]) {
    for diagnostic in diagnostics { add(.init(code: diagnostic.code, severity: diagnostic.severity, count: 1)) }
  }

  /// Codes are few, so they are kept in order.
  mutating func add(_ count: DiagnosticCount) {
    let key = (count.code, count.severity.rawValue)
    let position = entries.firstIndex { ($0.code, $0.severity.rawValue) >= key } ?? entries.count
    if position < entries.count, (entries[position].code, entries[position].severity) == (count.code, count.severity) {
      entries[position].count += count.count
    } else {
      entries.insert(count, at: position)
    }
  }
}
