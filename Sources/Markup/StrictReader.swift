private import CMarkup
internal import Diagnostics

/// Reads markup that keeps all rules, as most records of feeds and most descriptions in them do, many times faster than libxml2
/// can; gives up at the first doubt, and then libxml2 reads it all again with its ways to recover.
///
/// XML must be well-formed, without a document type. Fragments of HTML must nest a few common elements as the standard has them,
/// so that nothing opens or closes by itself. Where both readers accept, they agree (a differential test keeps that true),
/// except that no `html`, `body` and paragraphs are implied around a fragment.
@safe struct StrictReader {
  /// What may stand in an element of HTML; XML knows only `flow`.
  private enum Content { case flow, list, phrasing }

  private struct OpenElement {
    var name: Range<Int>
    var content: Content
    var isLink: Bool
  }

  private enum Step { case goOn, isFull, isDoubtful }

  /// Valid while `read` runs.
  private let input: UnsafeBufferPointer<UInt8>
  private let size: Int
  private let syntax: SAXParser.Syntax
  private let limits: Limits
  private var builder: DocumentBuilder
  private var open: [OpenElement] = []
  private var openLinks = 0
  private var position = 0
  private var hasRoot = false
  private var scratch: [UInt8] = []

  /// The document, or `nil` where libxml2 has to decide.
  ///
  /// - Complexity: O(*n*).
  static func read(_ input: [UInt8], as syntax: SAXParser.Syntax, limits: Limits) -> Parsed<MarkupDocument>? {
    unsafe input.withUnsafeBufferPointer { input in
      var reader = unsafe StrictReader(input, syntax, limits)
      return reader.readAll()
    }
  }

  private mutating func readAll() -> Parsed<MarkupDocument>? {
    while position < size {
      let step = byte(at: position) == UInt8(ascii: "<") ? readMarkup() : readText()
      if step == .isDoubtful { return nil }
      if step == .isFull { return builder.finish() }
    }
    return open.isEmpty && (syntax == .html || hasRoot) ? builder.finish() : nil
  }

  private init(_ input: UnsafeBufferPointer<UInt8>, _ syntax: SAXParser.Syntax, _ limits: Limits) {
    unsafe self.input = input
    size = input.count
    self.syntax = syntax
    self.limits = limits
    builder = DocumentBuilder(syntax, limits: limits, expectedBytes: input.count)
  }

  private mutating func readMarkup() -> Step {
    switch byte(at: position + 1) {
    case UInt8(ascii: "/"): readEndTag()
    case UInt8(ascii: "!") where syntax == .xml: readDeclaration()
    case UInt8(ascii: "?") where syntax == .xml: skip(to: [0x3F, 0x3E], from: position + 2)
    case let first where Self.startsName(first): readStartTag()
    default: .isDoubtful
    }
  }

  // MARK: Tags

  private mutating func readStartTag() -> Step {
    let name = nameRange(from: position + 1)
    position = name.upperBound
    if open.isEmpty, syntax == .xml {
      guard !hasRoot else { return .isDoubtful }
      hasRoot = true
    }
    guard unsafe builder.start(bytes(name)) else { return .isFull }
    let kind = kind(of: builder.lastName)
    guard let kind else { return .isDoubtful }
    guard let isSelfClosing = readAttributes() else { return .isDoubtful }
    guard isSelfClosing || kind == .void else {
      open.append(OpenElement(name: name, content: kind.content, isLink: kind == .link))
      if kind == .link { openLinks += 1 }
      return .goOn
    }
    guard syntax == .xml || kind == .void else { return .isDoubtful }
    builder.end()
    return .goOn
  }

  private mutating func readEndTag() -> Step {
    let name = nameRange(from: position + 2)
    var end = name.upperBound
    while Self.isSpace(byte(at: end)) { end += 1 }
    guard byte(at: end) == UInt8(ascii: ">"), let last = open.popLast(), isSameName(last.name, name) else {
      return .isDoubtful
    }
    if last.isLink { openLinks -= 1 }
    builder.end()
    position = end + 1
    return .goOn
  }

  private func isSameName(_ first: Range<Int>, _ second: Range<Int>) -> Bool {
    guard first.count == second.count else { return false }
    let distance = second.lowerBound - first.lowerBound
    for offset in first {
      let (one, other) = (byte(at: offset), byte(at: offset + distance))
      guard one == other || syntax == .html && lowercased(one) == lowercased(other) else { return false }
    }
    return true
  }

  /// Whether the tag closes its element, or `nil` in doubt.
  private mutating func readAttributes() -> Bool? {
    var count = 0
    while true {
      let start = position
      while Self.isSpace(byte(at: position)) { position += 1 }
      switch byte(at: position) {
      case UInt8(ascii: ">"):
        position += 1
        return false
      case UInt8(ascii: "/") where byte(at: position + 1) == UInt8(ascii: ">"):
        position += 2
        return true
      case let first where Self.startsName(first) && position > start && count < limits.attributesPerElement:
        count += 1
        guard readAttribute(), count == 1 || !builder.repeatsLastAttribute else { return nil }
      default: return nil
      }
    }
  }

