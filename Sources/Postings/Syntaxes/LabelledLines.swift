/// Facts that stand under a label: "Location: Leeds", "Company | Example", a label and its value in two lines.
enum LabelledLines {
  /// Fills in what `posting` does not know yet from lines near its start; the first statement counts.
  static func fill(_ posting: inout JobPosting, from lines: [ArraySlice<UInt8>]) {
    var label: FieldRole?
    for line in lines where line.count <= 300 {
      if label == nil, !line.contains(UInt8(ascii: ":")), !hasSeparator(line) {
        label = loneLabel(line)
        continue
      }
      let parts = parts(of: String(decoding: line, as: UTF8.self))
      if let role = label, let first = parts.first, !isLabel(first) { set(role, first, in: &posting) }
      label = nil
      var rest = parts[...]
      while let part = rest.popFirst() {
        if let fact = fact(part) {
          set(fact.role, fact.value, in: &posting)
        } else if let role = role(part.utf8), let value = rest.first, fact(value) == nil {
          set(role, value, in: &posting)
        } else if parts.count == 1 {
          label = role(part.utf8)
        }
      }
    }
  }

  /// What a whole line is the label of; nearly all lines are none.
  private static func loneLabel(_ line: ArraySlice<UInt8>) -> FieldRole? {
    guard line.count <= 40 else { return nil }
    // Spaces and signs do not count, but those beyond ASCII must go first.
    guard line.contains(where: { $0 >= 0x80 }) else { return role(line) }
    return role(RichText.folded(String(decoding: line, as: UTF8.self)).utf8)
  }

  /// A bar, or the last byte of a middle dot or bullet.
  private static func hasSeparator(_ line: some Sequence<UInt8>) -> Bool {
    line.contains { $0 == UInt8(ascii: "|") || $0 == 0xB7 || $0 == 0xA2 }
  }

  /// What stands between bars and middle dots.
  static func parts(of line: String) -> [String] {
    guard hasSeparator(line.utf8) else {
      let part = RichText.folded(line)
      return part.isEmpty ? [] : [part]
    }
    return line.split { "|·•".contains($0) }.map { RichText.folded(String($0)) }.filter { !$0.isEmpty }
  }

  /// "Location: Leeds"; `nil` if no known label is before a colon.
  static func fact(_ text: String) -> (role: FieldRole, value: String)? {
    guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")), let role = role(text.utf8[..<colon]) else {
      return nil
    }
    let value = RichText.folded(String(text[text.utf8.index(after: colon)...].drop { "*_ ".contains($0) }))
    return value.isEmpty ? nil : (role, value)
  }

  /// What a line that starts with `label` states.
  static func role(_ label: some Collection<UInt8>) -> FieldRole? {
    label.count <= 40 ? labels[NormalizedName(label)] : nil
  }

  /// Whether it is the next label, or a heading, and no value.
  private static func isLabel(_ text: String) -> Bool {
    fact(text) != nil || role(text.utf8) != nil || HeadingVocabulary.standard.section(of: Array(text.utf8)[...]) != nil
  }

  private static func set(_ role: FieldRole, _ value: String, in posting: inout JobPosting) {
    guard value.utf8.count <= 120, !value.lowercased().hasPrefix("unknown") else { return }
    switch role {
    case .organization: posting.organization = posting.organization ?? value
    case .locationName: posting.location = posting.location ?? value
    case .datePosted: posting.datePosted = posting.datePosted ?? ISODate.read(value)
    case .validThrough: posting.validThrough = posting.validThrough ?? ISODate.read(value)
    case .employment: posting.employment = posting.employment ?? Employment(stated: value)
    case .identifier: posting.identifier = posting.identifier ?? value
    case .salary: posting.salary = posting.salary ?? Salary(stated: value)
    default: break
    }
  }

  private static let labels: [NormalizedName: FieldRole] = {
    var labels: [NormalizedName: FieldRole] = [:]
    for (role, names) in table {
      for name in names.split(whereSeparator: \.isWhitespace) { labels[NormalizedName(name.utf8)] = role }
    }
    return labels
  }()

  /// Normalized, as fields are.
  private static let table: [(FieldRole, String)] = [
    (
      .organization,
      """
      company companyname employer organization organisation hiringorganization unternehmen arbeitgeber firma entreprise
      société employeur empresa bedrijf werkgever pracodawca zaměstnavatel společnost
      """
    ),
    (
      .locationName,
      """
      location locations joblocation worklocation placeofwork workplace officelocation standort arbeitsort einsatzort ort
      lieu lieudetravail ubicación localidad locatie standplaats lokalizacja miejscepracy místo místovýkonupráce lokalita
      """
    ),
    (
      .datePosted,
      """
      posted dateposted postedon postingdate published publishedon publicationdate veröffentlicht veröffentlichtam publiéle
      publicado geplaatst dataopublikowania zveřejněno
      """
    ),
    (
      .validThrough,
      """
      deadline closingdate applicationdeadline applyby closes closingon validthrough expires bewerbungsfrist bewerbungsschluss
      datelimite fechalímite sluitingsdatum
      """
    ),
    (
      .employment,
      """
      jobtype employmenttype employment contract contracttype typeofcontract type schedule workinghours hours
      anstellungsart beschäftigungsart arbeitszeit typedecontrat contrat tipodecontrato jornada dienstverband rodzajumowy
      typúvazku
      """
    ),
    (
      .identifier,
      """
      reference ref referencenumber jobreference jobid jobnumber requisition requisitionid requisitionnumber vacancynumber
      referenz kennziffer référence referencia referentie
      """
    ),
    (
      .salary,
      """
      salary salaryrange compensation pay payrange basesalary annualsalary gehalt vergütung salaire rémunération salario
      salaris wynagrodzenie mzda plat
      """
    ),
  ]
}
