internal import GRDB
internal import GraphModel

extension GraphFile {
  /// Takes in every source that `other` has read to its end.
  ///
  /// Of two versions of one source the one with the greater digest stays, so that neither the order in which files are taken in
  /// nor how they are grouped makes a difference. Where all versions are alike the result is that of ingesting everything at once.
  ///
  /// - Complexity: proportional to the evidence that is taken in.
  public func absorb(_ other: GraphFile) throws(GraphFileError) {
    var skipped: String?
    do {
      try other.forEachSource { batch in
        if batch.isFirst { skipped = try has(batch) ? batch.source : nil }
        if batch.source != skipped { try add([batch]) }
      }
    } catch {
      throw GraphFileError(error, path: path)
    }
  }

  /// Whether the file has a version of the source that goes before the batch's.
  private func has(_ batch: SourceBatch) throws(GraphFileError) -> Bool {
    try read { db in
      let sql = "SELECT digest, keeps_duplicates FROM origin WHERE name = ? AND is_complete"
      guard let row = try Row.fetchOne(db, sql: sql, arguments: [batch.source]) else { return false }
      let (digest, keeps): (String, Bool) = (row[0], row[1])
      return (digest, keeps ? 1 : 0) >= (batch.digest, batch.keepsDuplicates ? 1 : 0)
    }
  }
}
