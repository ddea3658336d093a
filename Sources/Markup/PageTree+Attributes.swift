/// The attributes of start tags, as libxml2 reads them.
extension PageTree {
  /// One past the tag's `>`, and whether it closes the element; `nil` in doubt.
  mutating func readAttributes(from start: Int) -> (end: Int, isClosed: Bool)? {
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
}
