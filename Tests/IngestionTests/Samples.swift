import TestSupport
import Concepts
import Containers
import Diagnostics
import GraphModel

@testable import Ingestion

enum Sample {
  static func id(_ text: String) -> ConceptID { ConceptID(text) ?? ConceptID(kind: .skill, label: text) }

  static let taxonomy = Taxonomy(
    schemes: [.init(name: "sample", title: "Sample", release: "1", licence: "CC0")],
    concepts: [
      Concept(id: id("role:data-engineer"), prefLabel: "Data Engineer"),
      Concept(id: id("skill:python"), prefLabel: "Python"),
      Concept(id: id("skill:sql"), prefLabel: "SQL"), Concept(id: id("framework:airflow"), prefLabel: "Airflow"),
    ], relations: [])

  static let extractor = Extractor(taxonomy: taxonomy)

  /// A page that asks for a skill.
  static func page(_ name: String, asksFor skill: String = "Python", jobs: Int = 1) -> ByteSource {
    let postings = (0..<jobs).map { number in
      """
      <script type="application/ld+json">{"@context": "https://schema.org", "@type": "JobPosting",
      "title": "Data Engineer \(number)", "identifier": "\(name)-\(number)", "description":
      "<h2>Requirements</h2><ul><li>Experience with \(skill)</li><li>You know pipelines and tables of \(name)</li></ul>"}</script>
      """
    }
    return ByteSource(name: name, bytes: Array("<html><body>\(postings.joined())</body></html>".utf8))
  }

  /// A feed of jobs that ask for skills in turn.
  static func feed(_ name: String, jobs: Int) -> ByteSource {
    let skills = ["Python", "SQL", "Airflow"]
    let records = (0..<jobs).map { number in
      """
      <job><title>Data Engineer</title><referencenumber>\(number)</referencenumber><company>Acme</company>
      <description><![CDATA[<p>Requirements</p><ul><li>\(skills[number % 3]) in project \(number)</li></ul>]]></description></job>
      """
    }
    return ByteSource(name: name, bytes: Array("<?xml version='1.0'?><source>\(records.joined())</source>".utf8))
  }

  /// Every member filled.
  static var full: PostingEvidence {
    var evidence = PostingEvidence(
      source: "pages/a.html", unit: 2, posting: .init(syntax: "json-ld", title: "Señor \"Ä\" 😀\n"))
    evidence.posting.role = .init(id: id("role:data-engineer"), label: "Data Engineer")
    evidence.posting.seniority = "senior"
    evidence.posting.employment = "full-time"
    evidence.posting.organization = "Acme"
    evidence.posting.location = "Berlin"
    evidence.posting.datePosted = "2025-10-01"
    evidence.posting.url = "https://example.org/1"
    evidence.posting.identifier = "7"
    evidence.posting.experienceYears = .init(min: 3, max: 5.5)
    evidence.posting.language = "en"
    evidence.posting.digest = "0123456789abcdef"
    evidence.mentions = [
      .init(
        concept: id("skill:python"), label: "Python", level: .required, quote: "Python", context: "Python or SQL",
        section: "requirements", confidence: 0.98, method: "label", years: 2.5, alternatives: 0)
    ]
    evidence.education = [
      .init(
        level: "bachelor", fields: ["physics"], fieldConcepts: [id("education:physics")], requirement: .preferred,
        quote: "BSc")
    ]
    evidence.unknown = [.init(phrase: "vector quantisation", context: "Know vector quantisation")]
    evidence.diagnostics = [
      .init(.warning, "markup.charset-guessed", "guessed", at: .init(file: "f", line: 3, column: 4, offset: 5))
    ]
    return evidence
  }
}
