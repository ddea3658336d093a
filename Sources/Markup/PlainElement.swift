/// Reads an element with all that is in it, where it is as plain as most elements of data are, several times faster than libxml2
/// can; gives up at the first doubt, and then libxml2 reads it.
///
/// Plain is: names of ASCII letters, digits, `_`, `-` and `.`, without prefix; attributes as `name="value"`, none twice and no
/// `xmlns`; text in valid UTF-8 with XML's own references; nothing that begins with `<!` or `<?`. `XMLStream` says when; a
/// differential test and a fuzzer hold it to what libxml2 reads.
@safe struct PlainElement {
  enum Outcome: Equatable {
    /// It ends before this offset.
    case isRead(Int)
    /// The bytes end first.
    case isCut
    case isDoubtful
  }

  /// What is told of an element, in its order.
  @safe struct Event {
    @safe enum Kind {
      case start(XMLAttributes)
      case end
      case text
      /// An element with this text in it and nothing else.
      case leaf(XMLAttributes, UnsafeBufferPointer<UInt8>)
    }

    var kind: Kind
    /// The name or the text.
    var bytes: UnsafeBufferPointer<UInt8>
    /// Line feeds up to the end of it.
    var lines: Int32
  }

  private struct Token {
    enum Kind { case start, end, text, decodedText }

    var kind: Kind
    /// The name or the text; decoded text is in `scratch`.
    var bytes: Range<Int32>
    /// How many attributes there are up to here.
    var attributeEnd: Int32
    var lines: Int32
  }

  struct Attribute {
    var name: Range<Int32>
    var value: Range<Int32>
    /// Whether the value is in `scratch`.
    var isDecoded: Bool

    func name(in input: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
      unsafe PlainElement.bytes(input, name)
    }

    func value(in input: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
      unsafe PlainElement.bytes(input, value)
    }
  }

  private enum Step { case goOn, isCut, isDoubtful }

  private var tokens: [Token] = []
  private var attributes: [Attribute] = []
  private var scratch: [UInt8] = []
  /// Line feeds in the element and the space before it.
  private(set) var lines: Int32 = 0
  private var open: [Range<Int>] = []
  private var position = 0
  /// Whether white space is not told, since the last tag was an end tag.
  private var dropsSpace = false
  private var skipsSpace = false

  private static let deepest = 64
  private static let mostAttributes = 16

  /// Reads white space and one element from `start`.
  ///
  /// - Parameters:
  ///   - skipsSpace: whether white space between an end tag and the next tag is no event.
  ///   - isAfterEnd: whether the tag before `start` is an end tag.
  /// - Complexity: O(*n*) of the element.
  mutating func read(
    _ input: UnsafeBufferPointer<UInt8>, from start: Int, skipsSpace: Bool, isAfterEnd: Bool
  ) -> Outcome {
    tokens.removeAll(keepingCapacity: true)
    attributes.removeAll(keepingCapacity: true)
    scratch.removeAll(keepingCapacity: true)
    open.removeAll(keepingCapacity: true)
    (lines, position, self.skipsSpace, dropsSpace) = (0, start, skipsSpace, skipsSpace && isAfterEnd)
    repeat {
      var step = unsafe readText(input)
      if step == .goOn { step = unsafe readTag(input) }
      if step == .goOn { continue }
      return step == .isCut ? .isCut : .isDoubtful
    } while !open.isEmpty
    return .isRead(position)
  }

  /// Calls `body` with what was read of `input`, in its order, until that returns false; whether it never did.
  func forEach(_ input: UnsafeBufferPointer<UInt8>, _ body: (Event) -> Bool) -> Bool {
    unsafe attributes.withUnsafeBufferPointer { attributes in
      unsafe scratch.withUnsafeBufferPointer { decoded in
        var (position, firstAttribute) = (0, 0)
        while position < tokens.count {
          let token = tokens[position]
          var event = unsafe Event(
            kind: .text, bytes: Self.bytes(token.kind == .decodedText ? decoded : input, token.bytes),
            lines: token.lines)
          position += 1
          if token.kind == .start {
            let end = Int(token.attributeEnd)
            let own = unsafe XMLAttributes(.init(rebasing: attributes[firstAttribute..<end]), input, decoded)
            firstAttribute = end
            if let text = textOfLeaf(at: position, after: token) {
              unsafe event.kind = .leaf(own, Self.bytes(text.kind == .decodedText ? decoded : input, text.bytes))
              position += 2
            } else {
              event.kind = .start(own)
            }
          } else if token.kind == .end {
            event.kind = .end
          }
          guard body(event) else { return false }
        }
        return true
      }
    }
  }

