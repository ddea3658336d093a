/// Characters that start list items in running text.
enum Bullet {
  /// The length of the bullet that `line` starts with, its white space included, or 0.
  ///
  /// `allowsEmoji` is whether any emoji counts; one alone may be part of the text, several in a row are bullets.
  static func length(in line: ArraySlice<UInt8>, allowsEmoji: Bool = false) -> Int {
    guard let first = line.first else { return 0 }
    if first < 0x80 { return asciiLength(line, first) }
    let length = markLength(line)
    if length > 0 {
      let isDash =
        line.starts(with: [0xE2, 0x80])  // – and — also open asides: they need a space.
        && line[line.startIndex + 2] != 0xA2 && line[line.startIndex + 2] != 0xA3
      let spaces = spaceCount(line, after: length)
      return isDash && spaces == 0 ? 0 : length + spaces
    }
    guard allowsEmoji else { return 0 }
    let emoji = emojiLength(line)
    return emoji == 0 ? 0 : emoji + spaceCount(line, after: emoji)
  }

  /// Whether the bullet of `line`, if it has one, is a number or a letter.
  static func isNumber(_ line: ArraySlice<UInt8>) -> Bool {
    guard let first = line.first, first < 0x80, first != UInt8(ascii: "o") else { return false }
    return isLetter(first) || (0x30...0x39).contains(first) || first == UInt8(ascii: "(")
  }

  static func isUnmistakable(_ line: ArraySlice<UInt8>) -> Bool {
    guard let first = line.first, first >= 0x80 else { return false }
    return markLength(line) > 0 && !line.starts(with: [0xE2, 0x80, 0x93]) && !line.starts(with: [0xE2, 0x80, 0x94])
  }

  private static func asciiLength(_ line: ArraySlice<UInt8>, _ first: UInt8) -> Int {
    switch first {
    case UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: ">"), UInt8(ascii: "~"),
      UInt8(ascii: "o"):
      let spaces = spaceCount(line, after: 1)
      if spaces > 0 { return 1 + spaces }
      // "-Python" is a bullet, "-5" and "--" are not.
      let next = line.dropFirst().first ?? 0
      return first == UInt8(ascii: "-") && isLetter(next) ? 1 : 0
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "("), UInt8(ascii: "a")...UInt8(ascii: "h"):
      return numberLength(line)
    default: return 0
    }
  }

  /// `1.` `12)` `(3)` `a)` before a space.
  private static func numberLength(_ line: ArraySlice<UInt8>) -> Int {
    var rest = line
    let isOpen = rest.first == UInt8(ascii: "(")
    if isOpen { rest = rest.dropFirst() }
    let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }.count
    let isLetter = digits == 0
    rest = rest.dropFirst(isLetter ? 1 : digits)
    guard digits < 3, let end = rest.first,
      end == UInt8(ascii: ")") || (end == UInt8(ascii: ".") && !isOpen && !isLetter),
      !(isOpen && isLetter && digits > 0)
    else { return 0 }
    let length = line.count - rest.count + 1
    let spaces = spaceCount(line, after: length)
    return spaces == 0 ? 0 : length + spaces
  }

  /// `•` and its kin, in UTF-8.
  private static func markLength(_ line: ArraySlice<UInt8>) -> Int {
    // Most lines that do not start in ASCII start with a letter.
    guard let first = line.first, first == 0xC2 || first == 0xE2 || first >= 0xEF else { return 0 }
    return marks.first { line.starts(with: $0) }?.count ?? 0
  }

  private static let marks: [[UInt8]] = [
    "•", "·", "–", "—", "‣", "⁃", "◦", "●", "○", "◆", "◇", "▪", "▫", "■", "□", "►", "▶", "▸", "➤", "➢", "➔", "→", "✓",
    "✔", "✅", "☑",
    "★", "☆", "✦", "❖", "⬤", "∙", "»", "\u{F0B7}", "\u{F0A7}", "\u{F0D8}", "\u{F076}", "🔹", "🔸", "👉", "⇒", "⚫", "❑",
    "✪", "○", "¤",
  ].map { Array($0.utf8) }

  /// An emoji with its modifiers.
  private static func emojiLength(_ line: ArraySlice<UInt8>) -> Int {
    var length = 0
    while true {
      let rest = line.dropFirst(length)
      let head = Array(rest.prefix(4))
      if head.count == 4, head[0] == 0xF0, head[1] == 0x9F {
        length += 4
      } else if head.count >= 3, head[0] == 0xE2, (0x98...0xAF).contains(head[1]) {
        length += 3
      } else if length > 0, head.starts(with: [0xEF, 0xB8, 0x8F]) {
        length += 3
      } else {
        return length
      }
    }
  }

  private static func spaceCount(_ line: ArraySlice<UInt8>, after length: Int) -> Int {
    var rest = line.dropFirst(length)
    var count = 0
    while let next = rest.first {
      if next == 0x20 || next == 0x09 {
        count += 1
        rest = rest.dropFirst()
      } else if rest.starts(with: [0xEF, 0xB8, 0x8F]) {
        count += 3
        rest = rest.dropFirst(3)
      } else {
        break
      }
    }
    return count
  }
}

func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || byte >= 0x80 }
