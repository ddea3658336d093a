/// The occupation that a posting is filed under (schema.org `occupationalCategory`), such as O*NET-SOC's 15-2051.00.
public struct OccupationalCategory: Hashable, Sendable {
  /// In the scheme's notation.
  public var code: String?
  public var name: String?
  /// The scheme's name or URL, if it is stated.
  public var scheme: String?

  public init(code: String? = nil, name: String? = nil, scheme: String? = nil) {
    self.code = code
    self.name = name
    self.scheme = scheme
  }
}

extension OccupationalCategory {
  /// "15-2051.00 Data Scientists", "15-2051.00", "Data Scientists"; `nil` for an empty text.
  init?(stated text: String) {
    let words = RichText.folded(text).split(separator: " ", maxSplits: 1)
    guard let first = words.first else { return nil }
    let code = first.filter { $0 != "," && $0 != ":" }
    guard code.contains(where: \.isNumber), !code.contains(where: \.isLowercase) else {
      self.init(name: words.joined(separator: " "))
      return
    }
    let name = words.dropFirst().joined().drop { "-–: ".contains($0) }
    self.init(code: code, name: name.isEmpty ? nil : String(name))
  }

  /// Texts and `CategoryCode` objects, in their order.
  static func find(in fields: [Field]) -> [OccupationalCategory] {
    var found: [OccupationalCategory] = []
    var open = OccupationalCategory()
    func close() {
      if open.code != nil || open.name != nil { found.append(open) }
      open = OccupationalCategory()
    }
    for field in fields {
      if field.meaning.rank(as: .occupationalCategory) != nil {
        close()
        if let category = OccupationalCategory(stated: field.text) { found.append(category) }
      } else if field.parents.last == key {
        switch field.name {
        case "codevalue":
          if open.code != nil { close() }
          open.code = RichText.line(field.text)
        case "name", "description":
          if open.name != nil { close() }
          open.name = RichText.line(field.text)
        case "url", "incodeset": open.scheme = open.scheme ?? RichText.line(field.text)
        default: break
        }
      } else if field.name == "name", field.parents.suffix(2).first == key {
        open.scheme = RichText.line(field.text)
      }
    }
    close()
    return found
  }

  private static let key = "occupationalcategory"
}
