internal import Diagnostics

/// A posting in plain text or Markdown.
enum TextPosting {
  /// The posting in `text` (valid UTF-8), or why it is none.
  static func read(_ text: [UInt8]) -> Parsed<JobPosting?> {
    let source = MarkdownSource(text)
    let lines = PlainTextLines.read(source.text)
    var builder = BlockBuilder()
    builder.add(lines)
    var posting = JobPosting(syntax: .text, blocks: builder.blocks)
    let verdict = PostingTest.judge(posting.blocks)
    guard verdict.isPosting else { return Parsed(nil, [PostingTest.diagnostic(verdict.reason)]) }
    posting.title = source.properties["title"] ?? title(posting.blocks)
    LabelledLines.fill(
      &posting, from: source.lines.map { Array($0.utf8)[...] } + lines.texts(60))
    return Parsed(posting)
  }

  /// The first short line that looks like a title; else the job that the first sentence says it describes.
  private static func title(_ blocks: [Block]) -> String? {
    // A whole line in brackets is a remark.
    let head = blocks.prefix(8).filter { !($0.text.hasPrefix("[") && $0.text.hasSuffix("]")) }
    if let block = head.first(where: { TitleText.namesJobDescription($0.text) && $0.text.utf8.count <= 200 }),
      let title = TitleText.withoutDescriptionWords(block.text)
    {
      return title
    }
    if let first = head.first, let title = TitleText.fromSentence(first.text) { return title }
    return head.first { $0.text.utf8.count <= 100 && $0.text.utf8.count > 3 && !$0.text.hasSuffix(".") }?.text
  }
}
