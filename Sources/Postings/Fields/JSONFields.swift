internal import JSONText

/// The texts of a JSON object as fields.
enum JSONFields {
  /// All strings, numbers and truths in `object`, in order, with the names around them; arrays add no name.
  ///
  /// `nodes` is what `{"@id": …}` stands for.
  /// - Complexity: O(*values*); references are followed once and not inside each other.
  static func flatten(_ object: JSONValue, resolving nodes: [String: JSONValue] = [:]) -> [Field] {
    var fields: [Field] = []
    var pending: [Entry] = [Entry(value: object)]
    while let entry = pending.popLast() {
      switch entry.value {
      case .string(let text): fields.append(Field(entry.name, in: entry.parents, text))
      case .number(let text): fields.append(Field(entry.name, in: entry.parents, text))
      case .array(let values): pending += values.reversed().map { entry.with($0) }
      case .object(let members): pending += entries(members, of: entry, nodes).reversed()
      case .bool, .null: break
      }
    }
    return fields
  }

  private struct Entry {
    var value: JSONValue
    var name = ""
    var parents: [String] = []
    var isReferenced = false

    func with(_ value: JSONValue) -> Entry {
      Entry(value: value, name: name, parents: parents, isReferenced: isReferenced)
    }
  }

  private static func entries(_ members: [JSONValue.Member], of entry: Entry, _ nodes: [String: JSONValue]) -> [Entry] {
    var entry = entry
    var members = members
    if members.count == 1, members[0].name == "@id", !entry.isReferenced,
      let node = nodes[members[0].value.string ?? ""]
    {
      members = node.members
      entry.isReferenced = true
    }
    if let value = members.first(where: { $0.name == "@value" }) { return [entry.with(value.value)] }
    let parents = entry.name.isEmpty ? entry.parents : entry.parents + [entry.name]
    guard parents.count < 32 else { return [] }
    return members.filter { !$0.name.hasPrefix("@") }.map { member in
      let name = Field.normalized(member.name.split(separator: ":").last.map(String.init) ?? member.name)
      return Entry(value: member.value, name: name, parents: parents, isReferenced: entry.isReferenced)
    }
  }
}
