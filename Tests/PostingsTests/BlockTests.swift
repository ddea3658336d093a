import Testing

@testable import Postings

/// Blocks are written as `kind/section text`; the kinds as `#` heading, `-` item, `p` paragraph, `|` table row.
@Suite struct BlockTests {
  private func check(
    _ text: String, gives expected: [String], sourceLocation: SourceLocation = #_sourceLocation
  ) {
    var builder = BlockBuilder()
    builder.add(RichText.lines(text))
    let blocks = builder.blocks.map { block in
      let kind = [Block.Kind.heading: "#", .listItem: "-", .paragraph: "p", .tableRow: "|"][block.kind] ?? ""
      return "\(kind)/\(block.section.rawValue) \(block.text)"
    }
    #expect(blocks == expected, sourceLocation: sourceLocation)
    for (index, block) in builder.blocks.enumerated() {
      #expect((block.heading ?? -1) < index || block.heading == nil, sourceLocation: sourceLocation)
      if let heading = block.heading {
        #expect(
          builder.blocks[heading].kind == .heading || builder.blocks[heading].kind == .listItem,
          sourceLocation: sourceLocation)
      }
    }
  }

  @Test func headingsByElement() {
    check(
      "<h2>Requirements</h2><ul><li>Python</li></ul><h2>Benefits</h2><p>Tea</p>",
      gives: ["#/requirements Requirements", "-/requirements Python", "#/benefits Benefits", "p/benefits Tea"])
  }

  @Test func aRuleIsNoHeading() {
    check(
      "<h2>Requirements</h2><p>Python</p><h2>***</h2><p>Go</p>",
      gives: ["#/requirements Requirements", "p/requirements Python", "p/requirements Go"])
  }

  @Test func headingsInBold() {
    check(
      "<p><b>What you’ll need:</b></p><p>Python</p><p><strong>Nice to have</strong><br>Go</p>",
      gives: [
        "#/requirements What you’ll need:", "p/requirements Python", "#/preferred Nice to have", "p/preferred Go",
      ])
    check(
      "<p><b>Responsibilities </b>Design services.</p>",
      gives: ["#/responsibilities Responsibilities", "p/responsibilities Design services."])
  }

  @Test func boldWordsInsideTextAreNoHeadings() {
    check("<p>We use <b>Python</b> and <b>Go</b>.</p>", gives: ["p/other We use Python and Go."])
    check("<ul><li><b>Experience</b> with SQL</li></ul>", gives: ["-/other Experience with SQL"])
  }

  @Test func headingsByColonCapitalsAndKnownWords() {
    check(
      "Skills:\nPython\n\nEDUCATION\nBSc\n\nWho you are\nCurious",
      gives: [
        "#/skills Skills:", "p/skills Python", "#/education EDUCATION", "p/education BSc", "#/requirements Who you are",
        "p/requirements Curious",
      ])
  }

  @Test func headingsInsideLines() {
    check(
      "<p>Nice to have: Kafka</p><p>We are a team.</p>",
      gives: ["p/preferred Nice to have: Kafka", "p/other We are a team."])
    check(
      "<b>Requirements:</b> SQL<br>Git",
      gives: ["#/requirements Requirements:", "p/requirements SQL", "p/requirements Git"])
    check(
      "<h3>Requirements</h3><ul><li>SQL</li><li>Nice to have: Go</li><li>Git</li></ul>",
      gives: [
        "#/requirements Requirements", "-/requirements SQL", "-/preferred Nice to have: Go", "-/requirements Git",
      ])
  }

  @Test func nestedListsKeepTheirSection() {
    check(
      "<p>Requirements:</p><ul><li>OOP</li><li>Ideally also:<ul><li>Apex</li><li>C#</li></ul></li><li>English</li></ul>",
      gives: [
        "#/requirements Requirements:", "-/requirements OOP", "-/preferred Ideally also:", "-/preferred Apex",
        "-/preferred C#",
        "-/requirements English",
      ])
    check(
      "<h2>Preferred</h2><ul><li>Experience with Azure:<ul><li>DevOps</li></ul></li></ul>",
      gives: [
        "#/preferred Preferred", "-/preferred Experience with Azure:", "-/preferred DevOps",
      ])
  }

  @Test func aHeadingMayStandAtTheEndOfAList() {
    check(
      "<p><b>Duties:</b></p><ul><li><p>Build</p><p><b>The ideal profile:</b></p></li></ul><ul><li>Go</li></ul>",
      gives: [
        "#/responsibilities Duties:", "-/responsibilities Build", "-/requirements The ideal profile:",
        "-/requirements Go",
      ])
    check(
      "<p><b>Bonus:</b></p><ul><li><p>Go</p><p><b>In three months, you will:</b></p><ul><li>Build</li></ul></li></ul>",
      gives: [
        "#/preferred Bonus:", "-/preferred Go", "-/responsibilities In three months, you will:",
        "-/responsibilities Build",
      ])
    check(
      "<p><b>Duties:</b></p><ul><li>Build<br>You will own the stack:</li><li>Run</li></ul>",
      gives: [
        "#/responsibilities Duties:", "-/responsibilities Build", "-/responsibilities You will own the stack:",
        "-/responsibilities Run",
      ])
  }

  @Test func aDutyIsNoHeading() {
    check(
      "<p><b>Duties:</b></p><ul><li><b>Harden our tech stack:</b> patch</li><li><b>Nice to have:</b> Go</li></ul>",
      gives: [
        "#/responsibilities Duties:", "-/responsibilities Harden our tech stack: patch", "-/preferred Nice to have: Go",
      ])
    check(
      "<p><b>If you need someone else to do this, stay:</b></p><ul><li>Audit</li></ul>",
      gives: ["#/responsibilities If you need someone else to do this, stay:", "-/responsibilities Audit"])
  }

  @Test func chineseHeadings() {
    check("<h2>任职要求</h2><ul><li>Go</li></ul>", gives: ["#/requirements 任职要求", "-/requirements Go"])
  }

  @Test(arguments: ["•", "-", "*", "–", "▪", "·", "✓", "✅", "\u{F0B7}"])
  func listsByBullets(bullet: String) {
    check("Skills:<br>\(bullet) Python<br>\(bullet) Go", gives: ["#/skills Skills:", "-/skills Python", "-/skills Go"])
  }

  @Test func listsByNumbersAndEmoji() {
    check("Skills:\n1. Python\n2) Go", gives: ["#/skills Skills:", "-/skills Python", "-/skills Go"])
    check("<p>💪🏼 Python</p><p>💪🏼 Go</p><p>🚀 Join</p>", gives: ["-/other Python", "-/other Go", "p/other 🚀 Join"])
    check("<ul><li>13. salary</li></ul>", gives: ["-/other 13. salary"])
    check(
      "<p>We need: • Python • Go • SQL</p>", gives: ["#/other We need:", "-/other Python", "-/other Go", "-/other SQL"])
  }

  @Test func readsMarkdown() {
    check(
      "# Requirements\n\n* **Python** and [Go](https://go.dev)\n    * nested\n\nTeam\n====\nWe.",
      gives: [
        "#/requirements Requirements", "-/requirements Python and Go", "-/requirements nested", "#/about Team",
        "p/about We.",
      ])
  }

  @Test func joinsHardWrappedLines() {
    let line = "a long line of text that was wrapped at some seventy columns by a mailer"
    check(
      Array(repeating: line, count: 8).joined(separator: "\n"),
      gives: ["p/other " + Array(repeating: line, count: 8).joined(separator: " ")])
  }

  @Test func readsTablesAsRowsAndLayoutTablesAsBlocks() {
    check("<table><tr><td>Python</td><td>5 years</td></tr></table>", gives: ["|/other Python | 5 years"])
    check(
      "<table><tr><td><h3>Skills</h3><p>Go</p></td><td>x</td></tr></table>",
      gives: ["#/skills Skills", "p/skills Go", "p/skills x"])
  }

  @Test func cleansText() {
    check("<p>a\u{200B}b\u{A0} \n\t c\u{FEFF}[1][23]</p>", gives: ["p/other ab c"])
    check("<p> &nbsp; </p><p>---</p>", gives: [])
  }

  @Test func unescapesAsOftenAsNeeded() {
    let expected = ["#/skills Skills", "-/skills C & C++"]
    check("<h2>Skills</h2><ul><li>C &amp; C++</li></ul>", gives: expected)
    check("&lt;h2&gt;Skills&lt;/h2&gt;&lt;ul&gt;&lt;li&gt;C &amp;amp; C++&lt;/li&gt;&lt;/ul&gt;", gives: expected)
    check(
      "&amp;lt;h2&amp;gt;Skills&amp;lt;/h2&amp;gt;&amp;lt;ul&amp;gt;&amp;lt;li&amp;gt;C &amp;amp;amp; C++&amp;lt;/li&amp;gt;&amp;lt;/ul&amp;gt;",
      gives: expected)
  }

  @Test func unknownHeadingsEndSections() {
    check(
      "<h2>Requirements</h2><p>Go</p><h2>Grüezi</h2><p>x</p>",
      gives: [
        "#/requirements Requirements", "p/requirements Go", "#/other Grüezi", "p/other x",
      ])
    check(
      "<h2>Requirements</h2><h3>Platform</h3><p>Go</p>",
      gives: ["#/requirements Requirements", "#/requirements Platform", "p/requirements Go"])
  }

  @Test func findsEqualOpportunityStatements() {
    let statement = "Example is an equal opportunity employer and welcomes all applicants without exception."
    check("<h2>Skills</h2><p>\(statement)</p>", gives: ["#/skills Skills", "p/equal-opportunity \(statement)"])
  }
}