  /// The text at `position` if it is on the line of its start tag, and its end tag follows.
  private func textOfLeaf(at position: Int, after start: Token) -> Token? {
    guard position + 1 < tokens.count, tokens[position + 1].kind == .end, tokens[position].lines == start.lines else {
      return nil
    }
    let kind = tokens[position].kind
    return kind == .text || kind == .decodedText ? tokens[position] : nil
  }

  // MARK: Tags

  /// `position` is at a `<`.
  private mutating func readTag(_ input: UnsafeBufferPointer<UInt8>) -> Step {
    guard position + 1 < input.count else { return .isCut }
    return unsafe input[position + 1] == UInt8(ascii: "/") ? readEndTag(input) : readStartTag(input)
  }

  private mutating func readStartTag(_ input: UnsafeBufferPointer<UInt8>) -> Step {
    guard unsafe ByteClass.startsName(input[position + 1]), open.count < Self.deepest else { return .isDoubtful }
    let name = unsafe nameRange(input, from: position + 1)
    position = name.upperBound
    let first = attributes.count
    while true {
      let end = position
      unsafe skipSpace(input)
      guard position + 1 < input.count else { return .isCut }
      switch unsafe input[position] {
      case UInt8(ascii: ">"):
        position += 1
        tell(.start, name)
        open.append(name)
        dropsSpace = false
        return .goOn
      case UInt8(ascii: "/"):
        guard unsafe input[position + 1] == UInt8(ascii: ">") else { return .isDoubtful }
        position += 2
        tell(.start, name)
        tell(.end, name)
        dropsSpace = skipsSpace
        return .goOn
      case let byte where ByteClass.startsName(byte) && position > end:
        let step = unsafe readAttribute(input)
        guard step == .goOn else { return step }
        if attributes.count > first + 1 || attributes[first].name.count == 5 {
          guard unsafe isPlainSoFar(input, since: first) else { return .isDoubtful }
        }
      default: return .isDoubtful
      }
    }
  }

  private mutating func readEndTag(_ input: UnsafeBufferPointer<UInt8>) -> Step {
    guard let name = open.popLast() else { return .isDoubtful }
    let start = position + 2
    guard start + name.count < input.count else { return .isCut }
    for offset in 0..<name.count where unsafe input[start + offset] != input[name.lowerBound + offset] {
      return .isDoubtful
    }
    position = start + name.count
    if unsafe input[position] != UInt8(ascii: ">") {
      unsafe skipSpace(input)
      guard position < input.count else { return .isCut }
      guard unsafe input[position] == UInt8(ascii: ">") else { return .isDoubtful }
    }
    position += 1
    tell(.end, name)
    dropsSpace = skipsSpace
    return .goOn
  }

  /// `name="value"`
  private mutating func readAttribute(_ input: UnsafeBufferPointer<UInt8>) -> Step {
    let name = unsafe nameRange(input, from: position)
    guard name.upperBound + 1 < input.count else { return .isCut }
    let quote = unsafe input[name.upperBound + 1]
    guard unsafe input[name.upperBound] == UInt8(ascii: "="), quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'")
    else { return .isDoubtful }
    var start = name.upperBound + 2
    let decodedStart = scratch.count
    position = start
    while true {
      position = unsafe endOfRun(input, from: position, to: quote)
      guard position < input.count else { return .isCut }
      switch unsafe input[position] {
      case quote:
        let isDecoded = scratch.count > decodedStart
        if isDecoded { unsafe keep(input, start..<position) }
        attributes.append(
          Attribute(
            name: Self.short(name),
            value: Self.short(isDecoded ? decodedStart..<scratch.count : start..<position), isDecoded: isDecoded))
        position += 1
        return .goOn
      case UInt8(ascii: "&"):
        unsafe keep(input, start..<position)
        let step = unsafe readReference(input)
        guard step == .goOn else { return step }
        start = position
      case 0x80...:
        let step = unsafe readScalar(input)
        guard step == .goOn else { return step }
      default: return .isDoubtful
      }
    }
  }

