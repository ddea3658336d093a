internal import Diagnostics
internal import GraphModel
internal import Postings

/// A part of a source that can be worked on by itself.
enum WorkUnit: Sendable {
  /// A page or a record.
  case page([UInt8], name: String, charset: String?)
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
  /// - Parameter source: what new evidence cites; its units are numbered by whoever puts results in order.
  func work(on unit: WorkUnit, source: String) -> UnitResult {
    switch unit {
    case .page(let bytes, let name, let charset): read(bytes, name, charset, source)
    case .lines(let bytes, let firstLine): takeBack(bytes, firstLine)
    }
  }

  /// What was noticed goes with the posting it was noticed in; what gave no posting concerns the source.
  private func read(_ bytes: [UInt8], _ name: String, _ charset: String?, _ source: String) -> UnitResult {
    var result = UnitResult()
    result.diagnostics = PostingReader().read(bytes, name: name, charset: charset) { posting in
      var evidence = evidence(of: posting.value, source: source, unit: 0)
      evidence.diagnostics = posting.diagnostics
      result.evidence.append(evidence)
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
    case unknown, page, lines
  }

  private let source: ByteSource
  private var shape = Shape.unknown
  private var pending: [UInt8] = []
  private var line = 1

  init(_ source: ByteSource) { self.source = source }

  mutating func push(_ bytes: [UInt8]) -> [WorkUnit] {
    pending += bytes
    if shape == .unknown {
      guard pending.count >= Self.enoughToTell else { return [] }
      shape = EvidenceLine.isRecognized(pending) ? .lines : .page
    }
    return shape == .lines ? wholeLines() : []
  }

  mutating func finish() -> [WorkUnit] {
    if shape == .unknown { shape = EvidenceLine.isRecognized(pending) ? .lines : .page }
    defer { pending = [] }
    if shape == .page { return [.page(pending, name: source.name, charset: source.charset)] }
    return wholeLines() + (pending.isEmpty ? [] : [.lines(pending, firstLine: line)])
  }

  /// The first line of evidence is usually shorter; of a longer one this much is looked at.
  private static let enoughToTell = 256 << 10
  private static let unitSize = 64 << 10

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
