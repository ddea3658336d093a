private import CMarkup
internal import Diagnostics

/// Builds the tree of a page from its tags and texts, as libxml2 does, in a fraction of its time.
///
/// It knows which start tags open and close other elements, which end tags close what, and references without a semicolon; that is
/// nearly all that is wrong with real pages. At the first doubt about anything else it gives up, and libxml2 reads the whole page.
/// Where both read a page, they agree in everything, remarks too (a differential test keeps that true).
@safe struct PageTree {
  /// Valid while the page is read.
  private let input: UnsafeBufferPointer<UInt8>
  private let limits: Limits
  private var builder: DocumentBuilder
  private var open: [QualifiedName] = []
  /// Whether libxml2 has to decide.
  private(set) var isDoubtful = false
  private var hasBegun = false
  private var hasHead = false
  private var hasBody = false
  /// How much white space stands in a row where no text may; libxml2 takes a lot of it for text.
  private var blanks = 0
  private var scratch: [UInt8] = []
  /// `html`, `head` and `body` tags that were dropped; as many end tags are.
  private var dropped = 0
  /// At least the number of the tag's bytes that make the prefilter drop attributes if they are many.
  private var signs = 0

  init(_ input: UnsafeBufferPointer<UInt8>, limits: Limits) {
    unsafe self.input = input
    self.limits = limits
    // Of real pages a sixth is no script.
    builder = DocumentBuilder(.html, limits: limits, expectedBytes: input.count / 6)
  }

  /// Closes what is open. `line` gives the line of an offset, both from 1. The tree is used up.
  mutating func finish(line: (Int) -> Int) -> Parsed<MarkupDocument>? {
    // Nothing but white space is an empty document.
    guard !isDoubtful, hasBegun else { return nil }
    builder.placeProblems(line)
    return builder.finish()
  }

  /// Gives up.
  mutating func doubt() { isDoubtful = true }

  // MARK: Tags

  /// Reads the start tag at `start`, whose name ends at `nameEnd`.
  ///
  /// - Returns: one past its `>`; `nil` in doubt.
  mutating func startTag(at start: Int, nameEnd: Int) -> Int? {
    blanks = 0
    let bytes = unsafe slice(start + 1..<nameEnd)
    guard open.count < limits.depth, nameEnd - start < 64, unsafe bytes.allSatisfy({ $0 < 0x80 }),
      byte(at: nameEnd) != UInt8(ascii: ".")
    else { return nil }
    let name = unsafe builder.qualifiedName(bytes)
    guard makeRoom(for: name) else { return nil }
    guard mayStand(name) else { return dropTag(name, nameEnd) }
    guard builder.start(name), let (end, isClosed) = readAttributes(from: nameEnd) else { return nil }
    push(name)
    if isClosed || Self.isVoid(name) { close() }
    return end
  }

  /// Reads a tag whose element is none.
  private mutating func dropTag(_ name: QualifiedName, _ nameEnd: Int) -> Int? {
    let built = builder
    guard builder.start(name), let (end, isClosed) = readAttributes(from: nameEnd), !isClosed,
      unsafe !slice(nameEnd..<end).contains(UInt8(ascii: "&"))
    else { return nil }
    builder = built
    dropped += 1
    complain(Self.misplaced, at: nameEnd)
    return end
  }

  /// Closes and opens what has to be closed and open before an element of that name.
  private mutating func makeRoom(for name: QualifiedName) -> Bool {
    while let last = open.last, Self.closes(last, before: name) { close() }
    return imply(before: name)
  }

  private mutating func push(_ name: QualifiedName) {
    open.append(name)
    hasBegun = true
    if name == Self.head { hasHead = true }
    if name == Self.body { (hasHead, hasBody) = (true, true) }
  }

  private mutating func close() {
    open.removeLast()
    builder.end()
  }

