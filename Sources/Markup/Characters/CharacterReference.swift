private import CMarkup

/// What stands between `&` and `;`.
enum CharacterReference {
  /// The character of a number or of a name of HTML; `nil` for any other and for those that no document may hold.
  static func scalar(_ reference: Span<UInt8>) -> Unicode.Scalar? {
    guard reference.count > 1, reference[0] == UInt8(ascii: "#") else { return named(reference) }
    let isHexadecimal = reference[1] | 0x20 == UInt8(ascii: "x")
    let value = isHexadecimal ? number(reference, from: 2, radix: 16) : number(reference, from: 1, radix: 10)
    guard let value, value >= 0x20 || value == 0x09 || value == 0x0A || value == 0x0D, value & 0xFFFE != 0xFFFE else {
      return nil
    }
    return Unicode.Scalar(value)
  }

  private static func number(_ digits: Span<UInt8>, from start: Int, radix: UInt32) -> UInt32? {
    guard (start + 1..<start + 8).contains(digits.count) else { return nil }
    var value: UInt32 = 0
    for index in start..<digits.count {
      guard let digit = Character(Unicode.Scalar(digits[index])).hexDigitValue, digit < radix else { return nil }
      value = value * radix + UInt32(digit)
    }
    return value
  }

  private static func named(_ name: Span<UInt8>) -> Unicode.Scalar? {
    guard name.count <= 8 else { return nil }
    var letters: UInt64 = 0
    for index in name.indices { letters = letters << 8 | UInt64(name[index]) }
    if let scalar = common[letters] { return scalar }
    let text = name.indices.map { name[$0] } + [0]
    let value = unsafe text.withUnsafeBytes {
      unsafe cm_entity($0.baseAddress?.assumingMemoryBound(to: CChar.self))
    }
    return value > 0 ? Unicode.Scalar(UInt32(value)) : nil
  }

  /// Those that texts are full of, because libxml2 compares a name with all it knows.
  private static let common: [UInt64: Unicode.Scalar] = {
    let names = latin1.split(whereSeparator: \.isWhitespace)
    let scalars = zip(names, UInt32(0xA0)...).map { ($0, Unicode.Scalar($1)) } + punctuation
    return Dictionary(
      scalars.compactMap { name, scalar in
        scalar.map { (name.utf8.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }, $0) }
      }, uniquingKeysWith: { first, _ in first })
  }()

  private static let punctuation: [(Substring, Unicode.Scalar?)] = [
    ("amp", "&"), ("lt", "<"), ("gt", ">"), ("quot", "\""), ("apos", "'"), ("ndash", "–"), ("mdash", "—"),
    ("lsquo", "‘"), ("rsquo", "’"), ("ldquo", "“"), ("rdquo", "”"), ("bdquo", "„"), ("bull", "•"), ("hellip", "…"),
    ("euro", "€"), ("trade", "™"),
  ]

  /// From U+00A0 to U+00FF.
  private static let latin1 = """
    nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para
    middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave
    Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute
    Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave
    iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml
    """
}
