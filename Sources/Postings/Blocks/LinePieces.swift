/// A line whose bullets have been taken off; one line with several bullets is several pieces.
struct LinePiece {
  enum Kind: Hashable { case heading(Int), item, paragraph, row }

  var kind: Kind
  var text: ArraySlice<UInt8>
  var depth: Int
  /// Bytes at the start of `text` that are in bold.
  var emphasised: Int
  var section: Section?
  /// Whether it stands in a list item behind that item's first line.
  var isFurther = false

  var isAllEmphasised: Bool { emphasised >= text.count && !text.isEmpty }
}

enum LinePieces {
  /// - Complexity: O(*text*).
  static func split(_ lines: TextLines) -> [LinePiece] {
    var pieces: [LinePiece] = []
    pieces.reserveCapacity(lines.lines.count)
    for (index, line) in lines.lines.enumerated() { append(lines, line, index, to: &pieces) }
    return pieces
  }

  private static func append(_ lines: TextLines, _ line: TextLine, _ index: Int, to pieces: inout [LinePiece]) {
    let text = lines.text(of: line)
    guard line.shape == .paragraph || line.shape == .item else {
      return pieces.append(piece(line, text))
    }
    let bullet = bulletLength(lines, index)
    // A number before an emphasised line numbers a heading.
    guard bullet > 0 else { return appendRuns(piece(line, text), to: &pieces) }
    var item = piece(line, text.dropFirst(bullet))
    item.emphasised = max(0, line.emphasised - bullet)
    let isNumber = text.first.map { (0x30...0x39).contains($0) } ?? false
    if !(isNumber && item.isAllEmphasised) {
      item.kind = .item
      item.depth = max(1, line.depth)
    }
    if !item.text.isEmpty { appendRuns(item, to: &pieces) }
  }

  /// An emoji is a bullet if a neighbour starts with one, too.
  private static func bulletLength(_ lines: TextLines, _ index: Int) -> Int {
    let text = lines.text(of: lines.lines[index])
    let plain = Bullet.length(in: text)
    if plain > 0, Bullet.isNumber(text) { return isNumbered(lines, index) ? plain : 0 }
    guard plain == 0, (text.first ?? 0) >= 0xE2 else { return plain }
    let emoji = Bullet.length(in: text, allowsEmoji: true)
    guard emoji > 0 else { return 0 }
    let mark = text.prefix(3)
    let neighbours = [index - 1, index + 1].filter(lines.lines.indices.contains)
    return neighbours.contains { lines.text(of: lines.lines[$0]).starts(with: mark) } ? emoji : 0
  }

  /// Numbers make a list if a neighbour has one, too; "13. salary" in a list of benefits is text.
  private static func isNumbered(_ lines: TextLines, _ index: Int) -> Bool {
    guard lines.lines[index].shape == .paragraph else { return false }
    return [index - 1, index + 1].filter(lines.lines.indices.contains).contains { neighbour in
      let text = lines.text(of: lines.lines[neighbour])
      return Bullet.isNumber(text) && Bullet.length(in: text) > 0
    }
  }

  private static func piece(_ line: TextLine, _ text: ArraySlice<UInt8>) -> LinePiece {
    let kind: LinePiece.Kind =
      switch line.shape {
      case .heading(let level): .heading(level)
      case .item: .item
      case .paragraph: .paragraph
      case .row: .row
      }
    return LinePiece(
      kind: kind, text: text, depth: line.depth, emphasised: line.emphasised, section: line.section,
      isFurther: line.isFurther)
  }

  /// `We need: • Python • SQL` is three pieces.
  private static func appendRuns(_ line: LinePiece, to pieces: inout [LinePiece]) {
    let cuts = bulletOffsets(line.text)
    guard cuts.count >= 2 || (cuts.count == 1 && line.kind == .item) else { return pieces.append(line) }
    var start = line.text.startIndex
    for (position, cut) in (cuts + [line.text.endIndex]).enumerated() {
      var part = line
      var text = line.text[start..<cut]
      while text.last == 0x20 { text = text.dropLast() }
      part.text = position == 0 ? text : text.dropFirst(Bullet.length(in: text))
      if position > 0 {
        part.kind = .item
        part.depth = max(1, line.depth)
        part.emphasised = 0
      }
      if !part.text.isEmpty { pieces.append(part) }
      start = cut
    }
  }

  private static func bulletOffsets(_ text: ArraySlice<UInt8>) -> [Int] {
    let start = text.startIndex
    return text.withUnsafeBufferPointer { text in
      var offsets: [Int] = []
      var offset = 1
      while offset < text.count - 3 {
        // • ● ▪ ■ ✓ and Word's private-use bullet.
        if text[offset] >= 0xE2, text[offset - 1] == 0x20, isRunBullet(text[offset], text[offset + 1], text[offset + 2])
        {
          offsets.append(start + offset)
        }
        offset += 1
      }
      return offsets
    }
  }

  private static func isRunBullet(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Bool {
    switch (first, second, third) {
    case (0xE2, 0x80, 0xA2), (0xE2, 0x97, 0x8F), (0xE2, 0x96, 0xAA), (0xE2, 0x96, 0xA0), (0xE2, 0x9C, 0x93),
      (0xE2, 0x9C, 0x94),
      (0xEF, 0x82, 0xB7), (0xE2, 0x9C, 0x85), (0xE2, 0x98, 0x91):
      true
    default: false
    }
  }
}
