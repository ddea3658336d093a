internal import GraphModel

/// Reads sources one after the other and cuts them into units.
struct SourceCursor<Sources: IteratorProtocol<ByteSource>> {
  enum Step {
    case event(SourceEvent)
    case unit(WorkUnit, source: String)
  }

  typealias IsCurrent = (_ source: String, _ digest: String) throws -> Bool

  private struct Reading {
    var source: ByteSource
    var chunks: ByteSource.Chunks
    var splitter: UnitSplitter
  }

  private var sources: Sources
  private let fingerprint: String
  private let isCurrent: IsCurrent?
  private var reading: Reading?
  private var steps: ArraySlice<Step> = []

  init(sources: Sources, fingerprint: String, isCurrent: IsCurrent?) {
    self.sources = sources
    self.fingerprint = fingerprint
    self.isCurrent = isCurrent
  }

  /// - Throws: what `isCurrent` throws; a source that cannot be read is an event.
  mutating func next() throws -> Step? {
    while steps.isEmpty {
      if var reading {
        self.reading = nil
        if advance(&reading) { self.reading = reading }
      } else {
        guard let source = sources.next() else { return nil }
        try begin(source)
      }
    }
    return steps.popFirst()
  }

  /// Takes the next bytes; `false` at the end of the source.
  private mutating func advance(_ reading: inout Reading) -> Bool {
    let name = reading.source.name
    do {
      guard let bytes = try reading.chunks() else {
        steps += reading.splitter.finish().map { .unit($0, source: name) }
        steps.append(.event(.gave(UnitResult(diagnostics: reading.splitter.diagnostics))))
        steps.append(.event(.ended))
        return false
      }
      steps += reading.splitter.push(bytes).map { .unit($0, source: name) }
      return true
    } catch {
      steps.append(.event(.failed(source: name, reason: "\(error)")))
      return false
    }
  }

  private mutating func begin(_ source: ByteSource) throws {
    var source = source
    let opened: (digest: String, chunks: ByteSource.Chunks)
    do {
      opened = isCurrent == nil ? ("", try source.open()) : try digested(source)
      if isCurrent != nil, !source.isRepeatable { source.name += ":" + opened.digest }
    } catch {
      return steps.append(.event(.failed(source: source.name, reason: "\(error)")))
    }
    if let isCurrent, try isCurrent(source.name, opened.digest) {
      return steps.append(.event(.unchanged(source: source.name)))
    }
    steps.append(.event(.began(source: source.name, digest: opened.digest)))
    reading = Reading(source: source, chunks: opened.chunks, splitter: UnitSplitter(source))
  }

  /// What is kept in memory from the first pass, so that only long sources are read twice.
  private static var longestKept: Int { 8 << 20 }

  private func digested(_ source: ByteSource) throws -> (String, ByteSource.Chunks) {
    var digest = ContentDigest()
    digest.update(fingerprint)
    var kept: [[UInt8]] = []
    var count = 0
    let chunks = try source.open()
    while let bytes = try chunks() {
      digest.update(bytes)
      count += bytes.count
      if count <= Self.longestKept || !source.isRepeatable { kept.append(bytes) } else { kept = [] }
    }
    guard count <= Self.longestKept || !source.isRepeatable else { return (digest.hexadecimal, try source.open()) }
    var rest = kept[...]
    return (digest.hexadecimal, { rest.popFirst() })
  }
}
