/// Makes blocks of lines: finds headings by their shape, list items by their bullets, and gives each block its section.
struct BlockBuilder {
  private(set) var blocks: [Block] = []
  private let vocabulary: HeadingVocabulary
  private let judge: HeadingJudge
  /// The posting's title, which is no heading of a section.
  private let title: [UInt8]
  /// Headings whose reach has not ended, outermost first.
  private var scopes: [Scope] = []
  private var base: Section = .other

  private struct Scope {
    /// How many lists the heading stands in.
    var depth: Int
    /// 1 to 6 for elements, 7 for bold and capitals, 8 for a colon.
    var level: Int
    var section: Section
    var heading: Int
  }

  init(title: String? = nil, vocabulary: HeadingVocabulary = .standard) {
    self.title = Array((title ?? "").utf8)
    self.vocabulary = vocabulary
    judge = HeadingJudge(vocabulary: vocabulary)
  }

  /// Appends the blocks of `lines`; those before any heading belong to `section`.
  mutating func add(_ lines: TextLines, section: Section = .other) {
    scopes = []
    base = section
    let pieces = LinePieces.split(lines)
    for index in pieces.indices {
      add(pieces[index], next: index + 1 < pieces.count ? pieces[index + 1] : nil)
    }
  }

  /// Appends a heading that is known to be one; what follows is added with the section it names.
  mutating func addHeading(_ text: String) {
    blocks.append(Block(.heading, section(ofHeading: text, otherwise: .other), text))
  }

  func section(ofHeading text: String, otherwise section: Section) -> Section {
    vocabulary.section(of: Array(text.utf8)[...]) ?? section
  }

  private mutating func add(_ line: LinePiece, next: LinePiece?) {
    if scopes.contains(where: { $0.depth > line.depth }) { scopes.removeAll { $0.depth > line.depth } }
    if case .heading = line.kind, line.text.elementsEqual(title) { return }
    guard let heading = judge.judge(line, next: next), Self.blockText(line.text.prefix(heading.length)) != nil else {
      return addText(line)
    }
    if heading.length < line.text.count { return addHeadingWithText(line, heading) }
    open(heading, line, next)
    append(line.kind == .item ? .listItem : .heading, line.text, at: line)
    // A heading stands under the one around it, not under itself.
    if let last = scopes.indices.last, scopes[last].heading == blocks.count - 1 {
      blocks[blocks.count - 1].heading = last > 0 ? scopes[last - 1].heading : nil
    }
  }

  private mutating func open(_ heading: HeadingJudge.Heading, _ line: LinePiece, _ next: LinePiece?) {
    let depth =
      line.kind == .item && (next?.depth ?? 0) > line.depth ? line.depth + 1 : min(line.depth, next?.depth ?? 0)
    let outer = scopes.last { $0.level < heading.level && $0.depth <= depth }
    scopes.removeAll { $0.level >= heading.level && $0.depth >= depth }
    let section = heading.section ?? sectionOfUnknown(inherits: heading.inherits, outer: outer)
    scopes.append(Scope(depth: depth, level: heading.level, section: section, heading: blocks.count))
  }

  /// A heading whose words say nothing parts its section if it is smaller, else it ends it. What is about the company or its
  /// offers is never taken to go on: under an unknown heading anything may stand.
  private func sectionOfUnknown(inherits: Bool, outer: Scope?) -> Section {
    guard inherits || outer != nil else { return .other }
    let section = scopes.last?.section ?? base
    let isDemand = [.requirements, .preferred, .responsibilities, .skills, .education].contains(section)
    return inherits || isDemand ? section : .other
  }

  /// "Nice to have: Kafka": the line keeps its heading's section; in bold, the lines after it do, too.
  private mutating func addHeadingWithText(_ line: LinePiece, _ heading: HeadingJudge.Heading) {
    guard heading.isStrong, line.kind != .item else { return addText(line, section: heading.section) }
    var head = line
    head.text = line.text.prefix(heading.length)
    while head.text.last == 0x20 { head.text = head.text.dropLast() }
    open(heading, line, nil)
    append(.heading, head.text, at: line)
    if let last = scopes.indices.last { blocks[blocks.count - 1].heading = last > 0 ? scopes[last - 1].heading : nil }
    var rest = line
    rest.text = line.text.dropFirst(heading.length).drop { $0 == 0x20 }
    addText(rest)
  }

  private mutating func addText(_ line: LinePiece, section: Section? = nil) {
    let kind: Block.Kind = line.kind == .item ? .listItem : line.kind == .row ? .tableRow : .paragraph
    append(kind, line.text, at: line, section: section)
  }

  /// The heading's word, then the markup's, then what was known before.
  private func section(of line: LinePiece, in scope: Scope?) -> Section {
    guard let scope, scope.section != .other else { return line.section ?? scope?.section ?? base }
    return scope.section
  }

  private mutating func append(
    _ kind: Block.Kind, _ text: ArraySlice<UInt8>, at line: LinePiece, section: Section? = nil
  ) {
    guard let text = Self.blockText(text) else { return }
    let scope = scopes.last
    let isStatement = kind == .paragraph && EqualOpportunity.isStatement(text)
    let section = isStatement ? Section.equalOpportunity : section
    blocks.append(
      Block(
        kind, section ?? self.section(of: line, in: scope), String(decoding: text, as: UTF8.self),
        heading: scope?.heading))
  }

  /// What of a line becomes a block's text; `nil` for a rule or a lone sign.
  private static func blockText(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    let text = CitationMarks.removed(from: line)
    return text.contains { isLetter($0) || (0x30...0x39).contains($0) } ? text : nil
  }
}

/// `[1]`, `[3][12]`: marks that texts copied from answers with sources carry.
enum CitationMarks {
  static func removed(from text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard text.contains(UInt8(ascii: "[")) else { return text }
    var output: [UInt8] = []
    var rest = text
    while let byte = rest.first {
      let length = byte == UInt8(ascii: "[") ? markLength(rest) : 0
      if length == 0 { output.append(byte) }
      rest = rest.dropFirst(max(1, length))
    }
    while output.last == 0x20 { output.removeLast() }
    return output[...]
  }

  private static func markLength(_ text: ArraySlice<UInt8>) -> Int {
    let digits = text.dropFirst().prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }.count
    guard (1...3).contains(digits), text.dropFirst(1 + digits).first == UInt8(ascii: "]") else { return 0 }
    return digits + 2
  }
}
