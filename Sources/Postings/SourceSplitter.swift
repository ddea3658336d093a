public import Diagnostics
internal import JSONText
public import Markup

/// Cuts a source of any size into units while it streams in: feeds, JSON Lines and long lists of JSON into batches of records,
/// anything else is collected whole, up to `Limits.bytes`.
///
/// The first step of reading; the second is `PostingReader.postings(in:)`, which may run in parallel on the units. Memory is
/// bounded by a batch (64 records or 1 MiB) and the largest record. Units come in the order of the source.
public struct SourceSplitter {
  /// What was cut or skipped, so far.
  public private(set) var diagnostics: [Diagnostic] = []
  private let limits: Limits
  private var unit: SourceUnit
  private var unitSize = 0
  private var mode = Mode.undecided

  private enum Mode {
    /// What the first bytes say is not clear yet; they are kept.
    case undecided
    case document
    case feed(RecordSplitter)
    case lines
    case json(JSONRecordSplitter)
  }

  /// What turns UTF-16 into UTF-8, which all that follows reads.
  private var utf16: UTF16Decoder?

  /// What has come of the document or of the open line.
  private var buffer: [UInt8] = []

  /// `name` is the source's name, for its extension.
  /// `charset` is what the transport said about the encoding.
  /// `url` and `dateRetrieved` say where the source was fetched from and when, if that is known.
  public init(
    name: String, charset: String? = nil, url: String? = nil, dateRetrieved: String? = nil, limits: Limits = Limits()
  ) {
    self.limits = limits
    unit = SourceUnit(
      dialect: .document, records: [], offsets: [], firstRecord: 0, name: name, charset: charset, url: url,
      dateRetrieved: dateRetrieved)
  }

  /// Takes the next bytes and hands out the units they complete.
  ///
  /// - Complexity: O(*bytes*), and one copy of each record; a document that comes in one piece is not copied.
  public mutating func push(_ bytes: [UInt8], receive: (SourceUnit) -> Void) {
    if case .undecided = mode {
      if buffer.isEmpty { buffer = bytes } else { buffer += bytes }
      if buffer.count >= SourceSniffer.headSize { decide(receive) }
    } else if let text = utf16?.decode(bytes) {
      pushText(text, receive)
    } else {
      pushText(bytes, receive)
    }
  }

  private mutating func pushText(_ bytes: [UInt8], _ receive: (SourceUnit) -> Void) {
    switch mode {
    case .undecided: break
    case .document:
      collect(bytes)
      if triesList, buffer.count >= Self.longList { cutList(receive) }
    case .feed(var splitter):
      // Else its buffer would be copied.
      mode = .undecided
      pushRecords(bytes, &splitter, receive)
      mode = .feed(splitter)
    case .lines: pushLines(bytes, receive)
    case .json(var splitter):
      mode = .undecided
      splitter.push(bytes) { add($0.bytes, at: $0.offset, receive) }
      mode = .json(splitter)
    }
  }

  /// Ends the source and hands out what is left.
  public mutating func finish(receive: (SourceUnit) -> Void) {
    if case .undecided = mode { decide(receive) }
    finishUTF16(receive)
    switch mode {
    case .feed(var splitter):
      splitter.finish { add($0.bytes, at: $0.offset, receive) }
      diagnostics += splitter.diagnostics
      if splitter.count == 0 {
        diagnostics.append(Diagnostic(.warning, "postings.no-records", "the feed holds no records"))
      }
      mode = .feed(splitter)
    case .lines: if !buffer.isEmpty { addLine(buffer[...], receive) }
    case .json(var splitter):
      splitter.finish { add($0.bytes, at: $0.offset, receive) }
      diagnostics += splitter.diagnostics
    case .undecided, .document:
      unit.records = [buffer]
      unit.offsets = [0]
    }
    buffer = []
    handOut(receive)
  }

  private mutating func decide(_ receive: (SourceUnit) -> Void) {
    var head = buffer
    buffer = []
    if var decoder = UTF16Decoder(head) {
      // A byte order mark, so that nobody believes what the text says of its encoding.
      head = [0xEF, 0xBB, 0xBF] + decoder.decode(head)
      utf16 = decoder
    }
    switch SourceSniffer.sniff(head, name: unit.name) {
    case .document:
      mode = .document
      triesList = DocumentPostings.isJSON(head, unit.name)
      pushText(head, receive)
    case .feed(let feed):
      unit.dialect = .feed(feed.syntax)
      unit.charset = unit.charset ?? feed.charset
      var splitter = RecordSplitter(recordName: feed.recordName, limits: limits)
      pushRecords(head, &splitter, receive)
      mode = .feed(splitter)
    case .jsonLines:
      unit.dialect = .json
      mode = .lines
      pushLines(head, receive)
    }
  }

  private mutating func finishUTF16(_ receive: (SourceUnit) -> Void) {
    guard var decoder = utf16 else { return }
    pushText(decoder.finish(), receive)
    if decoder.replaced > 0 { diagnostics.append(CharacterDecoder.undecodable(decoder.replaced)) }
  }

  // MARK: Lists of JSON

  /// Whether the document is JSON and might turn out to be a long list.
  private var triesList = false
  /// Shorter ones are read as a whole: an object may refer to another one.
  private static var longList: Int { 1 << 20 }

  /// Goes on by record if the document, so far, is a list of postings; one posting may hold lists, too.
  private mutating func cutList(_ receive: (SourceUnit) -> Void) {
    triesList = false
    var splitter = JSONRecordSplitter(maximumSize: limits.bytes)
    var records: [JSONRecordSplitter.Record] = []
    splitter.push(buffer) { records.append($0) }
    guard records.count > 1, records.prefix(8).contains(where: { !ATSPostings.read($0.bytes).value.isEmpty }) else {
      return
    }
    buffer = []
    unit.dialect = .json
    mode = .json(splitter)
    for record in records { add(record.bytes, at: record.offset, receive) }
  }

  private mutating func pushRecords(
    _ bytes: [UInt8], _ splitter: inout RecordSplitter, _ receive: (SourceUnit) -> Void
  ) {
    splitter.push(bytes) { add($0.bytes, at: $0.offset, receive) }
  }

  // MARK: Lines

  /// Where the open line starts in the source, and how much of it has been looked at.
  private var lineStart = 0
  private var looked = 0

  private mutating func pushLines(_ bytes: [UInt8], _ receive: (SourceUnit) -> Void) {
    buffer.append(contentsOf: bytes)
    var start = 0
    while let end = buffer[max(start, looked)...].firstIndex(of: 0x0A) {
      addLine(buffer[start..<end], receive)
      start = end + 1
    }
    buffer.removeFirst(start)
    lineStart += start
    looked = buffer.count
    // Of a line that is too long only its size is kept: enough for the report at its end.
    if buffer.count > limits.bytes + 1 {
      lineStart += buffer.count - limits.bytes - 1
      buffer.removeLast(buffer.count - limits.bytes - 1)
      looked = buffer.count
    }
  }

  private mutating func addLine(_ line: ArraySlice<UInt8>, _ receive: (SourceUnit) -> Void) {
    guard line.contains(where: { $0 > 0x20 }) else { return }
    guard line.count <= limits.bytes else {
      return diagnostics.append(
        Diagnostic(
          .error, "postings.too-large", "a line of more than \(limits.bytes) bytes is skipped",
          at: Location(offset: lineStart + line.startIndex)))
    }
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
