/// Makes a posting of a record's named texts.
struct FieldMapper {
  private let fields: [Field]
  private let syntax: Syntax

  init(_ fields: [Field], _ syntax: Syntax) {
    self.fields = fields.filter { !$0.text.isEmpty }
    self.syntax = syntax
  }

  /// The posting, or `nil` if the record has no title.
  ///
  /// `addsText` is whether the blocks are made of the record's texts; off where the page's own lines are used.
  func posting(addsText: Bool = true) -> JobPosting? {
    var posting = JobPosting(syntax: syntax)
    posting.title = first(FieldNames.title, excluding: FieldNames.others)
    guard posting.title != nil else { return nil }
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
    return posting
  }

  private var organization: String? {
    let named = ranked(FieldNames.organization) { Self.isName($0) ? $0.parents.last ?? "" : $0.name }
    // An organization with parts is called by its name.
    return (named.filter(Self.isName) + named).lazy.filter { $0.text.utf8.count < 200 }
      .compactMap { RichText.line($0.text) }.first
  }

  private static func isName(_ field: Field) -> Bool { field.name == "name" || field.name == "legalname" }

  private var location: String? {
    let address = fields.filter {
      FieldNames.locationParts.contains($0.name) || $0.name == "name" && $0.parents.last == "addresscountry"
    }
    let structured = address.filter { !Set($0.parents).isDisjoint(with: ["address", "joblocation", "postaladdress"]) }
    let parts = structured.isEmpty ? address : structured
    if parts.count > 1 || !structured.isEmpty { return Self.joined(parts.compactMap { RichText.line($0.text) }) }
    for name in FieldNames.locationNames {
      let named = fields.filter {
        $0.name == name || ($0.parents.last == name && FieldNames.placeParts.contains($0.name))
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
    let values = ranked(FieldNames.employment) { $0.name == "label" ? $0.parents.last ?? "" : $0.name }
      .compactMap { Employment(stated: $0.text) }
    return values.contains(.internship) ? .internship : values.first
  }

  private var identifier: String? {
    if let value = fields.first(where: { $0.name == "value" && $0.parents.last == "identifier" }) {
      return RichText.line(value.text)
    }
    return first(FieldNames.identifier, excluding: FieldNames.othersThanIdentifier)
  }

  private var url: String? {
    for field in ranked(FieldNames.url) where Set(field.parents).isDisjoint(with: FieldNames.others) {
      let text = String(decoding: field.text.utf8.filter { $0 > 0x20 }, as: UTF8.self)
      if text.hasPrefix("http://") || text.hasPrefix("https://") { return text }
    }
    return nil
  }

  private func first(_ names: RankedNames, excluding parents: Set<String> = []) -> String? {
    for field in ranked(names) where field.text.utf8.count < 400 {
      if field.parents.last.map(parents.contains) ?? false { continue }
      if let text = RichText.line(field.text) { return text }
    }
    return nil
  }

  private func firstDate(_ names: RankedNames) -> String? {
    ranked(names).lazy.compactMap { ISODate.read($0.text) }.first
  }

  /// The fields with one of the names, the most telling name first, fields with the same name in their order.
  private func ranked(_ names: RankedNames, by name: (Field) -> String = \.name) -> [Field] {
    let found = fields.enumerated().compactMap { index, field in
      names.ranks[name(field)].map { (rank: $0, index: index) }
    }
    return found.sorted { ($0.rank, $0.index) < ($1.rank, $1.index) }.map { fields[$0.index] }
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
