import ArgumentParser
import Concepts
import Diagnostics
import GraphModel
import Ingestion
import TaxonomyFormats

extension SkillGraphCommand {
  struct Extract: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print what job pages ask for, without a graph.",
      discussion: """
        With --format jsonl each line is one posting and can be given back to 'skillgraph ingest'.

        Example: skillgraph extract --format jsonl pages/*.html > extracted.jsonl
        """)

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, jsonl }

    @Option(help: ArgumentHelp("text or jsonl.", valueName: "format"))
    var format = Format.text

    @Flag(help: "Every place that names something, not only the strongest.")
    var allMentions = false

    @OptionGroup var extraction: ExtractionOptions

    func run() async throws {
      let pipeline = try extraction.pipeline(Taxonomy.bundled().value, allMentions: allMentions)
      let report = try await pipeline.run(
        try SourceFiles.expand(extraction.paths), report: extraction.remark,
        receive: { batches in
          for evidence in batches.flatMap(\.evidence) { print(evidence) }
        })
      try extraction.finish(report)
      if report.postings == 0 { throw ExitCode(1) }
    }

    private func print(_ evidence: PostingEvidence) {
      switch format {
      case .jsonl: Console.write(EvidenceLine.encoded(evidence) + [UInt8(ascii: "\n")])
      case .text: Console.write(Array(ExtractText(evidence: evidence).text.utf8))
      }
    }
  }
}

/// One posting for people.
private struct ExtractText {
  let evidence: PostingEvidence

  var text: String {
    let posting = evidence.posting
    let facts = [
      posting.role?.label, posting.seniority, posting.employment, posting.organization, posting.location, years,
    ]
    return "\(posting.title ?? "(no title)")\n  \(facts.compactMap(\.self).joined(separator: " · "))\n"
      + DemandLevel.allCases.map(demands).joined() + education + "\n"
  }

  private var years: String? {
    guard let years = evidence.posting.experienceYears else { return nil }
    let ends = [years.min, years.max].compactMap(\.self).map { $0 == $0.rounded() ? "\(Int($0))" : "\($0)" }
    return ends.isEmpty ? nil : ends.joined(separator: "–") + (years.max == nil ? "+" : "") + " years"
  }

  private func demands(_ level: DemandLevel) -> String {
    let labels = evidence.mentions.filter { $0.level == level }.map(\.label)
    return labels.isEmpty ? "" : "  \(level.rawValue): \(labels.joined(separator: ", "))\n"
  }

  private var education: String {
    evidence.education.map { demand in
      let fields = demand.fields.isEmpty ? "" : " in \(demand.fields.joined(separator: ", "))"
      return "  education: \(demand.level)\(fields) (\(demand.requirement.rawValue))\n"
    }.joined()
  }
}