  /// Opens `html`, and `head` or `body`, where they are missing.
  private mutating func imply(before name: QualifiedName) -> Bool {
    if name == Self.html { return true }
    if open.isEmpty, !implied(Self.html) { return false }
    if name == Self.head || name == Self.body { return true }
    let isOfHead = name.prefix == nil && Self.ofHead.contains(name.local)
    if open.count <= 1, isOfHead { return hasHead || implied(Self.head) }
    if Self.frames.contains(name.local) && name.prefix == nil || hasBody { return true }
    return open.contains { $0 == Self.body || $0 == Self.head } || implied(Self.body)
  }

  private mutating func implied(_ name: QualifiedName) -> Bool {
    guard builder.start(name) else { return false }
    push(name)
    return true
  }

  /// A second `html` or `body` and a `head` in the wrong place are dropped by libxml2.
  private func mayStand(_ name: QualifiedName) -> Bool {
    if name == Self.html { return open.isEmpty }
    if name == Self.head { return open.count == 1 }
    return name != Self.body || !open.contains(Self.body)
  }

  /// Reads the end tag at `start`.
  ///
  /// - Returns: one past its `>`; `nil` in doubt.
  mutating func endTag(at start: Int) -> Int? {
    blanks = 0
    var nameEnd = start + 2
    while StartTag.isNameByte(byte(at: nameEnd)), byte(at: nameEnd) < 0x80 { nameEnd += 1 }
    let end = skipSpaces(from: nameEnd)
    guard isLetter(byte(at: start + 2)), nameEnd - start < 64, byte(at: end) == UInt8(ascii: ">") else { return nil }
    let name = unsafe builder.knownName(slice(start + 2..<nameEnd))
    if dropped > 0, name == Self.html || name == Self.head || name == Self.body {
      dropped -= 1
    } else if let name, name == open.last {
      close()
    } else {
      closeOuter(name, at: end + 1)
    }
    return end + 1
  }

  /// Closes an element with all in it, if none of them holds against its end tag.
  private mutating func closeOuter(_ name: QualifiedName?, at offset: Int) {
    guard let name, let position = open.lastIndex(of: name),
      !open[position...].contains(where: { Self.priority($0) > Self.priority(name) })
    else { return complain(Self.mismatch, at: offset) }
    while open.count > position + 1 {
      if let last = open.last, Self.needsEnd(last) { complain(Self.mismatch, at: offset) }
      close()
    }
    close()
  }

  // MARK: Attributes

  /// One past the tag's `>`, and whether it closes the element; `nil` in doubt.
  private mutating func readAttributes(from start: Int) -> (end: Int, isClosed: Bool)? {
    var (offset, isFirst) = (start, true)
    signs = 0
    while true {
      let next = skipSpaces(from: offset)
      let first = byte(at: next)
      if first == UInt8(ascii: ">") { return (next + 1, false) }
      if first == UInt8(ascii: "/"), byte(at: next + 1) == UInt8(ascii: ">") { return (next + 2, true) }
      signs += next - offset + 1
      let isName = isLetter(first) || first == UInt8(ascii: "_") || first == UInt8(ascii: ":")
      guard signs <= limits.attributesPerElement * 3, let end = isName ? readAttribute(at: next) : skipJunk(at: next),
        isFirst || !isName || !builder.repeatsLastAttribute
      else { return nil }
      (offset, isFirst) = (end, isFirst && !isName)
    }
  }

