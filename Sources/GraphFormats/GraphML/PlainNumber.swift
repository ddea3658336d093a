/// Numbers as nearly all files have them, read without a `String` each; `nil` for any other spelling, and numbers that need more
/// than a double's 53 bits, which `Double.init` and `Int.init` are asked about.
enum PlainNumber {
  /// `0.25`, `-3`: digits with a sign before and a point within, or not.
  ///
  /// Exact, as an integer below 2^53 divided by a power of ten up to 10^22 is.
  static func double(_ text: Span<UInt8>) -> Double? {
    let isNegative = text.count > 0 && text[0] == UInt8(ascii: "-")
    var (value, digits, point): (UInt64, Int, Int?) = (0, 0, nil)
    for index in (isNegative ? 1 : 0)..<text.count {
      if text[index] == UInt8(ascii: "."), point == nil, digits > 0 {
        point = digits
        continue
      }
      guard (0x30...0x39).contains(text[index]), digits < 16 else { return nil }
      value = value * 10 + UInt64(text[index] & 0x0F)
      digits += 1
    }
    let decimals = digits - (point ?? digits)
    guard digits > 0, point != digits, value < 1 << 53 else { return nil }
    return (isNegative ? -1 : 1) * Double(value) / powers[decimals]
  }

  /// Digits, with a sign before or not.
  static func integer(_ text: Span<UInt8>) -> Int? {
    let isNegative = text.count > 0 && text[0] == UInt8(ascii: "-")
    let first = isNegative ? 1 : 0
    guard text.count > first, text.count <= 18 else { return nil }
    var value = 0
    for index in first..<text.count {
      guard (0x30...0x39).contains(text[index]) else { return nil }
      value = value * 10 + Int(text[index] & 0x0F)
    }
    return isNegative ? -value : value
  }

  private static let powers: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
  ]
}

extension GraphMLValues {
  func double(_ range: Range<Int>) -> Double? {
    PlainNumber.double(buffer.span.extracting(range)) ?? Double(string(range))
  }

  func integer(_ range: Range<Int>) -> Int? {
    PlainNumber.integer(buffer.span.extracting(range)) ?? Int(string(range))
  }
}
