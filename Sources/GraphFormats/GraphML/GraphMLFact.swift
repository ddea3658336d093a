internal import Concepts

/// What a key of any tool's file tells about a node or edge of ours.
enum GraphMLFact: Int, CaseIterable {
  case kind, label, name, labels, drawnLabel, description, identifier
  case postings, curated, altLabels, exactMatch, closeMatch, matchOrder
  case relation, weight, share, provenance, scheme, row, method, required, preferred, mentioned, strength, curatedLevel
  case confidence

  /// By what the key is called, by name first, then by id; `nil` if it means nothing to us.
  init?(_ key: PropertyGraph.Key) {
    guard let fact = Self(word: key.name.lowercased()) ?? Self(word: key.id.lowercased()) else { return nil }
    self = fact
  }

  private init?(word: String) {
    switch word {
    case "labelv", "kind", "type": self = .kind
    case "label", "nodelabel", "edgelabel", "edge label": self = .label
    case "name": self = .name
    case "labels": self = .labels
    case "drawn-label": self = .drawnLabel
    case "desc", "description": self = .description
    case "id", "_nx_name": self = .identifier
    case "postings": self = .postings
    case "curated": self = .curated
    case "alt_labels": self = .altLabels
    case "exact_match": self = .exactMatch
    case "close_match": self = .closeMatch
    case "match_order": self = .matchOrder
    case "labele", "interaction", "relation", "relationship": self = .relation
    case "weight", "edge weight": self = .weight
    case "share": self = .share
    case "provenance": self = .provenance
    case "scheme": self = .scheme
    case "row": self = .row
    case "method": self = .method
    case "required": self = .required
    case "preferred": self = .preferred
    case "mentioned": self = .mentioned
    case "strength": self = .strength
    case "curated_level": self = .curatedLevel
    case "confidence": self = .confidence
    default: return nil
    }
  }
}

/// Relations by any spelling: `prerequisiteOf`, `PREREQUISITE_OF`, `prerequisite of`.
enum RelationNames {
  static func relation(_ text: Span<UInt8>) -> Relation? {
    var letters: [UInt8] = []
    for index in text.indices where !" _-:".utf8.contains(text[index]) {
      letters.append((0x41...0x5A).contains(text[index]) ? text[index] | 0x20 : text[index])
    }
    return folded.first { letters == $0.name }?.relation
  }

  private static let folded = Relation.allCases.map { (name: Array($0.rawValue.lowercased().utf8), relation: $0) }
}

/// What texts that come again and again mean, worked out once for each.
struct Meanings<Meaning> {
  private var texts = ByteTable()
  private var meanings: [Meaning] = []

  /// - Parameter read: what a new text means; of a file with many different ones most are read each time.
  mutating func of(_ text: Span<UInt8>, _ read: (Span<UInt8>) -> Meaning) -> Meaning {
    guard meanings.count < 1000 || texts.contains(text) else { return read(text) }
    let number = Int(texts.number(of: text))
    if number == meanings.count { meanings.append(read(text)) }
    return meanings[number]
  }
}

/// What stands in a processing instruction of ours: `name="value"` with XML's five entities.
struct PseudoAttributes {
  private var values: [String: String] = [:]

  init(_ text: String) {
    var rest = Array(text.utf8)[...]
    while let equals = rest.firstIndex(of: UInt8(ascii: "=")), equals + 1 < rest.endIndex,
      rest[equals + 1] == Self.quote,
      let end = rest[(equals + 2)...].firstIndex(of: Self.quote)
    {
      let name = rest[..<equals].filter { $0 > 0x20 }
      values[String(decoding: name, as: UTF8.self)] = Self.unescaped(rest[(equals + 2)..<end])
      rest = rest[(end + 1)...]
    }
  }

  subscript(name: String) -> String? { values[name] }

  private static let quote = UInt8(ascii: "\"")

  private static let entities: [(name: [UInt8], character: UInt8)] = [
    ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""),
  ].map { (Array($0.utf8), UInt8(ascii: $1)) }

  private static func unescaped(_ text: ArraySlice<UInt8>) -> String {
    var (output, rest) = ([UInt8](), text)
    while let byte = rest.first {
      let entity = byte == UInt8(ascii: "&") ? entities.first { rest.starts(with: $0.name) } : nil
      output.append(entity?.character ?? byte)
      rest = rest.dropFirst(entity?.name.count ?? 1)
    }
    return String(decoding: output, as: UTF8.self)
  }
}
