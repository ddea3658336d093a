private import CMarkup
internal import Diagnostics

/// Builds the tree of a page from its tags and texts, as libxml2 did before 2.14, in a fraction of its time.
///
/// It knows which start tags open and close other elements, which end tags close what, and references without a semicolon; that is
/// nearly all that is wrong with real pages. At the first doubt about anything else it gives up, and libxml2 reads the whole page.
/// Where both read a page, they agree in everything, remarks too (a differential test keeps that true).
@safe struct PageTree {
  /// Valid while the page is read.
  let input: UnsafeBufferPointer<UInt8>
  let limits: Limits
  var builder: DocumentBuilder
  private(set) var open: [QualifiedName] = []
  /// Whether libxml2 has to decide.
  private(set) var isDoubtful = false
  var hasBegun = false
  private var hasHead = false
  private var hasBody = false
  /// How much white space stands in a row where no text may; libxml2 takes a lot of it for text.
  var blanks = 0
  var scratch: [UInt8] = []
  /// `html`, `head` and `body` tags that were dropped; as many end tags are.
  private var dropped = 0
  private var drops = 0
  /// At least the number of the tag's bytes that make the prefilter drop attributes if they are many.
  var signs = 0

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
    // All that has been built is copied, so that this must not happen often.
    drops += 1
    let built = builder
    guard drops <= 4, builder.start(name), let (end, isClosed) = readAttributes(from: nameEnd), !isClosed,
      unsafe !slice(nameEnd..<end).contains(UInt8(ascii: "&"))
    else { return nil }
    builder = built
    dropped += 1
    complain(Self.misplaced, at: nameEnd)
    return end
  }

  /// Closes and opens what has to be closed and open before an element of that name.
  mutating func makeRoom(for name: QualifiedName) -> Bool {
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
    if hasBody || name == Self.head || name == Self.body { return true }
    if open.count <= 1, name.prefix == nil, Self.ofHead.contains(name.local) { return hasHead || implied(Self.head) }
    if name.prefix == nil, Self.frames.contains(name.local) { return true }
    return open.contains { $0 == Self.body || $0 == Self.head } || implied(Self.body)
  }

  mutating func implied(_ name: QualifiedName) -> Bool {
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
    // White space behind the end of what never began is libxml2's to judge.
    guard hasBegun else { return nil }
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

  // MARK: Bytes

  /// Zero beyond the end.
  @inline(__always)
  func byte(at offset: Int) -> UInt8 { unsafe offset < input.count ? input[offset] : 0 }

  func slice(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> { unsafe .init(rebasing: input[range]) }

  func find(_ byte: UInt8, from start: Int) -> Int {
    unsafe cm_find(input.baseAddress, input.count, start, byte)
  }

  func skipSpaces(from start: Int, before end: Int = .max) -> Int {
    var offset = start
    while offset < end, Self.isSpace(byte(at: offset)) { offset += 1 }
    return offset
  }

  /// Where the first byte in `range` is that needs a look; or its end.
  func endOfPlainRun(in range: Range<Int>) -> Int {
    var offset = range.lowerBound
    while offset < range.upperBound {
      let byte = unsafe input[offset]
      if byte < 0x20 && !Self.isSpace(byte) || byte == UInt8(ascii: "&") || byte == 0xEF { return offset }
      offset += 1
    }
    return offset
  }

  /// Of the bytes that need a look, whether one stands for nothing else (U+FFFE is EF BF BE).
  func allows(_ offset: Int) -> Bool {
    byte(at: offset) == 0xEF && (byte(at: offset + 1) != 0xBF || byte(at: offset + 2) < 0xBE)
  }

  func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) }

  func isNameByte(_ byte: UInt8) -> Bool {
    byte < 0x80 && (StartTag.isNameByte(byte) || byte == UInt8(ascii: "."))
  }

  static func startsEntity(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || byte == UInt8(ascii: "_")
      || byte == UInt8(ascii: ":")
  }

  @inline(__always)
  static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D }
}
