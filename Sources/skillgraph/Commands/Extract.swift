import ArgumentParser
import Concepts
import Diagnostics
import GraphModel
import Ingestion
import TaxonomyFormats

extension SkillGraphCommand {
  struct Extract: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "extract",
      abstract: "Print what job pages ask for, without a graph.",
      discussion: """
        With --format jsonl each line is one posting and can be given back to 'skillgraph ingest'. Names are those of the \
        bundled taxonomy, unless --graph, --taxonomy or --overlay say otherwise.

        Example: skillgraph extract --format jsonl pages/*.html > extracted.jsonl
        """)

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, jsonl }

    @Option(help: ArgumentHelp("text or jsonl.", valueName: "format"))
    var format = Format.text

    @Flag(help: "Every place that names something, not only the strongest.")
    var allMentions = false

    @OptionGroup var extraction: ExtractionOptions
    @OptionGroup var taxonomy: TaxonomyOptions

    func run() async throws {
      let pipeline = try extraction.pipeline(taxonomy.extractor(allMentions: allMentions))
      let report = try await pipeline.run(
        try SourceFiles.expand(ManyArguments.split(extraction.paths)), report: extraction.remark,
        receive: print)
      try extraction.finish(report)
      if report.postings == 0 { throw ExitCode(1) }
    }

    private func print(_ batches: [SourceBatch]) {
      var output: [UInt8] = []
      for evidence in batches.lazy.flatMap(\.evidence) {
        switch format {
        case .jsonl:
          output += EvidenceLine.encoded(evidence)
          output.append(UInt8(ascii: "\n"))
        case .text: output += ExtractText(evidence: evidence).text.utf8
        }
      }
      Console.write(output)
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
    // A mention is large; its label alone is copied.
    let labels = evidence.mentions.indices.compactMap {
      evidence.mentions[$0].level == level ? evidence.mentions[$0].label : nil
    }
    return labels.isEmpty ? "" : "  \(level.rawValue): \(labels.joined(separator: ", "))\n"
  }

  private var education: String {
    evidence.education.map { demand in
      let fields = demand.fields.isEmpty ? "" : " in \(demand.fields.joined(separator: ", "))"
      return "  education: \(demand.level)\(fields) (\(demand.requirement.rawValue))\n"
    }.joined()
  }
}
