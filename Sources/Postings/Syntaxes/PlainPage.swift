internal import Diagnostics
internal import Markup

/// A page without structured data, or one whose structured data says too little.
enum PlainPage {
  /// The posting that the page shows, or why it shows none.
  static func read(_ page: MarkupDocument, _ head: PageHead) -> Parsed<JobPosting?> {
    let content = PageContent(page)
    let container = content.container()
    guard content.linkShare(of: container.node) < 0.5 else {
      return none("most of its text is links, as in a list of jobs")
    }
    let title = title(page, head)
    var builder = BlockBuilder(title: title)
    builder.add(MarkupLines.read(page, below: container.node, omitting: content.omitted))
    // What the page says all around.
    func lines(atMost count: Int = .max) -> TextLines {
      MarkupLines.read(page, omitting: content.omitted, atMost: count)
    }
    let verdict = PostingTest.judge(
      builder.blocks, title: title, hasKnownContainer: container.isKnown,
      surroundings: Array((head.title ?? "").utf8) + [0x0A] + lines().bytes)
    guard verdict.isPosting else { return none(PageKind.reason(page, head, content) ?? verdict.reason) }
    guard
      let title = title ?? builder.blocks.prefix(3).first(where: { $0.kind == .heading && $0.section == .other })?.text
    else { return none("nothing in it looks like a job's title") }
    if let phrase = PostingTest.expiredPhrase(page, content) { return none("the job is closed ('\(phrase)')") }
    var posting = JobPosting(syntax: .html, title: title, blocks: builder.blocks)
    PageFacts.fill(&posting, page, head, content, lines(atMost: 120).texts(120))
    return Parsed(posting)
  }

  private static func none(_ reason: String) -> Parsed<JobPosting?> { Parsed(nil, [PostingTest.diagnostic(reason)]) }

  /// The h1 that the page's title starts with, else the longest it holds, else the only h1, else the page's title without the site's name.
  private static func title(_ page: MarkupDocument, _ head: PageHead) -> String? {
    if let application = TitleText.ofApplication(head.title ?? "") { return application.title }
    let headings = page.elements(named: .h1).compactMap { visibleText(of: $0, in: page) }.filter {
      $0.utf8.count <= 200
    }
    let pageTitles = [head.title, head.socialTitle].compactMap(\.self).map { $0.lowercased() }
    if let heading = headings.first(where: { heading in pageTitles.contains { $0.hasPrefix(heading.lowercased()) } }) {
      return heading
    }
    let named = headings.filter { heading in pageTitles.contains { $0.contains(heading.lowercased()) } }
    if let longest = named.max(by: { $0.utf8.count < $1.utf8.count }) { return longest }
    if let title = head.title ?? head.socialTitle, headings.count != 1 { return TitleText.withoutSite(title) }
    return headings.first
  }

  private static func visibleText(of node: MarkupDocument.NodeIndex, in page: MarkupDocument) -> String? {
    let lines = MarkupLines.read(page, below: node)
    let text = lines.lines.map { String(decoding: lines.text(of: $0), as: UTF8.self) }.joined(separator: " ")
    return text.isEmpty ? nil : text
  }
}
