/// The encoding that pages mean when they say ISO-8859-1 or say nothing (WHATWG Encoding Standard, index windows-1252).
enum Windows1252 {
  static func decode(_ bytes: [UInt8]) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count + bytes.count / 8)
    for byte in bytes {
      switch byte {
      case 0..<0x80: text.append(byte)
      case 0x80..<0xA0: append(scalar: high[Int(byte) - 0x80], to: &text)
      default: append(scalar: UInt16(byte), to: &text)
      }
    }
    return text
  }

  /// What the C1 control U+0080…U+009F means, when written as a character reference, too: `&#150;` is a dash.
  static func meaning(ofControl byte: UInt8) -> UInt16 { high[Int(byte) - 0x80] }

  static func append(scalar: UInt16, to text: inout [UInt8]) {
    if scalar < 0x800 {
      text += [0xC0 | UInt8(scalar >> 6), 0x80 | UInt8(scalar & 0x3F)]
    } else {
      text += [0xE0 | UInt8(scalar >> 12), 0x80 | UInt8(scalar >> 6 & 0x3F), 0x80 | UInt8(scalar & 0x3F)]
    }
  }

  /// 0x80 to 0x9F; the five holes stay controls, as on the web.
  private static let high: [UInt16] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D,
    0x8F,
    0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E,
    0x0178,
  ]
}
