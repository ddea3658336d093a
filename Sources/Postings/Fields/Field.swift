/// A named text of a record, whatever syntax the record is in.
struct Field {
  /// Lower-case letters and digits of the innermost name.
  let name: String
  /// The names around it, outermost first, written alike.
  var parents: [String]
  var text: String
  let meaning: FieldMeaning

  init(_ name: String, in parents: [String] = [], _ text: String) {
    self.name = name
    meaning = FieldMeaning(of: name)
    self.parents = parents
    self.text = text
  }

  /// `Job_Title`, `jobTitle` and `job-title` are one name.
  static func normalized(_ name: String) -> String {
    if name.utf8.allSatisfy({ (0x61...0x7A).contains($0) }) { return name }
    return String(
      decoding: name.utf8.compactMap { isLetter($0) || (0x30...0x39).contains($0) ? lowercased($0) : nil },
      as: UTF8.self)
  }
}