  /// `name="value"`; whether it is that.
  private mutating func readAttribute() -> Bool {
    let name = nameRange(from: position)
    let quote = byte(at: name.upperBound + 1)
    guard byte(at: name.upperBound) == UInt8(ascii: "="), quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'")
    else { return false }
    position = name.upperBound + 2
    let value = position..<find(quote, from: position)
    if value.upperBound < size, endOfPlainRun(in: value) == value.upperBound {
      // Nothing in it to decode: it need not be copied.
      position = value.upperBound + 1
      if !isNamespaceDeclaration(name) { unsafe builder.attribute(bytes(name), bytes(value)) }
      return true
    }
    return value.upperBound < size && readValue(value, of: name)
  }

  private mutating func readValue(_ value: Range<Int>, of name: Range<Int>) -> Bool {
    scratch.removeAll(keepingCapacity: true)
    while position < value.upperBound {
      let end = endOfPlainRun(in: position..<value.upperBound)
      unsafe scratch.append(contentsOf: bytes(position..<end))
      position = end
      guard position < value.upperBound else { break }
      switch byte(at: position) {
      case UInt8(ascii: "&"):
        guard let scalar = readReference() else { return false }
        appendToScratch(scalar)
      case 0x09, 0x0A, 0x0D:
        // XML makes spaces of them, and of both bytes of a line's end only one.
        guard syntax == .html || byte(at: position + 1) != 0x0A || byte(at: position) != 0x0D else { return false }
        scratch.append(syntax == .html ? byte(at: position) : 0x20)
        position += 1
      default: return false
      }
    }
    guard position == value.upperBound else { return false }
    position += 1
    if !isNamespaceDeclaration(name) {
      unsafe scratch.withUnsafeBufferPointer { unsafe builder.attribute(bytes(name), $0) }
    }
    return true
  }

  private func isNamespaceDeclaration(_ name: Range<Int>) -> Bool {
    syntax == .xml && name.count >= 5 && has("xmlns", at: name.lowerBound)
      && (name.count == 5 || byte(at: name.lowerBound + 5) == UInt8(ascii: ":"))
  }

  // MARK: Text

  private mutating func readText() -> Step {
    let start = position
    while true {
      position = endOfPlainRun(in: position..<size)
      guard byte(at: position) == 0x0A || byte(at: position) == 0x09 else { break }
      position += 1
    }
    if position < size, ![0x0D, UInt8(ascii: "<"), UInt8(ascii: "&")].contains(byte(at: position)) {
      return .isDoubtful
    }
    guard allowsText(start..<position) else { return .isDoubtful }
    guard position == start || append(start..<position) else { return .isFull }
    switch byte(at: position) {
    case UInt8(ascii: "&"): return readReferenceInText()
    case 0x0D: return readCarriageReturn()
    default: return .goOn
    }
  }

  /// Text of lists and outside an XML document's root is white space only.
  private func allowsText(_ range: Range<Int>) -> Bool {
    if syntax == .html ? open.last?.content != .list : !open.isEmpty { return true }
    return range.allSatisfy { Self.isSpace(byte(at: $0)) } && byte(at: range.upperBound) != UInt8(ascii: "&")
  }

  private mutating func append(_ range: Range<Int>) -> Bool {
    if syntax == .xml, open.isEmpty { return true }
    return unsafe builder.text(bytes(range))
  }

  private mutating func readCarriageReturn() -> Step {
    position += 1
    if syntax == .xml {
      // `\r\n` is one newline, and so is `\r` alone.
      guard byte(at: position) != 0x0A else { return .goOn }
      return append(Unicode.Scalar(0x0A)) ? .goOn : .isFull
    }
    return append((position - 1)..<position) ? .goOn : .isFull
  }

  private mutating func readReferenceInText() -> Step {
    let next = byte(at: position + 1)
    if syntax == .html, !Self.startsName(next), next != UInt8(ascii: "#") {
      position += 1
      return append((position - 1)..<position) ? .goOn : .isFull
    }
    guard let scalar = readReference() else { return .isDoubtful }
    return append(scalar) ? .goOn : .isFull
  }

  private mutating func append(_ scalar: Unicode.Scalar) -> Bool {
    if syntax == .xml, open.isEmpty { return true }
    scratch.removeAll(keepingCapacity: true)
    appendToScratch(scalar)
    return unsafe scratch.withUnsafeBufferPointer { unsafe builder.text($0) }
  }

  private mutating func appendToScratch(_ scalar: Unicode.Scalar) {
    if let encoded = UTF8.encode(scalar) { scratch.append(contentsOf: encoded) }
  }

  /// What the reference at `position` stands for; `nil` if it is not one that ends in a semicolon.
  private mutating func readReference() -> Unicode.Scalar? {
    var end = position + 1
    while end < size, end - position < 34, byte(at: end) != UInt8(ascii: ";") { end += 1 }
    guard byte(at: end) == UInt8(ascii: ";"),
      let scalar = unsafe CharacterReference.scalar(bytes((position + 1)..<end).span)
    else { return nil }
    position = end + 1
    return scalar
  }

  // MARK: Declarations

