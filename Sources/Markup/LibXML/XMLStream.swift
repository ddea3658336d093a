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

  func instruction(_ target: Span<UInt8>, _ data: Span<UInt8>)
}

/// The attributes of an element where libxml2 keeps them.
@safe public struct XMLAttributes {
  let pointer: UnsafePointer<UnsafePointer<CChar>?>?
  let count: Int

  /// Calls `body` with the local name and value of each attribute, in the order of the document.
  public func forEach(_ body: (_ name: Span<UInt8>, _ value: Span<UInt8>) -> Void) {
    guard let pointer = unsafe pointer else { return }
    for index in 0..<count {
      let group = unsafe pointer + 5 * index
      guard let name = unsafe group[0], let start = unsafe group[3], let end = unsafe group[4] else { continue }
      unsafe body(
        streamBytes(name, cm_length(name)).span, streamBytes(start, unsafe end - start).span)
    }
  }
}

/// Reads an XML document that arrives in pieces, strictly as XML 1.0 and Namespaces have it, in memory that does not grow with it.
///
/// No network and no entities but XML's own five; a document type with declarations is refused, as are elements nested
/// deeper than 256 and names or attributes longer than libxml2's limits.
///
/// - Complexity: O(*n*); pieces of 64 KiB or more are best, since libxml2 reads a token again that a piece cuts.
@safe public final class XMLStream {
  /// Why reading ended early.
  public struct Failure: Hashable, Sendable {
    /// A sentence without line break.
    public var message: String
    /// 1-based.
    public var line: Int
  }

  public private(set) var failure: Failure?
  private let handler: any XMLStreamHandler
  private var stream: OpaquePointer?

  private let skipsSpace: Bool

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
  public var line: Int { unsafe stream.map { unsafe cm_stream_line($0) } ?? 1 }

  /// - Returns: whether more can be read.
  @discardableResult
  public func push(_ bytes: [UInt8]) -> Bool {
    // libxml2 takes more than 10 MB at once for a text without end.
    for start in stride(from: 0, to: bytes.count, by: Self.largestPiece) {
      guard push(bytes, start..<min(start + Self.largestPiece, bytes.count), isLast: false) else { return false }
    }
    return failure == nil
  }

  private static let largestPiece = 1 << 20

  /// Says that nothing follows.
  public func finish() { push([], 0..<0, isLast: true) }

  @discardableResult
  private func push(_ bytes: [UInt8], _ range: Range<Int>, isLast: Bool) -> Bool {
    guard failure == nil, let stream = unsafe opened() else { return false }
    // `cm_stream_push` takes an `int`, and a small document must hold the first four bytes.
    let status = unsafe bytes.withUnsafeBytes { raw in
      let start = unsafe raw.baseAddress?.advanced(by: range.lowerBound).assumingMemoryBound(to: CChar.self)
      return unsafe cm_stream_push(stream, start, range.count, isLast ? 1 : 0)
    }
    if status != 0, failure == nil { failure = Failure(message: "reading was ended", line: line) }
    return status == 0
  }

  private func opened() -> OpaquePointer? {
    if let stream = unsafe stream { return unsafe stream }
    var callbacks = unsafe cm_stream_handler(
      context: Unmanaged.passUnretained(self).toOpaque(), start: onStreamStart, end: onStreamEnd, text: onStreamText,
      instruction: onStreamInstruction, problem: onStreamProblem)
    unsafe stream = cm_stream_open(&callbacks, skipsSpace ? 1 : 0)
    return unsafe stream
  }

  fileprivate func start(_ name: Span<UInt8>, _ space: Span<UInt8>, _ attributes: XMLAttributes) -> Bool {
    handler.start(name, in: space, attributes)
  }

  fileprivate func end() { handler.end() }
  fileprivate func text(_ bytes: Span<UInt8>) -> Bool { handler.text(bytes) }

  fileprivate func instruction(_ target: Span<UInt8>, _ data: Span<UInt8>) { handler.instruction(target, data) }

  /// Only fatal errors end reading; the first is the cause of those after it.
  fileprivate func problem(severity: Int, line: Int, message: String) {
    guard severity >= 3, failure == nil else { return }
    let words = message.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    failure = Failure(message: words.isEmpty ? "the document is not well-formed XML" : words, line: max(line, 1))
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

private let onStreamStart: @convention(c) (Context, Chars, Chars, UnsafePointer<Chars>?, CInt) -> CInt = {
  context, name, space, attributes, count in
  let list = unsafe XMLAttributes(pointer: attributes, count: Int(count))
  return unsafe withStream(context, 1) {
    unsafe $0.start(streamBytes(name).span, streamBytes(space).span, list) ? 0 : 1
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
