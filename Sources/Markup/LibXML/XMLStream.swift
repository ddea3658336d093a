private import CMarkup

/// What a document says, in its order, while it is read. Spans and attributes are valid during the call only.
public protocol XMLStreamHandler: AnyObject {
  /// - Parameters:
  ///   - name: without prefix.
  ///   - space: the namespace; empty if there is none.
  /// - Returns: whether to go on.
  func start(_ name: Span<UInt8>, in space: Span<UInt8>, _ attributes: XMLAttributes) -> Bool

  /// The end of the element opened last.
  func end()

  /// A run of text may come in several pieces.
  ///
  /// - Returns: whether to go on.
  func text(_ bytes: Span<UInt8>) -> Bool

  /// An element that may be told at once, with one run of text in it and nothing else. Unless it is implemented, `start`, `text` and
  /// `end` are called.
  ///
  /// - Returns: whether to go on.
  func leaf(_ name: Span<UInt8>, in space: Span<UInt8>, _ attributes: XMLAttributes, text: Span<UInt8>) -> Bool

  func instruction(_ target: Span<UInt8>, _ data: Span<UInt8>)
}

extension XMLStreamHandler {
  public func leaf(
    _ name: Span<UInt8>, in space: Span<UInt8>, _ attributes: XMLAttributes, text: Span<UInt8>
  ) -> Bool {
    guard start(name, in: space, attributes), self.text(text) else { return false }
    end()
    return true
  }
}

/// The attributes of an element where its reader keeps them.
@safe public struct XMLAttributes {
  @safe private enum Source {
    /// libxml2's groups of five pointers.
    case groups(UnsafePointer<UnsafePointer<CChar>?>?, count: Int)
    case plain(
      UnsafeBufferPointer<PlainElement.Attribute>, UnsafeBufferPointer<UInt8>, decoded: UnsafeBufferPointer<UInt8>)
  }

  private let source: Source

  fileprivate init(_ groups: UnsafePointer<UnsafePointer<CChar>?>?, count: Int) {
    source = unsafe .groups(groups, count: count)
  }

  init(
    _ attributes: UnsafeBufferPointer<PlainElement.Attribute>, _ input: UnsafeBufferPointer<UInt8>,
    _ decoded: UnsafeBufferPointer<UInt8>
  ) {
    source = unsafe .plain(attributes, input, decoded: decoded)
  }

  /// Calls `body` with the local name and value of each attribute, in the order of the document.
  public func forEach(_ body: (_ name: Span<UInt8>, _ value: Span<UInt8>) -> Void) {
    switch source {
    case .groups(let pointer, let count):
      guard let pointer = unsafe pointer else { return }
      for index in 0..<count {
        let group = unsafe pointer + 5 * index
        guard let name = unsafe group[0], let start = unsafe group[3], let end = unsafe group[4] else { continue }
        unsafe body(streamBytes(name, cm_length(name)).span, streamBytes(start, unsafe end - start).span)
      }
    case .plain(let attributes, let input, let decoded):
      for index in 0..<attributes.count {
        let attribute = unsafe attributes[index]
        unsafe body(attribute.name(in: input).span, attribute.value(in: attribute.isDecoded ? decoded : input).span)
      }
    }
  }
}

/// Reads an XML document that arrives in pieces, strictly as XML 1.0 and Namespaces have it, in memory that does not grow with it.
///
/// No network and no entities but XML's own five; a document type with declarations is refused, as are elements nested
/// deeper than 256 and names or attributes longer than libxml2's limits. Plain elements are read by `PlainElement`, all else by
/// libxml2, which need not know of them: what it stands in is the same before and after each.
///
/// - Complexity: O(*n*); pieces of 64 KiB or more are best, since an element that a piece cuts is read again.
@safe public final class XMLStream {
  /// Why reading ended early.
  public struct Failure: Hashable, Sendable {
    /// A sentence without line break.
    public var message: String
    /// 1-based.
    public var line: Int
  }

