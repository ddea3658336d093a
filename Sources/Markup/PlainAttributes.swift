private import CMarkup

/// The attributes of those start tags that keep all rules; libxml2 would take a third of its time for them.
///
/// Where a tag has only attributes without anything to decode, to mend or to complain of, libxml2 gets a number in their place
/// (`<div :=12>`), and the document takes them from here. All other tags are left to libxml2; a differential test keeps it true
/// that both ways give the same. A page that holds such a number itself gets another tag's attributes there.
struct PlainAttributes {
  private struct Attribute {
    var name: Range<Int>
    var value: Range<Int>
  }

  /// The name of the attribute whose value is the number.
  static let reference = UInt8(ascii: ":")

  private let input: [UInt8]
  private var attributes: [Attribute] = []
  /// Where the attributes of each tag end.
  private var ends: [Int] = []

  init(_ input: [UInt8]) { self.input = input }

  /// How many tags have been read here: the number of the next one.
  var count: Int { ends.count }

  /// Reads the attributes of a tag.
  ///
  /// - Returns: where the last one ends, or `nil` if there are none or libxml2 has to decide.
  mutating func read(_ tag: StartTag) -> Int? {
    let first = attributes.count
    guard tag.allowsPlainAttributes, input[tag.end - 1] == UInt8(ascii: ">"), let end = readAll(tag, first),
      attributes.count > first
    else {
      attributes.removeSubrange(first...)
      return nil
    }
    ends.append(attributes.count)
    return end
  }

  /// The tag that an attribute stands for; `nil` if it is one of the page.
  func tag(_ name: UnsafeBufferPointer<UInt8>, _ value: UnsafeBufferPointer<UInt8>) -> Int? {
    guard unsafe name.count == 1 && name[0] == Self.reference, (1...9).contains(value.count) else { return nil }
    var number = 0
    for index in 0..<value.count {
      let digit = unsafe Int(value[index]) - 0x30
      guard (0...9).contains(digit) else { return nil }
      number = number * 10 + digit
    }
    return number < ends.count ? number : nil
  }

  /// Calls `body` with each attribute of the tag of that number, in the order of the page.
  func forEach(of tag: Int, _ body: (_ name: UnsafeBufferPointer<UInt8>, _ value: UnsafeBufferPointer<UInt8>) -> Void) {
    unsafe input.withUnsafeBufferPointer { input in
      for attribute in attributes[(tag == 0 ? 0 : ends[tag - 1])..<ends[tag]] {
        unsafe body(.init(rebasing: input[attribute.name]), .init(rebasing: input[attribute.value]))
      }
    }
  }

  private mutating func readAll(_ tag: StartTag, _ first: Int) -> Int? {
    var offset = tag.nameEnd
    while true {
      let next = skipSpaces(from: offset)
      if next == tag.end - 1 || next == tag.end - 2 && input[next] == UInt8(ascii: "/") { return offset }
      guard next > offset, let end = readAttribute(at: next, before: tag.end), !repeatsLast(since: first) else {
        return nil
      }
      offset = end
    }
  }

  /// `name="value"`, or a name alone; where it ends, or `nil` in doubt. The last byte before `end` is `>`.
  private mutating func readAttribute(at start: Int, before end: Int) -> Int? {
    var nameEnd = start
    while Self.isNameByte(input[nameEnd]) { nameEnd += 1 }
    guard isLetter(input[start]), nameEnd - start < 64 else { return nil }
    guard input[nameEnd] == UInt8(ascii: "=") else {
      // Spaces may stand before `=`, too.
      guard input[skipSpaces(from: nameEnd)] != UInt8(ascii: "=") else { return nil }
      attributes.append(Attribute(name: start..<nameEnd, value: nameEnd..<nameEnd))
      return nameEnd
    }
    let quote = input[nameEnd + 1]
    guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return nil }
    let value = (nameEnd + 2)..<find(quote, from: nameEnd + 2)
    guard value.upperBound < end, isPlain(value) else { return nil }
    attributes.append(Attribute(name: start..<nameEnd, value: value))
    return value.upperBound + 1
  }

  /// No reference, no line break or other control character, and no sign that libxml2 might refuse (U+FFFE is EF BF BE).
  private func isPlain(_ value: Range<Int>) -> Bool {
    unsafe input.withUnsafeBufferPointer { input in
      var isDoubtful = false
      for offset in value {
        let byte = unsafe input[offset]
        isDoubtful = isDoubtful || byte < 0x20 || byte == UInt8(ascii: "&") || byte == 0xEF
      }
      return !isDoubtful
    }
  }

  private func repeatsLast(since first: Int) -> Bool {
    guard let last = attributes.last?.name, attributes.count - first > 1 else { return false }
    return attributes[first...].dropLast().contains { attribute in
      attribute.name.count == last.count
        && zip(attribute.name, last).allSatisfy { lowercased(input[$0]) == lowercased(input[$1]) }
    }
  }

  private func skipSpaces(from start: Int) -> Int {
    var offset = start
    while input[offset] == 0x20 { offset += 1 }
    return offset
  }

  private func find(_ byte: UInt8, from start: Int) -> Int {
    unsafe input.withUnsafeBufferPointer { unsafe cm_find($0.baseAddress, $0.count, start, byte) }
  }

  private func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    byte < 0x80 && (StartTag.isNameByte(byte) || byte == UInt8(ascii: "."))
  }
}
