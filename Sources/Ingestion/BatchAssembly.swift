internal import Diagnostics
internal import GraphModel

/// Gathers what sources gave into batches, numbers postings and keeps the reports.
struct BatchAssembly {
  private(set) var total = IngestionReport()
  private let keepsDuplicates: Bool
  private let size: Int
  /// Finished parts, and the reports of sources that ended with them.
  private var batches: [SourceBatch] = []
  private var reports: [SourceReport] = []
  private var weight = 0
  /// The source that is being taken in.
  private var open: SourceBatch?
  private var report = SourceReport(source: "")
  private var tally = DiagnosticTally()

  init(keepsDuplicates: Bool, size: Int) {
    self.keepsDuplicates = keepsDuplicates
    self.size = size
  }

  mutating func take(
    _ event: SourceEvent, _ report: (SourceReport) throws -> Void, _ receive: ([SourceBatch]) throws -> Void
  ) throws {
    switch event {
    case .began(let source, let digest): begin(source, digest)
    case .gave(let result): take(result)
    case .ended: end()
    case .unchanged(let source): finish(SourceReport(source: source, outcome: .unchanged))
    case .failed(let source, let reason): fail(source, reason)
    case .lost(let source, let reason):
      finish(SourceReport(source: source, outcome: .skipped, reason: reason.message, noticed: [reason]))
    case .unpacked(let source, let failure, let noticed):
      finish(
        SourceReport(
          source: source, outcome: failure == nil ? .unpacked : .unreadable, reason: failure ?? noticed.first?.message,
          noticed: noticed))
    }
    if weight >= size { try flush(report, receive) }
  }

  /// Hands out everything there is, also the first part of a source that has not ended.
  mutating func flush(_ report: (SourceReport) throws -> Void, _ receive: ([SourceBatch]) throws -> Void) throws {
    if let part = open, !part.evidence.isEmpty || !part.diagnostics.isEmpty {
      batches.append(part)
      open = SourceBatch(
        source: part.source, digest: part.digest, keepsDuplicates: keepsDuplicates, isFirst: false, isLast: false)
    }
    if !batches.isEmpty { try receive(batches) }
    for finished in reports { try report(finished) }
    batches = []
    reports = []
    weight = 0
  }

  private mutating func begin(_ source: String, _ digest: String) {
    open = SourceBatch(source: source, digest: digest, keepsDuplicates: keepsDuplicates, isLast: false)
    report = SourceReport(source: source)
    tally = DiagnosticTally()
  }

  private mutating func take(_ result: UnitResult) {
    for var evidence in result.evidence {
      if !result.isCopied { evidence.unit = report.postings }
      report.postings += 1
      tally.add(evidence.diagnostics)
      open?.evidence.append(evidence)
    }
    tally.add(result.diagnostics)
    open?.diagnostics += result.diagnostics
    if report.reason == nil { report.reason = Self.reason(in: result.diagnostics) }
    weight += result.evidence.count + result.diagnostics.count
  }

  /// Why there is no posting: what the reader of postings says, before what concerns single bytes or tags.
  private static func reason(in diagnostics: [Diagnostic]) -> String? {
    let verdict = diagnostics.first { $0.code.hasPrefix("postings.") || $0.code.hasPrefix("containers.") }
    return (verdict ?? diagnostics.max { $0.severity.rank < $1.severity.rank })?.message
  }

  private mutating func end() {
    open?.isLast = true
    if let open { batches.append(open) }
    open = nil
    report.diagnostics = tally.counts
    if report.postings > 0 { report.reason = nil } else { report.outcome = .skipped }
    finish(report)
  }

  /// What was read of the source stays, as unfinished.
  private mutating func fail(_ source: String, _ reason: String) {
    if open == nil { begin(source, "") } else if let open { batches.append(open) }
    open = nil
    report.outcome = .unreadable
    report.reason = reason
    report.diagnostics = tally.counts
    finish(report)
  }

  private mutating func finish(_ report: SourceReport) {
    total.add(report)
    reports.append(report)
    weight += 1
  }
}

extension Diagnostic.Severity {
  fileprivate var rank: Int {
    switch self {
    case .note: 0
    case .warning: 1
    case .error: 2
    }
  }
}