  private mutating func readDeclaration() -> Step {
    if has("<!--", at: position) { return skip(to: [0x2D, 0x2D, 0x3E], from: position + 4) }
    guard !open.isEmpty, has("<![CDATA[", at: position) else { return .isDoubtful }
    let start = position + 9
    guard skip(to: [0x5D, 0x5D, 0x3E], from: start) == .goOn else { return .isDoubtful }
    return appendData(start..<(position - 3))
  }

  private mutating func appendData(_ range: Range<Int>) -> Step {
    guard holdsControl(range) else { return range.isEmpty || append(range) ? .goOn : .isFull }
    var start = range.lowerBound
    for offset in range where byte(at: offset) < 0x20 && byte(at: offset) != 0x0A && byte(at: offset) != 0x09 {
      guard byte(at: offset) == 0x0D else { return .isDoubtful }
      guard append(start..<offset) else { return .isFull }
      start = offset + 1
      if byte(at: start) != 0x0A, !append(Unicode.Scalar(0x0A)) { return .isFull }
    }
    return start == range.upperBound || append(start..<range.upperBound) ? .goOn : .isFull
  }

  /// A byte below a space that is neither a line feed nor a tab.
  private func holdsControl(_ range: Range<Int>) -> Bool {
    var isFound = false
    for offset in range {
      let byte = unsafe input[offset]
      isFound = isFound || byte < 0x20 && byte != 0x0A && byte != 0x09
    }
    return isFound
  }

  /// Goes to one past the first `end` at or after `start`.
  private mutating func skip(to end: [UInt8], from start: Int) -> Step {
    var last = find(end[end.count - 1], from: start + end.count - 1)
    while last < size {
      if end.indices.allSatisfy({ byte(at: last - end.count + 1 + $0) == end[$0] }) {
        position = last + 1
        return .goOn
      }
      last = find(end[end.count - 1], from: last + 1)
    }
    return .isDoubtful
  }

  private func find(_ byte: UInt8, from start: Int) -> Int {
    unsafe cm_find(input.baseAddress, size, start, byte)
  }

  /// Where the first byte in `range` is that is below a space, `<` or `&`; or its end.
  private func endOfPlainRun(in range: Range<Int>) -> Int {
    var offset = range.lowerBound
    while offset + 8 <= range.upperBound {
      let word = unsafe UnsafeRawBufferPointer(input).loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      if Self.holdsSign(word) { break }
      offset += 8
    }
    while offset < range.upperBound {
      let byte = byte(at: offset)
      if byte < 0x20 || byte == UInt8(ascii: "<") || byte == UInt8(ascii: "&") { return offset }
      offset += 1
    }
    return offset
  }

  /// Whether one of eight bytes is below a space, `<` or `&` (Mycroft's test for zero bytes, three times).
  @inline(__always)
  private static func holdsSign(_ word: UInt64) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let less = word ^ ones &* UInt64(UInt8(ascii: "<"))
    let ampersand = word ^ ones &* UInt64(UInt8(ascii: "&"))
    let found =
      (word &- ones &* 0x20) & ~word | (less &- ones) & ~less | (ampersand &- ones) & ~ampersand
    return found & (ones &* 0x80) != 0
  }

  // MARK: Characters

  /// Zero beyond the end.
  @inline(__always)
  private func byte(at offset: Int) -> UInt8 { offset < size ? unsafe input[offset] : 0 }

  private func bytes(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> { unsafe .init(rebasing: input[range]) }

  private func has(_ word: StaticString, at start: Int) -> Bool {
    for index in 0..<word.utf8CodeUnitCount where unsafe byte(at: start + index) != word.utf8Start[index] {
      return false
    }
    return true
  }

  private func nameRange(from start: Int) -> Range<Int> {
    var end = start
    while end < size, StartTag.isNameByte(byte(at: end)) || byte(at: end) == UInt8(ascii: ".") { end += 1 }
    return start..<end
  }

  private static func startsName(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || byte == UInt8(ascii: "_") || byte >= 0x80
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D }
}

extension StrictReader {
  private enum Kind {
    case void, flow, list, item, paragraph, phrasing, link

    var content: Content {
      switch self {
      case .flow, .item: .flow
      case .list: .list
      case .void, .paragraph, .phrasing, .link: .phrasing
      }
    }
  }

  /// `nil` where an element may not stand, or is none that keeps itself to the rules.
  private func kind(of name: MarkupName) -> Kind? {
    guard syntax == .html else { return .flow }
    let around = open.last?.content ?? .flow
    switch name {
    case .br, .img: return around == .list ? nil : .void
    case .b, .strong, .i, .em, .u, .span, .font, .small: return around == .list ? nil : .phrasing
    case .a: return around == .list || openLinks > 0 ? nil : .link
    case .p, .h1, .h2, .h3, .h4, .h5, .h6: return around == .flow ? .paragraph : nil
    case .div, .section, .article, .blockquote: return around == .flow ? .flow : nil
    case .ul, .ol: return around == .flow ? .list : nil
    case .li: return around == .list ? .item : nil
    default: return nil
    }
  }
}
