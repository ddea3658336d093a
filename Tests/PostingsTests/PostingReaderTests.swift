import Diagnostics
import Testing

@testable import Postings

/// What of a posting the tests compare.
private struct Summary: Equatable, CustomStringConvertible {
  var title: String?
  var syntax: Syntax
  var text: [String]

  init(_ title: String?, _ syntax: Syntax, _ text: [String]) {
    self.title = title
    self.syntax = syntax
    self.text = text
  }

  init(_ posting: JobPosting) {
    self.init(posting.title, posting.syntax, posting.blocks.map { "\($0.section.rawValue): \($0.text)" })
  }

  var description: String { "\(title ?? "nil") \(syntax) \(text)" }
}

@Suite struct PostingReaderTests {
  private func read(_ text: String, name: String = "x") -> (postings: [JobPosting], codes: [String]) {
    var postings: [JobPosting] = []
    var codes: [String] = []
    let rest = PostingReader().read(Array(text.utf8), name: name) {
      postings.append($0.value)
      codes += $0.diagnostics.map(\.code)
    }
    return (postings, codes + rest.map(\.code))
  }

  private func check(
    _ text: String, name: String = "x", gives expected: [Summary], sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(read(text, name: name).postings.map(Summary.init) == expected, sourceLocation: sourceLocation)
  }

  private func script(_ json: String) -> String { "<html><script type='application/ld+json'>\(json)</script></html>" }

  // MARK: JSON-LD

  @Test(
    arguments: [
      #"{"@type":"JobPosting","title":"A"}"#, #"[{"@type":"Thing"},{"@type":"JobPosting","title":"A"}]"#,
      #"{"@graph":[{"@type":"WebPage"},{"@type":["JobPosting","Thing"],"title":"A"}]}"#,
      #"{"@type":"WebPage","mainEntity":{"@type":"http://schema.org/JobPosting","title":"A"}}"#,
      #"{"@type":"schema:JobPosting","schema:title":"A"}"#, #"{"@type":"JobPosting","title":{"@value":"A"}}"#,
      #"{"@type":"JobPosting","title":"A",}"#, "//<![CDATA[\n{\"@type\":\"JobPosting\",\"title\":\"A\"}\n//]]>",
      "{\"@type\":\"JobPosting\",\"title\":\"A\",\"description\":\"one\ntwo\"}",
      #"{"@type":"JobPosting","title":"A","x":NaN}"#,
      #"{'@type':'JobPosting','title':'A'}"#, #"{"@type":"JobPosting","title":"A","description":"cut"#,
      #"{"@type":"JobPosting","title":"A"}};"#, #"/* x */{"@type":"JobPosting","title":"A"}"#,
      "<!-- {\"@type\":\"JobPosting\",\"title\":\"A\"} -->",
      #"{"@type":"JobPosting","title":"A","description":"a "b" c"}"#,
    ])
  func findsTheJobInJSONLD(json: String) {
    #expect(read(script(json)).postings.map(\.title) == ["A"])
  }

