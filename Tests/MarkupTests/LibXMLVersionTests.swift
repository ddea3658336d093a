import CMarkup
import Diagnostics
import Testing

@testable import Markup

/// What libxml2 makes of HTML changed in 2.14, whose tokenizer follows the HTML standard. Whatever of that reaches a document is
/// here, with what either side gives; all else must not depend on the version (see the other suites). Most pages never come to
/// libxml2; what the page's tree makes of them is the left side.
///
/// The left side was run with 2.9.14. The right side is what libxml2 2.14.6, in another program, makes of the page as the prefilter
/// leaves it; this room has not been built with it.
@Suite struct LibXMLVersionTests {
  struct Difference: Sendable, CustomTestStringConvertible {
    var name: String
    var page: String
    var before: String
    var since: String

    init(_ name: String, _ page: String, _ before: String, _ since: String) {
      (self.name, self.page, self.before, self.since) = (name, page, before, since)
    }

    var testDescription: String { name }
  }

  static let accepted = [
    Difference("entities without a semicolon", "<p>AT&ampT &copy 2025</p>", "AT&ampT &copy 2025", "AT&T © 2025"),
    Difference("entities without a semicolon before letters", "<p>&notit; &ltx</p>", "&notit; &ltx", "¬it; <x"),
    Difference("numbers of no character", "<p>a&#0;b&#xD800;c&#x110000;d</p>", "abcd", "a\u{FFFD}b\u{FFFD}c\u{FFFD}d"),
    Difference("tags in textareas", "<textarea><b>x</b></textarea>y", "xy", "<b>x</b>y"),
    Difference("tags in titles", "<title><b>x</b></title><p>y", "xy", "<b>x</b>y"),
    Difference("tags in frames", "<iframe><p>x</p></iframe>y", "xy", "<p>x</p>y"),
    Difference("tags in xmp", "<xmp><b>x</b></xmp>y", "xy", "<b>x</b>y"),
    Difference("tags in plaintext", "<plaintext><b>x", "x", "<b>x"),
    Difference("nameless end tags", "a</>b", "a>b", "ab"),
    Difference("end tags of no element", "<p>a</ p>b", "a p>b", "ab"),
    Difference("form feeds", "<p>a\u{C}b</p>", "ab", "a\u{C}b"),
  ]

  @Test(arguments: accepted) func eitherSideIsAccepted(difference: Difference) {
    #expect(text(difference.page) == (isNew ? difference.since : difference.before))
  }

  /// Attributes, as `title=…` of the first paragraph.
  @Test(
    arguments: [
      Difference("an entity before a sign of equality", "<p title='a&amp=b'>", "a&amp=b", "a&amp=b"),
      Difference("an entity without a semicolon", "<p title='&copy d'>", "&copy d", "© d"),
      Difference("of two the first", "<p title=a title=b>", "a", "a"),
      Difference("nothing between two", "<p id='1'title='2'>", "2", "2"),
    ])
  func eitherSideIsAcceptedInAttributes(difference: Difference) {
    let page = read(difference.page)
    let title = page.elements(named: .p).first { _ in true }.flatMap { page.attribute(.title, of: $0) }
    #expect(title == (isNew ? difference.since : difference.before))
  }

  /// What libxml2 reads differently, too, but is decided before it sees the page, and what it always read the same.
  @Test(
    arguments: [
      ("<p>a<!ELEMENT x>b</p>", "ab"), ("<p>a<?php echo 1 ?>b</p>", "ab"), ("<p>a<1b</p>", "a<1b"),
      ("<p>a<!>b<!->c<!-->d</p>", "abcd"), ("<p>a\0b</p>", "a\u{FFFD}b"),
      ("a<!-- - -! --!>b<!----!>c<!--!>-->d", "abcd"), ("<p>&#150;&#x80;</p>", "–€"),
      ("<p>a<![CDATA[b]]>c</p>", "abc"), ("a<template><p>b</p></template>c", "ac"),
      ("a<script><!-- <script></script> --></script>b", "a -->b"),
      ("<body>a</body>b</html>c", "abc"), ("<p>one<p>two<li>three", "onetwothree"), ("<p>&nosuch;</p>", "&nosuch;"),
      ("<p>café</p>", "café"),
    ])
  func theRestDoesNotDependOnTheVersion(page: String, text: String) { #expect(self.text(page) == text) }

  private let isNew = cm_libxml_version() >= 21_400

  private func text(_ page: String) -> String { read(page).textContent(of: MarkupDocument.root) }

  private func read(_ page: String) -> MarkupDocument {
    var reader = HTMLReader()
    reader.usesPageTree = false
    return reader.read(Array(page.utf8)).value
  }
}
