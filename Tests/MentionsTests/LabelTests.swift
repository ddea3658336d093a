import TestSupport
import Concepts
import Postings
import Testing

@testable import Mentions

/// Labels are found leftmost-longest, as whole words, folded.
struct LabelTests {
  @Test(arguments: [
    ("We do machine learning.", ["machine-learning"]), ("MACHINE-LEARNING", ["machine-learning"]),
    ("machine. Learning", []), ("machines learn", []), ("C, C++ and C#", ["c", "c-plus-plus", "c-sharp"]),
    ("C/C++", ["c", "c-plus-plus"]), ("ASP.NET and .NET", ["asp-net", "net"]), ("JavaScript", []), ("Java's", ["java"]),
    ("data visualisations", ["data-visualization"]), ("Python3 and Angular 2+", ["python", "angular"]),
    ("HTML5/CSS3", ["html", "css"]), ("React.js, ReactJS", ["react"]), ("NodeJS", ["node-js"]), ("VueJS", ["vue-js"]),
    ("AWS (EC2)", ["aws", "amazon-ec2"]), ("Amazon Web Services", ["aws"]), ("K8s", ["kubernetes"]),
    ("Pythons", ["python"]),
    ("SQLite", []), ("Python‑Java", ["python", "java"]), ("", []), ("…", []),
  ])
  func findsLabels(text: String, expected: [String]) {
    #expect(found(text) == expected)
  }

  @Test(arguments: [
    ("machine and deep learning", ["machine-learning", "deep-learning"]),
    ("SQL and NoSQL databases", ["sql", "nosql"]),
    ("supervised/unsupervised learning", ["supervised-learning", "unsupervised-learning"]),
    (
      "supervised, unsupervised and reinforcement learning",
      ["supervised-learning", "unsupervised-learning", "reinforcement-learning"]
    ),

    ("unit and integration testing", ["unit-testing", "integration-testing"]),
    ("(Py)Spark", ["pyspark", "apache-spark"]), ("Python and deep learning", ["python", "deep-learning"]),
    ("deep, machine learning", ["machine-learning"]),
  ])
  func findsCoordinatedLabels(text: String, expected: [String]) {
    #expect(found(text) == expected)
  }

  @Test(arguments: [
    // What stands behind a slash shares the beginning of the name before it; a number, behind a comma or conjunction, too.
    ("Widget Docs/Sheets/Slides", ["widget-docs", "widget-sheets", "widget-slides"]),
    ("ISO 27001 & 27701, 42001", ["iso-27001", "iso-27701", "iso-42001"]), ("ISO 27001 and 27 others", ["iso-27001"]),
    ("ISO 27001 Lead Implementer/Lead Auditor", ["iso-27001-lead-implementer", "iso-27001-lead-auditor"]),
    ("Widget Docs/Python", ["widget-docs", "python"]), ("Widget Docs, Sheets", ["widget-docs"]),
    // Half of a compound lends its word to nobody, nor does advice.
    ("financial markets", ["financial-markets"]), ("financial and go-to-market plans", ["go-to-market"]),
    ("technical leadership, guidance and assistance", ["technical-leadership"]),
    // A verb is no noun.
    ("customer experience", ["customer-experience"]), ("Our customers experience Widgets", []),
    ("customers' experience", ["customer-experience"]),
  ])
  func readsListsOfNames(text: String, expected: [String]) {
    let names = taxonomy([
      "framework:Widget Docs", "framework:Widget Sheets", "framework:Widget Slides", "skill:Python", "skill:ISO 27001",
      "skill:ISO 27701", "skill:ISO 42001", "certification:ISO 27001 Lead Implementer",
      "certification:ISO 27001 Lead Auditor", "skill:Financial Markets", "skill:Go-to-Market",
      "skill:Technical Leadership", "skill:Technical Assistance", "skill:Customer Experience",
    ])
    #expect(found(text, in: names) == expected)
  }

