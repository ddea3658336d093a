private import CMarkup
internal import Diagnostics

/// Takes from XML what libxml2 must not see or cannot recover from: everything before the first element that is no comment or
/// instruction, document types, `&` that starts no reference (libxml2 would drop the word after it), and attributes beyond the
/// limit (they cost libxml2 quadratic time).
struct XMLSanitizer {
  private(set) var output: [UInt8] = []
  private(set) var problems = ProblemLog()
  private let input: [UInt8]
  private let attributeLimit: Int
  private var position = 0
  private var pending = 0
  /// Attributes that will be cut when they are reached; references before them are still looked at.
  private var surplus: Range<Int>?

  init(_ input: [UInt8], limits: Limits) {
    self.input = input
    attributeLimit = limits.attributesPerElement
    output.reserveCapacity(input.count + 64)
  }

  mutating func run() {
    dropTextBeforeRoot()
    // Each is searched for only when the last one found is passed, or many of one kind would cost a search for the other each.
    var (ampersand, markup) = (-1, -1)
    while position < input.count {
      if ampersand < position { ampersand = find("&", from: position) }
      if markup < position { markup = find("<", from: position) }
      if let range = surplus, range.lowerBound <= min(ampersand, markup) {
        surplus = nil
        position = range.lowerBound
        cut(to: range.upperBound)
      } else if ampersand < markup {
        escapeUnlessReference(at: ampersand)
      } else if markup < input.count {
        skipMarkup(at: markup)
      } else {
        position = input.count
      }
    }
    flush(upTo: input.count)
  }

  private mutating func dropTextBeforeRoot() {
    let start = find("<", from: 0)
    if input[..<start].contains(where: { $0 > 0x20 }) {
      problems.note("markup.text-before-root", "\(start) bytes before the first tag are dropped")
    }
    position = start
    pending = start
  }

  private mutating func skipMarkup(at start: Int) {
    position = start
    if has("<!--") {
      position = end(of: "-->", from: start + 4)
    } else if has("<![CDATA[") {
      position = end(of: "]]>", from: start + 9)
    } else if has("<!") {
      cutDocumentType()
    } else if has("<?xml ") || has("<?xml\t") || has("<?xml\n") {
      // The encoding it declares is no longer true.
      cut(to: end(of: "?>", from: start))
    } else if let next = byte(at: 1),
      StartTag.isNameByte(next) || next == UInt8(ascii: "/") || next == UInt8(ascii: "?")
    {
      position = start + 1
      dropSurplusAttributes()
    } else {
      flush(upTo: start)
      output += "&lt;".utf8
      position = start + 1
      pending = position
    }
  }

  /// Cuts the attributes of the tag at `position` that are beyond the limit.
  private mutating func dropSurplusAttributes() {
    var (offset, quote, count, kept) = (position, UInt8(0), 0, 0)
    while offset < input.count {
      let byte = input[offset]
      if quote == 0, byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">") { break }
      if byte == quote {
        quote = 0
        count += 1
        if count == attributeLimit { kept = offset + 1 }
      } else if quote == 0, input[offset - 1] == UInt8(ascii: "="),
        byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
      {
        quote = byte
      }
      offset += 1
    }
    guard count > attributeLimit else { return }
    problems.note("markup.dropped-attributes", "attributes beyond \(attributeLimit) in one tag are dropped")
    surplus = kept..<(offset < input.count && input[offset - 1] == UInt8(ascii: "/") ? offset - 1 : offset)
  }

  private mutating func cutDocumentType() {
    problems.note("markup.document-type", "the document type is not read; entities it declares are unknown", .note)
    var (offset, brackets) = (position, 0)
    while offset < input.count {
      switch input[offset] {
      case UInt8(ascii: "["): brackets += 1
      case UInt8(ascii: "]"): brackets -= 1
      case UInt8(ascii: ">") where brackets <= 0: return cut(to: offset + 1)
      default: break
      }
      offset += 1
    }
    cut(to: input.count)
  }

  /// `&name;` and `&#…;` stay; any other `&` becomes `&amp;`.
  private mutating func escapeUnlessReference(at start: Int) {
    var offset = start + 1
    if offset < input.count, input[offset] == UInt8(ascii: "#") { offset += 1 }
    let name = offset
    while offset < input.count, offset - name < 32, isAlphanumeric(input[offset]) { offset += 1 }
    position = offset
    guard offset == name || offset == input.count || input[offset] != UInt8(ascii: ";") else { return }
    flush(upTo: start)
    output += "&amp;".utf8
    pending = start + 1
    problems.note("markup.bare-ampersand", "a bare & is read as text", .note)
  }

  private func isAlphanumeric(_ byte: UInt8) -> Bool {
    byte < 0x80 && StartTag.isNameByte(byte) && byte != UInt8(ascii: "-")
  }

  private mutating func cut(to end: Int) {
    flush(upTo: position)
    position = min(end, input.count)
    pending = position
  }

  private mutating func flush(upTo end: Int) {
    if pending < end { output += input[pending..<end] }
  }

  private func has(_ text: String) -> Bool { input[position...].starts(with: text.utf8) }

  /// One past the next `text`, or the input's end.
  private func end(of text: String, from start: Int) -> Int {
    let text = Array(text.utf8)
    var offset = find(Unicode.Scalar(text[text.count - 1]), from: start + text.count - 1)
    while offset < input.count {
      if input[(offset - text.count + 1)...offset].elementsEqual(text) { return offset + 1 }
      offset = find(Unicode.Scalar(text[text.count - 1]), from: offset + 1)
    }
    return input.count
  }

  private func byte(at distance: Int) -> UInt8? {
    position + distance < input.count ? input[position + distance] : nil
  }

  private func find(_ byte: Unicode.Scalar, from start: Int) -> Int {
    unsafe input.withUnsafeBufferPointer { unsafe cm_find($0.baseAddress, $0.count, start, UInt8(ascii: byte)) }
  }
}
