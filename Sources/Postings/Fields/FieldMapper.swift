/// Makes a posting of a record's named texts.
struct FieldMapper {
  private let fields: [Field]
  private let syntax: Syntax

  init(_ fields: [Field], _ syntax: Syntax) {
    self.fields = fields.filter { !$0.text.isEmpty }
    self.syntax = syntax
  }

  /// The posting, or `nil` if the record has no title or nothing that describes it.
  ///
  /// `addsText` is whether the blocks are made of the record's texts; off where the page's own lines are used.
  func posting(addsText: Bool = true) -> JobPosting? {
    var posting = JobPosting(syntax: syntax)
    posting.title = first(FieldNames.title, excluding: FieldNames.others)
    posting.organization = organization
    posting.location = location
    posting.datePosted = firstDate(FieldNames.datePosted)
    posting.validThrough = firstDate(FieldNames.validThrough)
    posting.employment = employment
    posting.identifier = identifier
    posting.url = url
    posting.language = first(FieldNames.language).flatMap(Self.languageTag)
    posting.statedExperience = StatedExperience.find(in: fields)
    if addsText { posting.blocks = FieldText(fields, title: posting.title).blocks }
    return posting.title == nil ? nil : posting
  }

  private var organization: String? {
    for name in FieldNames.organization {
      // An organization with parts is called by its name.
      let part = fields.first { ($0.name == "name" || $0.name == "legalname") && $0.parents.last == name }
      if let text = part.flatMap({ RichText.line($0.text) }) { return text }
      if let text = fields.first(where: { $0.name == name && $0.text.utf8.count < 200 }).flatMap({
        RichText.line($0.text)
      }) {
        return text
      }
    }
    return nil
  }

  private var location: String? {
    let address = fields.filter {
      FieldNames.locationParts.contains($0.name) || $0.name == "name" && $0.parents.last == "addresscountry"
    }
    let structured = address.filter { !Set($0.parents).isDisjoint(with: ["address", "joblocation", "postaladdress"]) }
    let parts = structured.isEmpty ? address : structured
    if parts.count > 1 || !structured.isEmpty { return Self.joined(parts.compactMap { RichText.line($0.text) }) }
    for name in FieldNames.location {
      let named = fields.filter {
        $0.name == name
          || ($0.parents.last == name && ["name", "city", "country", "region", "location"].contains($0.name))
      }
      if let text = Self.joined(named.compactMap { RichText.line($0.text) }) { return text }
    }
    return nil
  }

  /// Each part once, in order; at most four.
  private static func joined(_ parts: [String]) -> String? {
    var seen: [String] = []
    for part in parts
    where part.utf8.contains(where: isLetter) && part.utf8.count < 120 && !seen.contains(part) && seen.count < 4 {
      seen.append(part)
    }
    return seen.isEmpty ? nil : seen.joined(separator: ", ")
  }

  private var employment: Employment? {
    for name in FieldNames.employment {
      let values = fields.filter { $0.name == name || $0.parents.last == name && $0.name == "label" }
        .compactMap { Employment(stated: $0.text) }
      if values.contains(.internship) { return .internship }
      if let value = values.first { return value }
    }
    return nil
  }

  private var identifier: String? {
    if let value = fields.first(where: { $0.name == "value" && $0.parents.last == "identifier" }) {
      return RichText.line(value.text)
    }
    return first(FieldNames.identifier, excluding: FieldNames.others.subtracting(["identifier"]))
  }

  private var url: String? {
    for name in FieldNames.url {
      for field in fields where field.name == name && Set(field.parents).isDisjoint(with: FieldNames.others) {
        let text = field.text.filter { !$0.isWhitespace }
        if text.hasPrefix("http://") || text.hasPrefix("https://") { return text }
      }
    }
    return nil
  }

  private func first(_ names: [String], excluding parents: Set<String> = []) -> String? {
    for name in names {
      for field in fields where field.name == name && field.text.utf8.count < 400 {
        guard field.parents.last.map({ !parents.contains($0) }) ?? true, let text = RichText.line(field.text) else {
          continue
        }
        return text
      }
    }
    return nil
  }

  private func firstDate(_ names: [String]) -> String? {
    for name in names {
      if let date = fields.lazy.filter({ $0.name == name }).compactMap({ ISODate.read($0.text) }).first { return date }
    }
    return nil
  }

  /// `en`, `en-US`; `en_US` becomes `en-US`; words are no tags.
  static func languageTag(_ text: String) -> String? {
    let tag = text.map { $0 == "_" ? "-" : $0 }
    guard (2...11).contains(tag.count), tag.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") })
    else { return nil }
    let head = tag.prefix { $0 != "-" }
    return head.count == 2 || head.count == 3 && head.allSatisfy(\.isLowercase) ? String(tag) : nil
  }
}
