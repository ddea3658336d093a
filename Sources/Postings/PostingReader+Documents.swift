public import Diagnostics
internal import Markup

extension PostingReader {
  /// Any page or text read as if all of it said what somebody should know: a CV, a course's description. Its sections don't count,
  /// but for education.
  ///
  /// - Parameter name: the file's name; only its extension is used, and only where the content leaves a doubt.
  public func document(_ bytes: [UInt8], name: String) -> Parsed<JobPosting> {
    var builder = BlockBuilder()
    var diagnostics: [Diagnostic] = []
    let isMarkup = DocumentPostings.isMarkup(bytes, name)
    if isMarkup {
      let page = HTMLReader().read(bytes)
      builder.add(MarkupLines.read(page.value))
      diagnostics = page.diagnostics
    } else {
      let text = CharacterDecoder.decode(bytes, charset: nil)
      builder.add(PlainTextLines.read(MarkdownSource(text.value).text))
      diagnostics = text.diagnostics
    }
    var document = JobPosting(syntax: isMarkup ? .html : .text, blocks: builder.blocks)
    for index in document.blocks.indices where document.blocks[index].section != .education {
      document.blocks[index].section = .requirements
    }
    return Parsed(document, diagnostics)
  }
}
