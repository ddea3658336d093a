private import CMarkup
public import Diagnostics

/// Cuts a feed of any size into its records (`<job>…</job>`) without parsing it, so that a broken record costs only itself and
/// memory is bounded by the largest record.
///
/// Works on the raw bytes of any encoding in which markup is ASCII; comments and CDATA are passed over. Element names are
/// compared without their prefix, in any letter case. An element of the record's name inside a record belongs to it.
public struct RecordSplitter {
  public struct Record: Sendable {
    public var bytes: [UInt8]
    /// Where it starts in the feed.
    public var offset: Int
    /// Whether the feed ended before the record did.
    public var isTruncated: Bool
  }

  /// What was cut, so far.
  public private(set) var diagnostics: [Diagnostic] = []
  /// How many records were handed out.
  public private(set) var count = 0
  private let name: [UInt8]
  private let limits: Limits
  /// What has been pushed and is still needed; starts at `base` of the feed.
  private var buffer: [UInt8] = []
  private var base = 0
  /// The next byte of `buffer` to look at.
  private var position = 0
  /// Where the open record starts in `buffer`.
  private var start: Int?
  private var depth = 0
  /// How far ends of markup have been looked for, so that markup that stays open is not searched again with each push.
  private var searched = Searched()

  private struct Searched {
    /// The next `>`, or how far there is none.
    var tag = 0
    var comment = 0
    var data = 0

    mutating func forget(_ count: Int) {
      tag = max(0, tag - count)
      comment = max(0, comment - count)
      data = max(0, data - count)
    }
  }

  public init(recordName: String, limits: Limits = Limits()) {
    name = recordName.utf8.map(lowercased)
    self.limits = limits
  }

  /// Takes the next bytes of the feed and hands out the records they complete.
  ///
  /// - Complexity: O(*bytes*), and one copy of each record.
  public mutating func push(_ bytes: some Collection<UInt8>, receive: (Record) -> Void) {
    guard count < limits.records else { return reportTooMany() }
    buffer.append(contentsOf: bytes)
    repeat {
      while count < limits.records, readTag(receive) {}
    } while passOverlong()
    forget()
  }

  private mutating func reportTooMany() {
    let code = "markup.too-many-records"
    guard !diagnostics.contains(where: { $0.code == code }) else { return }
    diagnostics.append(Diagnostic(.warning, code, "the feed is read up to the limit of \(limits.records) records"))
  }

  /// Ends the feed; a record that is still open is handed out as it is.
  public mutating func finish(receive: (Record) -> Void) {
    let end = buffer.count
    buffer.append(contentsOf: repeatElement(UInt8(ascii: " "), count: Self.lookahead))
    while count < limits.records, readTag(receive) {}
    guard count < limits.records else { return reportTooMany() }
    guard let start else { return }
    diagnostics.append(
      Diagnostic(
        .warning, "markup.truncated-record", "the feed ends inside a record", at: Location(offset: base + start)))
    hand(over: start..<max(start, end), truncated: true, receive)
  }

  /// Passes one piece of markup; `false` if it is not complete yet.
  private mutating func readTag(_ receive: (Record) -> Void) -> Bool {
    let tag = find("<", from: position)
    guard tag < buffer.count else {
      position = buffer.count
      return false
    }
    position = tag
    guard tag + Self.lookahead <= buffer.count else { return false }
    let isData = has("<![CDATA[", at: tag)
    let isComment = has("<!--", at: tag)
    guard let end = isData ? endOfData(from: tag + 9) : isComment ? endOfComment(from: tag + 4) : endOfTag(from: tag)
    else { return false }
    if !isData, !isComment { readTag(tag..<end, receive) }
    position = end
    return true
  }

  private mutating func readTag(_ tag: Range<Int>, _ receive: (Record) -> Void) {
    let closes = buffer[tag.lowerBound + 1] == UInt8(ascii: "/")
    guard hasRecordName(at: tag.lowerBound + (closes ? 2 : 1)) else { return }
    if !closes {
      if start == nil { start = tag.lowerBound }
      guard buffer[tag.upperBound - 2] == UInt8(ascii: "/") else { return depth += 1 }
    } else if depth > 0 {
      depth -= 1
    }
    guard depth == 0, let start else { return }
    hand(over: start..<tag.upperBound, truncated: false, receive)
  }

