internal import Markup

/// schema.org JobPostings in microdata (`itemscope`) and RDFa (`typeof`).
enum SchemaMarkup {
  /// The postings in the order of the page.
  ///
  /// - Complexity: O(*nodes*), and once more for the text of each posting.
  static func postings(in page: MarkupDocument) -> [JobPosting] {
    var postings: [JobPosting] = []
    var index = MarkupDocument.root
    while index < page.nodes.count {
      guard let syntax = jobSyntax(of: index, in: page) else {
        index += 1
        continue
      }
      if let posting = posting(at: index, syntax, in: page) { postings.append(posting) }
      index = page[index].end
    }
    return postings
  }

  private static func jobSyntax(of node: MarkupDocument.NodeIndex, in page: MarkupDocument) -> Syntax? {
    for position in page[node].attributes {
      let attribute = page.attributes[Int(position)]
      guard attribute.name == .itemtype || attribute.name == .typeof else { continue }
      let types = page.string(attribute.value).split { " \n\t".contains($0) }
      if types.contains(where: { $0.split { "/:#".contains($0) }.last == "JobPosting" }) {
        return attribute.name == .itemtype ? .microdata : .rdfa
      }
    }
    return nil
  }

  private static func posting(at item: MarkupDocument.NodeIndex, _ syntax: Syntax, in page: MarkupDocument)
    -> JobPosting?
  {
    let fields = fields(of: item, syntax, in: page)
    guard var posting = FieldMapper(fields, syntax).posting(addsText: false) else { return nil }
    var builder = BlockBuilder(title: posting.title)
    for part in [item] + references(of: item, in: page) {
      builder.add(MarkupLines.read(page, below: part, omitting: PageContent(page, within: part).omitted))
    }
    posting.blocks = builder.blocks
    return posting
  }

  /// The elements outside `item` that `itemref` counts among its own.
  private static func references(of item: MarkupDocument.NodeIndex, in page: MarkupDocument)
    -> [MarkupDocument.NodeIndex]
  {
    guard let names = page.attribute(.itemref, of: item)?.split(whereSeparator: \.isWhitespace).prefix(32) else {
      return []
    }
    return names.compactMap { name in
      page.descendants(of: MarkupDocument.root).first { index in
        page[index].name != .text && page.attribute(.id, of: index).map { $0 == name } ?? false
      }
    }.filter { !(item..<page[item].end).contains($0) && !(page[$0].end > item && $0 < item) }
  }

  private struct OpenItem {
    var name: String
    var end: MarkupDocument.NodeIndex
  }

  /// The item's properties and those of the items in it.
  private static func fields(of item: MarkupDocument.NodeIndex, _ syntax: Syntax, in page: MarkupDocument) -> [Field] {
    var fields: [Field] = []
    var pending = [(start: item + 1, end: page[item].end, parents: [String]())]
    pending += references(of: item, in: page).map { ($0, page[$0].end, []) }
    var seen: Set<MarkupDocument.NodeIndex> = []
    while !pending.isEmpty, pending.count < 64 {
      let part = pending.removeFirst()
      guard seen.insert(part.start).inserted else { continue }
      pending += collect(part.start..<part.end, part.parents, syntax, in: page, into: &fields)
    }
    return fields
  }

  /// Appends the properties of some nodes; gives the parts elsewhere that items among them refer to.
  private static func collect(
    _ nodes: Range<MarkupDocument.NodeIndex>, _ parents: [String], _ syntax: Syntax, in page: MarkupDocument,
    into fields: inout [Field]
  ) -> [(start: MarkupDocument.NodeIndex, end: MarkupDocument.NodeIndex, parents: [String])] {
    let (nameAttribute, scope): (MarkupName, MarkupName) =
      syntax == .microdata ? (.itemprop, .itemscope) : (.property, .typeof)
    var open: [OpenItem] = []
    var elsewhere: [(start: MarkupDocument.NodeIndex, end: MarkupDocument.NodeIndex, parents: [String])] = []
    for index in nodes where page[index].name != .text {
      while let last = open.last, last.end <= index { open.removeLast() }
      guard let property = page.attribute(nameAttribute, of: index) else { continue }
      let name = Field.normalized(
        property.split(separator: " ").first?.split(separator: ":").last.map(String.init) ?? property)
      let around = parents + open.map(\.name)
      fields.append(Field(name, in: around, value(of: index, in: page)))
      guard page.attribute(scope, of: index) != nil, around.count < 32 else { continue }
      open.append(OpenItem(name: name, end: page[index].end))
      elsewhere += references(of: index, in: page).map { ($0, page[$0].end, around + [name]) }
    }
    return elsewhere
  }

  private static func value(of node: MarkupDocument.NodeIndex, in page: MarkupDocument) -> String {
    for name in [MarkupName.content, .datetime] {
      if let value = page.attribute(name, of: node) { return value }
    }
    if page[node].name == .a || page[node].name == .link, let target = page.attribute(.href, of: node),
      page.textContent(of: node).isEmpty
    {
      return target
    }
    return RichText.folded(page.textContent(of: node))
  }
}
