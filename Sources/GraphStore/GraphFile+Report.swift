internal import GRDB

/// How much evidence a file holds.
public struct StoreReport: Hashable, Sendable {
  /// Sources read to their end.
  public var sources = 0
  /// Sources that were broken off; ingesting them again completes them.
  public var unfinishedSources = 0
  /// Postings that count.
  public var postings = 0
  /// Postings that say the same as one that counts.
  public var duplicates = 0
  /// Postings that count and have no role.
  public var postingsWithoutRole = 0
  public var mentions = 0
  public var educationDemands = 0
  public var unknownDemands = 0
  /// How often each kind of posting markup occurs, duplicates included; by name.
  public var syntaxes: [Count] = []
  /// How often each diagnostic occurs; by code.
  public var diagnostics: [Count] = []

  /// A name and how often it occurs.
  public struct Count: Hashable, Sendable {
    public var name: String
    public var count: Int
  }
}

extension GraphFile {
  /// Counts over all evidence; mentions and demands include those of duplicates.
  ///
  /// - Complexity: O(*rows*); the graph's own counts come from `loadGraph()`.
  public func report() throws(GraphFileError) -> StoreReport {
    try read { db in
      func count(_ sql: String) throws -> Int { try Int.fetchOne(db, sql: "SELECT count(*) FROM " + sql) ?? 0 }
      func counts(_ sql: String) throws -> [StoreReport.Count] {
        try Row.fetchAll(db, sql: sql).map { StoreReport.Count(name: $0[0], count: $0[1]) }
      }
      return StoreReport(
        sources: try count("origin WHERE is_complete"), unfinishedSources: try count("origin WHERE NOT is_complete"),
        postings: try count("posting WHERE duplicate_of IS NULL"),
        duplicates: try count("posting WHERE duplicate_of IS NOT NULL"),
        postingsWithoutRole: try count("posting WHERE duplicate_of IS NULL AND role IS NULL"),
        mentions: try count("mention"), educationDemands: try count("education"), unknownDemands: try count("unknown"),
        syntaxes: try counts("SELECT syntax, count(*) FROM posting GROUP BY syntax ORDER BY syntax"),
        diagnostics: try counts("SELECT code, count(*) FROM diagnostic GROUP BY code ORDER BY code"))
    }
  }
}
