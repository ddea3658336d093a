private import CMarkup

/// A start tag as the prefilter sees it: its extent, and whether its element is to be cut.
struct StartTag {
  /// Elements whose bodies are no text.
  enum CutName: String { case script, style, svg, math, template }

  let start: Int
  /// One past the name.
  let nameEnd: Int
  /// One past `>`.
  let end: Int
  /// Equal to `end`, or where the attributes beyond the limit begin, or a quote that is never closed.
  let attributesEnd: Int
  let cutName: CutName?
  /// Whether an end tag is needed to close the element.
  let nests: Bool
  let isSelfClosing: Bool
  /// Up to eight bytes in lower case, zero for longer names.
  private let name: UInt64

  /// - Parameter start: the offset of `<`; a letter follows.
  init(_ input: [UInt8], at start: Int, limit: Int) {
    self.start = start
    let name = Name(input, at: start)
    (nameEnd, cutName, nests, self.name) = (name.end, name.cutName, name.nests, name.letters)
    let extent = Self.skipAttributes(input, from: nameEnd, limit: limit)
    end = extent.end
    attributesEnd = extent.kept
    isSelfClosing = end >= 2 && input[end - 2] == UInt8(ascii: "/")
  }

  /// What the name alone says.
  struct Name {
    /// One past the name.
    let end: Int
    let cutName: CutName?
    let nests: Bool
    /// Up to eight bytes in lower case, zero for longer names.
    let letters: UInt64

    /// - Parameter start: the offset of `<`; a letter follows.
    init(_ input: [UInt8], at start: Int) {
      var offset = start + 1
      while offset < input.count, StartTag.isNameByte(input[offset]) { offset += 1 }
      end = offset
      (letters, cutName, nests) = StartTag.classify(input, start + 1, offset - start - 1)
    }
  }

  /// Whether all attributes are kept, and libxml2 looks at none of them for itself.
  var allowsPlainAttributes: Bool {
    guard attributesEnd == end, end > nameEnd + 1 else { return false }
    switch name {
    case Self.packed("html"), Self.packed("head"), Self.packed("body"), Self.packed("meta"): return false
    default: return true
    }
  }

  static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    case UInt8(ascii: "-"), UInt8(ascii: ":"), UInt8(ascii: "_"), 0x80...: true
    default: false
    }
  }

  /// One past the `>` that is in no quotes. A quote that is never closed is taken for a slip: the tag ends at its first `>`.
  private static func skipAttributes(_ input: [UInt8], from start: Int, limit: Int) -> (end: Int, kept: Int) {
    unsafe input.withUnsafeBufferPointer { unsafe skipAttributes($0, from: start, limit: limit) }
  }

  private static func skipAttributes(
    _ input: UnsafeBufferPointer<UInt8>, from start: Int, limit: Int
  ) -> (end: Int, kept: Int) {
    var (offset, opened, isOpen, attributes, kept) = (start, start, false, 0, -1)
    while offset < input.count {
      let byte = unsafe input[offset]
      switch byte {
      case UInt8(ascii: ">"): return (offset + 1, kept < 0 ? offset + 1 : kept)
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        // Quotes only open after `=`; elsewhere they are stray.
        guard unsafe follows(equals: input, offset) else { break }
        opened = offset
        offset = unsafe cm_find(input.baseAddress, input.count, offset + 1, byte)
        isOpen = offset == input.count
      case UInt8(ascii: "="), UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\t"), UInt8(ascii: "/"):
        attributes += 1
        // An attribute makes at most a few of these; the exact count does not matter to a limit.
        if attributes > limit * 3, kept < 0 { kept = offset }
      default: break
      }
      offset += 1
    }
    // The input ended within the tag. An open quote would swallow the rest of the page, so its attribute goes.
    let end = unsafe min(input.count, cm_find(input.baseAddress, input.count, opened, UInt8(ascii: ">")) + 1)
    if isOpen { kept = kept < 0 ? opened : min(kept, opened) }
    return (end, kept < 0 || kept > end ? end : kept)
  }

  private static func follows(equals input: UnsafeBufferPointer<UInt8>, _ offset: Int) -> Bool {
    var before = offset - 1
    while before > 0, unsafe input[before] == 0x20 || (0x09...0x0D).contains(input[before]) { before -= 1 }
    return unsafe input[before] == UInt8(ascii: "=")
  }

  private static func classify(_ input: [UInt8], _ start: Int, _ length: Int) -> (UInt64, CutName?, nests: Bool) {
    guard length <= 8 else { return (0, nil, true) }
    // Up to eight lower-cased letters as one number.
    var letters: UInt64 = 0
    for index in 0..<length { letters = letters << 8 | UInt64(lowercased(input[start + index])) }
    switch letters {
    case packed("script"): return (letters, .script, false)
    case packed("style"): return (letters, .style, false)
    case packed("svg"): return (letters, .svg, false)
    case packed("math"): return (letters, .math, false)
    case packed("template"): return (letters, .template, false)
    default: return (letters, nil, !closesItself(letters))
    }
  }

  /// Up to eight bytes as one number.
  @inline(__always)
  static func packed(_ name: StaticString) -> UInt64 {
    var letters: UInt64 = 0
    for index in 0..<name.utf8CodeUnitCount { unsafe letters = letters << 8 | UInt64(name.utf8Start[index]) }
    return letters
  }

  /// Void elements, and those an HTML parser closes by itself.
  private static func closesItself(_ name: UInt64) -> Bool {
    switch name {
    case packed("br"), packed("hr"), packed("img"), packed("input"), packed("link"), packed("meta"), packed("area"),
      packed("base"), packed("col"), packed("embed"), packed("param"), packed("source"), packed("track"), packed("wbr"),
      packed("p"), packed("li"), packed("dt"), packed("dd"), packed("option"), packed("tr"), packed("td"), packed("th"),
      packed("thead"), packed("tbody"), packed("tfoot"):
      true
    default: false
    }
  }

  /// The `type` of a script that holds data: lower case, without parameters.
  func dataType(_ input: [UInt8]) -> String? {
    guard let value = attributeValue("type", in: input) else { return nil }
    var type: [UInt8] = []
    for byte in value.prefix(while: { $0 != UInt8(ascii: ";") }) where byte > 0x20 { type.append(lowercased(byte)) }
    let isData = type.suffix(4).elementsEqual("json".utf8) || type.suffix(7).elementsEqual("json+ld".utf8)
    return isData ? String(decoding: type, as: UTF8.self) : nil
  }

  private func attributeValue(_ name: StaticString, in input: [UInt8]) -> ArraySlice<UInt8>? {
    let length = name.utf8CodeUnitCount
    guard end - start > length + 2 else { return nil }
    for offset in (start + 1)..<(end - length - 1) where !Self.isNameByte(input[offset - 1]) {
      let isNamed = (0..<length).allSatisfy { unsafe lowercased(input[offset + $0]) == name.utf8Start[$0] }
      guard isNamed else { continue }
      let rest = input[(offset + length)..<end].drop { $0 == 0x20 }
      guard rest.first == UInt8(ascii: "=") else { continue }
      let value = rest.dropFirst().drop { $0 == 0x20 }
      guard let quote = value.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
        return value.prefix { $0 != 0x20 && $0 != UInt8(ascii: ">") }
      }
      return value.dropFirst().prefix { $0 != quote }
    }
    return nil
  }
}
