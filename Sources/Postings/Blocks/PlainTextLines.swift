/// Reads the lines of plain text and Markdown: bullets, `#` headings, `**bold**`, tables, hard-wrapped paragraphs.
struct PlainTextLines {
  private var collector = LineCollector()
  private var isFenced = false
  /// Indents of the open lists, outermost first.
  private var indents: [Int] = []
  private var isAfterBlank = true
  private var shape = TextLine.Shape.paragraph
  private var depth = 0

  /// The lines of `text` (valid UTF-8).
  static func read(_ text: [UInt8]) -> TextLines {
    var reader = PlainTextLines()
    let lines = text.split(omittingEmptySubsequences: false) { $0 == 0x0A || $0 == 0x0D || $0 == 0x0C || $0 == 0x0B }
    let isWrapped = Self.isHardWrapped(lines)
    for (index, line) in lines.enumerated() {
      let next = index + 1 < lines.count ? lines[index + 1] : []
      reader.read(line, next: next, joinsNext: isWrapped)
    }
    reader.collector.endLine(reader.shape, depth: reader.depth)
    return reader.collector.result
  }

  private mutating func read(_ line: ArraySlice<UInt8>, next: ArraySlice<UInt8>, joinsNext: Bool) {
    let content = Self.trimmed(line)
    if content.isEmpty {
      endLine()
      isAfterBlank = true
      return
    }
    if content.starts(with: "```".utf8) { return isFenced.toggle() }
    if Self.isRule(content) { return underline(content) }
    let indent = Self.indent(of: line)
    if !collector.isAtLineStart {
      if joinsNext, Self.continues(content) { return append(content, after: true) }
      endLine()
    }
    start(content, indent: indent)
    isAfterBlank = false
    if !joinsNext { endLine() }
  }

  private mutating func start(_ content: ArraySlice<UInt8>, indent: Int) {
    if let level = Self.headingLevel(content) {
      (shape, depth) = (.heading(level), 0)
      indents = []
      return append(Self.trimmed(content.drop { $0 == UInt8(ascii: "#") }))
    }
    if content.first == UInt8(ascii: "|"), content.dropFirst().contains(UInt8(ascii: "|")) {
      (shape, depth) = (.row, 0)
      return append(Self.cells(content))
    }
    let bullet = Bullet.length(in: content)
    if bullet > 0, !Bullet.isNumber(content) {
      while let last = indents.last, last >= indent + 1 { indents.removeLast() }
      if indents.last.map({ $0 < indent }) ?? true { indents.append(indent) }
      (shape, depth) = (.item, indents.count)
      return append(content.dropFirst(bullet))
    }
    if indent < (indents.first ?? 0) + 1 { indents = [] }
    (shape, depth) = (.paragraph, 0)
    append(content.first == UInt8(ascii: ">") ? Self.trimmed(content.dropFirst()) : content)
  }

  private mutating func endLine() { collector.endLine(shape, depth: depth) }

  /// Appends text without Markdown's emphasis marks and link targets.
  private mutating func append(_ content: ArraySlice<UInt8>, after continues: Bool = false) {
    if continues { collector.appendSpace() }
    let text = Array(content)
    var start = 0
    var offset = 0
    var isBold = false
    var ends = LinkEnds()
    while offset < text.count {
      let width = Self.boldMark(text, offset)
      if width > 0 {
        collector.append(text, start..<offset, isEmphasised: isBold)
        isBold.toggle()
        offset += width
        start = offset
      } else if text[offset] == UInt8(ascii: "["), let link = Self.link(text, offset, &ends) {
        collector.append(text, start..<offset, isEmphasised: isBold)
        collector.append(text, link.label, isEmphasised: isBold)
        offset = link.end
        start = offset
      } else {
        offset += 1
      }
    }
    collector.append(text, start..<text.count, isEmphasised: isBold)
  }

  /// `**` or `__` around words.
  private static func boldMark(_ text: [UInt8], _ offset: Int) -> Int {
    let byte = text[offset]
    guard byte == UInt8(ascii: "*") || byte == UInt8(ascii: "_"), offset + 1 < text.count, text[offset + 1] == byte
    else { return 0 }
    return 2
  }

  /// The next `]` and `)`, or the text's end; looked for again only when passed, since a text may be nothing but `[`.
  private struct LinkEnds {
    var label = -1
    var target = -1
  }

  /// `[label](target)`.
  private static func link(_ text: [UInt8], _ start: Int, _ ends: inout LinkEnds) -> (label: Range<Int>, end: Int)? {
    if ends.label < start { ends.label = text[start...].firstIndex(of: UInt8(ascii: "]")) ?? text.count }
    let close = ends.label
    guard close + 1 < text.count, text[close + 1] == UInt8(ascii: "(") else { return nil }
    if ends.target < close { ends.target = text[close...].firstIndex(of: UInt8(ascii: ")")) ?? text.count }
    return ends.target < text.count ? ((start + 1)..<close, ends.target + 1) : nil
  }

  private static func headingLevel(_ content: ArraySlice<UInt8>) -> Int? {
    let marks = content.prefix { $0 == UInt8(ascii: "#") }.count
    guard (1...6).contains(marks), content.dropFirst(marks).first == 0x20 else { return nil }
    return marks
  }

  /// `---`, `===`, `***`, `|---|---|`.
  private static func isRule(_ content: ArraySlice<UInt8>) -> Bool {
    content.count >= 3 && content.allSatisfy { "-=*_|: ".utf8.contains($0) }
  }

  /// A line of `=` or `-` makes a heading of the line above (setext).
  private mutating func underline(_ content: ArraySlice<UInt8>) {
    if let last = collector.result.lines.last, last.shape == .paragraph, !isAfterBlank, collector.isAtLineStart {
      if content.allSatisfy({ $0 == UInt8(ascii: "=") }) { return collector.reshapeLast(.heading(1)) }
      if content.allSatisfy({ $0 == UInt8(ascii: "-") }) { return collector.reshapeLast(.heading(2)) }
    }
    endLine()
  }

  private static func cells(_ content: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let cells = content.split(separator: UInt8(ascii: "|")).map { Array(trimmed($0)) }.filter { !$0.isEmpty }
    return Array(cells.joined(separator: " | ".utf8))[...]
  }

  private static func indent(of line: ArraySlice<UInt8>) -> Int {
    line.prefix { $0 == 0x20 || $0 == 0x09 }.reduce(0) { $0 + ($1 == 0x09 ? 4 : 1) }
  }

  static func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var line = line
    while !line.isEmpty {
      let (kind, length) = SpecialCharacter.classify(Array(line.prefix(4)), 0, min(4, line.count))
      guard kind != .other else { break }
      line = line.dropFirst(length)
    }
    while let last = line.last, last <= 0x20 { line = line.dropLast() }
    return line
  }

  /// Most lines end where the next word would pass a margin: newlines are only layout.
  private static func isHardWrapped(_ lines: [ArraySlice<UInt8>]) -> Bool {
    let long = lines.filter { $0.count >= 50 }
    guard long.count >= 6, let longest = long.map(\.count).max(), longest <= 100 else { return false }
    let continued = zip(lines, lines.dropFirst()).count { $0.count >= 50 && continues(trimmed($1)) }
    return continued * 2 >= long.count
  }

  private static func continues(_ content: ArraySlice<UInt8>) -> Bool {
    guard let first = content.first else { return false }
    return (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first) && Bullet.length(in: content) == 0
  }
}
