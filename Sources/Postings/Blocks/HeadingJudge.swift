/// Decides by shape and vocabulary whether a line is a heading.
struct HeadingJudge {
  struct Heading {
    /// 1 to 6 for elements, 7 for bold, capitals and known headings, 8 for a colon.
    var level: Int
    /// `nil` if its words say nothing.
    var section: Section?
    /// How much of the line it is, in bytes; text follows in the same line if that is less than all.
    var length: Int
    /// Whether its shape, not only its words, makes it a heading.
    var isStrong: Bool
    /// Whether it stays in the section around it when its words say nothing.
    var inherits = false
  }

  let vocabulary: HeadingVocabulary

  func judge(_ line: LinePiece, next: LinePiece?) -> Heading? {
    switch line.kind {
    case .heading(let level): elementHeading(line, level)
    case .row: nil
    case .item: itemHeading(line, next) ?? leadingHeading(line)
    case .paragraph: paragraphHeading(line, next) ?? leadingHeading(line)
    }
  }

  private func elementHeading(_ line: LinePiece, _ level: Int) -> Heading? {
    guard line.text.count <= 160 else { return nil }
    return Heading(level: level, section: vocabulary.section(of: line.text), length: line.text.count, isStrong: true)
  }

  private func itemHeading(_ line: LinePiece, _ next: LinePiece?) -> Heading? {
    guard let next, line.text.count <= 120 else { return nil }
    let endsInColon = Self.endsInColon(line.text)
    // Editors put the heading of what follows a list into its last item, as a paragraph of its own.
    if line.isFurther, line.isAllEmphasised || endsInColon && line.text.first.map({ $0 >= 0x80 }) ?? false,
      let section = vocabulary.section(of: line.text), section != .other
    {
      return Heading(level: 7, section: section, length: line.text.count, isStrong: true)
    }
    if next.depth > line.depth, endsInColon || line.isAllEmphasised || line.text.count <= 60 {
      // "Experience with Azure:" opens a list of its own; only a change of level is a change of section.
      let named = vocabulary.section(of: line.text)
      let section = named == .preferred ? named : vocabulary.section(ofExactly: line.text)
      guard section != nil || endsInColon else { return nil }
      return Heading(level: 8, section: section, length: line.text.count, isStrong: true, inherits: true)
    }
    // Lists that hold whole adverts.
    guard endsInColon || line.isAllEmphasised, next.depth <= line.depth, !line.text.contains(UInt8(ascii: ",")),
      let section = vocabulary.section(ofExactly: line.text), section != .other
    else { return nil }
    return Heading(level: 7, section: section, length: line.text.count, isStrong: true)
  }

  private func paragraphHeading(_ line: LinePiece, _ next: LinePiece?) -> Heading? {
    let text = line.text
    guard text.count <= 140, let last = text.last else { return nil }
    let words = text.count { $0 == 0x20 } + 1
    let length = text.count
    if Self.endsInColon(text) { return colonHeading(line, next, words) }
    if line.isAllEmphasised, words <= 14, length <= 100, last != UInt8(ascii: "."), last != UInt8(ascii: ","),
      last != UInt8(ascii: ";"),
      next != nil
    {
      return Heading(level: 7, section: vocabulary.section(of: text), length: length, isStrong: true)
    }
    guard words <= 10, length <= 80, last != UInt8(ascii: "."), last != UInt8(ascii: ","), last != UInt8(ascii: ";"),
      let next
    else { return nil }
    if let section = vocabulary.section(ofPlainLine: text), Self.startsLikeHeading(text) {
      return Heading(level: 7, section: section, length: length, isStrong: true)
    }
    if Self.isInCapitals(text) {
      return Heading(level: 7, section: vocabulary.section(of: text), length: length, isStrong: true)
    }
    guard next.kind == .item, Self.startsLikeHeading(text) else { return nil }
    // "Read about it here" is about nothing.
    let section = vocabulary.section(of: text)
    return Heading(level: 8, section: section == .about ? nil : section, length: length, isStrong: true, inherits: true)
  }

  private func colonHeading(_ line: LinePiece, _ next: LinePiece?, _ words: Int) -> Heading? {
    let exact = vocabulary.section(ofExactly: line.text)
    let level = line.isAllEmphasised || exact != nil ? 7 : 8
    guard next != nil, words <= 16 || next?.kind == .item else { return nil }
    let section = exact ?? vocabulary.section(of: line.text)
    guard section != nil || line.isAllEmphasised || next?.kind == .item || words <= 5 else { return nil }
    return Heading(level: level, section: section, length: line.text.count, isStrong: true, inherits: level == 8)
  }

  /// "Requirements: …", "<b>Requirements</b> …": known words before a colon, or all that is bold.
  private func leadingHeading(_ line: LinePiece) -> Heading? {
    let head = line.text.prefix(70)
    if let colon = head.firstIndex(of: UInt8(ascii: ":")), colon + 1 < line.text.endIndex, line.text[colon + 1] == 0x20
    {
      let phrase = head[..<colon]
      // "Company: Example" is a fact of the posting, not a section about the company.
      let fact = LabelledLines.role(phrase)
      guard fact == nil || fact == .salary else { return nil }
      let isBold = fact == nil && line.emphasised >= phrase.count
      var section = vocabulary.section(ofExactly: phrase)
      if section == nil, isBold { section = vocabulary.section(of: phrase) }
      guard let section, section != .other else { return nil }
      // "Harden the tech stack: …", an item of duties.
      if line.kind == .item, section == .skills, vocabulary.section(ofExactly: phrase) == nil { return nil }
      return Heading(level: 7, section: section, length: colon + 1 - line.text.startIndex, isStrong: isBold)
    }
    guard line.emphasised > 2, line.emphasised <= 70, line.emphasised < line.text.count, line.kind == .paragraph else {
      return nil
    }
    let bold = line.text.prefix(line.emphasised)
    guard let section = vocabulary.section(ofExactly: bold), section != .other, Self.startsLikeHeading(bold),
      bold.contains(0x20)
        || line.text.dropFirst(bold.count).drop(while: { $0 == 0x20 }).first.map({ !isLowercase($0) }) ?? false
    else { return nil }
    return Heading(level: 7, section: section, length: bold.count, isStrong: true)
  }

  private func isLowercase(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }

  static func endsInColon(_ text: ArraySlice<UInt8>) -> Bool {
    // The second is the full-width colon's last byte, after EF BC.
    text.last == UInt8(ascii: ":") || (text.suffix(3).elementsEqual([0xEF, 0xBC, 0x9A]))
  }

  /// A capital letter, or no letter of ASCII, at the start.
  private static func startsLikeHeading(_ text: ArraySlice<UInt8>) -> Bool {
    guard let first = text.first else { return false }
    return !(UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first)
  }

  /// At least four letters, none of them small.
  private static func isInCapitals(_ text: ArraySlice<UInt8>) -> Bool {
    var letters = 0
    for (offset, byte) in zip(text.indices, text) {
      if (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) { return false }
      if (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) { letters += 1 }
      // Small letters of Latin-1 and Extended-A.
      if byte == 0xC3, offset + 1 < text.endIndex, text[offset + 1] >= 0x9F { return false }
    }
    return letters >= 4
  }
}
