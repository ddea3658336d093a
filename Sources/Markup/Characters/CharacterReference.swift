private import CMarkup

/// What stands between `&` and `;`.
enum CharacterReference {
  /// The character of a number or of a name of HTML; `nil` for any other and for those that no document may hold.
  static func scalar(_ reference: ArraySlice<UInt8>) -> Unicode.Scalar? {
    guard reference.first == UInt8(ascii: "#") else { return named(reference) }
    let isHexadecimal = reference.dropFirst().first.map { $0 | 0x20 } == UInt8(ascii: "x")
    let value = number(reference.dropFirst(isHexadecimal ? 2 : 1), radix: isHexadecimal ? 16 : 10)
    guard let value, value >= 0x20 || value == 0x09 || value == 0x0A || value == 0x0D, value & 0xFFFE != 0xFFFE else {
      return nil
    }
    return Unicode.Scalar(value)
  }

  private static func number(_ digits: ArraySlice<UInt8>, radix: UInt32) -> UInt32? {
    guard !digits.isEmpty, digits.count < 8 else { return nil }
    var value: UInt32 = 0
    for byte in digits {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, digit < radix else { return nil }
      value = value * radix + UInt32(digit)
    }
    return value
  }

  private static func named(_ name: ArraySlice<UInt8>) -> Unicode.Scalar? {
    guard name.count <= 8 else { return nil }
    var letters: UInt64 = 0
    for byte in name { letters = letters << 8 | UInt64(byte) }
    switch letters {
    case StartTag.packed("amp"): return "&"
    case StartTag.packed("lt"): return "<"
    case StartTag.packed("gt"): return ">"
    case StartTag.packed("quot"): return "\""
    case StartTag.packed("apos"): return "'"
    case StartTag.packed("nbsp"): return "\u{A0}"
    default: break
    }
    let value = unsafe Array(name + [0]).withUnsafeBytes {
      unsafe cm_entity($0.baseAddress?.assumingMemoryBound(to: CChar.self))
    }
    return value > 0 ? Unicode.Scalar(UInt32(value)) : nil
  }
}