  private mutating func hand(over range: Range<Int>, truncated: Bool, _ receive: (Record) -> Void) {
    start = nil
    depth = 0
    guard range.count <= limits.bytes else { return reportTooLarge(range) }
    count += 1
    receive(Record(bytes: Array(buffer[range]), offset: base + range.lowerBound, isTruncated: truncated))
  }

  private mutating func reportTooLarge(_ range: Range<Int>) {
    diagnostics.append(
      Diagnostic(
        .error, "markup.record-too-large", "a record of more than \(limits.bytes) bytes is skipped",
        at: Location(offset: base + range.lowerBound)))
  }

  /// Passes a `<` whose markup outgrows the limit without an end; whether there was one.
  private mutating func passOverlong() -> Bool {
    guard buffer.count - position > limits.bytes, count < limits.records else { return false }
    dropOverlong(upTo: buffer.count)
    position += 1
    return true
  }

  private mutating func dropOverlong(upTo end: Int) {
    guard let open = start, end - open > limits.bytes else { return }
    reportTooLarge(open..<end)
    start = nil
    depth = 0
  }

  /// Drops what no record needs any more. A record that outgrows the limit is dropped while it is read.
  private mutating func forget() {
    dropOverlong(upTo: position)
    let needed = min(start ?? position, position)
    guard needed > 1 << 16 || needed == buffer.count else { return }
    buffer.removeFirst(needed)
    base += needed
    position -= needed
    searched.forget(needed)
    start = start.map { $0 - needed }
  }

  private mutating func endOfData(from start: Int) -> Int? {
    let end = offset(after: "]]>", from: max(start + 2, searched.data))
    if end == nil { searched.data = buffer.count }
    return end
  }

  private mutating func endOfComment(from start: Int) -> Int? {
    let end = offset(after: "-->", from: max(start + 2, searched.comment))
    if end == nil { searched.comment = buffer.count }
    return end
  }

  /// One past the next `end` whose last byte, a `>`, is at or after `start`.
  private func offset(after end: StaticString, from start: Int) -> Int? {
    var offset = find(">", from: start)
    while offset < buffer.count {
      if has(end, at: offset - end.utf8CodeUnitCount + 1) { return offset + 1 }
      offset = find(">", from: offset + 1)
    }
    return nil
  }

  /// One past the `>` outside quotes, or `nil` if it has not come yet. A quote open for 64 KiB is a slip: then the first `>`.
  private mutating func endOfTag(from start: Int) -> Int? {
    searched.tag = find(">", from: max(start, searched.tag))
    let first = searched.tag
    guard first < buffer.count else { return nil }
    var quote: UInt8 = 0
    for offset in (start + 1)..<min(buffer.count, start + Self.longestTag) {
      let byte = buffer[offset]
      if byte == UInt8(ascii: ">"), quote == 0 { return offset + 1 }
      // A tag that was never finished must not swallow the next one.
      if byte == UInt8(ascii: "<"), quote == 0 { return offset }
      if byte == quote {
        quote = 0
      } else if quote == 0, buffer[offset - 1] == UInt8(ascii: "="),
        byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
      {
        quote = byte
      }
    }
    return buffer.count - start < Self.longestTag ? nil : first + 1
  }

  /// Bytes that tell one kind of markup from another; `<![CDATA[` is the longest.
  private static let lookahead = 9
  private static let longestTag = 64 << 10

  private func hasRecordName(at start: Int) -> Bool {
    var end = start
    var local = start
    while end < buffer.count, StartTag.isNameByte(buffer[end]) || buffer[end] == UInt8(ascii: ".") {
      if buffer[end] == UInt8(ascii: ":") { local = end + 1 }
      end += 1
    }
    guard end - local == name.count else { return false }
    return name.indices.allSatisfy { lowercased(buffer[local + $0]) == name[$0] }
  }

  private func has(_ text: StaticString, at offset: Int) -> Bool {
    unsafe buffer[offset...].starts(with: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  private func find(_ byte: Unicode.Scalar, from start: Int) -> Int {
    unsafe buffer.withUnsafeBufferPointer { unsafe cm_find($0.baseAddress, $0.count, start, UInt8(ascii: byte)) }
  }
}
