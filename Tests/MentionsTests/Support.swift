import Concepts
import Postings

@testable import Mentions

/// A taxonomy written as lines `kind: prefLabel | altLabel | …`; a label may carry a rule in braces:
/// `Go {exact peers golang,backend}`, `master {never}`.
func taxonomy(_ lines: [String]) -> Taxonomy {
  var concepts: [Concept] = []
  var rules: [AmbiguityRule] = []
  for line in lines {
    let parts = line.split(separator: ":", maxSplits: 1).map(String.init)
    guard parts.count == 2, let kind = ConceptKind(rawValue: parts[0]) else { continue }
    let labels = parts[1].split(separator: "|").map { label($0) }
    let id = ConceptID(kind: kind, label: labels[0].text)
    concepts.append(Concept(id: id, prefLabel: labels[0].text, labels: labels.dropFirst().map { Label($0.text) }))
    for label in labels {
      guard let words = label.rule else { continue }
      let phrases = words.filter { !["exact", "peers", "never"].contains($0) }.joined(separator: " ")
      rules.append(
        AmbiguityRule(
          label: label.text, concept: id, exactCase: words.contains("exact"),
          evidence: .init(
            peers: words.contains("peers"), words: phrases.split(separator: ",").map(String.init),
            never: words.contains("never"))))
    }
  }
  return Taxonomy(
    schemes: [ConceptScheme(name: "test", title: "", release: "1", licence: "")], concepts: concepts, relations: [],
    ambiguities: rules)
}

private func label(_ text: Substring) -> (text: String, rule: [String]?) {
  let parts = text.split(separator: "{", maxSplits: 1)
  let name = trimmed(parts[0])
  guard parts.count == 2 else { return (name, nil) }
  return (name, parts[1].dropLast(parts[1].hasSuffix("} ") ? 2 : 1).split(separator: " ").map(String.init))
}

private func trimmed(_ text: Substring) -> String {
  var text = text
  while text.first == " " { text.removeFirst() }
  while text.last == " " { text.removeLast() }
  return String(text)
}

/// The taxonomy of most tests of this room.
let small = taxonomy([
  "skill:Machine Learning | ML | ML models", "skill:Deep Learning", "skill:Python", "skill:R {exact peers}",
  "skill:Go {exact peers} | Golang", "skill:SQL", "skill:NoSQL | NoSQL databases", "skill:C", "skill:C++",
  "skill:C# | C sharp",
  "skill:Supervised Learning", "skill:Unsupervised Learning", "skill:Reinforcement Learning", "skill:Java",
  "skill:Scala",
  "skill:HTML", "skill:CSS", "skill:Unit Testing", "skill:Integration Testing", "skill:Data Visualization",
  "framework:.NET", "framework:ASP.NET", "framework:React {exact}", "framework:Node.js | Node {exact peers}",
  "framework:Apache Spark | Spark {exact peers hadoop,big data}", "framework:PySpark",
  "framework:AWS | Amazon Web Services",
  "framework:Amazon EC2 | EC2", "framework:Kubernetes | k8s",
  "framework:Microsoft Excel | Excel {exact peers spreadsheets,office}",
  "framework:Chef {exact peers ansible,puppet}", "framework:Docker", "framework:Angular", "framework:Vue.js | Vue",
  "framework:PostgreSQL | Postgres", "certification:CKA | Certified Kubernetes Administrator",
  "education:Bachelor's Degree | bachelor | BSc | B.S. | degree in", "role:Data Analyst",
])

/// The slugs of what a block of requirements names.
func found(_ text: String, _ section: Section = .requirements, in taxonomy: Taxonomy = small) -> [String] {
  mentions([Block(.paragraph, section, text)], in: taxonomy).map(slug)
}

func mentions(_ blocks: [Block], in taxonomy: Taxonomy = small) -> [Mention] {
  MentionFinder(taxonomy: taxonomy).findings(in: JobPosting(syntax: .text, title: nil, blocks: blocks)).mentions
}

func slug(_ mention: Mention) -> String { String(mention.concept.rawValue.split(separator: ":")[1]) }
