internal import Markup

/// The texts of an XML record as fields.
enum MarkupFields {
  /// Elements without element children, elements that mix text and elements (HTML in a feed), and attributes.
  ///
  /// - Complexity: O(*nodes*).
  static func flatten(_ record: MarkupDocument) -> [Field] {
    guard let root = record.children(of: MarkupDocument.root).first(where: { record[$0].name != .text }) else {
      return []
    }
    var fields = attributes(of: root, in: record)
    var index = root + 1
    var open: [(name: String, end: MarkupDocument.NodeIndex)] = []
    while index < record[root].end {
      while let last = open.last, last.end <= index { open.removeLast() }
      let node = record[index]
      guard node.name != .text else {
        index += 1
        continue
      }
      let name = Field.normalized(record.spelling(of: node.name))
      guard isLeaf(index, in: record) else {
        open.append((name, node.end))
        index += 1
        continue
      }
      if let text = text(of: index, in: record) { fields.append(Field(name, in: open.suffix(16).map(\.name), text)) }
      index = node.end
    }
    return fields
  }

  private static func attributes(of node: MarkupDocument.NodeIndex, in record: MarkupDocument) -> [Field] {
    record[node].attributes.map { record.attributes[Int($0)] }.filter { $0.name == .id || $0.name == .lang }
      .map { Field(record.spelling(of: $0.name), record.string($0.value)) }
  }

  /// No element inside, or elements of HTML among text.
  private static func isLeaf(_ node: MarkupDocument.NodeIndex, in record: MarkupDocument) -> Bool {
    for child in record.children(of: node) where record[child].name != .text { return record[child].name.isRichText }
    return true
  }

  /// The text, with its lines kept if it holds elements of HTML.
  private static func text(of node: MarkupDocument.NodeIndex, in record: MarkupDocument) -> String? {
    let hasElements = record.descendants(of: node).contains { record[$0].name != .text }
    if record.descendants(of: node).count == 1, !hasElements {
      let text = record[node + 1].text
      if record.text[Int(text.lowerBound)] > 0x20 { return record.string(text) }
    }
    let text = hasElements ? markup(of: node, in: record) : record.textContent(of: node)
    if text.utf8.contains(where: { $0 > 0x20 }) { return text }
    return record.attribute(.href, of: node)
  }

  /// The elements below `node`, written as HTML again so that one reader makes lines of all descriptions.
  private static func markup(of node: MarkupDocument.NodeIndex, in record: MarkupDocument) -> String {
    var text = ""
    var open: [(name: String, end: MarkupDocument.NodeIndex)] = []
    for index in record.descendants(of: node) {
      while let last = open.last, last.end <= index {
        text += "</\(last.name)>"
        open.removeLast()
      }
      if record[index].name == .text {
        text += record.string(record[index].text).split(separator: "<", omittingEmptySubsequences: false).joined(
          separator: "&lt;")
      } else {
        let name = record.spelling(of: record[index].name)
        text += "<\(name)>"
        if record[index].name != .br { open.append((name, record[index].end)) }
      }
    }
    return text + open.reversed().map { "</\($0.name)>" }.joined()
  }
}

extension MarkupName {
  /// Elements that stand inside descriptions; others structure a record.
  fileprivate var isRichText: Bool {
    switch self {
    case .a, .b, .blockquote, .br, .div, .em, .font, .h1, .h2, .h3, .h4, .h5, .h6, .i, .ol, .p, .span, .strong, .table,
      .u, .ul:
      true
    default: false
    }
  }
}
