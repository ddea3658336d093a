import ArgumentParser
import Concepts
import Containers
import Diagnostics
import Ingestion
import TaxonomyFormats

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What `ingest` and `extract` read, and how.
struct ExtractionOptions: ParsableArguments {
  @Argument(
    help: """
      Pages, feeds, text, extracted lines; these packed as .gz or .zip, web archives (WARC), saved pages (MHTML); folders of all \
      that, or quoted patterns ('pages/**/*.html'); - is standard input.
      """)
  var paths: [String]

  @Option(
    help: ArgumentHelp(
      "Where saved pages came from: a table of file, URL and, if known, the date it was fetched, separated by tabs.",
      valueName: "file"))
  var urls: String?

  @Option(help: ArgumentHelp("How many processor cores to use (default: all).", valueName: "number"))
  var jobs: Int?

  @Flag(help: "Count postings that say the same as another one, too.")
  var keepDuplicates = false

  @Flag(help: "End with exit code 2 if any source could not be read in full.")
  var strict = false

  @Flag(help: "Report every source, not only those that were skipped or damaged.")
  var verbose = false

  func validate() throws {
    if paths.isEmpty { throw ValidationError("name at least one file or folder, or - for standard input") }
    if let jobs { try requirePositive(jobs, "--jobs") }
  }

  /// - Throws: an exit if the table of addresses cannot be read.
  func pipeline(_ extractor: Extractor) throws -> ExtractionPipeline {
    var pipeline = ExtractionPipeline(
      extractor: extractor, workers: jobs ?? max(1, sysconf(CInt(_SC_NPROCESSORS_ONLN))),
      keepsDuplicates: keepDuplicates)
    if let urls {
      let list = AddressList.read(try SourceFiles.read(urls), file: urls)
      Console.remark(list.diagnostics)
      pipeline.addresses = list.value
    }
    return pipeline
  }

  /// What became of one source, for a person.
  func remark(_ report: SourceReport) {
    let noticed = report.diagnostics.filter { $0.severity != .note }.map { "\($0.code) ×\($0.count)" }
    switch report.outcome {
    case .skipped: Console.remark("\(report.source): note: skipped: \(report.reason ?? "no job posting in it")")
    case .unreadable: Console.remark("\(report.source): error: not read in full: \(report.reason ?? "unknown reason")")
    case .unpacked:
      if verbose || report.reason != nil {
        Console.remark("\(report.source): note: unpacked\(report.reason.map { "; \($0)" } ?? "")")
      }
    case .unchanged: if verbose { Console.remark("\(report.source): note: unchanged") }
    case .read:
      if !noticed.isEmpty || verbose {
        let mended = noticed.isEmpty ? "" : "; \(noticed.joined(separator: ", "))"
        Console.remark("\(report.source): note: \(report.postings) postings\(mended)")
      }
    }
  }

  /// The closing line, and the exit code it asks for.
  func finish(_ report: IngestionReport, _ seconds: Double? = nil) throws {
    let outcomes = SourceReport.Outcome.allCases.compactMap { outcome in
      report.sources[outcome].map { "\($0) \(outcome.rawValue)" }
    }
    if let urls, report.unusedAddresses > 0 {
      Console.remark("\(urls): warning: lines that name no file that was read: \(report.unusedAddresses)")
    }
    Console.remark("\(report.postings) postings from sources: \(outcomes.joined(separator: ", "))")
    if strict, (report.sources[.unreadable] ?? 0) > 0 || report.diagnostics.contains(where: { $0.severity == .error }) {
      throw ExitCode(2)
    }
  }
}
