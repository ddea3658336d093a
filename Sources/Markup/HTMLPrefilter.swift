private import CMarkup
internal import Diagnostics

/// Cuts from a page what no reader of text wants, so that libxml2 has a fifth of the work: the bodies of script, style, svg,
/// math and template, comments, conditional comments, document types and processing instructions.
///
/// Data scripts are handed out byte for byte, before libxml2 can touch them. What is left parses to the same text as the
/// whole page (a differential test keeps that true); `plainAttributes` holds what it refers to. Two attacks on libxml2's quadratic corners end here: tags with
/// thousands of attributes, and thousands of open elements.
struct HTMLPrefilter {
  private(set) var output: [UInt8] = []
  private(set) var embeddedData: [MarkupDocument.EmbeddedData] = []
  private(set) var plainAttributes: PlainAttributes
  private(set) var problems = ProblemLog()
  private let input: [UInt8]
  private let limits: Limits
  /// The next byte to look at.
  private var position = 0
  /// Where the run starts that will be copied as it is.
  private var pending = 0
  /// Elements that seem open; those that close by themselves are not counted.
  private var openElements = 0
  /// From here on no `]]>` follows, so that none is searched for again.
  private var firstUnclosedCDATA = Int.max
  /// The parts of the input that are in the output.
  private var kept: [Range<Int>] = []
  /// Builds the page without libxml2, in place of the output.
  private var tree: PageTree?
  /// Where the part starts that the tree is being built from.
  private var keptStart = 0

  init(_ input: [UInt8], limits: Limits) {
    self.input = input
    self.limits = limits
    plainAttributes = PlainAttributes(input)
  }

  mutating func run() {
    output.reserveCapacity(input.count / 2)
    readAll()
  }

  /// The page, where libxml2 is not needed; a filter that has run this can run no more.
  mutating func buildTree() -> Parsed<MarkupDocument>? {
    unsafe input.withUnsafeBufferPointer { bytes in
      tree = unsafe PageTree(bytes, limits: limits)
      readAll()
      kept.append(keptStart..<input.count)
      guard var built = tree else { return nil }
      tree = nil
      return built.finish(line: { line(ofOutputLine: outputLine(at: $0 - 1)) })
    }
  }

  private mutating func readAll() {
    while true {
      position = find("<", from: position)
      guard position < input.count else { break }
      readMarkup()
    }
    flush(upTo: input.count)
  }

  /// The input's line that a line of the output (both 1-based) starts in.
  ///
  /// - Complexity: O(*n*) up to that line.
  func line(ofOutputLine line: Int) -> Int {
    var newlines = line - 1
    for range in kept {
      let own = newlineCount(range)
      guard own < newlines else {
        var offset = range.lowerBound
        for _ in 0..<newlines { offset = find("\n", from: offset) + 1 }
        return newlineCount(0..<offset) + 1
      }
      newlines -= own
    }
    return line
  }

  /// The output's line (1-based) in which a kept byte of the input stands.
  private func outputLine(at offset: Int) -> Int {
    kept.reduce(1) { $1.lowerBound < offset ? $0 + newlineCount($1.lowerBound..<min($1.upperBound, offset)) : $0 }
  }

  private func newlineCount(_ range: Range<Int>) -> Int {
    var (count, offset) = (0, find("\n", from: range.lowerBound))
    while offset < range.upperBound { (count, offset) = (count + 1, find("\n", from: offset + 1)) }
    return count
  }

  private mutating func readMarkup() {
    switch byte(at: 1) {
    case UInt8(ascii: "!"): cutDeclaration()
    case UInt8(ascii: "?"): cut(to: find(">", from: position) + 1)
    case UInt8(ascii: "/"):
      if openElements > 0 { openElements -= 1 }
      if tree == nil { position = find(">", from: position) + 1 } else { buildEndTag() }
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"):
      if tree == nil { readStartTag() } else { buildStartTag() }
    default:
      // A lone `<` is text; libxml2 versions disagree about it.
      flush(upTo: position)
      if tree == nil { output += "&lt;".utf8 } else { tree?.lessThan(at: position) }
      position += 1
      pending = position
    }
  }

  private mutating func buildEndTag() {
    tree?.text(pending..<position, isWhole: true)
    goOn(from: tree?.endTag(at: position))
  }

  private mutating func buildStartTag() {
    let name = StartTag.Name(input, at: position)
    if name.cutName != nil {
      let tag = StartTag(input, at: position, limit: limits.attributesPerElement)
      return tag.attributesEnd < tag.end ? goOn(from: nil) : cutElement(tag)
    }
    tree?.text(pending..<position, isWhole: true)
    if name.nests { openElements += 1 }
    goOn(from: openElements < limits.depth ? tree?.startTag(at: position, nameEnd: name.end) : nil)
  }

  /// Leaves the page to libxml2 if there is no place to go on from.
  private mutating func goOn(from end: Int?) {
    if end == nil { tree?.doubt() }
    position = end ?? input.count
    pending = position
  }

  private mutating func readStartTag() {
    let tag = StartTag(input, at: position, limit: limits.attributesPerElement)
    if tag.attributesEnd < tag.end { dropAttributes(of: tag) }
    guard tag.cutName == nil else { return cutElement(tag) }
    position = tag.end
    if countOpenElement(tag) { takeAttributes(of: tag) }
  }

  /// Surplus attributes cost libxml2 quadratic time; a quote that is never closed costs the rest of the page.
  private mutating func dropAttributes(of tag: StartTag) {
    problems.note(
      "markup.dropped-attributes",
      "attributes beyond \(limits.attributesPerElement) in one tag, or with a quote that is never closed, are dropped")
    flush(upTo: tag.attributesEnd)
    output.append(UInt8(ascii: ">"))
    pending = tag.end
  }

