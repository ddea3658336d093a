/// The name of a concept in every file and on every machine: `kind:slug`, such as `skill:c-plus-plus`.
///
/// Only letters, digits and `. - _ :` occur, so an id is an XML NMTOKEN. Ordered by bytes.
public struct ConceptID: Hashable, Comparable, Sendable {
  public let rawValue: String
  public let kind: ConceptKind

  /// `nil` unless `rawValue` is a known kind, a colon and a slug of at least one legal character.
  public init?(_ rawValue: String) {
    var text = rawValue
    guard let kind = text.withUTF8(Self.kind) else { return nil }
    (self.rawValue, self.kind) = (rawValue, kind)
  }

  /// The kind before the colon; `nil` unless all is as it should be.
  private static func kind(_ text: UnsafeBufferPointer<UInt8>) -> ConceptKind? {
    guard let colon = text.firstIndex(of: UInt8(ascii: ":")), colon + 1 < text.count, text.allSatisfy(isLegal) else {
      return nil
    }
    return ConceptKind.allCases.first { $0.rawValue.utf8.elementsEqual(text[..<colon]) }
  }

  /// The id for a thing called `label`: lower case ASCII, `+` spelled `plus`, `#` `sharp`, `&` `and`, anything else a hyphen.
  ///
  /// Letters beyond ASCII are kept as their code point in hexadecimal, so that different names stay different. A label
  /// without any usable character gets the slug `unnamed`.
  public init(kind: ConceptKind, label: String) {
    self.kind = kind
    self.rawValue = "\(kind.rawValue):\(Self.slug(label))"
  }

  public static func < (a: ConceptID, b: ConceptID) -> Bool { a.rawValue < b.rawValue }

  private static func isLegal(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"): true
    case UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: ":"): true
    default: false
    }
  }

  private static func slug(_ label: String) -> String {
    var words: [String] = []
    var word = ""
    func endWord() {
      if !word.isEmpty { words.append(word) }
      word = ""
    }
    for scalar in label.lowercased().unicodeScalars {
      switch scalar {
      case "a"..."z", "0"..."9": word.unicodeScalars.append(scalar)
      case "'", "’": continue
      case "+", "#", "&":
        endWord()
        words.append(scalar == "+" ? "plus" : scalar == "#" ? "sharp" : "and")
      case _ where scalar.properties.isAlphabetic: word += String(scalar.value, radix: 16)
      default: endWord()
      }
    }
    endWord()
    return words.isEmpty ? "unnamed" : words.joined(separator: "-")
  }
}

extension ConceptID: CustomStringConvertible {
  public var description: String { rawValue }
}

/// What a concept is; the part of its id before the colon.
public enum ConceptKind: String, Sendable, CaseIterable, Comparable {
  case role
  case skill
  /// A named library, framework, platform or tool.
  case framework
  case certification
  /// A degree level or a field of study.
  case education

  /// In the order of declaration, the order in which people are shown kinds.
  public static func < (a: ConceptKind, b: ConceptKind) -> Bool { a.order < b.order }

  private var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