  @Test(arguments: [
    ("Python, R or SAS", ["python", "r"]), ("our R&D team", []), ("R-squared, Python", ["python"]),
    ("C-level Java", ["java"]),
    ("go the extra mile", []), ("Golang", ["go"]), ("react to incidents", []), ("React", ["react"]),
    ("spark ideas", []),
    ("Apache Spark", ["apache-spark"]), ("Spark, Docker", ["apache-spark", "docker"]), ("Spark ideas", []),
    ("Spark for big data", ["apache-spark"]), ("excel in Python", ["python"]),
    ("Excel spreadsheets", ["microsoft-excel"]),
    ("Chef or Excel", ["chef", "microsoft-excel"]), ("Chef at our restaurant", []), ("EXCEL, Java", ["java"]),
    ("REACT developers", ["react"]), ("REACT TO INCIDENTS", []),
    ("java, react and python", ["java", "react", "python"]), ("combine Docker", ["docker"]),
    ("Spark docker usage", ["docker"]),
  ])
  func countsAmbiguousLabelsOnlyWithEvidence(text: String, expected: [String]) {
    #expect(found(text) == expected)
  }

  @Test(arguments: [
    ("Agile/Scrum", ["agile", "scrum"]), ("Agile Scrum", ["agile-methods"]), ("UI/UX", ["user-experience"]),
  ])
  func aSlashStandsBetweenLabelsUnlessItIsPartOfOne(text: String, expected: [String]) {
    let taxonomy = taxonomy([
      "skill:Agile", "skill:Scrum", "skill:Agile Methods | Agile Scrum", "skill:User Experience | UI/UX | UX",
      "skill:UI",
    ])
    let posting = JobPosting(syntax: .text, blocks: [Block(.listItem, .skills, text)])
    #expect(MentionFinder(taxonomy: taxonomy).findings(in: posting).mentions.map(slug) == expected)
  }

  @Test(arguments: [
    ("Knowledge of testing", Block.Kind.paragraph, ["software-testing"]),
    ("sales of testing", .paragraph, ["software-testing"]),
    ("sales testing", .paragraph, []), ("testing is fun", .paragraph, []),
    ("Experience in shipping quality products", .paragraph, []),
    ("Docker, documentation and Python", .listItem, ["docker", "documentation", "python"]),
    ("Docker, documentation and Python", .paragraph, ["docker", "documentation", "python"]),
    ("Docker, documentation heroes and Python", .listItem, ["docker", "python"]),
    ("Docker, documentation teams and Python", .listItem, ["docker", "python"]),
  ])
  func everydayWordsCountRightBehindADemandAndInLists(text: String, kind: Block.Kind, expected: [String]) {
    let taxonomy = taxonomy([
      "skill:Software Testing | testing {qa}", "skill:Documentation {writing}", "skill:Shipping {warehouse}",
      "skill:Python", "skill:Docker",
    ])
    #expect(mentions([Block(kind, .requirements, text)], in: taxonomy).map(slug) == expected)
  }

  @Test func neighbouringItemsArePeers() {
    let items = ["Spark", "Docker", "Chef"].map { Block(.listItem, .skills, $0) }
    #expect(mentions(items).map(slug) == ["apache-spark", "docker", "chef"])
  }

  @Test func headingsAreEvidence() {
    let blocks = [Block(.heading, .skills, "Big Data"), Block(.listItem, .skills, "Spark", heading: 0)]
    #expect(mentions(blocks).map(slug) == ["apache-spark"])
  }
}

/// The automaton against a matcher of ten lines.
struct LabelAutomatonTests {
  private static let pieces = [
    "data", "Data", "science", "sciences", "a", "b", "C++", "ml", "-", "/", ". ", ", ", " ", " ", " and ", "&", "é",
    "’",
  ]