  public private(set) var failure: Failure?
  /// Whether plain elements are kept from libxml2. Off only to test that it makes no difference.
  package var readsPlainElements = true
  /// Elements told with all that is in them, without libxml2.
  private(set) var plainElementCount = 0
  private let handler: any XMLStreamHandler
  private let skipsSpace: Bool
  private var stream: OpaquePointer?
  /// What is not read yet: the beginning of an element.
  private var pending: [UInt8] = []
  /// As long as there is less, trying again is of no use.
  private var enough = 0
  private var plain = PlainElement()
  private var place = Place()
  /// How often libxml2 may still be handed a single tag, to see whether plain elements follow. A document that is not plain uses
  /// this up and is left to libxml2.
  private var tries = 64
  /// Line feeds in plain elements that libxml2 has not been told of.
  private var plainLines = 0
  private var toldLines: Int32 = 0

  /// - Parameter skipsSpace: whether white space between an end tag and the next tag is left out; where elements have either text or
  ///   elements in them, that is half of all text runs and says nothing.
  public init(_ handler: any XMLStreamHandler, skipsSpace: Bool = false) {
    self.handler = handler
    self.skipsSpace = skipsSpace
  }

  deinit {
    if let stream = unsafe stream { unsafe cm_stream_close(stream) }
  }

  /// The line being read, 1-based.
  public var line: Int { unsafe (stream.map { unsafe cm_stream_line($0) } ?? 1) + plainLines + Int(toldLines) }

  /// - Returns: whether more can be read.
  @discardableResult
  public func push(_ bytes: [UInt8]) -> Bool {
    // libxml2 takes more than 10 MB at once for a text without end.
    for start in stride(from: 0, to: bytes.count, by: Self.largestPiece) where failure == nil {
      let range = start..<min(start + Self.largestPiece, bytes.count)
      if readsPlainElements, tries > 0 || !pending.isEmpty {
        pending += bytes[range]
        if pending.count >= enough { readPending(isLast: false) }
      } else {
        unsafe bytes.withUnsafeBufferPointer { unsafe feed(.init(rebasing: $0[range])) }
      }
    }
    return failure == nil
  }

  /// Says that nothing follows.
  public func finish() {
    if failure == nil { readPending(isLast: true) }
    unsafe feed(.init(start: nil, count: 0), isLast: true)
  }

  private static let largestPiece = 1 << 20

  /// What libxml2 reads; less than four bytes tell it nothing of the encoding.
  private func feed(_ bytes: UnsafeBufferPointer<UInt8>, isLast: Bool = false) {
    guard failure == nil, let stream = unsafe opened() else { return }
    let start = unsafe UnsafeRawPointer(bytes.baseAddress)?.assumingMemoryBound(to: CChar.self)
    let status = unsafe cm_stream_push(stream, start, bytes.count, isLast ? 1 : 0)
    if status != 0, failure == nil { failure = Failure(message: "reading was ended", line: line) }
  }

  private func opened() -> OpaquePointer? {
    if let stream = unsafe stream { return unsafe stream }
    var callbacks = unsafe cm_stream_handler(
      context: Unmanaged.passUnretained(self).toOpaque(), start: onStreamStart, end: onStreamEnd, text: onStreamText,
      instruction: onStreamInstruction, problem: onStreamProblem)
    unsafe stream = cm_stream_open(&callbacks, skipsSpace ? 1 : 0)
    return unsafe stream
  }

  // MARK: What libxml2 tells

  fileprivate func start(
    _ name: Span<UInt8>, _ space: UnsafePointer<CChar>?, hasPrefix: Bool, _ attributes: XMLAttributes
  ) -> Bool {
    unsafe place.open(space, hasPrefix: hasPrefix)
    return unsafe handler.start(name, in: streamBytes(space).span, attributes)
  }

  fileprivate func end() {
    place.close()
    handler.end()
  }

