public import Containers
internal import Diagnostics
public import GraphModel

/// Reads sources with several workers and hands out their evidence in the order of the sources.
///
/// Sources are read and cut into units (a page, a record of a feed, some lines of evidence) one after the other, archives into
/// their members, which are sources of their own; units are
/// worked on in parallel, at most one per worker at a time, so that memory is bounded whatever the input. What comes out does
/// not depend on the number of workers. A source or unit that fails leaves a diagnostic and touches no other.
public struct ExtractionPipeline: Sendable {
  public var extractor: Extractor
  /// How many units are worked on at the same time; one works without any other thread.
  public var workers: Int
  /// Whether postings count even if they say the same as others.
  public var keepsDuplicates: Bool
  /// About so many postings are handed out at a time.
  public var batchSize: Int
  /// Where pages came from that don't say so themselves.
  public var addresses = AddressList()

  public init(extractor: Extractor, workers: Int = 1, keepsDuplicates: Bool = false, batchSize: Int = 256) {
    self.extractor = extractor
    self.workers = workers
    self.keepsDuplicates = keepsDuplicates
    self.batchSize = batchSize
  }

  /// Reads `sources` to their end.
  ///
  /// - Parameters:
  ///   - sources: taken one by one, when there is room for their units.
  ///   - isCurrent: whether a source, by name and digest, need not be read again; if given, sources get digests.
  ///   - report: called for each source when its last evidence has been handed out.
  ///   - receive: called with evidence, in order.
  /// - Returns: what became of all sources together.
  /// - Throws: only what `isCurrent`, `report` and `receive` throw, which ends the run.
  public func run(
    _ sources: some Sequence<ByteSource>, isCurrent: ((_ source: String, _ digest: String) throws -> Bool)? = nil,
    report: (SourceReport) throws -> Void = { _ in }, receive: ([SourceBatch]) throws -> Void
  ) async throws -> IngestionReport {
    var assembly = BatchAssembly(keepsDuplicates: keepsDuplicates, size: batchSize)
    // A digest of the taxonomy, which only those need who ask whether a source has changed.
    let fingerprint = isCurrent == nil ? "" : extractor.fingerprint
    var sources = sources.makeIterator()
    var cursor = SourceCursor(
      sources: { sources.next() }, fingerprint: fingerprint, addresses: addresses, isCurrent: isCurrent)
    if workers > 1 {
      try await runInParallel(&cursor) { try assembly.take($0, report, receive) }
    } else {
      try runAlone(&cursor) { try assembly.take($0, report, receive) }
    }
    try assembly.flush(report, receive)
    var total = assembly.total
    total.unusedAddresses = cursor.addresses.unusedCount
    return total
  }

  private func runAlone(_ cursor: inout SourceCursor, take: (SourceEvent) throws -> Void) throws {
    while let step = try cursor.next() {
      switch step {
      case .event(let event): try take(event)
      case .unit(let unit, let source): try take(.gave(extractor.work(on: unit, source: source)))
      }
    }
  }

  /// Reads one unit ahead, so that a worker that has finished goes on before its result is taken.
  private func runInParallel(_ cursor: inout SourceCursor, take: (SourceEvent) throws -> Void) async throws {
    try await withThrowingTaskGroup(of: (Int, UnitResult).self) { group in
      var order = EventOrder()
      while let step = try cursor.next() {
        switch step {
        case .event(let event): order.append(event)
        case .unit(let unit, let source):
          while order.unitsAtWork >= workers || order.unitsInFlight >= Self.longestWait * workers,
            let (number, result) = try await group.next()
          {
            order.finish(number, result)
          }
          let number = order.appendUnit()
          group.addTask { [extractor] in (number, extractor.work(on: unit, source: source)) }
        }
        while order.count > Self.longestQueue, let (number, result) = try await group.next() {
          order.finish(number, result)
        }
        while let event = order.next() { try take(event) }
      }
      for try await (number, result) in group {
        order.finish(number, result)
        while let event = order.next() { try take(event) }
      }
    }
  }

  /// How many units per worker may be finished before a slow one that comes first.
  private static let longestWait = 8
  /// Events that wait for a slow unit before them; nearly all are sources that have not changed.
  private static let longestQueue = 4096
}

/// What happens to sources, in their order.
enum SourceEvent: Sendable {
  case began(source: String, digest: String)
  case gave(UnitResult)
  case ended
  case unchanged(source: String)
  /// It could not be opened, or not read to its end after it began.
  case failed(source: String, reason: String)
  /// It is nothing that could be read.
  case lost(source: String, reason: Diagnostic)
  /// The members of an archive have been read, if there is no `failure` all of them.
  case unpacked(source: String, failure: String?, diagnostics: [Diagnostic])
}

/// Puts events back into the order of the input.
private struct EventOrder {
  private var ready: [Int: SourceEvent] = [:]
  private var first = 0
  private var end = 0
  /// Units that are worked on, and those that wait to be taken as well.
  private(set) var unitsAtWork = 0
  private(set) var unitsInFlight = 0

  var count: Int { end - first }

  mutating func append(_ event: SourceEvent) {
    ready[end] = event
    end += 1
  }

  mutating func appendUnit() -> Int {
    unitsAtWork += 1
    unitsInFlight += 1
    end += 1
    return end - 1
  }

  mutating func finish(_ number: Int, _ result: UnitResult) {
    ready[number] = .gave(result)
    unitsAtWork -= 1
  }

  /// The next event in order, if it is there; a unit is in flight until it is taken.
  mutating func next() -> SourceEvent? {
    guard let event = ready.removeValue(forKey: first) else { return nil }
    first += 1
    if case .gave = event { unitsInFlight -= 1 }
    return event
  }
}
