import Diagnostics
import Testing

@testable import Markup
@testable import Postings

/// Facts beside the text: salaries, categories, who and where, and why a page is no posting.
@Suite struct FactTests {
  private func read(_ text: String, name: String = "x") -> (posting: JobPosting?, remarks: [String]) {
    var found: Parsed<JobPosting>?
    let rest = PostingReader().read(Array(text.utf8), name: name) { found = $0 }
    return (found?.value, ((found?.diagnostics ?? []) + rest).map(\.message))
  }

  private func posting(json: String) -> JobPosting? {
    read("<script type='application/ld+json'>{\"@type\":\"JobPosting\",\"title\":\"A\",\(json)}</script>").posting
  }

  @Test(
    arguments: [
      ("€50,000 – €60,000 per year", Salary(currency: "EUR", minimum: 50_000, maximum: 60_000, unit: .year)),
      ("45-50k EUR", Salary(currency: "EUR", minimum: 45_000, maximum: 50_000)),
      ("$18.50 an hour", Salary(currency: "USD", minimum: 18.5, maximum: 18.5, unit: .hour)),
      ("od 30.000 Kč monthly", Salary(currency: "CZK", minimum: 30_000, maximum: 30_000, unit: .month)),
      ("120 000 PLN", Salary(currency: "PLN", minimum: 120_000, maximum: 120_000)), ("competitive", nil), ("", nil),
    ] as [(String, Salary?)])
  func readsSalaries(text: String, salary: Salary?) {
    #expect(Salary(stated: text) == salary)
  }