  fileprivate func text(_ bytes: Span<UInt8>) -> Bool {
    place.isAfterEnd = false
    return handler.text(bytes)
  }

  fileprivate func instruction(_ target: Span<UInt8>, _ data: Span<UInt8>) { handler.instruction(target, data) }

  /// Only fatal errors end reading; the first is the cause of those after it.
  fileprivate func problem(severity: Int, line: Int, message: String) {
    guard severity >= 3, failure == nil else { return }
    let words = message.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    failure = Failure(message: words.isEmpty ? "the document is not well-formed XML" : words, line: max(line, 1))
  }

  // MARK: Plain elements

  /// Where libxml2 stands in the document.
  @safe private struct Place {
    /// The namespaces that elements without prefix are in, by the elements that are open; `nil` where that is not known.
    private var spaces: [UnsafePointer<CChar>??] = unsafe []
    private var head: [UInt8] = []
    private var isUTF8: Bool?
    var isAfterEnd = false

    var space: UnsafePointer<CChar>?? { unsafe spaces.last ?? .none }

    mutating func open(_ space: UnsafePointer<CChar>?, hasPrefix: Bool) {
      unsafe spaces.append(hasPrefix ? .none : .some(space))
      isAfterEnd = false
    }

    mutating func close() {
      unsafe spaces.removeLast()
      isAfterEnd = true
    }

    /// - Parameter bytes: what libxml2 is handed, up to the end of a tag.
    mutating func pass(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) {
      guard isUTF8 == nil else { return }
      unsafe head.append(contentsOf: bytes)
      guard let end = head.firstIndex(of: UInt8(ascii: ">")) else { return }
      let bom: [UInt8] = [0xEF, 0xBB, 0xBF]
      let text = Array(head[...end].dropFirst(head.starts(with: bom) ? bom.count : 0))
      isUTF8 =
        text.first == UInt8(ascii: "<") && !text.contains(0) && ["utf-8", nil].contains(DeclaredCharset.find(in: text))
      head = []
    }

    var allowsPlainElements: Bool { unsafe isUTF8 == true && (1..<128).contains(spaces.count) && space != nil }
  }

  private func readPending(isLast: Bool) {
    let end = unsafe pending.withUnsafeBufferPointer { unsafe readInTurns($0, isLast: isLast) }
    pending.removeSubrange(..<end)
  }

  /// Lets libxml2 read tag by tag until it stands where plain elements can be read, which it is not handed; where that ends, goes on
  /// with it.
  ///
  /// - Returns: where an element begins that is cut, or the end.
  private func readInTurns(_ input: UnsafeBufferPointer<UInt8>, isLast: Bool) -> Int {
    var position = 0
    enough = 0
    while position < input.count, failure == nil {
      if isBetweenTags {
        let isCut = unsafe readPlainElements(input, &position)
        if isCut, !isLast, input.count - position < Self.largestPiece {
          enough = 2 * (input.count - position)
          return position
        }
      }
      let end = unsafe tries > 0 ? endOfTag(input, from: position) : input.count
      tries = max(tries - 1, 0)
      unsafe place.pass(input[position..<end])
      unsafe feed(.init(rebasing: input[position..<end]))
      position = end
    }
    return input.count
  }

  private func endOfTag(_ input: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    unsafe min(cm_find(input.baseAddress, input.count, start, UInt8(ascii: ">")) + 1, input.count)
  }

  private var isBetweenTags: Bool {
    guard tries > 0, place.allowsPlainElements, let stream = unsafe stream else { return false }
    return unsafe cm_stream_is_between_tags(stream) != 0
  }

