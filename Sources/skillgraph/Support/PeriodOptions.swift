import ArgumentParser
import GraphStore

/// Which postings count, by the day they were posted.
struct PeriodOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Only postings of this day or later: 2025, 2025-06 or 2025-06-30.", valueName: "date"))
  var since: String?

  @Option(help: ArgumentHelp("Only postings of this day, month or year, or earlier.", valueName: "date"))
  var until: String?

  var period: PostingPeriod { PostingPeriod(since: since, until: until) }

  func validate() throws {
    for date in [since, until].compactMap(\.self) where !Self.isDate(date) {
      throw ValidationError("'\(date)' is no date; write 2025, 2025-06 or 2025-06-30")
    }
    if let since, let until, until.prefix(since.count) < since.prefix(until.count) {
      throw ValidationError("--until \(until) is before --since \(since)")
    }
  }

  /// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
  static func isDate(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard (1...3).contains(parts.count), parts[0].count == 4 else { return false }
    return parts.dropFirst().allSatisfy { $0.count == 2 }
      && parts.allSatisfy { $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
  }
}

extension PostingPeriod {
  /// `since 2025-01`, `from 2025-01 to 2025-06`; empty for everything.
  var phrase: String {
    switch (since, until) {
    case (let since?, let until?): since == until ? "of \(since)" : "from \(since) to \(until)"
    case (let since?, nil): "since \(since)"
    case (nil, let until?): "until \(until)"
    case (nil, nil): ""
    }
  }
}