  /// Whether the last attribute is none that declares a namespace, and has not come before.
  private func isPlainSoFar(_ input: UnsafeBufferPointer<UInt8>, since first: Int) -> Bool {
    guard let name = attributes.last?.name, attributes.count - first <= Self.mostAttributes else { return false }
    if name.count == 5, unsafe isEqual(Self.bytes(input, name).span, "xmlns") { return false }
    for other in attributes[first..<(attributes.count - 1)] where other.name.count == name.count {
      if unsafe Self.bytes(input, other.name).elementsEqual(Self.bytes(input, name)) { return false }
    }
    return true
  }

  // MARK: Text

  /// Up to the next `<`.
  private mutating func readText(_ input: UnsafeBufferPointer<UInt8>) -> Step {
    var start = position
    while true {
      position = unsafe endOfRun(input, from: position, to: UInt8(ascii: ">"))
      guard position < input.count else { return .isCut }
      switch unsafe input[position] {
      case UInt8(ascii: "<"):
        return unsafe tellText(input, start..<position) ? .goOn : .isDoubtful
      case 0x0A:
        lines += 1
        position += 1
      case 0x09: position += 1
      case 0x0D:
        // `\r\n` is one line feed.
        guard position + 1 < input.count else { return .isCut }
        guard unsafe input[position + 1] == 0x0A, unsafe tellText(input, start..<position) else { return .isDoubtful }
        position += 1
        start = position
      case UInt8(ascii: ">"):
        // `]]>` is an error.
        if position >= start + 2, unsafe input[position - 1] == 0x5D, unsafe input[position - 2] == 0x5D {
          return .isDoubtful
        }
        position += 1
      case UInt8(ascii: "&"):
        guard unsafe tellText(input, start..<position), !open.isEmpty else { return .isDoubtful }
        let decoded = scratch.count
        let step = unsafe readReference(input)
        guard step == .goOn else { return step }
        tell(.decodedText, decoded..<scratch.count)
        dropsSpace = false
        start = position
      case 0x80...:
        let step = unsafe readScalar(input)
        guard step == .goOn else { return step }
      default: return .isDoubtful
      }
    }
  }

  /// Before the element only white space is told; whether it is that.
  private mutating func tellText(_ input: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
    guard !range.isEmpty else { return true }
    if dropsSpace || open.isEmpty {
      let isSpace = unsafe Self.bytes(input, Self.short(range)).allSatisfy { $0 <= 0x20 }
      if isSpace && dropsSpace { return true }
      guard isSpace || !open.isEmpty else { return false }
      dropsSpace = false
    }
    tell(.text, range)
    return true
  }

  /// One of XML's five names or a number, into `scratch`.
  private mutating func readReference(_ input: UnsafeBufferPointer<UInt8>) -> Step {
    var end = position + 1
    while end < input.count, end - position < 10, unsafe input[end] != UInt8(ascii: ";") { end += 1 }
    guard end < input.count else { return .isCut }
    let name = unsafe Self.bytes(input, Self.short((position + 1)..<end)).span
    guard unsafe input[end] == UInt8(ascii: ";"), Self.isOfXML(name), let scalar = CharacterReference.scalar(name),
      let encoded = UTF8.encode(scalar)
    else { return .isDoubtful }
    scratch.append(contentsOf: encoded)
    position = end + 1
    return .goOn
  }

  /// HTML has more names, and reads `&#X41;`, too.
  private static func isOfXML(_ name: Span<UInt8>) -> Bool {
    guard name.count > 1 else { return false }
    if name[0] == UInt8(ascii: "#") { return name[1] != UInt8(ascii: "X") }
    return isEqual(name, "amp") || isEqual(name, "lt") || isEqual(name, "gt") || isEqual(name, "quot")
      || isEqual(name, "apos")
  }

