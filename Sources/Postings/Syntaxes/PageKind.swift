internal import Markup

/// What a page that is no posting is instead, where that can be told.
enum PageKind {
  /// A sentence's end for `PostingTest.diagnostic`; `nil` if the page is just something else.
  static func reason(_ page: MarkupDocument, _ head: PageHead, _ content: PageContent) -> String? {
    if let title = head.title, let phrase = errors.firstPhrase(in: title.utf8) {
      return "it is an error page ('\(phrase)')"
    }
    let size = content.size(of: MarkupDocument.root)
    if size < 2_000, asksForPassword(page) { return "it asks to log in first" }
    if size < 600, isShell(page, content) { return "it is a shell that scripts fill in; save the page from a browser" }
    return nil
  }

  private static func asksForPassword(_ page: MarkupDocument) -> Bool {
    page.elements(named: .input).contains { page.attribute(.type, of: $0)?.lowercased() == "password" }
  }

  /// An element that applications are mounted in, and nothing in it; or a word that scripts are needed.
  private static func isShell(_ page: MarkupDocument, _ content: PageContent) -> Bool {
    for index in page.descendants(of: MarkupDocument.root) {
      if page[index].name == .div, let id = page.attribute(.id, of: index),
        ["root", "app", "__next", "__nuxt", "app-root", "react-root"].contains(id.lowercased()),
        content.size(of: index) < 200
      {
        return true
      }
      if page[index].name == .noscript, page.textContent(of: index).lowercased().contains("javascript") { return true }
    }
    return false
  }

  private static let errors = PhraseSet([
    [
      "404", "page not found", "not found", "403 forbidden", "access denied", "just a moment", "attention required",
      "error 5", "service unavailable", "internal server error", "bad gateway", "are you a robot", "captcha",
    ]
  ])
}
