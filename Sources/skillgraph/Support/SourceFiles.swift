import Compression
import Containers

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The files that paths on a command line stand for.
enum SourceFiles {
  /// Files as they are, folders with everything below them, patterns (`pages/**/*.html`) with what matches; `-` is standard
  /// input. Folders are sorted by name, hidden files and folders are passed over, links to folders are not followed.
  ///
  /// - Parameter spooling: whether standard input has to be read more than once; it is then kept in a temporary file.
  /// - Throws: an exit if a path does not exist or a pattern matches nothing.
  static func expand(_ paths: [String], spooling: Bool = false) throws -> [ByteSource] {
    try paths.flatMap { path in
      if path == "-" { return [standardInput(spooling: spooling)] }
      if let mode = mode(path) { return isFolder(mode) ? files(below: path) : [file(path)] }
      let reason = String(cString: strerror(errno))
      guard PathPattern.isPattern(path) else { throw Failure.io("cannot read '\(path)': \(reason)") }
      let matches = PathPattern(path).matches()
      guard !matches.isEmpty else { throw Failure.io("no file matches '\(path)'") }
      return matches.flatMap { isFolder($0) ? files(below: $0) : [file($0)] }
    }
  }

  private static func standardInput(spooling: Bool) -> ByteSource {
    guard spooling else { return ByteSource(name: "-") { FileReader(descriptor: STDIN_FILENO).next } }
    let spool = Spool()
    var source = ByteSource(name: "-") { try spool.access().read() }
    source.isRepeatable = true
    source.access = { try spool.access().randomAccess() }
    return source
  }

  private static func file(_ path: String) -> ByteSource {
    var source = ByteSource(name: path) { try OpenFile(path).read() }
    source.access = { try OpenFile(path).randomAccess() }
    return source
  }

  /// Without recursion: a folder that is met is put before the rest of the list. One that cannot be read is a source that says so.
  private static func files(below folder: String) -> [ByteSource] {
    var files: [ByteSource] = []
    var open = [folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder]
    while let path = open.popLast() {
      guard let mode = mode(path) else { continue }
      if isFolder(mode) {
        do { open += try names(in: path).reversed().map { path + "/" + $0 }.filter { !isLinkToFolder($0) } } catch {
          files.append(ByteSource(name: path) { throw error })
        }
      } else if mode & S_IFMT == S_IFREG {
        files.append(file(path))
      }
    }
    return files
  }

  /// What a folder holds but hidden files, sorted.
  static func names(in folder: String) throws(UnreadableFile) -> [String] {
    guard let handle = opendir(folder) else { throw UnreadableFile() }
    defer { closedir(handle) }
    var names: [String] = []
    while let entry = readdir(handle) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    // By bytes: no locale reaches an output.
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private static func mode(_ path: String) -> mode_t? {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode : nil
  }

  private static func isFolder(_ mode: mode_t) -> Bool { mode & S_IFMT == S_IFDIR }

  /// Such a link may lead back to where it stands.
  static func isLinkToFolder(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK && isFolder(path)
  }
}

extension SourceFiles {
  /// A file's bytes, unpacked if they are gzip.
  ///
  /// - Throws: an exit if it cannot be read or is damaged.
  static func read(_ path: String) throws -> [UInt8] {
    do {
      let next = path == "-" ? FileReader(descriptor: STDIN_FILENO).next : try OpenFile(path).read()
      var bytes: [UInt8] = []
      while let piece = try next() { bytes += piece }
      return Gunzip.isRecognized(bytes) ? try Gunzip.unpack(bytes, limit: UnpackingLimit(bytes: 4 << 30)) : bytes
    } catch {
      throw Failure.io("cannot read '\(path)': \(error)")
    }
  }

  /// The files of a folder whose names, without `.gz`, have one of `endings`; unpacked, with the path as name, by name.
  ///
  /// - Throws: an exit if it is no folder or a file cannot be read.
  static func readFolder(_ folder: String, _ endings: [String]) throws -> [(name: String, bytes: [UInt8])] {
    guard isFolder(folder) else { throw Failure.io("'\(folder)' is no folder") }
    let wanted = ((try? names(in: folder)) ?? []).filter { name in
      endings.contains { name.hasSuffix($0) || name.hasSuffix($0 + ".gz") }
    }
    return try wanted.map { name in
      let path = folder.hasSuffix("/") ? folder + name : folder + "/" + name
      return (path, try read(path))
    }
  }

  /// The first bytes of a file.
  static func beginning(_ path: String) throws -> [UInt8] { try OpenFile(path).read()() ?? [] }

  static func isFolder(_ path: String) -> Bool { mode(path).map(isFolder) ?? false }

  static func exists(_ path: String) -> Bool { mode(path) != nil }
}