  /// Tells all plain elements from `position`, and goes there to their end.
  ///
  /// - Returns: whether the bytes end in one.
  private func readPlainElements(_ input: UnsafeBufferPointer<UInt8>, _ position: inout Int) -> Bool {
    var outcome = PlainElement.Outcome.isDoubtful
    repeat {
      outcome = unsafe plain.read(input, from: position, skipsSpace: skipsSpace, isAfterEnd: place.isAfterEnd)
      guard case .isRead(let end) = outcome else { break }
      guard unsafe tell(input) else {
        failure = Failure(message: "reading was ended", line: line)
        return false
      }
      position = end
      plainElementCount += 1
      plainLines += Int(plain.lines)
      toldLines = 0
      place.isAfterEnd = true
    } while position < input.count
    if plainLines > 0 || place.isAfterEnd, let stream = unsafe stream {
      unsafe cm_stream_skip(stream, plainLines, place.isAfterEnd ? 1 : 0)
      plainLines = 0
    }
    return outcome == .isCut
  }

  /// Hands the element that was read to the handler; whether to go on.
  private func tell(_ input: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let space = unsafe place.space else { return false }
    let (spaceBytes, handler) = unsafe (streamBytes(space), handler)
    return unsafe plain.forEach(input) { event in
      toldLines = event.lines
      switch event.kind {
      case .start(let attributes): return unsafe handler.start(event.bytes.span, in: spaceBytes.span, attributes)
      case .leaf(let attributes, let text):
        return unsafe handler.leaf(event.bytes.span, in: spaceBytes.span, attributes, text: text.span)
      case .end:
        handler.end()
        return true
      case .text: return unsafe handler.text(event.bytes.span)
      }
    }
  }
}

private typealias Context = UnsafeMutableRawPointer?
private typealias Chars = UnsafePointer<CChar>?

private func streamBytes(_ text: UnsafePointer<CChar>, _ count: Int) -> UnsafeBufferPointer<UInt8> {
  unsafe UnsafeBufferPointer(start: UnsafeRawPointer(text).assumingMemoryBound(to: UInt8.self), count: count)
}

private func streamBytes(_ text: Chars) -> UnsafeBufferPointer<UInt8> {
  guard let text = unsafe text else { return unsafe UnsafeBufferPointer(start: nil, count: 0) }
  return unsafe streamBytes(text, cm_length(text))
}

/// Calls `body` with the stream that a callback belongs to, which the caller of `push` keeps alive.
private func withStream<Result>(_ context: Context, _ fallback: Result, _ body: (XMLStream) -> Result) -> Result {
  guard let context = unsafe context else { return fallback }
  return unsafe Unmanaged<XMLStream>.fromOpaque(context)._withUnsafeGuaranteedRef(body)
}

private let onStreamStart: @convention(c) (Context, Chars, CInt, Chars, UnsafePointer<Chars>?, CInt) -> CInt = {
  context, name, hasPrefix, space, attributes, count in
  let list = unsafe XMLAttributes(attributes, count: Int(count))
  return unsafe withStream(context, 1) {
    unsafe $0.start(streamBytes(name).span, space, hasPrefix: hasPrefix != 0, list) ? 0 : 1
  }
}

private let onStreamEnd: @convention(c) (Context) -> Void = { context in unsafe withStream(context, ()) { $0.end() } }

private let onStreamText: @convention(c) (Context, Chars, Int) -> CInt = { context, text, size in
  guard let text = unsafe text else { return 1 }
  return unsafe withStream(context, 1) { unsafe $0.text(streamBytes(text, size).span) ? 0 : 1 }
}

private let onStreamInstruction: @convention(c) (Context, Chars, Chars) -> Void = { context, target, data in
  unsafe withStream(context, ()) { unsafe $0.instruction(streamBytes(target).span, streamBytes(data).span) }
}

private let onStreamProblem: @convention(c) (Context, CInt, CInt, CInt, Chars) -> Void = {
  context, _, severity, line, message in
  let text = unsafe message.map { unsafe String(cString: $0) } ?? ""
  unsafe withStream(context, ()) { $0.problem(severity: Int(severity), line: Int(line), message: text) }
}
