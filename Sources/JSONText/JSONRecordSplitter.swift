public import Diagnostics

/// Cuts JSON of any size into the objects that its lists hold, without parsing it, so that memory is bounded by the largest of
/// them: `[{…},{…}]`, and `{"jobs":[{…},{…}],"total":2}` at any depth. Lists inside such an object belong to it.
///
/// Text is UTF-8. A quote that somebody forgot to escape costs at most the objects up to where one follows the other visibly
/// (`…},{"`).
public struct JSONRecordSplitter: Sendable {
  public struct Record: Sendable {
    public var bytes: [UInt8]
    /// Where it starts in the text.
    public var offset: Int
  }

  /// What was cut, so far.
  public private(set) var diagnostics: [Diagnostic] = []
  private let maximumSize: Int
  /// What has been pushed and is still needed; starts at `base` of the text.
  private var buffer: [UInt8] = []
  private var base = 0
  /// The next byte of `buffer` to look at.
  private var position = 0
  /// Where the open object of a list starts in `buffer`, and how many brackets are open in it.
  private var start: Int?
  private var depth = 0
  /// The brackets that are open around it.
  private var outer: [UInt8] = []
  /// Where the open string starts in `buffer`.
  private var string: Int?
  private var isEscaped = false
  private var isTooLarge = false
  /// Whether brackets have been lost count of.
  private var hasSlipped = false

  /// - Parameter maximumSize: of an object, in bytes; larger ones are skipped and reported.
  public init(maximumSize: Int) { self.maximumSize = maximumSize }

  /// Takes the next bytes and hands out the objects they complete.
  ///
  /// - Complexity: O(*bytes*), and one copy of each object.
  public mutating func push(_ bytes: some Collection<UInt8>, receive: (Record) -> Void) {
    buffer.append(contentsOf: bytes)
    while position < buffer.count {
      if string != nil { passString(receive) } else { passStructure(receive) }
    }
    forget()
  }

  /// Ends the text; an object that is still open is handed out as it is.
  public mutating func finish(receive: (Record) -> Void) {
    guard start != nil || string != nil || !outer.isEmpty else { return }
    let offset = base + (start ?? buffer.count)
    if let start { handOver(start..<buffer.count, receive) }
    diagnostics.append(
      Diagnostic(.warning, "json.truncated", "the text ends inside a value", at: Location(offset: offset)))
  }

  private mutating func passStructure(_ receive: (Record) -> Void) {
    while position < buffer.count {
      let byte = buffer[position]
      position += 1
      switch byte {
      case UInt8(ascii: "\""):
        string = position
        return
      case UInt8(ascii: "{"), UInt8(ascii: "["): open(byte)
      case UInt8(ascii: "}"), UInt8(ascii: "]"): close(receive)
      default: break
      }
    }
  }

  private mutating func open(_ bracket: UInt8) {
    if start != nil {
      depth += 1
    } else if bracket == UInt8(ascii: "{"), hasSlipped || outer.last == UInt8(ascii: "[") {
      start = position - 1
      depth = 1
    } else if outer.count < Self.deepest {
      outer.append(bracket)
    }
  }

  private static var deepest: Int { 256 }

  private mutating func close(_ receive: (Record) -> Void) {
    guard let start else { return _ = outer.popLast() }
    depth -= 1
    if depth == 0 { handOver(start..<position, receive) }
  }

  private mutating func passString(_ receive: (Record) -> Void) {
    while position < buffer.count {
      let byte = buffer[position]
      position += 1
      if isEscaped {
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == UInt8(ascii: "\"") {
        guard let boundary = boundary() else { return string = nil }
        // What looks like a string is what stands between two; the quote opens the first name of the next object.
        if let start { handOver(start..<boundary.end, receive) }
        hasSlipped = true
        start = boundary.next
        depth = 1
        return string = position
      }
    }
  }

  /// Where an object ends and the next one starts if the string that ends here ends in `},{`.
  private func boundary() -> (end: Int, next: Int)? {
    guard start != nil, let string else { return nil }
    let text = buffer[max(string, position - 64)..<(position - 1)]
    guard let next = text.lastIndex(where: { $0 > 0x20 }), text[next] == UInt8(ascii: "{"),
      let comma = text[..<next].lastIndex(where: { $0 > 0x20 }), text[comma] == UInt8(ascii: ","),
      let end = text[..<comma].lastIndex(where: { $0 > 0x20 }), text[end] == UInt8(ascii: "}")
    else { return nil }
    return (end + 1, next)
  }

  private mutating func handOver(_ range: Range<Int>, _ receive: (Record) -> Void) {
    if isTooLarge || range.count > maximumSize {
      report(base + range.lowerBound)
    } else {
      receive(Record(bytes: Array(buffer[range]), offset: base + range.lowerBound))
    }
    start = nil
    isTooLarge = false
  }

  private mutating func report(_ offset: Int) {
    guard !isTooLarge else { return }
    diagnostics.append(
      Diagnostic(
        .error, "json.record-too-large", "an object of more than \(maximumSize) bytes is skipped",
        at: Location(offset: offset)))
  }

  /// Drops what no object needs any more.
  private mutating func forget() {
    if let open = start, position - open > maximumSize {
      report(base + open)
      isTooLarge = true
    }
    // Of a long string its end says whether it is one.
    let needed = isTooLarge || start == nil ? position - min(64, position) : start ?? position
    guard needed > 1 << 16 else { return }
    buffer.removeFirst(needed)
    base += needed
    position -= needed
    start = start.map { max(0, $0 - needed) }
    string = string.map { max(0, $0 - needed) }
  }
}
