internal import Containers
internal import Diagnostics
internal import GraphModel
internal import Postings

/// A part of a source that can be worked on by itself.
enum WorkUnit: Sendable {
  /// A page, or some records of a feed.
  case postings(SourceUnit)
  /// Whole lines of evidence.
  case lines([UInt8], firstLine: Int)
}

/// What a unit gave.
struct UnitResult: Sendable {
  var evidence: [PostingEvidence] = []
  var diagnostics: [Diagnostic] = []
  /// Whether the evidence has its own source and unit, having been extracted before.
  var isCopied = false
}

extension Extractor {
  /// What a unit of the source of this name gives; whoever puts results in order numbers the postings.
  func work(on unit: WorkUnit, source: String) -> UnitResult {
    switch unit {
    case .postings(let unit): read(unit, source)
    case .lines(let bytes, let firstLine): takeBack(bytes, firstLine)
    }
  }

  /// Record by record, so that what was noticed goes with the posting it was noticed in; what gave no posting concerns the
  /// source.
  private func read(_ unit: SourceUnit, _ source: String) -> UnitResult {
    var result = UnitResult()
    for (record, offset) in zip(unit.records, unit.offsets) {
      var single = unit
      single.records = [record]
      single.offsets = [offset]
      let postings = PostingReader().postings(in: single)
      let start = result.evidence.count
      result.evidence += postings.value.map { evidence(of: $0, source: source, unit: 0) }
      if result.evidence.count > start {
        result.evidence[start].diagnostics = postings.diagnostics
      } else {
        result.diagnostics += postings.diagnostics
      }
    }
    return result
  }

  private func takeBack(_ bytes: [UInt8], _ firstLine: Int) -> UnitResult {
    var result = UnitResult(isCopied: true)
    var number = firstLine
    for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      defer { number += 1 }
      let text = line.drop { $0 == 0x20 || $0 == 0x0D || [0xEF, 0xBB, 0xBF].contains($0) }
      guard !text.isEmpty else { continue }
      do {
        result.evidence.append(try EvidenceLine.decoded(text))
      } catch {
        result.diagnostics.append(
          Diagnostic(.error, "ingestion.bad-line", "the line is skipped: \(error.message)", at: Location(line: number)))
      }
    }
    return result
  }
}

/// Cuts a source into units of work while it is read.
struct UnitSplitter {
  private enum Shape {
    /// Not enough has come to tell.
    case unknown
    case postings, lines
  }

  private var splitter: SourceSplitter
  private var shape = Shape.unknown
  /// What has come of a source of unknown shape, or of an open line.
  private var pending: [UInt8] = []
  private var line = 1

  init(_ source: ByteSource) {
    splitter = SourceSplitter(
      name: source.contentName, charset: source.charset, url: source.url, dateRetrieved: source.dateRetrieved)
  }

  /// What was cut or skipped, so far.
  var diagnostics: [Diagnostic] { splitter.diagnostics + skipped }
  private var skipped: [Diagnostic] = []

  mutating func push(_ bytes: [UInt8]) -> [WorkUnit] {
    switch shape {
    case .unknown:
      if pending.isEmpty { pending = bytes } else { pending += bytes }
      return pending.count < Self.enoughToTell ? [] : decide()
    case .postings: return collect { $0.push(bytes, receive: $1) }
    case .lines:
      pending += bytes
      if pending.count > Self.longestLine { skipLongLine() }
      return wholeLines()
    }
  }

  /// A line of evidence has some kilobytes.
  private static let longestLine = 64 << 20

  /// Forgets a line that does not end; what is left of it is reported as a bad line.
  private mutating func skipLongLine() {
    guard !pending.contains(UInt8(ascii: "\n")) else { return }
    pending = Array(pending.prefix(1))
    skipped = [Diagnostic(.error, "ingestion.bad-line", "a line is too long", at: Location(line: line))]
  }

  mutating func finish() -> [WorkUnit] {
    let first = shape == .unknown ? decide() : []
    if shape == .postings { return first + collect { $0.finish(receive: $1) } }
    defer { pending = [] }
    return first + (pending.isEmpty ? [] : [.lines(pending, firstLine: line)])
  }

  /// The first line of evidence is usually shorter; of a longer one this much is looked at.
  private static let enoughToTell = 64 << 10
  private static let unitSize = 64 << 10

  private mutating func decide() -> [WorkUnit] {
    shape = EvidenceLine.isRecognized(pending) ? .lines : .postings
    guard shape == .postings else { return wholeLines() }
    let head = pending
    pending = []
    return collect { $0.push(head, receive: $1) }
  }

  private mutating func collect(_ step: (inout SourceSplitter, (SourceUnit) -> Void) -> Void) -> [WorkUnit] {
    var units: [WorkUnit] = []
    step(&splitter) { units.append(.postings($0)) }
    return units
  }

  /// Whole lines that were read, in units of about `unitSize`.
  private mutating func wholeLines() -> [WorkUnit] {
    guard let last = pending.lastIndex(of: UInt8(ascii: "\n")) else { return [] }
    var units: [WorkUnit] = []
    var start = 0
    while start <= last {
      let from = min(start + Self.unitSize, last)
      let end = pending[from...].firstIndex(of: UInt8(ascii: "\n")) ?? last
      let lines = Array(pending[start...end])
      units.append(.lines(lines, firstLine: line))
      line += lines.count { $0 == UInt8(ascii: "\n") }
      start = end + 1
    }
    pending.removeFirst(last + 1)
    return units
  }
}