  @Test(arguments: 0..<300 as Range<UInt64>)
  func agreesWithTheNaiveMatcher(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let labels = (0..<12).map { (text: Self.text(1...4, &random), value: Int32($0)) }
    let text = Array(Self.text(0...40, &random).utf8)
    var words: [WordScanner.Word] = []
    WordScanner.scan(text, 0..<text.count, into: &words)
    let automaton = LabelAutomaton(labels)
    var found: [Naive] = []
    automaton.forEachMatch(in: words.span, 0..<words.count) { match in
      found.append(Naive(words: match.words, values: match.values.map { automaton.values[$0] }))
    }
    #expect(found == naive(words, labels))
  }

  private struct Naive: Equatable {
    var words: Range<Int>
    var values: [Int32]
  }

  private func naive(_ words: [WordScanner.Word], _ labels: [(text: String, value: Int32)]) -> [Naive] {
    var found: [Naive] = []
    var start = 0
    while start < words.count {
      let lengths = labels.map { matches(hashes($0.text), words[start...]) }
      let longest = lengths.max() ?? 0
      if longest > 0 {
        found.append(
          Naive(
            words: start..<start + longest,
            values: labels.indices.filter { lengths[$0] == longest }.map { labels[$0].value }))
      }
      start += max(longest, 1)
    }
    return found
  }

  private func matches(_ label: [UInt64], _ words: ArraySlice<WordScanner.Word>) -> Int {
    let candidates = words.prefix(label.count)
    let fits = candidates.map(\.hash) == label && candidates.dropFirst().allSatisfy(\.continues)
    return fits ? label.count : 0
  }

  private func hashes(_ text: String) -> [UInt64] {
    var words: [WordScanner.Word] = []
    let bytes = Array(text.utf8)
    WordScanner.scan(bytes, 0..<bytes.count, into: &words)
    return words.map(\.hash)
  }

  private static func text(_ lengths: ClosedRange<Int>, _ random: inout SplitMix64) -> String {
    (0..<Int.random(in: lengths, using: &random)).map { _ in pieces[Int.random(in: 0..<pieces.count, using: &random)] }
      .joined()
  }
}

/// How text is cut into words and which words are the same.
struct WordScannerTests {
  @Test(arguments: [
    ("Python", "python"), ("APIs", "api"), ("libraries", "library"), ("optimisation", "optimization"),
    ("analyse", "analyze"),
    ("organised", "organized"), ("boxes", "box"), ("batches", "batch"), ("Ärzte", "ärzte"), ("C#", "c#"),
    ("GPUs", "gpu"),
    ("F++", "f++"), ("classes", "class"), ("programmes", "programme"), ("databases", "database"),
  ])
  func foldsAlike(a: String, b: String) {
    #expect(WordScanner.hash(of: a) == WordScanner.hash(of: b))
  }

  @Test(arguments: [
    ("C", "C++"), ("C", "C#"), ("Go", "Goo"), ("analysis", "analyse"), ("status", "statu"), ("business", "busines"),
    ("AWS", "AW"),
    ("net", ".net"), ("promise", "promize!"), ("DNS", "DN"), ("iOS", "iO"),
  ])
  func keepsApart(a: String, b: String) {
    #expect(WordScanner.hash(of: a) != WordScanner.hash(of: b))
  }

  @Test(arguments: [
    ("a b", ["a", "b"]), ("C++/C#", ["C++", "C#"]), ("ASP.NET, .NET", ["ASP", "NET", ".NET"]),
    ("R&D", ["R", "&", "D"]),
    ("3+ years", ["3+", "years"]), ("naïve café", ["naïve", "café"]), ("“Go”–fast", ["Go", "fast"]),
    ("日本 x", ["日本", "x"]),
    ("a😀b", ["a", "b"]), ("x\u{AD}y", ["x", "y"]), ("Node.js", ["Node", "js"]), ("end.", ["end"]),
  ])
  func cutsWords(text: String, expected: [String]) {
    let text = Array(text.utf8)
    var words: [WordScanner.Word] = []
    WordScanner.scan(text, 0..<text.count, into: &words)
    #expect(words.map { String(decoding: text[Int($0.start)..<Int($0.end)], as: UTF8.self) } == expected)
  }
}
