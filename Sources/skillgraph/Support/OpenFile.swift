import Containers
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

private let writeBytes = write

/// Why a file could not be read.
struct UnreadableFile: Error, CustomStringConvertible {
  var description: String

  /// What the system said last.
  init() { description = String(cString: strerror(errno)) }
}

/// A file that is open for reading; closed when nobody needs it any more.
final class OpenFile: Sendable {
  private let descriptor: CInt

  init(_ path: String) throws(UnreadableFile) {
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw UnreadableFile() }
  }

  fileprivate init(descriptor: CInt) { self.descriptor = descriptor }

  deinit { close(descriptor) }

  /// Its bytes from the start, in pieces; also of what is no file on disk.
  func read() -> ByteSource.Chunks {
    let reader = FileReader(descriptor: descriptor)
    var offset = 0
    let isSeekable = lseek(descriptor, 0, SEEK_CUR) >= 0
    return { [self] in
      guard isSeekable else { return try withExtendedLifetime(self) { try reader.next() } }
      let piece = try bytes(at: offset, count: FileReader.pieceSize)
      offset += piece.count
      return piece.isEmpty ? nil : piece
    }
  }

  func randomAccess() throws(UnreadableFile) -> RandomAccess {
    RandomAccess(size: try size()) { [self] in try bytes(at: $0, count: $1) }
  }

  /// All its bytes at once.
  func contents() throws(UnreadableFile) -> [UInt8] { try bytes(at: 0, count: try size()) }

  private func size() throws(UnreadableFile) -> Int {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw UnreadableFile() }
    return Int(status.st_size)
  }

  private func bytes(at offset: Int, count: Int) throws(UnreadableFile) -> [UInt8] {
    var size = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      size = pread(descriptor, buffer.baseAddress, buffer.count, off_t(offset))
      initialized = max(size, 0)
    }
    guard size >= 0 else { throw UnreadableFile() }
    return bytes
  }
}

/// Hands out what comes from a descriptor, in pieces.
final class FileReader {
  private let descriptor: CInt
  static let pieceSize = 256 << 10

  init(descriptor: CInt) { self.descriptor = descriptor }

  func next() throws -> [UInt8]? {
    var count = 0
    let piece = [UInt8](unsafeUninitializedCapacity: Self.pieceSize) { buffer, initialized in
      count = read(descriptor, buffer.baseAddress, buffer.count)
      initialized = max(count, 0)
    }
    guard count >= 0 else { throw UnreadableFile() }
    return count == 0 ? nil : piece
  }
}

/// Standard input in a temporary file without a name, so that it can be read more than once.
final class Spool: Sendable {
  private let file = Mutex<OpenFile?>(nil)

  /// The file; what comes is written to it when it is first asked for.
  func access() throws -> OpenFile {
    try file.withLock { file in
      let open = try file ?? Self.fill()
      file = open
      return open
    }
  }

  private static func fill() throws -> OpenFile {
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var path = Array("\(folder)/skillgraph-XXXXXX".utf8CString)
    let descriptor = mkstemp(&path)
    guard descriptor >= 0 else { throw UnreadableFile() }
    unlink(path)
    let opened = OpenFile(descriptor: descriptor)
    let input = FileReader(descriptor: STDIN_FILENO)
    while let piece = try input.next() { try write(piece, descriptor) }
    return opened
  }

  private static func write(_ bytes: [UInt8], _ descriptor: CInt) throws(UnreadableFile) {
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes { writeBytes(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 else { throw UnreadableFile() }
      written += count
    }
  }
}
