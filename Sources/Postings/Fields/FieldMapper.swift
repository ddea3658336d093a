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
    posting.title = first(.title, excluding: FieldNames.others)
    guard posting.title != nil else { return nil }
    posting.organization = organization
    posting.location = location
    posting.datePosted = firstDate(.datePosted)
    posting.validThrough = firstDate(.validThrough)
    posting.employment = employment
    posting.identifier = identifier
    posting.url = url
    posting.language = first(.language).flatMap(Self.languageTag)
    posting.statedExperience = StatedExperience.find(in: fields)
    posting.salary = Salary.find(in: fields)
    posting.occupationalCategories = OccupationalCategory.find(in: fields)
    if addsText { posting.blocks = FieldText(fields, title: posting.title).blocks }
    return posting
  }

  private var organization: String? {
    let named = ranked(.organization, partsOf: Self.isName)
    // An organization with parts is called by its name.
    return (named.filter(Self.isName) + named).lazy.filter { $0.text.utf8.count < 200 }
      .compactMap { RichText.line($0.text) }.first
  }

  private static func isName(_ field: Field) -> Bool { field.name == "name" || field.name == "legalname" }

  private var location: String? {
    let address = fields.filter {
      $0.meaning.rank(as: .locationPart) != nil || $0.name == "name" && $0.parents.last == "addresscountry"
    }
    let structured = address.filter { $0.parents.contains { Self.places.contains($0) } }
    let parts = structured.isEmpty ? address : structured
    if parts.count > 1 || !structured.isEmpty { return Self.joined(parts.compactMap { RichText.line($0.text) }) }
    let named = ranks(.locationName, orPartsOf: { FieldNames.placeParts.contains($0.name) })
    for rank in Set(named.map(\.rank)).sorted() {
      let group = named.filter { $0.rank == rank }.map { fields[$0.index].text }
      if let text = Self.joined(group.compactMap(RichText.line)) { return text }
    }
    return nil
  }

  private static let places: Set<String> = ["address", "joblocation", "postaladdress"]

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
    let values = ranked(.employment, partsOf: { $0.name == "label" }).compactMap { Employment(stated: $0.text) }
    return values.contains(.internship) ? .internship : values.first
  }

  private var identifier: String? {
    if let value = fields.first(where: { $0.name == "value" && $0.parents.last == "identifier" }) {
      return RichText.line(value.text)
    }
    return first(.identifier, excluding: FieldNames.othersThanIdentifier)
  }

  private var url: String? {
    for field in ranked(.url) where !field.parents.contains(where: FieldNames.others.contains) {
      let isPlain = field.text.utf8.allSatisfy { $0 > 0x20 }
      let text = isPlain ? field.text : String(decoding: field.text.utf8.filter { $0 > 0x20 }, as: UTF8.self)
      if text.hasPrefix("http://") || text.hasPrefix("https://") { return text }
    }
    return nil
  }

  private func first(_ role: FieldRole, excluding parents: Set<String> = []) -> String? {
    for field in ranked(role) where field.text.utf8.count < 400 {
      if field.parents.last.map(parents.contains) ?? false { continue }
      if let text = RichText.line(field.text) { return text }
    }
    return nil
  }

  private func firstDate(_ role: FieldRole) -> String? {
    ranked(role).lazy.compactMap { ISODate.read($0.text) }.first
  }

  /// The fields that play `role`, the most telling name first, fields with the same name in their order.
  ///
  /// Of those that are `parts`, the name around them tells, not their own.
  private func ranked(_ role: FieldRole, partsOf parts: ((Field) -> Bool)? = nil) -> [Field] {
    var found: [(rank: UInt8, index: Int)] = []
    for (index, field) in fields.enumerated() {
      let isPart = parts?(field) ?? false
      let rank =
        isPart ? field.parents.last.flatMap { FieldMeaning(of: $0).rank(as: role) } : field.meaning.rank(as: role)
      if let rank { found.append((rank, index)) }
    }
    return found.sorted { ($0.rank, $0.index) < ($1.rank, $1.index) }.map { fields[$0.index] }
  }

  /// The fields that play `role` by their own name, and `parts` by the name around them, in their order.
  private func ranks(_ role: FieldRole, orPartsOf parts: (Field) -> Bool) -> [(rank: UInt8, index: Int)] {
    var found: [(rank: UInt8, index: Int)] = []
    for (index, field) in fields.enumerated() {
      let own = field.meaning.rank(as: role)
      if let own { found.append((own, index)) }
      guard let parent = field.parents.last, parts(field), let rank = FieldMeaning(of: parent).rank(as: role),
        rank != own
      else { continue }
      found.append((rank, index))
    }
    return found
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
