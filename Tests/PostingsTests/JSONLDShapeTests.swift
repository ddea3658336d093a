import Diagnostics
import Testing

@testable import Postings

/// JSON-LD as it is found, broken in the ways people and templates break it: each shape yields the posting.
@Suite struct JSONLDShapeTests {
  private static let posting = #"{"@context":"https://schema.org","@type":"JobPosting","title":"A","description":"B"}"#

  /// Bodies of a script, or whole pages where they start with `<html>`.
  static let shapes: [String] = [
    // As it should be, in all its forms.
    posting, "[\(posting)]", "{\"@graph\":[\(posting)]}", "{\"mainEntity\":\(posting)}",
    "{\"@type\":\"ItemList\",\"itemListElement\":[{\"item\":\(posting)}]}",
    #"{"@type":["JobPosting"],"title":"A"}"#, #"{"@type":"https://schema.org/JobPosting","title":"A"}"#,
    #"{"@type":"http://schema.org/JobPosting/","title":"A"}"#, #"{"@type":"schema:JobPosting","schema:title":"A"}"#,
    #"{"type":"JobPosting","title":"A"}"#, #"{"@type":"JobPosting","title":{"@value":"A","@language":"en"}}"#,
    #"{"@type":"JobPosting","title":["A"]}"#, #"{"@type":"JobPosting","name":"A"}"#,
    #"{"@type":"JobPosting","jobTitle":"A"}"#, #"{"@type":"JobPosting","title":"\u0041"}"#,
    // Characters that JSON forbids.
    "{\"@type\":\"JobPosting\",\"title\":\"A\",\"description\":\"one\ntwo\r\nthree\tfour\"}",
    "{\"@type\":\"JobPosting\",\"title\":\"A\",\"description\":\"bell \u{7} and \u{1}\"}",
    "\u{FEFF}\(posting)", "\u{FEFF}\n\u{FEFF}\(posting)", "{\"@type\":\"JobPosting\",\u{A0}\"title\":\"A\"}",
    #"{"@type":"JobPosting","title":"A","description":"a \' b \x c \- d"}"#,
    #"{"@type":"JobPosting","title":"A","description":"\u12"}"#,
    #"{"@type":"JobPosting","title":"A","description":"\ud800"}"#,
    "{\"@type\":\"JobPosting\",\"title\":\"A\",\"description\":\"a \\\n b\"}",
    // Commas and brackets.
    #"{"@type":"JobPosting","title":"A",}"#, #"{"@type":"JobPosting","title":"A","skills":["x",],}"#,
    #"{"@type":"JobPosting",,"title":"A"}"#, #"{,"@type":"JobPosting","title":"A"}"#,
    #"{"@type":"JobPosting" "title":"A"}"#, "{\"@type\":\"JobPosting\"\n\"title\":\"A\"\n}",
    posting + "}", posting + "]", posting + "};", posting + ";", "[\(posting)", "{\"@graph\":[\(posting)",
    posting + posting,
    posting + "\n" + posting.replacing("\"A\"", with: "\"A\""), "[\(posting) \(posting)]", posting + ",",
    "\(posting),\n{\"@type\":\"Thing\"}",
    // Comments and wrappers.
    "/* x */\(posting)", "// x\n\(posting)", "{/* a */\"@type\":\"JobPosting\",\"title\":\"A\" // b\n}",
    "//<![CDATA[\n\(posting)\n//]]>", "<![CDATA[\(posting)]]>", "/*<![CDATA[*/\(posting)/*]]>*/", "<!-- \(posting) -->",
    "<!--\n//\n\(posting)\n//-->", "var data = \(posting);", "window.job = \(posting)", "(\(posting))",
    "\"\(posting.replacing("\"", with: "\\\""))\"",
    "<p>\(posting)</p>", "text \(posting) text", "json\n\(posting)", "```json\n\(posting)\n```",
    // Quotes.
    #"{"@type":"JobPosting","title":"A","description":"a "b" c"}"#,
    #"{"@type":"JobPosting","title":"A","description":"a "b", c"}"#,
    #"{'@type':'JobPosting','title':'A'}"#, #"{'@type':'JobPosting','title':'A','description':'it\'s'}"#,
    #"{@type:"JobPosting",title:"A"}"#, #"{“@type”:“JobPosting”,“title”:“A”}"#,
    posting.replacing("\"", with: "&quot;"), posting.replacing("\"", with: "&#34;"),
    posting.replacing("\"", with: "\\\""),
    posting.replacing("\"", with: "&amp;quot;"),
    // Values.
    #"{"@type":"JobPosting","title":"A","x":NaN}"#, #"{"@type":"JobPosting","title":"A","x":undefined}"#,
    #"{"@type":"JobPosting","title":"A","x":}"#, #"{"@type":"JobPosting","x":,"title":"A"}"#,
    #"{"@type":"JobPosting","title":"A","x":.5,"y":+1,"z":01,"w":1.}"#,
    #"{"@type":"JobPosting","title":"A","x":True,"y":None}"#,
    #"{"@type":"JobPosting","title":"A","x":-Infinity}"#, #"{"@type":"JobPosting","title":"A","x":{{salary}}}"#,
    #"{"@type":"JobPosting","title":"A","x":FULL_TIME}"#, #"{"@type":"JobPosting","title":"A","x":2025-10-01}"#,
    #"{"@type":"JobPosting","title":"A","x":0x10}"#, #"{"@type"="JobPosting","title"=>"A"}"#,
    #"{"@type":"JobPosting";"title":"A"}"#,
    // Cut short.
    #"{"@type":"JobPosting","title":"A","description":"cut"#, #"{"@type":"JobPosting","title":"A","descri"#,
    #"{"@type":"JobPosting","title":"A","x":"#, #"{"@type":"JobPosting","title":"A","x":[1,"#,
    #"{"@type":"JobPosting","title":"A""#,
    // Around the script.
    "<html><script type='APPLICATION/LD+JSON'>\(posting)</script></html>",
    "<html><script type=\"application/ld+json; charset=utf-8\">\(posting)</script></html>",
    "<html><script type=application/ld+json>\(posting)</script></html>",
    "<html><script id=x data-x='y' type = 'application/ld+json' async>\(posting)</script></html>",
    "<html><body><div><script type='application/ld+json'>\(posting)</script></div></body></html>",
    "<html><script type='application/ld+json'></script><script type='application/ld+json'>\(posting)</script></html>",
    "<html><script type='application/ld+json'>{{{</script><script type='application/ld+json'>\(posting)</script></html>",
    "<html><script type='application/json+ld'>\(posting)</script></html>",
    "<html><!-- x --><SCRIPT TYPE='application/ld+json'>\(posting)</SCRIPT></html>",
    "<html><noscript></noscript><script type='application/ld+json'>\(posting)",
    "<html><script type='application/ld+json'>{\"@type\":\"JobPosting\",\"title\":\"A\",\"description\":\"<script>x<\\/script></p><!-- y -->\"}</script></html>",
  ]

  @Test(arguments: shapes) func yieldsThePosting(shape: String) {
    let page = shape.hasPrefix("<html>") ? shape : "<html><script type='application/ld+json'>\(shape)</script></html>"
    var titles: Set<String?> = []
    _ = PostingReader().read(Array(page.utf8), name: "x.html") { titles.insert($0.value.title) }
    #expect(titles == ["A"])
  }
}