  /// Puts a reference in the place of attributes that libxml2 need not see.
  private mutating func takeAttributes(of tag: StartTag) {
    let number = plainAttributes.count
    guard let end = plainAttributes.read(tag) else { return }
    flush(upTo: tag.nameEnd)
    output += [0x20, PlainAttributes.reference, UInt8(ascii: "=")]
    output.append(contentsOf: String(number).utf8)
    if input[end] == UInt8(ascii: "/") { output.append(0x20) }
    pending = end
  }

  /// Far beyond the depth the reader keeps, an open element is not worth libxml2's search for its end.
  ///
  /// - Returns: whether the element stays.
  private mutating func countOpenElement(_ tag: StartTag) -> Bool {
    guard tag.nests else { return true }
    guard openElements < limits.depth * 2 else {
      problems.note("markup.too-deep", "elements nested deeper than \(limits.depth) are flattened")
      flush(upTo: max(pending, tag.start))
      pending = tag.end
      return false
    }
    openElements += 1
    return true
  }

  private mutating func cutScript(_ tag: StartTag) {
    let end = endTag("script", from: tag.end)
    if let type = tag.dataType(input) {
      embeddedData.append(.init(type: type, body: Array(input[tag.end..<end])))
    }
    finishCut(tag, bodyEnd: end)
  }

  private mutating func cutElement(_ tag: StartTag) {
    guard let name = tag.cutName, name != .script else { return cutScript(tag) }
    guard !tag.isSelfClosing else { return cut(to: tag.end) }
    finishCut(tag, bodyEnd: endTag(name.rawValue, from: tag.end))
  }

  private mutating func finishCut(_ tag: StartTag, bodyEnd: Int) {
    if bodyEnd == input.count {
      problems.note("markup.unclosed", "a \(tag.cutName?.rawValue ?? "tag") element is never closed")
    }
    cut(to: bodyEnd == input.count ? bodyEnd : find(">", from: bodyEnd) + 1)
  }

  /// `<!-- … -->`, `<!DOCTYPE …>`, `<![CDATA[` and its end, `<![if …]>`.
  private mutating func cutDeclaration() {
    if starts(with: "<!--") { return cutComment() }
    if starts(with: "<![CDATA[") {
      guard tree == nil else { return goOn(from: nil) }
      flush(upTo: position)
      let end = endOfCDATA(from: position + 9)
      pending = position + 9
      flush(upTo: end)
      position = min(input.count, end + 3)
      pending = position
      return
    }
    cut(to: find(">", from: position) + 1)
  }

  private mutating func cutComment() {
    // `<!-->` and `<!--->` are whole comments (HTML standard, comment start state).
    if byte(at: 4) == UInt8(ascii: ">") { return cut(to: position + 5) }
    var end = find(">", from: position + 5)
    while end < input.count, !closesComment(end) { end = find(">", from: end + 1) }
    if end >= input.count {
      problems.note("markup.unclosed", "a comment is never closed; the rest of the page is lost")
    }
    cut(to: end + 1)
  }

  /// Whether `-->` or `--!>` ends at `end` (HTML standard, comment end bang state).
  private func closesComment(_ end: Int) -> Bool {
    let dash = input[end - 1] == UInt8(ascii: "!") && end - 3 >= position + 4 ? end - 2 : end - 1
    return input[dash] == UInt8(ascii: "-") && input[dash - 1] == UInt8(ascii: "-")
  }

  /// The offset of `]]>`; without one the marker alone is dropped.
  private mutating func endOfCDATA(from start: Int) -> Int {
    guard start < firstUnclosedCDATA else { return start }
    var end = find(">", from: start)
    while end < input.count,
      end < start + 2 || input[end - 1] != UInt8(ascii: "]") || input[end - 2] != UInt8(ascii: "]")
    {
      end = find(">", from: end + 1)
    }
    if end < input.count { return end - 2 }
    firstUnclosedCDATA = start
    return start
  }

  /// The offset of `</name` in any letter case, or the input's end. Elements of the same name inside count as nested.
  private func endTag(_ name: String, from start: Int) -> Int {
    var depth = 0
    var offset = find("<", from: start)
    while offset < input.count {
      if offset + 1 < input.count, input[offset + 1] == UInt8(ascii: "/") {
        if hasName(name, at: offset + 2) {
          if depth == 0 { return offset }
          depth -= 1
        }
      } else if name == "template" || name == "svg", hasName(name, at: offset + 1) {
        depth += 1
      }
      offset = find("<", from: offset + 1)
    }
    return input.count
  }

  private func hasName(_ name: String, at offset: Int) -> Bool {
    guard offset + name.utf8.count < input.count else { return false }
    for (index, letter) in name.utf8.enumerated() where lowercased(input[offset + index]) != letter { return false }
    return !StartTag.isNameByte(input[offset + name.utf8.count])
  }

  private mutating func cut(to end: Int) {
    flush(upTo: position)
    if tree != nil { kept.append(keptStart..<position) }
    position = min(end, input.count)
    (pending, keptStart) = (position, position)
  }

  private mutating func flush(upTo end: Int) {
    guard pending < end else { return }
    guard tree == nil else { return tree?.text(pending..<end, isWhole: end == input.count) ?? () }
    output += input[pending..<end]
    kept.append(pending..<end)
  }

  private func starts(with text: StaticString) -> Bool {
    unsafe input[position...].starts(with: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Zero beyond the end.
  private func byte(at distance: Int) -> UInt8 {
    position + distance < input.count ? input[position + distance] : 0
  }

  private func find(_ byte: Unicode.Scalar, from start: Int) -> Int {
    unsafe input.withUnsafeBufferPointer { unsafe cm_find($0.baseAddress, $0.count, start, UInt8(ascii: byte)) }
  }
}
