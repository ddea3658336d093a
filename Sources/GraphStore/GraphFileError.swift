internal import GRDB

/// Why a graph file could not be opened, read or written.
public struct GraphFileError: Error, Hashable, Sendable {
  /// What went wrong, to branch on.
  public enum Code: Sendable {
    /// There is no file at the path, or no folder to make it in.
    case noSuchFile
    /// Something else than a graph file.
    case notAGraphFile
    /// Made by a newer release.
    case newerVersion
    /// Another process is writing.
    case busy
    /// Written to, but opened for reading or protected.
    case readOnly
    /// The contents are damaged.
    case damaged
    /// A part of a source came without its beginning.
    case missingPart
    /// The file holds a graph that was imported whole where a taxonomy and postings are meant, or the other way round.
    case otherContents
    /// The disk is full, or any other failure of the system.
    case system
  }

  public var code: Code
  /// What failed and what to do, for a person.
  public var message: String

  init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }
}

extension GraphFileError: CustomStringConvertible {
  public var description: String { message }
}

extension GraphFileError {
  /// What SQLite reports, in words for the person who runs the command.
  init(_ error: any Error, path: String) {
    if let error = error as? GraphFileError {
      self = error
      return
    }
    guard let error = error as? DatabaseError else {
      self.init(.system, "\(path): \(error)")
      return
    }
    let reason = error.message ?? "error \(error.resultCode.rawValue)"
    switch error.resultCode {
    case .SQLITE_NOTADB: self = .notAGraphFile(path)
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      self.init(.busy, "'\(path)' is being written by another process; try again when it has finished")
    case .SQLITE_READONLY, .SQLITE_PERM:
      self.init(.readOnly, "'\(path)' cannot be written; check its permissions and those of its folder")
    case .SQLITE_CANTOPEN: self.init(.system, "'\(path)' cannot be opened; check the path and its permissions")
    case .SQLITE_CORRUPT: self.init(.damaged, "'\(path)' is damaged (\(reason)); ingest the sources into a new file")
    case .SQLITE_FULL: self.init(.system, "'\(path)': the disk is full; nothing of the last batch was written")
    default: self.init(.system, "'\(path)': \(reason)")
    }
  }

  static func notAGraphFile(_ path: String) -> GraphFileError {
    GraphFileError(.notAGraphFile, "'\(path)' is not a skillgraph file; name another with --graph")
  }
}