  @Test func readsThePropertiesOfJSONLD() {
    let json = #"""
      {"@context":"https://schema.org","@type":"JobPosting","title":" Data  Engineer ","datePosted":"2025-10-01T08:00:00Z",
       "validThrough":"2025-12-01","employmentType":["FULL_TIME","CONTRACTOR"],"inLanguage":"en-GB",
       "identifier":{"@type":"PropertyValue","name":"Example","value":"42"},"url":"https://example.org/42",
       "hiringOrganization":{"@id":"#org"},
       "jobLocation":{"@type":"Place","address":{"@type":"PostalAddress","addressLocality":"Leeds","addressCountry":"GB"}},
       "description":"<p>We &amp; you</p>","responsibilities":"Run things","skills":["SQL",{"@type":"DefinedTerm","name":"Kafka","termCode":"7"}],
       "educationRequirements":{"@type":"EducationalOccupationalCredential","credentialCategory":"bachelor degree"},
       "experienceRequirements":{"@type":"OccupationalExperienceRequirements","monthsOfExperience":30}}
      """#
    let organization = ##"{"@graph":[{"@id":"#org","@type":"Organization","name":"Example Ltd"},\##(json)]}"##
    let posting = read(script(organization)).postings.first
    #expect(posting?.title == "Data Engineer")
    #expect(posting?.organization == "Example Ltd")
    #expect(posting?.location == "Leeds, GB")
    #expect(posting?.datePosted == "2025-10-01" && posting?.validThrough == "2025-12-01")
    #expect(posting?.employment == .fullTime && posting?.language == "en-GB")
    #expect(posting?.identifier == "42" && posting?.url == "https://example.org/42")
    #expect(posting?.statedExperience == 2.5...2.5)
    #expect(
      posting.map { Summary($0).text } == [
        "other: We & you", "responsibilities: Run things", "skills: SQL", "skills: Kafka", "education: bachelor degree",
      ])
  }

  @Test func takesThePageTextWhereItSaysMore() {
    let page = """
      <title>Cook</title><script type="application/ld+json">{"@type":"JobPosting","title":"Cook","description":"Short."}</script>
      <main><h1>Cook</h1><h2>Responsibilities</h2><p>Cook, clean and plan the menus of the week for two hundred guests.</p>
      <h2>Requirements</h2><ul><li>Three years of experience in a kitchen</li><li>Knowledge of hygiene rules</li></ul></main>
      """
    check(
      page,
      gives: [
        Summary(
          "Cook", .jsonLD,
          [
            "responsibilities: Responsibilities",
            "responsibilities: Cook, clean and plan the menus of the week for two hundred guests.",
            "requirements: Requirements", "requirements: Three years of experience in a kitchen",
            "requirements: Knowledge of hygiene rules",
          ])
      ])
  }

  // MARK: Microdata and RDFa

  @Test(arguments: [
    ("itemscope itemtype='https://schema.org/", "itemprop", Syntax.microdata), ("typeof='", "property", .rdfa),
  ])
  func readsMarkedUpPages(scope: String, property: String, syntax: Syntax) {
    let page = """
      <html lang=en><nav>Home</nav><div \(scope)JobPosting'><h1 \(property)=title>Baker</h1>
      <span \(property)=hiringOrganization \(scope)Organization'><b \(property)=name>Example</b> bakes</span>
      <p \(property)=description>Bake.</p><ul \(property)=skills><li>Dough</li></ul></div></html>
      """
    check(page, gives: [Summary("Baker", syntax, ["other: Example bakes", "other: Bake.", "skills: Dough"])])
    #expect(read(page).postings.map(\.organization) == ["Example"])
    #expect(read(page).postings.map(\.language) == ["en"])
  }

  // MARK: Feeds

  @Test(
    arguments: [
      ("<source><job><title>A</title><description>B</description></job></source>", .indeedFeed),
      ("<jobs><JOB><Title><![CDATA[A]]></Title><Description><![CDATA[<p>B</p>]]></Description></JOB></jobs>", .xmlFeed),
      (
        "<rss><channel><title>x</title><item><title>A</title><description>&lt;p&gt;B&lt;/p&gt;</description></item></channel></rss>",
        .rss
      ),
      (
        "<feed><title>x</title><entry><title>A</title><content type='html'>&amp;lt;p&amp;gt;B&amp;lt;/p&amp;gt;</content></entry></feed>",
        .atom
      ),
      ("<offers><offer><position>A</position><description><p>B</p></description></offer></offers>", .xmlFeed),
      ("<x:list xmlns:x='u'><x:row><x:job_title>A</x:job_title><x:body>B</x:body></x:row><x:row/></x:list>", .xmlFeed),
      (
        "<e:Envelope><e:Body><PositionOpening><ProfileName>A</ProfileName><FormattedPositionDescription><Value>B</Value></FormattedPositionDescription></PositionOpening></e:Body></e:Envelope>",
        .hrXML
      ),
      ("<jobs><job><title>A</title><![CDATA[<description>B</description>]]></job></jobs>", .xmlFeed),
    ] as [(String, Syntax)])
  func readsFeeds(feed: String, syntax: Syntax) {
    check("<?xml version='1.0'?>" + feed, gives: [Summary("A", syntax, ["other: B"])])
  }

  @Test func readsGroupsOfPersonio() {
    let feed = """
      <workzag-jobs><position><name>Tester</name><jobDescriptions><jobDescription><name>Your profile</name>
      <value><![CDATA[<ul><li>Care</li></ul>]]></value></jobDescription></jobDescriptions><yearsOfExperience>2-5</yearsOfExperience></position></workzag-jobs>
      """
    check(feed, gives: [Summary("Tester", .xmlFeed, ["requirements: Your profile", "requirements: Care"])])
    #expect(read(feed).postings.first?.statedExperience == 2...5)
  }

  @Test func brokenRecordsCostOnlyThemselves() {
    let feed =
      "<source><job><title>A</title></job><job><name>R&D <b</job><job><x/></job><job><title>C</title></job><job><title>D"
    let result = read(feed)
    #expect(result.postings.compactMap(\.title).filter { ["A", "C", "D"].contains($0) } == ["A", "C", "D"])
    #expect(result.codes.contains("postings.not-a-posting"))
  }

  @Test func emptyFeedsSaySo() {
    #expect(read("<?xml version='1.0'?><source><publisher>x</publisher></source>").codes == ["postings.no-records"])
  }

  // MARK: JSON

  @Test(
    arguments: [
      #"{"jobs":[{"id":1,"title":"A","content":"&lt;p&gt;B&lt;/p&gt;","location":{"name":"Oslo"}}]}"#,
      #"[{"text":"A","descriptionPlain":"B","categories":{"location":"Oslo"},"hostedUrl":"https://example.org"}]"#,
      #"{"name":"A","location":{"city":"Oslo"},"jobAd":{"sections":{"jobDescription":{"title":"Job","text":"B"}}}}"#,
      #"[{"legal":"x"},{"position":"A","description":"B","location":"Oslo"}]"#,
      #"{"offers":[{"title":"A","description":"<p>B</p>","city":"Oslo"}]}"#,
      "{\"title\":\"A\",\"location\":\"Oslo\",\"descriptionHtml\":\"<p>B</p>\"}\n",
    ])
  func readsJSONOfTrackingSystems(json: String) {
    let posting = read(json).postings.first
    #expect(posting?.title == "A" && posting?.location == "Oslo" && posting?.syntax == .atsJSON)
    #expect(posting?.blocks.last?.text == "B")
  }

  @Test func readsListsOfLever() {
    let json =
      #"[{"text":"A","lists":[{"text":"Requirements","content":"<li>SQL</li><li>Git</li>"}],"hostedUrl":"https://example.org/a"}]"#
    check(
      json, gives: [Summary("A", .atsJSON, ["requirements: Requirements", "requirements: SQL", "requirements: Git"])])
  }

  @Test func readsLinesOfJSON() {
    let lines = (0..<150).map { #"{"title":"Job \#($0)","descriptionHtml":"<p>Text</p>"}"# }.joined(separator: "\n")
    #expect(read(lines).postings.map(\.title) == (0..<150).map { "Job \($0)" })
  }

  // MARK: Pages and text

  private let advert = """
    <h2>Your tasks</h2><ul><li>Build data pipelines for our clients</li></ul><h2>Requirements</h2>
    <ul><li>Five years of experience with SQL</li><li>A degree in computer science</li></ul><p>Apply with your resume and a short letter, please.</p>
    """

  @Test func keepsOnlyThePostingsOwnText() {
    let page = """
      <html lang="de"><head><title>Data Engineer - Example Jobs</title><link rel=canonical href="https://example.org/1"></head><body>
      <nav>Home</nav><div class="cookie-banner">We use cookies</div><header>Example</header><div id=x><h1>Data Engineer<span class=sr-only>
      job</span></h1>\(advert)<p style="display:none">hidden</p><form><label>Mail</label><input></form></div>
      <div class="related-jobs"><a href=a>Cook</a></div><footer>Imprint</footer></body></html>
      """
    check(
      page,
      gives: [
        Summary(
          "Data Engineer", .html,
          [
            "responsibilities: Your tasks", "responsibilities: Build data pipelines for our clients",
            "requirements: Requirements",
            "requirements: Five years of experience with SQL", "requirements: A degree in computer science",
            "requirements: Apply with your resume and a short letter, please.",
          ])
      ])
    #expect(read(page).postings.first?.language == "de" && read(page).postings.first?.url == "https://example.org/1")
  }

  @Test(
    arguments: [
      "<title>Data Engineer | Example</title>", "<meta property='og:title' content='Data Engineer'>",
      "<title>x</title><h1>Data Engineer</h1>",
      "<title>Data Engineer (Example)</title><h1>Example</h1><h1>Data Engineer</h1>",
    ])
  func findsTheTitle(head: String) {
    #expect(read(head + "<div>\(advert)</div>").postings.map(\.title) == ["Data Engineer"])
  }

  /// A posting that never says "responsibilities" or "experience".
  @Test(arguments: ["'", "’"])
  func readsAWarmTone(apostrophe: String) {
    let page = """
      <h1>Baker</h1><p>A small bakery by the sea that bakes with sourdough and sells to restaurants up and down the coast.</p>
      <p><b>What You'll Do</b></p><ul><li>Bake bread and cakes before the town wakes up</li></ul>
      <p><b>What We're Looking For</b></p><ul><li>You're awake at four, every day, and still smile at customers</li></ul>
      """
    #expect(read(page.split(separator: "'").joined(separator: apostrophe)).postings.map(\.title) == ["Baker"])
  }

  @Test(
    arguments: [
      ("Founding Design Engineer (Remote)", "Acme is looking for somebody to join our team. Apply if you:", true),
      ("Baker", "Acme is looking for somebody to join our team. Apply if you:", false),
      ("How to be a design engineer", "Acme is looking for somebody to join our team. Apply if you:", false),
      ("Design Engineer", "Ovens of all sizes are what we build, in teams. Apply them to bread:", false),
    ])
  func fewWordsDoUnderATitleThatNamesAJob(title: String, text: String, isPosting: Bool) {
    let items =
      "<ul><li>care for ovens of all sizes, and for what stands in them for hours on end</li><li>can bake</li></ul>"
    let page =
      "<title>\(title)</title><h1>\(title)</h1><p>\(text)</p>\(items)<p>We bake since many, many years, day and night.</p>"
    #expect(read(page).postings.map(\.title) == (isPosting ? [title] : []))
  }

  @Test(arguments: [
    ("Team Lead, Denials (India)", true), ("Member of Technical Staff", true), ("Growth Intern / Videos", true),
    ("Engineer", true), ("Package Manager Guide", false), ("What a designer does", false), ("Print", false),
    ("", false),
  ])
  func titlesNameJobs(title: String, expected: Bool) {
    #expect(TitleText.namesJob(title) == expected)
  }

  @Test func pagesThatAreNoPostingsSayWhy() {
    let story = String(
      repeating: "<p>The council met on Monday and talked about the bridge over the river.</p>", count: 20)
    let list = (0..<40).map { "<li><a href='\($0)'>Data Engineer with experience in SQL, apply now</a></li>" }.joined()
    for page in [
      "", "<html></html>", "<title>News</title><h1>Bridge</h1>\(story)", "<ul>\(list)</ul>",
      "<div id=root></div><noscript>JavaScript</noscript>",
      "<h1>Data Engineer</h1><p>No longer accepting applications</p>\(advert)", "Fatal error: out of memory", "[1,2]",
      "{\"a\":",
    ] {
      let result = read(page)
      #expect(result.postings.isEmpty && !result.codes.isEmpty, "\(page.prefix(40))")
    }
  }

  @Test(
    arguments: [
      "# Data Engineer job description\nUse this template.", "Sample data engineer job description\n",
      "A data engineer is responsible for pipelines.",
      "Top\n\nDetailed Data Engineer Job Description, Duties and Requirements\n", "Data Engineer\n",
    ])
  func findsTheTitleOfText(start: String) {
    let text =
      start
      + "\n\nResponsibilities\n* Build pipelines\n* Test them\n\nRequirements\n- SQL, and years of experience with it\n- A degree in anything\n\nApply with your resume, wherever you are; we answer each application."
    #expect(read(text, name: "a.txt").postings.map(\.title) == ["Data Engineer"])
  }

  /// Neither many fields nor deep ones take more than their share of time: comparing all with all would.
  @Test func hugeRecordsEnd() {
    let tags = (0..<10_000).map { "\"skill number \($0) of many\"" }.joined(separator: ",")
    #expect(read("{\"title\":\"A\",\"description\":\"B\",\"tags\":[\(tags)]}").postings.first?.blocks.count == 10_001)
    let deep = String(repeating: "<a><b>x</b>", count: 10_000)
    #expect(read("<jobs><job><title>A</title>\(deep)</job></jobs>").postings.map(\.title) == ["A"])
  }

  @Test func readsOtherEncodings() {
    let page = "<title>Ingénieur données</title><div>\(advert)</div>"
    var titles: [String?] = []
    let latin1 = page.unicodeScalars.map { UInt8($0.value) }
    var utf16: [UInt8] = [0xFF, 0xFE]
    for unit in page.utf16 { utf16 += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
    for bytes in [latin1, utf16] {
      _ = PostingReader().read(bytes, name: "a.html") { titles.append($0.value.title) }
    }
    #expect(titles == ["Ingénieur données", "Ingénieur données"])
  }
}
