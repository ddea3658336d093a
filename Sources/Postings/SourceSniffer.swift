internal import Markup

/// Tells from its first bytes what a source is.
enum SourceSniffer {
  enum Kind {
    case document
    case feed(Feed)
    case jsonLines
  }

  struct Feed {
    var recordName: String
    var syntax: Syntax
    var charset: String?
  }

  /// How many bytes are looked at.
  static let headSize = 256 << 10

  static func sniff(_ head: [UInt8], name: String) -> Kind {
    let text = skippingComments(head[...])
    guard let first = text.first else { return .document }
    if first == UInt8(ascii: "{") { return isJSONLines(text) ? .jsonLines : .document }
    guard first == UInt8(ascii: "<"), !isHTML(text) else { return .document }
    return feed(Array(text)).map(Kind.feed) ?? .document
  }

  /// Without white space, a byte order mark and comments of markup at the start; remarks stand before text, too.
  static func skippingComments(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var rest = text
    while true {
      rest = rest.drop { $0 <= 0x20 || $0 == 0xEF || $0 == 0xBB || $0 == 0xBF }
      guard rest.starts(with: "<!--".utf8) else { return rest }
      rest = rest.dropFirst(4)
      while !rest.isEmpty, !rest.starts(with: "-->".utf8) { rest = rest.dropFirst() }
      rest = rest.dropFirst(3)
    }
  }

  /// A whole object on the first line and another on the second.
  private static func isJSONLines(_ text: ArraySlice<UInt8>) -> Bool {
    guard let end = text.firstIndex(of: 0x0A) else { return false }
    let line = text[..<end].reversed().drop { $0 <= 0x20 }
    let next = text[end...].drop { $0 <= 0x20 }
    return line.first == UInt8(ascii: "}") && next.first == UInt8(ascii: "{")
  }

  private static func isHTML(_ text: ArraySlice<UInt8>) -> Bool {
    let head = String(decoding: text.prefix(32), as: UTF8.self).lowercased()
    return head.hasPrefix("<!doctype html") || head.hasPrefix("<html")
  }

  private static func feed(_ text: [UInt8]) -> Feed? {
    let tags = TagNames.read(text)
    guard let root = tags.first, root.name != "html" else { return nil }
    let charset = text.starts(with: "<?xml".utf8) ? declaredCharset(text) : nil
    for tag in tags.dropFirst() {
      if let syntax = syntax(record: tag.name, root: root.name) {
        return Feed(recordName: tag.name, syntax: syntax, charset: charset)
      }
    }
    if let syntax = syntax(record: root.name, root: root.name) {
      return Feed(recordName: root.name, syntax: syntax, charset: charset)
    }
    // A feed may have no records today.
    if let feed = emptyFeeds[root.name] { return Feed(recordName: feed.record, syntax: feed.syntax, charset: charset) }
    guard charset != nil || text.starts(with: "<?xml".utf8), let name = repeatedChild(tags) else { return nil }
    return Feed(recordName: name, syntax: .xmlFeed, charset: charset)
  }

  /// What a feed with this root and these records is; `nil` if the name is none of a record.
  private static func syntax(record: String, root: String) -> Syntax? {
    switch (root, record) {
    case ("source", "job"): .indeedFeed
    case ("rss", "item"), ("rdf", "item"), ("channel", "item"): .rss
    case ("feed", "entry"): .atom
    case (_, "positionopening"), (_, "staffingposition"): .hrXML
    case (_, "job"), (_, "item"), (_, "offer"), (_, "vacancy"), (_, "jobposting"), (_, "posting"), (_, "entry"),
      (_, "listing"), (_, "advert"), (_, "opening"),
      (_, "stelle"), (_, "stellenangebot"), (_, "oferta"), (_, "offre"), (_, "job-posting"), (_, "vacature"),
      (_, "requisition"):
      .xmlFeed
    case ("workzag-jobs", "position"), ("positions", "position"), ("jobs", "position"): .xmlFeed
    default: nil
    }
  }

  private static let emptyFeeds: [String: (record: String, syntax: Syntax)] = [
    "source": ("job", .indeedFeed), "jobs": ("job", .xmlFeed), "rss": ("item", .rss), "feed": ("entry", .atom),
    "offers": ("offer", .xmlFeed), "workzag-jobs": ("position", .xmlFeed),
  ]

  /// The first child of the root that occurs twice.
  private static func repeatedChild(_ tags: [TagNames.Tag]) -> String? {
    let children = tags.filter { $0.depth == 1 }.map(\.name)
    return children.first { name in children.count { $0 == name } > 1 }
  }

  private static func declaredCharset(_ text: [UInt8]) -> String? {
    let declaration = String(decoding: text.prefix(200), as: UTF8.self).prefix { $0 != ">" }
    let parts = declaration.split { "= \"'\\?\t\n".contains($0) }.map { $0.lowercased() }
    guard let position = parts.firstIndex(of: "encoding"), position + 1 < parts.count else { return nil }
    return parts[position + 1]
  }
}

/// The start tags in a piece of XML, without their prefixes, in lower case.
enum TagNames {
  struct Tag {
    var name: String
    /// How many elements are open around it.
    var depth: Int
  }

  /// - Complexity: O(*text*), at most 4,096 tags.
  static func read(_ text: [UInt8]) -> [Tag] {
    var tags: [Tag] = []
    var depth = 0
    var offset = 0
    while let start = text[offset...].firstIndex(of: UInt8(ascii: "<")), start + 1 < text.count, tags.count < 4_096 {
      let next = text[start + 1]
      if text[start...].starts(with: "<![CDATA[".utf8) {
        offset = skip(text, start, to: [0x5D, 0x5D, 0x3E])
      } else if text[start...].starts(with: "<!--".utf8) {
        offset = skip(text, start, to: [0x2D, 0x2D, 0x3E])
      } else {
        let end = text[start...].firstIndex(of: UInt8(ascii: ">")) ?? text.count - 1
        if next == UInt8(ascii: "/") {
          depth = max(0, depth - 1)
        } else if isLetter(next) {
          tags.append(Tag(name: localName(text[(start + 1)..<end]), depth: depth))
          if text[end - 1] != UInt8(ascii: "/") { depth += 1 }
        }
        offset = end + 1
      }
      if offset >= text.count { break }
    }
    return tags
  }

  private static func localName(_ tag: ArraySlice<UInt8>) -> String {
    let name = tag.prefix { $0 > 0x20 && $0 != UInt8(ascii: "/") }
    return String(decoding: name.split(separator: UInt8(ascii: ":")).last ?? name, as: UTF8.self).lowercased()
  }

  private static func skip(_ text: [UInt8], _ start: Int, to end: [UInt8]) -> Int {
    var offset = start
    while offset + 3 <= text.count {
      if text[offset] == end[0], text[offset + 1] == end[1], text[offset + 2] == end[2] { return offset + 3 }
      offset += 1
    }
    return text.count
  }
}
