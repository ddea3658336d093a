import Compression
import Ingestion

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The files that paths on a command line stand for.
enum SourceFiles {
  /// Files as they are, folders with everything below them; `-` is standard input. Folders are sorted by name, hidden files and
  /// folders are passed over, links to folders are not followed.
  ///
  /// - Throws: an exit if a path does not exist.
  static func expand(_ paths: [String]) throws -> [ByteSource] {
    var sources: [ByteSource] = []
    for path in paths {
      if path == "-" {
        sources.append(ByteSource(name: "-") { FileReader(descriptor: STDIN_FILENO).next })
        continue
      }
      guard let mode = mode(path) else {
        throw Failure.io("cannot read '\(path)': \(String(cString: strerror(errno)))")
      }
      sources += (mode & S_IFMT == S_IFDIR ? files(below: path) : [path]).map { source($0) }
    }
    return sources
  }

  private static func source(_ path: String) -> ByteSource {
    ByteSource(name: path) {
      let descriptor = open(path, O_RDONLY)
      guard descriptor >= 0 else { throw UnreadableFile(reason: String(cString: strerror(errno))) }
      return FileReader(descriptor: descriptor).next
    }
  }

  /// Without recursion: a folder that is met is put before the rest of the list.
  private static func files(below folder: String) -> [String] {
    var files: [String] = []
    var open = [folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder]
    while let path = open.popLast() {
      guard let mode = mode(path) else { continue }
      if mode & S_IFMT == S_IFDIR {
        open += names(in: path).reversed().map { path + "/" + $0 }
      } else if mode & S_IFMT == S_IFREG {
        files.append(path)
      }
    }
    return files
  }

  private static func names(in folder: String) -> [String] {
    guard let handle = opendir(folder) else { return [] }
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
}

extension SourceFiles {
  /// A file's bytes, unpacked if they are gzip.
  ///
  /// - Throws: an exit if it cannot be read or is damaged.
  static func read(_ path: String) throws -> [UInt8] {
    let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY)
    guard descriptor >= 0 else { throw Failure.io("cannot read '\(path)': \(String(cString: strerror(errno)))") }
    let reader = FileReader(descriptor: descriptor)
    do {
      var bytes: [UInt8] = []
      while let piece = try reader.next() { bytes += piece }
      return Gunzip.isRecognized(bytes) ? try Gunzip.unpack(bytes, limit: 4 << 30) : bytes
    } catch {
      throw Failure.io("cannot read '\(path)': \(error)")
    }
  }

  /// The files of a folder whose names, without `.gz`, have one of `endings`; unpacked, with the path as name, by name.
  ///
  /// - Throws: an exit if it is no folder or a file cannot be read.
  static func readFolder(_ folder: String, _ endings: [String]) throws -> [(name: String, bytes: [UInt8])] {
    guard isFolder(folder) else { throw Failure.io("'\(folder)' is no folder") }
    let wanted = names(in: folder).filter { name in
      endings.contains { name.hasSuffix($0) || name.hasSuffix($0 + ".gz") }
    }
    return try wanted.map { name in
      let path = folder.hasSuffix("/") ? folder + name : folder + "/" + name
      return (path, try read(path))
    }
  }

  /// The first bytes of a file.
  static func beginning(_ path: String) throws -> [UInt8] {
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else { throw UnreadableFile(reason: String(cString: strerror(errno))) }
    return try FileReader(descriptor: descriptor).next() ?? []
  }

  static func isFolder(_ path: String) -> Bool { mode(path).map { $0 & S_IFMT == S_IFDIR } ?? false }

  static func exists(_ path: String) -> Bool { mode(path) != nil }
}

/// Why a file could not be read.
struct UnreadableFile: Error, CustomStringConvertible {
  var reason: String
  var description: String { reason }
}

/// Hands out a file's bytes in pieces and closes it.
private final class FileReader {
  private let descriptor: CInt
  private static let pieceSize = 1 << 20

  init(descriptor: CInt) { self.descriptor = descriptor }

  deinit { if descriptor != STDIN_FILENO { close(descriptor) } }

  func next() throws -> [UInt8]? {
    var count = 0
    let piece = [UInt8](unsafeUninitializedCapacity: Self.pieceSize) { buffer, initialized in
      count = read(descriptor, buffer.baseAddress, buffer.count)
      initialized = max(count, 0)
    }
    guard count >= 0 else { throw UnreadableFile(reason: String(cString: strerror(errno))) }
    return count == 0 ? nil : piece
  }
}
