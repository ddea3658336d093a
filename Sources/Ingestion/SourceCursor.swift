internal import Containers
internal import Diagnostics
internal import GraphModel

/// Reads sources one after the other, the members of archives in the place of these, and cuts them into units.
struct SourceCursor {
  enum Step {
    case event(SourceEvent)
    case unit(WorkUnit, source: String)
  }

  typealias IsCurrent = (_ source: String, _ digest: String) throws -> Bool

  private struct Reading {
    var name: String
    var chunks: ByteSource.Chunks
    var splitter: UnitSplitter
  }

  /// An archive that is being read, and its name.
  private struct Unpacking {
    var name: String
    var members: any Container
  }

  /// Gives the next source.
  private let sources: () -> ByteSource?
  private let fingerprint: String
  private let isCurrent: IsCurrent?
  private let limits: ContainerLimits
  private(set) var addresses: AddressList
  private var reading: Reading?
  /// The innermost is the last.
  private var unpacking: [Unpacking] = []
  /// How many more bytes may come out of the file that is being unpacked.
  private var allowance = Int.max
  private var steps: ArraySlice<Step> = []

  init(
    sources: @escaping () -> ByteSource?, fingerprint: String, limits: ContainerLimits = ContainerLimits(),
    addresses: AddressList = AddressList(), isCurrent: IsCurrent?
  ) {
    self.sources = sources
    self.fingerprint = fingerprint
    self.limits = limits
    self.addresses = addresses
    self.isCurrent = isCurrent
  }

  /// - Throws: what `isCurrent` throws; a source that cannot be read is an event.
  mutating func next() throws -> Step? {
    while steps.isEmpty {
      if var reading {
        self.reading = nil
        if advance(&reading) { self.reading = reading }
      } else if !unpacking.isEmpty {
        try unpack()
      } else {
        guard let source = sources() else { return nil }
        allowance = .max
        try begin(source)
      }
    }
    return steps.popFirst()
  }

  /// Takes the next bytes; `false` at the end of the source. What came before it broke off is read.
  private mutating func advance(_ reading: inout Reading) -> Bool {
    var failure: String?
    do {
      if let bytes = try reading.chunks() {
        allowance -= bytes.count
        guard allowance < 0 else {
          steps += reading.splitter.push(bytes).map { .unit($0, source: reading.name) }
          return true
        }
        failure = "the archive unpacks to more than is allowed"
      }
    } catch { failure = "\(error)" }
    steps += reading.splitter.finish().map { .unit($0, source: reading.name) }
    steps.append(.event(.gave(UnitResult(diagnostics: reading.splitter.diagnostics))))
    steps.append(.event(failure.map { .failed(source: reading.name, reason: $0) } ?? .ended))
    return false
  }

  /// Goes on to the next member of the archive that is open.
  private mutating func unpack() throws {
    let last = unpacking.count - 1
    guard allowance >= 0, let event = unpacking[last].members.next() else {
      let archive = unpacking.removeLast()
      let reason = allowance < 0 ? "the archive unpacks to more than is allowed" : archive.members.failure
      return steps.append(
        .event(.unpacked(source: archive.name, failure: reason, diagnostics: archive.members.diagnostics)))
    }
    switch event {
    case .member(let source): try begin(source)
    case .lost(let name, let reason): steps.append(.event(.lost(source: name, reason: reason)))
    }
  }

  private mutating func begin(_ source: ByteSource) throws {
    var source = source
    addresses.address(&source)
    let opened: OpenedSource
    do {
      if isCurrent != nil, source.isPipe { try name(&source) }
      opened = try OpenedSource(source, limits: limits)
    } catch {
      return steps.append(.event(.failed(source: source.name, reason: "\(error)")))
    }
    switch opened.kind {
    case .content: try read(source, opened)
    case .container(let members): open(members, of: source)
    case .foreign(let reason): steps.append(.event(.lost(source: source.name, reason: reason)))
    }
  }

  private mutating func open(_ members: any Container, of source: ByteSource) {
    guard unpacking.count < limits.depth else {
      let reason = "archives stand in archives more than \(limits.depth) deep; unpack this one"
      return steps.append(.event(.failed(source: source.name, reason: reason)))
    }
    if unpacking.isEmpty, let size = try? source.access?().size {
      allowance = limits.allowance + limits.ratio * min(size, 1 << 40)
    }
    unpacking.append(Unpacking(name: source.name, members: members))
  }

  private mutating func read(_ source: ByteSource, _ opened: OpenedSource) throws {
    var raw = opened.rawChunks()
    var digest = ""
    if let isCurrent {
      do { (digest, raw) = try digested(source, raw) } catch {
        return steps.append(.event(.failed(source: source.name, reason: "\(error)")))
      }
      if try isCurrent(source.name, digest) { return steps.append(.event(.unchanged(source: source.name))) }
    }
    steps.append(.event(.began(source: source.name, digest: digest)))
    if !source.diagnostics.isEmpty { steps.append(.event(.gave(UnitResult(diagnostics: source.diagnostics)))) }
    reading = Reading(name: source.name, chunks: opened.unwrapped(raw), splitter: UnitSplitter(source))
  }

  // MARK: Digests

  /// What is kept in memory from the first pass, so that only long sources are read twice.
  private static var longestKept: Int { 8 << 20 }

  /// Calls what came through a pipe after its digest.
  private func name(_ source: inout ByteSource) throws {
    let (digest, chunks) = try digested(source, try source.open())
    source.name += ":" + digest
    guard !source.isRepeatable else { return }
    var bytes: [UInt8] = []
    while let piece = try chunks() { bytes += piece }
    let kept = ByteSource(name: source.name, charset: source.charset, bytes: bytes)
    (source.open, source.access, source.isRepeatable) = (kept.open, kept.access, true)
  }

  /// The digest of a source, packed or not, and its bytes once more.
  private func digested(_ source: ByteSource, _ chunks: ByteSource.Chunks) throws -> (String, ByteSource.Chunks) {
    var digest = ContentDigest()
    digest.update(fingerprint)
    for origin in [source.url, source.dateRetrieved, source.charset] { origin.map { digest.update($0) } }
    var kept: [[UInt8]] = []
    var count = 0
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
