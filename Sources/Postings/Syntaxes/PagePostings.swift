internal import Diagnostics
internal import Markup

/// Postings in a web page: its structured data if there is any, else its own text.
enum PagePostings {
  static func read(_ bytes: [UInt8], charset: String?) -> Parsed<[JobPosting]> {
    let page = HTMLReader().read(bytes, charset: charset)
    let head = PageHead(page.value)
    let structured = JSONLDPostings.read(page.value.embeddedData)
    var diagnostics = page.diagnostics + structured.diagnostics
    var postings = structured.value
    if postings.isEmpty { postings = SchemaMarkup.postings(in: page.value) }
    if postings.isEmpty {
      let plain = PlainPage.read(page.value, head)
      diagnostics += plain.diagnostics
      postings = plain.value.map { [$0] } ?? []
    } else if postings.count == 1 {
      postings[0] = withVisibleText(postings[0], page.value, head)
    }
    for index in postings.indices {
      if postings[index].language == nil { postings[index].language = head.language }
      if postings[index].url == nil, postings.count == 1 { postings[index].url = head.url }
    }
    return Parsed(postings, diagnostics)
  }

  /// Structured data that hardly says anything: what people see says more.
  private static func withVisibleText(_ posting: JobPosting, _ page: MarkupDocument, _ head: PageHead) -> JobPosting {
    func size(_ blocks: [Block]) -> Int { blocks.reduce(0) { $0 + $1.text.utf8.count } }
    let stated = size(posting.blocks)
    guard stated < 1_000, let visible = PlainPage.read(page, head).value, size(visible.blocks) > stated * 2 else {
      return posting
    }
    var posting = posting
    posting.blocks = visible.blocks
    return posting
  }
}

/// What a page's head says about it.
struct PageHead {
  var title: String?
  var socialTitle: String?
  var siteName: String?
  var language: String?
  var url: String?
  /// "Location: Leeds", as cards of shared links have it.
  var labelled: [String] = []
  private var label: String?

  init(_ page: MarkupDocument) {
    for index in page.descendants(of: MarkupDocument.root) {
      switch page[index].name {
      case .html: language = page.attribute(.lang, of: index).flatMap(FieldMapper.languageTag)
      case .title: if title == nil { title = RichText.folded(page.textContent(of: index)) }
      case .meta: readMeta(index, page)
      case .link:
        if url == nil, page.attribute(.rel, of: index)?.lowercased() == "canonical" {
          url = page.attribute(.href, of: index)
        }
      default: break
      }
    }
    if url?.hasPrefix("http") != true { url = nil }
  }

  private mutating func readMeta(_ index: MarkupDocument.NodeIndex, _ page: MarkupDocument) {
    guard let name = page.attribute(.property, of: index) ?? page.attribute(.name, of: index),
      let content = page.attribute(.content, of: index)
    else { return }
    switch name {
    case "og:title": socialTitle = RichText.folded(content)
    case "og:site_name": siteName = RichText.folded(content)
    case "og:url": if url == nil { url = content }
    case "twitter:label1", "twitter:label2": label = content
    case "twitter:data1", "twitter:data2":
      if let label { labelled.append("\(label): \(RichText.folded(content))") }
      label = nil
    default: break
    }
  }
}