  /// One character that is not ASCII and that XML allows.
  private mutating func readScalar(_ input: UnsafeBufferPointer<UInt8>) -> Step {
    let first = unsafe input[position]
    let count = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    guard (0xC2...0xF4).contains(first) else { return .isDoubtful }
    guard position + count <= input.count else { return .isCut }
    var value = UInt32(first) & (0x7F >> UInt32(count))
    for offset in 1..<count {
      let byte = unsafe input[position + offset]
      guard byte & 0xC0 == 0x80 else { return .isDoubtful }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    let isTooLong = value < (count == 2 ? 0x80 : count == 3 ? 0x800 : 0x1_0000)
    guard !isTooLong, Unicode.Scalar(value) != nil, value != 0xFFFE, value != 0xFFFF else { return .isDoubtful }
    position += count
    return .goOn
  }

  // MARK: Tokens

  private mutating func tell(_ kind: Token.Kind, _ bytes: Range<Int>) {
    tokens.append(
      Token(
        kind: kind, bytes: Self.short(bytes), attributeEnd: Int32(truncatingIfNeeded: attributes.count), lines: lines))
  }

  private mutating func keep(_ input: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    unsafe scratch.append(contentsOf: Self.bytes(input, Self.short(range)))
  }

  static func bytes(_ input: UnsafeBufferPointer<UInt8>, _ range: Range<Int32>) -> UnsafeBufferPointer<UInt8> {
    unsafe UnsafeBufferPointer(rebasing: input[Int(range.lowerBound)..<Int(range.upperBound)])
  }

  /// `XMLStream` hands over two pieces of a megabyte at most.
  private static func short(_ range: Range<Int>) -> Range<Int32> {
    Int32(truncatingIfNeeded: range.lowerBound)..<Int32(truncatingIfNeeded: range.upperBound)
  }

  // MARK: Runs

  private func nameRange(_ input: UnsafeBufferPointer<UInt8>, from start: Int) -> Range<Int> {
    var end = start
    while end < input.count, unsafe ByteClass.isInName(input[end]) { end += 1 }
    return start..<end
  }

  private mutating func skipSpace(_ input: UnsafeBufferPointer<UInt8>) {
    while position < input.count {
      switch unsafe input[position] {
      case 0x0A: lines += 1
      case 0x20, 0x09, 0x0D: break
      default: return
      }
      position += 1
    }
  }

  private static let ones: UInt64 = 0x0101_0101_0101_0101

  /// The highest bit of each byte that is below a space or not ASCII; of those after the first such byte, perhaps more.
  @inline(__always)
  private static func unusual(_ word: UInt64) -> UInt64 { (word &- ones &* 0x20) | word }

  /// The highest bit of the first byte that is zero, and perhaps of some after it (Mycroft's test).
  @inline(__always)
  private static func zeros(_ word: UInt64) -> UInt64 { (word &- ones) & ~word }

  /// The first byte at or after `start` that is `stop`, `<`, `&`, below a space or not ASCII.
  private func endOfRun(_ input: UnsafeBufferPointer<UInt8>, from start: Int, to stop: UInt8) -> Int {
    var offset = start
    while offset + 8 <= input.count {
      let word = unsafe UInt64(
        littleEndian: UnsafeRawBufferPointer(input).loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      let found =
        Self.unusual(word) | Self.zeros(word ^ Self.ones &* UInt64(stop)) | Self.zeros(word ^ Self.ones &* 0x3C)
        | Self.zeros(word ^ Self.ones &* 0x26)
      let marks = found & (Self.ones &* 0x80)
      if marks != 0 { return offset + marks.trailingZeroBitCount / 8 }
      offset += 8
    }
    while offset < input.count {
      let byte = unsafe input[offset]
      if byte < 0x20 || byte >= 0x80 || byte == stop || byte == 0x3C || byte == 0x26 { return offset }
      offset += 1
    }
    return offset
  }
}

/// The bytes of plain names.
private enum ByteClass {
  @inline(__always)
  static func startsName(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || byte == UInt8(ascii: "_")
  }

  @inline(__always)
  static func isInName(_ byte: UInt8) -> Bool {
    startsName(byte) || (UInt8(ascii: "-")...UInt8(ascii: "9")).contains(byte) && byte != UInt8(ascii: "/")
  }
}

private func isEqual(_ text: Span<UInt8>, _ word: StaticString) -> Bool {
  guard text.count == word.utf8CodeUnitCount else { return false }
  for offset in text.indices where unsafe text[offset] != word.utf8Start[offset] { return false }
  return true
}