  /// Something that begins no attribute, up to the next space: `<div="x">`. Its quotes must be of one kind and closed.
  private mutating func skipJunk(at start: Int) -> Int? {
    let end = endOfBareValue(start)
    let junk = unsafe slice(start..<end)
    let quotes = unsafe junk.filter { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'") }
    let isOdd = unsafe junk.contains { "/.&".utf8.contains($0) }
    guard !isOdd, quotes.count % 2 == 0, Set(quotes).count < 2 else { return nil }
    complain(Self.noName, at: start)
    signs += end - start
    return end
  }

  /// `name="value"`, `name=value` or a name alone; where it ends, or `nil` in doubt.
  private mutating func readAttribute(at start: Int) -> Int? {
    var nameEnd = start
    while isNameByte(byte(at: nameEnd)) { nameEnd += 1 }
    // A colon alone is how the prefilter writes plain attributes.
    guard nameEnd - start < 96, nameEnd - start > 1 || byte(at: start) != PlainAttributes.reference else { return nil }
    let sign = skipSpaces(from: nameEnd)
    guard byte(at: sign) == UInt8(ascii: "=") else {
      guard sign > nameEnd || byte(at: sign) == UInt8(ascii: ">") || byte(at: sign) == UInt8(ascii: "/") else {
        return nil
      }
      unsafe builder.attribute(slice(start..<nameEnd), slice(nameEnd..<nameEnd))
      return nameEnd
    }
    let first = skipSpaces(from: sign + 1)
    let quote = byte(at: first)
    let isQuoted = quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'")
    let value = isQuoted ? first + 1..<find(quote, from: first + 1) : first..<endOfBareValue(first)
    guard unsafe value.upperBound < input.count, isQuoted || isBare(value), appendAttribute(start..<nameEnd, value)
    else {
      return nil
    }
    signs += first - nameEnd + (isQuoted ? 0 : value.count)
    return isQuoted ? value.upperBound + 1 : value.upperBound
  }

  private func endOfBareValue(_ start: Int) -> Int {
    var end = start
    while unsafe end < input.count, !Self.isSpace(byte(at: end)), byte(at: end) != UInt8(ascii: ">") { end += 1 }
    return end
  }

  /// Not empty, and without signs that make a value look like something else.
  private func isBare(_ value: Range<Int>) -> Bool {
    unsafe !value.isEmpty && slice(value).allSatisfy { !"\"'=<`".utf8.contains($0) }
  }

  private mutating func appendAttribute(_ name: Range<Int>, _ value: Range<Int>) -> Bool {
    var offset = endOfPlainRun(in: value)
    if offset == value.upperBound {
      unsafe builder.attribute(slice(name), slice(value))
      return true
    }
    scratch.removeAll(keepingCapacity: true)
    var start = value.lowerBound
    while offset < value.upperBound {
      let isReference = byte(at: offset) == UInt8(ascii: "&")
      guard isReference || allows(offset) else { return false }
      guard isReference else {
        offset = endOfPlainRun(in: offset + 1..<value.upperBound)
        continue
      }
      unsafe scratch.append(contentsOf: slice(start..<offset))
      guard let end = readReference(at: offset, in: value) else { return false }
      (start, offset) = (end, endOfPlainRun(in: end..<value.upperBound))
    }
    unsafe scratch.append(contentsOf: slice(start..<value.upperBound))
    unsafe scratch.withUnsafeBufferPointer { unsafe builder.attribute(slice(name), $0) }
    return true
  }

  // MARK: Text

  /// Text up to a tag or the page's end; if it is not whole, up to something that was cut.
  mutating func text(_ range: Range<Int>, isWhole: Bool) {
    let range = hasBegun ? range : skipSpaces(from: range.lowerBound, before: range.upperBound)..<range.upperBound
    guard !range.isEmpty, !isDoubtful, allowsText(range) else { return }
    var (start, offset) = (range.lowerBound, endOfPlainRun(in: range))
    while offset < range.upperBound {
      guard byte(at: offset) == UInt8(ascii: "&") else {
        guard allows(offset) else { return doubt() }
        offset = endOfPlainRun(in: offset + 1..<range.upperBound)
        continue
      }
      if start < offset { append(start..<offset) }
      scratch.removeAll(keepingCapacity: true)
      guard let end = readReference(at: offset, in: range), isWhole || end < range.upperBound else { return doubt() }
      if unsafe !scratch.withUnsafeBufferPointer({ unsafe builder.text($0) }) { doubt() }
      (start, offset) = (end, endOfPlainRun(in: end..<range.upperBound))
    }
    if start < offset { append(start..<offset) }
  }

  /// A `<` that begins no tag.
  mutating func lessThan(at offset: Int) {
    guard !isDoubtful else { return }
    if impliesParagraph() { append(offset..<offset + 1) }
  }

  private mutating func append(_ range: Range<Int>) {
    if unsafe !builder.text(slice(range)) { doubt() }
  }

  private var isOutside: Bool { open.last.map { $0 == Self.html || $0 == Self.head } ?? true }

  /// Makes room for text; white space needs none outside of `body`, and is nothing before the first tag.
  private mutating func allowsText(_ range: Range<Int>) -> Bool {
    guard isOutside, unsafe slice(range).allSatisfy(Self.isSpace) else { return impliesParagraph() }
    if hasBegun { blanks += range.count }
    if blanks > 900 { doubt() }
    return hasBegun && !isDoubtful
  }

  /// Opens a paragraph for text outside of `body`; not behind white space from which something was cut, for that is part of it.
  private mutating func impliesParagraph() -> Bool {
    guard isOutside else { return true }
    if blanks > 0 || !makeRoom(for: Self.paragraph) || !implied(Self.paragraph) { doubt() }
    return !isDoubtful
  }

  /// Reads the reference at `start` into `scratch`, as it is written if it means nothing.
  ///
  /// - Returns: where it ends; `nil` in doubt.
  private mutating func readReference(at start: Int, in range: Range<Int>) -> Int? {
    var end = start + 1
    if byte(at: end) == UInt8(ascii: "#") {
      while end < range.upperBound, end - start < 12, byte(at: end) != UInt8(ascii: ";") { end += 1 }
      guard end < range.upperBound, byte(at: end) == UInt8(ascii: ";") else { return nil }
    } else {
      if Self.startsEntity(byte(at: end)) { while isNameByte(byte(at: end)) { end += 1 } }
      guard unsafe end < input.count, byte(at: end) < 0x80, end - start < 64 else { return nil }
      guard end > start + 1, byte(at: end) == UInt8(ascii: ";") else {
        complain(end > start + 1 ? Self.noSemicolon : Self.noName, at: end)
        unsafe scratch.append(contentsOf: slice(start..<end))
        return end
      }
    }
    guard let scalar = unsafe CharacterReference.scalar(slice(start + 1..<end).span) else {
      guard byte(at: start + 1) != UInt8(ascii: "#") else { return nil }
      unsafe scratch.append(contentsOf: slice(start..<end))
      return end
    }
    if let encoded = UTF8.encode(scalar) { scratch.append(contentsOf: encoded) }
    return end + 1
  }

  /// Remarks stand at offsets, from 1, until the page is finished.
  private mutating func complain(_ code: Int, at offset: Int) {
    builder.problem(code: code, line: offset + 1, message: "")
  }

  // MARK: Bytes

  /// Zero beyond the end.
  @inline(__always)
  private func byte(at offset: Int) -> UInt8 { unsafe offset < input.count ? input[offset] : 0 }

  private func slice(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> { unsafe .init(rebasing: input[range]) }

  private func find(_ byte: UInt8, from start: Int) -> Int {
    unsafe cm_find(input.baseAddress, input.count, start, byte)
  }

  private func skipSpaces(from start: Int, before end: Int = .max) -> Int {
    var offset = start
    while offset < end, Self.isSpace(byte(at: offset)) { offset += 1 }
    return offset
  }

  /// Where the first byte in `range` is that needs a look; or its end.
  private func endOfPlainRun(in range: Range<Int>) -> Int {
    var offset = range.lowerBound
    while offset < range.upperBound {
      let byte = unsafe input[offset]
      if byte < 0x20 && !Self.isSpace(byte) || byte == UInt8(ascii: "&") || byte == 0xEF { return offset }
      offset += 1
    }
    return offset
  }

  /// Of the bytes that need a look, whether one stands for nothing else (U+FFFE is EF BF BE).
  private func allows(_ offset: Int) -> Bool {
    byte(at: offset) == 0xEF && (byte(at: offset + 1) != 0xBF || byte(at: offset + 2) < 0xBE)
  }

  private func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) }

  private func isNameByte(_ byte: UInt8) -> Bool {
    byte < 0x80 && (StartTag.isNameByte(byte) || byte == UInt8(ascii: "."))
  }

  private static func startsEntity(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || byte == UInt8(ascii: "_")
      || byte == UInt8(ascii: ":")
  }

  @inline(__always)
  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D }
}
