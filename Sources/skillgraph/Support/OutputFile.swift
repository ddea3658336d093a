#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A file that appears whole or not at all: written beside its place and renamed when complete. `-` is standard output.
final class OutputFile {
  private let path: String
  private let temporary: String
  private let descriptor: CInt
  private var failure: CInt = 0
  private var isOpen = true

  init(_ path: String) throws {
    self.path = path
    temporary = "\(path).\(getpid()).part"
    descriptor = path == "-" ? STDOUT_FILENO : open(temporary, O_WRONLY | O_CREAT | O_TRUNC, 0o666)
    guard descriptor >= 0 else { throw Failure.io("cannot write '\(path)': \(String(cString: strerror(errno)))") }
  }

  deinit { discard() }

  func write(_ bytes: [UInt8]) {
    guard path != "-" else { return Console.write(bytes) }
    var written = 0
    while written < bytes.count, failure == 0 {
      let count = bytes[written...].withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
      if count < 0 { failure = errno } else { written += count }
    }
  }

  /// Puts the file in its place.
  func commit() throws {
    guard path != "-" else { return }
    if failure == 0, close(descriptor) != 0 { failure = errno }
    isOpen = false
    if failure == 0, rename(temporary, path) != 0 { failure = errno }
    guard failure != 0 else { return }
    unlink(temporary)
    throw Failure.io("cannot write '\(path)': \(String(cString: strerror(failure)))")
  }

  private func discard() {
    guard path != "-", isOpen else { return }
    close(descriptor)
    unlink(temporary)
  }
}

private let systemWrite = write
