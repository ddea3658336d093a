import Concepts
import Foundation
import Testing

@testable import GraphQuery

/// Which concepts are ranked first for a text.
@Suite struct ConceptRankerTests {
  private static let names = [
    "administer web server", "manage staff", "project management", "Java (computer programming)", "JavaScript", "C++",
    "machine learning", "perform data analysis", "work in teams", "troubleshooting",
  ]

  private func ranked(_ text: String, _ names: [String] = names) -> [String] {
    ConceptRanker(names.enumerated().map { .init($1, of: $0) }).rank(text, limit: 3).map { names[$0.concept] }
  }

  private func check(_ text: String, first: String, _ place: SourceLocation = #_sourceLocation) {
    #expect(ranked(text).first == first, sourceLocation: place)
  }

  @Test func namesInATextAreRankedFirst() {
    check("we use machine learning every day", first: "machine learning")
    check("C++ and other languages", first: "C++")
    check("fluent in JavaScript", first: "JavaScript")
  }

  @Test func endingsOfWordsMatterLittle() {
    check("you will administrate our web servers", first: "administer web server")
    check("managing projects", first: "project management")
    check("you troubleshoot problems", first: "troubleshooting")
  }

  @Test func nothingInCommonIsNothing() { #expect(ranked("zzz").isEmpty) }

  @Test func equalScoresGoByName() {
    #expect(ranked("green tea", ["milk", "tea b", "tea a"]) == ["tea a", "tea b"])
  }

  @Test func aConceptHasItsBestName() {
    let ranker = ConceptRanker([
      .init("statistics", of: 0), .init("machine learning", of: 0, weight: 0.5), .init("learning machines", of: 1),
    ])
    let found = ranker.rank("machine learning", limit: 5)
    #expect(found.map(\.concept) == [1, 0])
    #expect(found[1].name == 1 && found[1].score <= 0.5 && found[1].score > 0.45)
  }

  @Test func aNameItselfScoresOne() {
    for name in Self.names {
      let score = ConceptRanker(Self.names.enumerated().map { .init($1, of: $0) }).rank(name, limit: 1)[0].score
      #expect(abs(score - 1) < 0.001, "\(name)")
    }
  }

  /// The naive twin: sets of words and runs, the library's logarithm, every name compared.
  @Test(arguments: ["manage a project team", "web server administration", "data", "learning machine analyses"])
  func scoresAreThoseOfTheNaiveTwin(text: String) {
    let found = ConceptRanker(Self.names.enumerated().map { .init($1, of: $0) }).rank(text, limit: 20)
    for match in found { #expect(abs(match.score - naive(text, Self.names[match.concept])) < 0.001) }
    #expect(found.count == Self.names.count { naive(text, $0) > 0 })
  }

  private func naive(_ text: String, _ name: String) -> Double {
    let views: [(String) -> Set<Int>] = [
      { text in
        var (features, found) = (TextFeatures(), Set<Int>())
        features.forEachWord(in: text) { found.insert($0) }
        return found
      },
      { text in
        var (features, found) = (TextFeatures(), Set<Int>())
        features.forEachRun(in: text) { found.insert($0) }
        return found
      },
    ]
    return views.map { features in
      let all = Self.names.map(features)
      let weight = { (feature: Int) in
        pow(log(Double(all.count + 1) / Double(all.count { $0.contains(feature) } + 1)), 2)
      }
      let (a, b) = (features(text), features(name))
      let lengths = [a, b].map { $0.reduce(0) { $0 + weight($1) }.squareRoot() }
      let common = a.intersection(b).reduce(0) { $0 + weight($1) }
      return common == 0 ? 0 : common / lengths[0] / lengths[1]
    }.reduce(0, +) / 2
  }

  @Test(arguments: [
    ("managing", "manag"), ("manages", "manag"), ("planning", "plan"), ("analysis", "analysi"), ("studies", "study"),
    ("class", "clas"), ("sql", "sql"), ("optimisation", "optimis"), ("optimization", "optimis"),
  ])
  func endingsAreTakenOff(word: String, stem: String) {
    var bytes = Array(word.utf8)
    Stemmer.stem(&bytes)
    #expect(String(decoding: bytes, as: UTF8.self) == stem)
  }

  @Test func groupsAreNoCandidatesAndNamesakesLendNames() {
    let layer = TaxonomyLayer(
      scheme: .init(name: "esco", title: "", release: "1", licence: ""),
      concepts: [
        Concept(
          id: ConceptID(kind: .skill, label: "Ruby"), prefLabel: "Ruby",
          labels: [Label("Ruby (computer programming)", .hidden)], matches: [ConceptMatch(.exactMatch, "u/1")]),
        Concept(id: ConceptID(kind: .skill, label: "languages"), prefLabel: "languages"),
        Concept(id: ConceptID(kind: .role, label: "rubyist"), prefLabel: "rubyist"),
      ],
      ambiguities: [
        AmbiguityRule(
          label: "languages", concept: ConceptID(kind: .skill, label: "languages"), exactCase: false,
          evidence: .init(never: true))
      ])
    let own = ConceptID(kind: .skill, label: "ruby-language")
    let names = SchemeNames(
      layer, kinds: [.skill], namesakes: ["u/1": .init(id: own, closeness: .closeMatch, names: ["Ruby on Rails"])])
    #expect(names.entries == [.init(id: own, identifier: "u/1", label: "Ruby (computer programming)")])
    #expect(names.names.map(\.text) == ["Ruby", "Ruby (computer programming)", "Ruby on Rails"])
    #expect(names.names.map(\.weight) == [1, 0.95, 0.8])
  }
}
