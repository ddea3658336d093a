internal import Markup

/// Reads the lines of a part of a page in document order: block elements and `<br>` end lines, what nobody sees is passed over.
struct MarkupLines {
  private let page: MarkupDocument
  /// Nodes to leave out with all below them, by index; empty for none.
  private let omitted: [Bool]
  private let breaksAtNewlines: Bool
  private var collector = LineCollector()
  private var open: [OpenElement] = []
  private var context = Context()

  private struct Context {
    var shape = TextLine.Shape.paragraph
    var depth = 0
    var emphasis = 0
    var section: Section?
    var isInRow = false
    var isPreformatted = false
  }

  private struct OpenElement {
    var end: MarkupDocument.NodeIndex
    var isBlock: Bool
    /// Whether it is a list item, and whether that has a line already.
    var isItem: Bool
    var hasLine = false
    /// What held outside.
    var context: Context
  }

  /// The lines below `node`.
  ///
  /// `breakingAtNewlines` is whether newlines in the text end lines; `nil` if only where nothing else does. After `count` lines
  /// the rest may be left out.
  ///
  /// - Complexity: O(*nodes* + *text*).
  static func read(
    _ page: MarkupDocument, below node: MarkupDocument.NodeIndex = MarkupDocument.root, omitting omitted: [Bool] = [],
    breakingAtNewlines: Bool? = nil, atMost count: Int = .max
  ) -> TextLines {
    let breaks = breakingAtNewlines ?? !page.descendants(of: node).contains { page[$0].name.breaksLines }
    var reader = MarkupLines(page: page, omitted: omitted, breaksAtNewlines: breaks)
    reader.read(below: node, atMost: count)
    return reader.collector.result
  }

  private init(page: MarkupDocument, omitted: [Bool], breaksAtNewlines: Bool) {
    self.page = page
    self.omitted = omitted
    self.breaksAtNewlines = breaksAtNewlines
  }

  private mutating func read(below root: MarkupDocument.NodeIndex, atMost count: Int) {
    var index = root
    let end = page[root].end
    while index < end, collector.result.lines.count < count {
      close(upTo: index)
      let node = page[index]
      if node.name == .text {
        append(node.text)
        index += 1
      } else if index != root, isOmitted(index, node) {
        // A dropped element still parts the words around it.
        if node.name.isBlock { endLine() }
        index = node.end
      } else {
        enter(index, node)
        index += 1
      }
    }
    close(upTo: Int32.max)
    endLine()
  }

  private func isOmitted(_ index: MarkupDocument.NodeIndex, _ node: MarkupDocument.Node) -> Bool {
    if !omitted.isEmpty { return omitted[Int(index)] }
    return node.name.isNeverText || page.isHidden(index)
  }

  private mutating func enter(_ index: MarkupDocument.NodeIndex, _ node: MarkupDocument.Node) {
    if node.name == .br { return endLine() }
    let isBlock = node.name.isBlock && !(context.isInRow && node.name != .tr)
    if isBlock { endLine() }
    open.append(OpenElement(end: node.end, isBlock: isBlock, isItem: node.name == .li, context: context))
    if let section = page.statedSection(of: index) { context.section = section }
    updateContext(index, node)
  }

  private mutating func updateContext(_ index: MarkupDocument.NodeIndex, _ node: MarkupDocument.Node) {
    switch node.name {
    case .b, .strong, .u: context.emphasis += 1
    case .h1: context.shape = .heading(1)
    case .h2: context.shape = .heading(2)
    case .h3: context.shape = .heading(3)
    case .h4: context.shape = .heading(4)
    case .h5: context.shape = .heading(5)
    case .h6: context.shape = .heading(6)
    case .ul, .ol: context.depth += 1
    case .li:
      context.shape = .item
      context.depth = max(1, context.depth)
    case .dt: context.emphasis += 1
    case .dd: context.shape = .paragraph
    case .pre: context.isPreformatted = true
    case .tr where isDataRow(node, index):
      context.shape = .row
      context.isInRow = true
    case .td, .th:
      if context.isInRow { separateCells() }
    case .span, .p, .div:
      if page.hasBoldStyle(index) { context.emphasis += 1 }
    default: break
    }
  }

  /// A row whose cells hold plain text; tables that lay out a page have blocks in them.
  private func isDataRow(_ node: MarkupDocument.Node, _ index: MarkupDocument.NodeIndex) -> Bool {
    var cells = 0
    for child in page.descendants(of: index) {
      let name = page[child].name
      if name == .td || name == .th { cells += 1 } else if name.breaksLines { return false }
    }
    return cells > 1
  }

  private mutating func separateCells() {
    guard !collector.isAtLineStart else { return }
    let bar: [UInt8] = [0x20, UInt8(ascii: "|"), 0x20]
    collector.append(bar, bar.indices)
  }

  private mutating func append(_ text: Range<Int32>) {
    let range = Int(text.lowerBound)..<Int(text.upperBound)
    guard breaksAtNewlines || context.isPreformatted else {
      return appendUntilBullets(range)
    }
    var start = range.lowerBound
    for offset in range where page.text[offset] == 0x0A {
      collector.append(page.text, start..<offset, isEmphasised: context.emphasis > 0)
      endLine()
      start = offset + 1
    }
    collector.append(page.text, start..<range.upperBound, isEmphasised: context.emphasis > 0)
  }

  /// A bullet at the start of a source line starts a line even where newlines mean nothing.
  private mutating func appendUntilBullets(_ range: Range<Int>) {
    var start = range.lowerBound
    var offset = start
    while let newline = page.offset(of: 0x0A, in: offset..<range.upperBound) {
      offset = newline + 1
      while offset < range.upperBound, page.text[offset] <= 0x20 { offset += 1 }
      guard offset < range.upperBound, page.text[offset] >= 0x80,
        Bullet.isUnmistakable(page.text[offset..<range.upperBound])
      else { continue }
      collector.append(page.text, start..<newline, isEmphasised: context.emphasis > 0)
      endLine()
      start = offset
    }
    collector.append(page.text, start..<range.upperBound, isEmphasised: context.emphasis > 0)
  }

  private mutating func endLine() {
    guard !collector.isAtLineStart else { return }
    let item = context.shape == .item ? open.lastIndex { $0.isItem } : nil
    let isFurther = item.map { open[$0].hasLine } ?? false
    collector.endLine(context.shape, depth: context.depth, section: context.section, isFurther: isFurther)
    if let item { open[item].hasLine = true }
  }

  private mutating func close(upTo index: MarkupDocument.NodeIndex) {
    while let last = open.last, last.end <= index {
      if last.isBlock { endLine() }
      context = last.context
      open.removeLast()
    }
  }
}
