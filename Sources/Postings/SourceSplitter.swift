public import Diagnostics
public import Markup

/// Cuts a source of any size into units while it streams in: feeds and JSON Lines into batches of records, anything else
/// is collected whole, up to `Limits.bytes`.
///
/// The first step of reading; the second is `PostingReader.postings(in:)`, which may run in parallel on the units. Memory is
/// bounded by a batch (64 records or 1 MiB) and the largest record. Units come in the order of the source.
public struct SourceSplitter {
  /// What was cut or skipped, so far.
  public private(set) var diagnostics: [Diagnostic] = []
  private let limits: Limits
  private var unit: SourceUnit
  private var unitSize = 0
  /// How many bytes of the source have been pushed.
  private var size = 0
  private var mode = Mode.undecided

  private enum Mode {
    /// What the first bytes say is not clear yet; they are kept.
    case undecided
    case document
    case feed(RecordSplitter)
    case lines
  }

  /// What has come of the document or of the open line.
  private var buffer: [UInt8] = []

  /// `name` is the source's name, for its extension.
  /// `charset` is what the transport said about the encoding.
  public init(name: String, charset: String? = nil, limits: Limits = Limits()) {
    self.limits = limits
    unit = SourceUnit(dialect: .document, records: [], offsets: [], firstRecord: 0, name: name, charset: charset)
  }

  /// Takes the next bytes and hands out the units they complete.
  ///
  /// - Complexity: O(*bytes*), and one copy of each record; a document that comes in one piece is not copied.
  public mutating func push(_ bytes: [UInt8], receive: (SourceUnit) -> Void) {
    switch mode {
    case .undecided:
      if buffer.isEmpty { buffer = bytes } else { buffer += bytes }
      if buffer.count >= SourceSniffer.headSize { decide(receive) }
    case .document: collect(bytes)
    case .feed(var splitter):
      // Else its buffer would be copied.
      mode = .undecided
      pushRecords(bytes, &splitter, receive)
      mode = .feed(splitter)
    case .lines: pushLines(bytes, receive)
    }
    size += bytes.count
  }

  /// Ends the source and hands out what is left.
  public mutating func finish(receive: (SourceUnit) -> Void) {
    if case .undecided = mode { decide(receive) }
    switch mode {
    case .feed(var splitter):
      splitter.finish { add($0.bytes, at: $0.offset, receive) }
      diagnostics += splitter.diagnostics
      if splitter.count == 0 {
        diagnostics.append(Diagnostic(.warning, "postings.no-records", "the feed holds no records"))
      }
      mode = .feed(splitter)
    case .lines: if !buffer.isEmpty { addLine(buffer[...], receive) }
    case .undecided, .document:
      unit.records = [buffer]
      unit.offsets = [0]
    }
    buffer = []
    handOut(receive)
  }

  private mutating func decide(_ receive: (SourceUnit) -> Void) {
    let head = buffer
    buffer = []
    switch SourceSniffer.sniff(head, name: unit.name) {
    case .document:
      mode = .document
      collect(head)
    case .feed(let feed):
      unit.dialect = .feed(feed.syntax)
      unit.charset = unit.charset ?? feed.charset
      var splitter = RecordSplitter(recordName: feed.recordName, limits: limits)
      pushRecords(head, &splitter, receive)
      mode = .feed(splitter)
    case .jsonLines:
      unit.dialect = .jsonLines
      mode = .lines
      pushLines(head, receive)
    }
  }

  private mutating func pushRecords(
    _ bytes: [UInt8], _ splitter: inout RecordSplitter, _ receive: (SourceUnit) -> Void
  ) {
    splitter.push(bytes) { add($0.bytes, at: $0.offset, receive) }
  }

  private mutating func pushLines(_ bytes: [UInt8], _ receive: (SourceUnit) -> Void) {
    buffer.append(contentsOf: bytes)
    var start = 0
    while let end = buffer[start...].firstIndex(of: 0x0A) {
      addLine(buffer[start..<end], receive)
      start = end + 1
    }
    buffer.removeFirst(start)
    lineStart += start
  }

  /// Where the open line starts in the source.
  private var lineStart = 0

  private mutating func addLine(_ line: ArraySlice<UInt8>, _ receive: (SourceUnit) -> Void) {
    guard line.contains(where: { $0 > 0x20 }), line.count <= limits.bytes else { return }
    add(Array(line), at: lineStart + line.startIndex, receive)
  }

  private mutating func collect(_ bytes: [UInt8]) {
    let room = limits.bytes - buffer.count
    if bytes.count > room, !diagnostics.contains(where: { $0.code == "postings.too-large" }) {
      diagnostics.append(
        Diagnostic(.warning, "postings.too-large", "the document is read up to the limit of \(limits.bytes) bytes"))
    }
    if buffer.isEmpty, bytes.count <= room { buffer = bytes } else { buffer += bytes.prefix(max(0, room)) }
  }

  private mutating func add(_ record: [UInt8], at offset: Int, _ receive: (SourceUnit) -> Void) {
    unit.records.append(record)
    unit.offsets.append(offset)
    unitSize += record.count
    if unit.records.count >= 64 || unitSize >= 1 << 20 { handOut(receive) }
  }

  private mutating func handOut(_ receive: (SourceUnit) -> Void) {
    guard !unit.records.isEmpty else { return }
    receive(unit)
    unit.firstRecord += unit.records.count
    unit.records = []
    unit.offsets = []
    unitSize = 0
  }
}
