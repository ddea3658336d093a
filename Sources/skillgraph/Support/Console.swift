import Diagnostics

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

private let systemWrite = write

/// Where results and remarks go: results to standard output, remarks to standard error.
enum Console {
  /// Writes the whole of `bytes`; a reader that has gone away ends the program quietly, as `head` does.
  static func write(_ bytes: [UInt8], to descriptor: CInt = STDOUT_FILENO) {
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 else { exit(0) }
      written += count
    }
  }

  static func print(_ text: String) { write(Array((text + "\n").utf8)) }

  static func remark(_ text: String) { write(Array((text + "\n").utf8), to: STDERR_FILENO) }

  static func remark(_ diagnostics: some Sequence<Diagnostic>) {
    for diagnostic in diagnostics { remark(diagnostic.description) }
  }

  /// Whether remarks are read by a person right now.
  static var isInteractive: Bool { isatty(STDERR_FILENO) == 1 }
}
