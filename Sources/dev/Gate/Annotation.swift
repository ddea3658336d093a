import Foundation

/// What a careful person says a posting asks for: `Data/annotations/NAME.gold.json`; the keys are explained in `Data/README.md`.
struct Annotation: Decodable {
  var id: String
  var unit: Int?
  var role: [String]
  var seniority: String?
  var years: Double?
  var core: [Demand]
  var optional: [[String]]
  var certifications: [Certificate]
  var education: [Degree]

  struct Demand: Decodable {
    var accept: [String]
    var kind: String
    var level: String
  }

  struct Certificate: Decodable {
    var accept: [String]
  }

  struct Degree: Decodable {
    var level: String
    var fields: [String]
    var requirement: String
  }

  /// All annotations of a folder, by file name.
  static func all(in folder: String) throws -> [Annotation] {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".gold.json") }
      .sorted()
    return try names.map { name in
      try JSONDecoder().decode(Annotation.self, from: Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)")))
    }
  }

  /// How names are compared: lower case, separators equal, no bracketed addition, punctuation or plural `s`.
  static func normalized(_ name: String) -> String {
    var text = name.lowercased()
    if text.hasSuffix(")"), let bracket = text.lastIndex(of: "(") { text = String(text[..<bracket]) }
    let spaced = text.map { character -> Character? in
      if "'’".contains(character) { return nil }
      if " _/-–—\t\n".contains(character) { return " " }
      return character.isASCII && (character.isLetter || character.isNumber || "+#.".contains(character))
        ? character : nil
    }
    let words = String(spaced.compactMap(\.self)).split(separator: " ").map { word -> Substring in
      word.count > 3 && word.hasSuffix("s") && !word.hasSuffix("ss") ? word.dropLast() : word
    }
    return words.joined(separator: " ").trimmingCharacters(in: CharacterSet(charactersIn: " ."))
  }

  static func normalized(_ names: [String]) -> Set<String> { Set(names.map { normalized($0) }) }
}
