private import CMarkup
internal import Diagnostics

/// libxml2's SAX interface, through `CMarkup`: the only Swift that calls it, and the only place a parser's pointers exist.
enum SAXParser {
  enum Syntax { case html, xml }

  /// `bytes` must be valid UTF-8 without NUL; `line` gives the line in the page of one in `bytes`.
  static func parse(
    _ bytes: [UInt8], as syntax: Syntax, limits: Limits, plainAttributes: PlainAttributes? = nil,
    line: (Int) -> Int = { $0 }
  ) -> Parsed<MarkupDocument> {
    var builder = DocumentBuilder(
      syntax, limits: limits, expectedBytes: bytes.count, plainAttributes: plainAttributes)
    unsafe withUnsafeMutablePointer(to: &builder) { builder in
      var handler = unsafe cm_handler(
        context: UnsafeMutableRawPointer(builder), start: onStart, end: onEnd, text: onText, problem: onProblem)
      unsafe bytes.withUnsafeBytes { raw in
        let start = unsafe raw.baseAddress?.assumingMemoryBound(to: CChar.self)
        let parse = syntax == .html ? unsafe cm_parse_html : unsafe cm_parse_xml
        if unsafe parse(start, raw.count, &handler) != 0 {
          unsafe builder.pointee.problem(code: 0, line: 0, message: "the document is too large to parse")
        }
      }
    }
    builder.placeProblems(line)
    return builder.finish()
  }
}

/// A tag's attributes where libxml2 keeps them.
@safe struct AttributeList {
  let pointer: UnsafePointer<UnsafePointer<CChar>?>?

  func forEach(_ body: (_ name: UnsafeBufferPointer<UInt8>, _ value: UnsafeBufferPointer<UInt8>) -> Void) {
    guard var next = unsafe pointer else { return }
    while let name = unsafe next[0] {
      unsafe body(bytes(name), next[1].map { unsafe bytes($0) } ?? UnsafeBufferPointer(start: nil, count: 0))
      unsafe next += 2
    }
  }
}

private typealias Context = UnsafeMutableRawPointer?
private typealias Chars = UnsafePointer<CChar>?

private func bytes(_ text: UnsafePointer<CChar>) -> UnsafeBufferPointer<UInt8> {
  unsafe UnsafeBufferPointer(
    start: UnsafeRawPointer(text).assumingMemoryBound(to: UInt8.self), count: cm_length(text))
}

private func builder(_ context: Context) -> UnsafeMutablePointer<DocumentBuilder>? {
  unsafe context?.assumingMemoryBound(to: DocumentBuilder.self)
}

private let onStart: @convention(c) (Context, Chars, UnsafePointer<Chars>?) -> CInt = { context, name, attributes in
  guard let builder = unsafe builder(context), let name = unsafe name else { return 1 }
  guard unsafe builder.pointee.start(bytes(name)) else { return 1 }
  unsafe AttributeList(pointer: attributes).forEach { unsafe builder.pointee.readAttribute($0, $1) }
  return 0
}

private let onEnd: @convention(c) (Context, Chars) -> Void = { context, name in
  guard let builder = unsafe builder(context), let name = unsafe name else { return }
  unsafe builder.pointee.end(bytes(name))
}

private let onText: @convention(c) (Context, Chars, Int) -> CInt = { context, text, size in
  guard let builder = unsafe builder(context), let text = unsafe text else { return 1 }
  let start = unsafe UnsafeRawPointer(text).assumingMemoryBound(to: UInt8.self)
  return unsafe builder.pointee.text(UnsafeBufferPointer(start: start, count: size)) ? 0 : 1
}

private let onProblem: @convention(c) (Context, CInt, CInt, CInt, Chars) -> Void = {
  context, code, _, line, message in
  guard let builder = unsafe builder(context), let message = unsafe message else { return }
  unsafe builder.pointee.problem(code: Int(code), line: Int(line), message: String(cString: message))
}
