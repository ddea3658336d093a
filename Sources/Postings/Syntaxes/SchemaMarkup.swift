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
    let content = PageContent(page, within: item)
    var builder = BlockBuilder(title: posting.title)
    builder.add(MarkupLines.read(page, below: item, omitting: content.omitted))
    posting.blocks = builder.blocks
    return posting
  }

  /// The item's properties and those of the items in it.
  private static func fields(of item: MarkupDocument.NodeIndex, _ syntax: Syntax, in page: MarkupDocument) -> [Field] {
    let (nameAttribute, scope): (MarkupName, MarkupName) =
      syntax == .microdata ? (.itemprop, .itemscope) : (.property, .typeof)
    var fields: [Field] = []
    var open: [(name: String, end: MarkupDocument.NodeIndex)] = []
    for index in page.descendants(of: item) where page[index].name != .text {
      while let last = open.last, last.end <= index { open.removeLast() }
      guard let property = page.attribute(nameAttribute, of: index) else { continue }
      let name = Field.normalized(
        property.split(separator: " ").first?.split(separator: ":").last.map(String.init) ?? property)
      if page.attribute(scope, of: index) != nil {
        open.append((name, page[index].end))
      }
      fields.append(
        Field(
          name, in: open.dropLast(page.attribute(scope, of: index) == nil ? 0 : 1).map(\.name),
          value(of: index, in: page)))
    }
    return fields
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
