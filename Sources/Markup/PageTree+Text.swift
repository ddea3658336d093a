/// Text and references, as libxml2 reads them.
extension PageTree {
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
  mutating func readReference(at start: Int, in range: Range<Int>) -> Int? {
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
  mutating func complain(_ code: Int, at offset: Int) {
    builder.problem(code: code, line: offset + 1, message: "")
  }
}
