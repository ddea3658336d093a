import Diagnostics
import Testing

@testable import Markup

@Suite struct XMLAttributeTests {
  /// libxml2 keeps `&` in attributes escaped unless it is told to substitute entities.
  @Test(arguments: [
    ("https://x/?a=1&amp;b=2", "https://x/?a=1&b=2"), ("&#38;&lt;&gt;&quot;&apos;", "&<>\"'"), ("caf&eacute;", "café"),
    ("a & b", "a & b"), ("&amp;lt;", "&lt;"),
  ])
  func referencesInAttributesAreResolved(written: String, value: String) {
    let document = XMLReader().read(Array("<a href=\"\(written)\"/>".utf8)).value
    let element = document.children(of: MarkupDocument.root).first { _ in true }
    #expect(element.flatMap { document.attribute(.href, of: $0) } == value)
  }
}
