/// The texts of a record that people read, as blocks.
struct FieldText {
  let blocks: [Block]

  private struct Part {
    var section: Section
    var heading: String?
    var lines: TextLines
  }

  /// Texts in the order of the record; one that another holds is left out. If no name tells a text, the longest is taken.
  init(_ fields: [Field], title: String? = nil) {
    var parts = Self.parts(fields)
    // What describes the job comes before lists of skills and offers, as on pages.
    parts = parts.filter { $0.section == .other } + parts.filter { $0.section != .other }
    if parts.isEmpty,
      let longest = fields.filter({ $0.text.utf8.count >= 80 }).max(by: { $0.text.utf8.count < $1.text.utf8.count })
    {
      parts = [Part(section: .other, lines: RichText.lines(longest.text))]
    }
    var builder = BlockBuilder(title: title)
    for (index, part) in parts.enumerated() where !Self.isRepeated(part, index, parts) {
      if let heading = part.heading { builder.addHeading(heading) }
      builder.add(
        part.lines,
        section: part.heading.map { builder.section(ofHeading: $0, otherwise: part.section) } ?? part.section)
    }
    blocks = builder.blocks
  }

  private static func parts(_ fields: [Field]) -> [Part] {
    var parts: [Part] = []
    var heading: Field?
    for (index, field) in fields.enumerated() {
      if isHeading(field, beside: fields[max(0, index - 8)..<min(fields.count, index + 9)]) {
        heading = field
      } else if let section = section(of: field) {
        let title = heading.flatMap { $0.parents == field.parents ? RichText.line($0.text) : nil }
        parts.append(Part(section: section, heading: title, lines: RichText.lines(field.text)))
        heading = nil
      }
    }
    return parts
  }

  /// The heading of a group: `name` beside `value`, `text` beside `content`, `title` beside `text`.
  private static func isHeading(_ field: Field, beside nearby: ArraySlice<Field>) -> Bool {
    guard field.text.utf8.count < 200, let group = field.parents.last,
      FieldNames.textGroups.contains(group) || field.parents.dropLast().last == "sections"
    else { return false }
    let partner: String
    switch field.name {
    case "name": partner = "value"
    case "text": partner = "content"
    case "title": partner = "text"
    default: return false
    }
    return nearby.contains { $0.parents == field.parents && $0.name == partner }
  }

  private static func section(of field: Field) -> Section? {
    let group = field.parents.last { FieldNames.textGroups.contains($0) || FieldNames.text[$0] != nil }
    if let group, let section = FieldNames.text[group] ?? (FieldNames.textGroups.contains(group) ? .other : nil) {
      // Inside a text: its own names say little, codes and addresses are none.
      guard
        [
          "value", "content", "text", "name", "description", "credentialcategory", "html", "body", "p", "li", "item",
          "label", "title",
        ].contains(field.name)
          || field.meaning.text != nil
      else { return nil }
      return field.meaning.text.flatMap { $0 == .other ? nil : $0 } ?? section
    }
    guard let section = field.meaning.text else { return nil }
    if let parent = field.parents.last, FieldNames.others.contains(parent), parent != "relevantoccupation" {
      return nil
    }
    return section
  }

  /// Whether a longer text, or an equal one before, holds the start of this one.
  private static func isRepeated(_ part: Part, _ index: Int, _ parts: [Part]) -> Bool {
    // Hundreds of texts are a list, in which each is short; comparing all with all would take forever.
    guard part.lines.bytes.count >= 20, parts.count <= 256 else { return false }
    let words = part.lines.bytes.prefix(80)
    return parts.enumerated().contains { other, longer in
      guard other != index,
        longer.lines.bytes.count > part.lines.bytes.count
          || (longer.lines.bytes.count == part.lines.bytes.count && other < index)
      else { return false }
      return Self.contains(longer.lines.bytes, words)
    }
  }

  private static func contains(_ text: [UInt8], _ words: ArraySlice<UInt8>) -> Bool {
    guard let first = words.first else { return true }
    guard text.count >= words.count else { return false }
    return (0...(text.count - words.count)).contains {
      text[$0] == first && text[$0..<($0 + words.count)].elementsEqual(words)
    }
  }
}