  @Test(
    arguments: [
      (
        #""baseSalary":{"@type":"MonetaryAmount","currency":"USD","value":{"@type":"QuantitativeValue","minValue":40.0,"maxValue":50,"unitText":"HOUR"}}"#,
        Salary(currency: "USD", minimum: 40, maximum: 50, unit: .hour)
      ),
      (
        #""baseSalary":{"currency":"EUR","value":"60000","unitText":"YEAR"}"#,
        Salary(currency: "EUR", minimum: 60_000, maximum: 60_000, unit: .year)
      ),
      (#""baseSalary":"100000","salaryCurrency":"USD""#, Salary(currency: "USD", minimum: 100_000, maximum: 100_000)),
      (#""salary_min":10,"salary_max":20"#, Salary(minimum: 10, maximum: 20)), (#""x":"100000""#, nil),
    ] as [(String, Salary?)])
  func readsSalariesOfFields(json: String, salary: Salary?) {
    #expect(posting(json: json)?.salary == salary)
  }

  @Test(
    arguments: [
      (#""15-2051.00 Data Scientists""#, [OccupationalCategory(code: "15-2051.00", name: "Data Scientists")]),
      (
        #"["15-1132.00","Software Development"]"#,
        [OccupationalCategory(code: "15-1132.00"), OccupationalCategory(name: "Software Development")]
      ),
      (
        #"{"@type":"CategoryCode","inCodeSet":{"@type":"CategoryCodeSet","name":"O*NET-SOC"},"codeValue":"15-1132.00","name":"Developers"}"#,
        [OccupationalCategory(code: "15-1132.00", name: "Developers", scheme: "O*NET-SOC")]
      ),
      (
        #"[{"codeValue":"1","name":"a"},{"codeValue":"2","name":"b"}]"#,
        [OccupationalCategory(code: "1", name: "a"), OccupationalCategory(code: "2", name: "b")]
      ),
    ])
  func readsOccupationalCategories(json: String, categories: [OccupationalCategory]) {
    #expect(posting(json: "\"occupationalCategory\":\(json)")?.occupationalCategories == categories)
  }

  @Test func followsReferencesOfMicrodata() {
    let page = """
      <div itemscope itemtype="https://schema.org/JobPosting" itemref="more org"><h1 itemprop="title">Baker</h1></div>
      <section id="more"><p itemprop="description">Bake.</p><span itemprop="datePosted">2025-10-01</span></section>
      <div id="org" itemprop="hiringOrganization" itemscope itemref="name more"><i>x</i></div><b id="name" itemprop="name">Example</b>
      """
    let posting = read(page).posting
    #expect(posting?.organization == "Example" && posting?.datePosted == "2025-10-01")
    #expect(posting?.blocks.map(\.text).contains("Bake.") == true)
  }

  private let advert = """
    <h2>Your tasks</h2><ul><li>Build data pipelines for our clients</li></ul><h2>Requirements</h2>
    <ul><li>Five years of experience with SQL</li><li>A degree in computer science</li></ul><p>Apply with your resume and a short letter, please.</p>
    """

  @Test(
    arguments: [
      "<p>Company: Example</p><p>Location: Leeds</p>", "<p><b>Employer:</b> Example | <b>Standort:</b> Leeds</p>",
      "<dl><dt>Company</dt><dd>Example</dd><dt>Location</dt><dd>Leeds</dd></dl>",
      "<table><tr><th>Company</th><td>Example</td></tr><tr><th>Location</th><td>Leeds</td></tr></table>",
      "<div class='job-company'>at Example</div><span class='x job-location'>Leeds | Full-time</span>",
      "<meta property=og:site_name content=Example><meta name='twitter:label1' content=Location><meta name='twitter:data1' content=Leeds>",
    ])
  func findsWhoAndWhereOnPlainPages(head: String) {
    let posting = read("<title>Cook</title>\(head)<h1>Cook</h1>\(advert)").posting
    #expect(posting?.organization == "Example" && posting?.location == "Leeds")
  }

  @Test func aJobBoardIsNoEmployer() {
    #expect(
      read("<title>Cook</title><meta property=og:site_name content='Example Jobs'>\(advert)").posting?.organization
        == nil)
  }

  @Test func readsFactsOfText() {
    let text = """
      <!-- remark -->
      [A remark]

      # Cook

      **Company:** Example · **Location:** Leeds
      **Salary:** £30k
      **Job type:** Part-time

      We are looking for someone who cooks.

      ## Responsibilities
      - cook <br> and clean, every day of the week
      ## Requirements
      - three years of experience in a kitchen of any size
      """
    let posting = read(text, name: "a.md").posting
    #expect(posting?.title == "Cook" && posting?.organization == "Example" && posting?.location == "Leeds")
    #expect(posting?.employment == .partTime && posting?.salary?.minimum == 30_000)
    #expect(posting?.blocks.first { $0.text.hasPrefix("We are") }?.section == .other)
    #expect(posting?.blocks.contains { $0.text.contains("remark") && $0.text.contains("<") } == false)
  }

  @Test func readsFrontMatter() {
    let text = """
      ---
      title: "Cook"
      company: Example
      ---
      ## Responsibilities
      - cook and clean, and plan the menus of the week for two hundred guests
      ## Requirements
      - three years of experience in a kitchen of any size, and a degree in anything
      """
    let posting = read(text, name: "a.md").posting
    #expect(posting?.title == "Cook" && posting?.organization == "Example" && posting?.blocks.first?.kind == .heading)
  }

  /// Nothing but prose: what stands around it tells that it is an advert.
  @Test func findsProseWhereThePageSaysWhatItIs() {
    let prose = String(
      repeating: "<p>You would answer letters, and we pay well, depending on your degree.</p>", count: 4)
    let page = "<h1>Clerk</h1><div class='location'>Leeds | Full-time</div><div class='job-description'>\(prose)</div>"
    #expect(read(page).posting == nil)
    #expect(
      read("<title>Job Application for Clerk at Example</title>" + page).posting.map { [$0.title, $0.organization] }
        == ["Clerk", "Example"])
  }

  @Test(
    arguments: [
      ("<title>404 - Not found</title><p>Sorry.</p>", "error page"),
      ("<form><input type=password></form><p>Sign in to see this job</p>", "log in"),
      ("<div id=root></div>", "scripts"), ("<noscript>Enable JavaScript</noscript><p>Loading</p>", "scripts"),
      (
        "<h1>Cook</h1><p>This job has expired</p>"
          + String(repeating: "<p>Cook and clean every day of the week.</p>", count: 9), "closed"
      ),
    ])
  func saysWhatAPageIsInstead(page: String, reason: String) {
    let (posting, remarks) = read(page)
    #expect(posting == nil && remarks.contains { $0.contains(reason) })
  }

  /// Lines do not depend on which reader read the fragment.
  @Test(arguments: 0..<200 as Range<UInt64>) func fragmentsGiveTheSameLines(seed: UInt64) {
    var random = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    func next(_ count: Int) -> Int {
      random ^= random << 13
      random ^= random >> 7
      random ^= random << 17
      return Int(random % UInt64(count))
    }
    let pieces = [
      "<p>one <b>two</b></p>", "text ", "<ul><li>a</li><li>b<br>c</li></ul>", "<br>", "<div><b>Head:</b> x</div>",
      "<h3>H</h3>",
      "<b>bold<br></b>", "<p> </p>", "<ol><li><p>x</p><ul><li>y</li></ul></li></ol>", "&nbsp;", "• x\n• y\n",
      "<span>s</span>",
    ]
    let fragment = Array((0...next(12)).map { _ in pieces[next(pieces.count)] }.joined().utf8)
    var lenient = HTMLReader()
    lenient.usesStrictReader = false
    let lines = [HTMLReader(), lenient].map { MarkupLines.read($0.readFragment(fragment).value) }
    #expect(lines[0].bytes == lines[1].bytes && lines[0].lines.map(\.range) == lines[1].lines.map(\.range))
    #expect(lines[0].lines.map(\.shape) == lines[1].lines.map(\.shape))
    #expect(lines[0].lines.map(\.emphasised) == lines[1].lines.map(\.emphasised))
  }
}
